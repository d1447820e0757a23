#!/bin/sh
# Writes both lock files anew from pyproject.toml: every version pinned, every file's hash, for
# Python 3.11 to 3.14 on any system. Needs uv (`pip install uv`).
set -eu
cd "$(dirname "$0")/.."
lock() {
    uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links --quiet "$@"
}
echo 'setuptools>=77' | lock pyproject.toml - -o requirements.txt
echo 'setuptools>=77' | lock pyproject.toml - --extra test -c requirements.txt -o requirements-test.txt

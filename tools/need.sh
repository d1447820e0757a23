#!/bin/sh
# Says, one line for each, what this machine lacks. `need.sh site` asks for what a build needs,
# `need.sh test` also for what the tests need, and installs those Debian packages where it may.
set -u
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
missing=0

lacks() {
    echo "missing: $1. Install it with: $2" >&2
    missing=1
}

command -v git >/dev/null 2>&1 || lacks git "sudo apt-get install git"
if ! command -v "$python" >/dev/null 2>&1; then
    lacks "Python 3.11 or newer" "sudo apt-get install python3 python3-venv"
elif ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    lacks "Python 3.11 or newer ($("$python" --version 2>&1) is older)" \
        "sudo apt-get install python3 python3-venv, or name another with PYTHON=..."
elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    lacks "the venv module of Python" "sudo apt-get install python3-venv"
fi
[ "${1:-site}" = site ] && exit $missing

browser() {
    [ -n "${CHROME:-}" ] && { command -v "$CHROME" && return; }
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" && return
    done
    return 1
}

absent() {
    browser >/dev/null || echo chromium
    command -v node >/dev/null 2>&1 || echo nodejs
    command -v npm >/dev/null 2>&1 || echo npm
    command -v java >/dev/null 2>&1 || echo default-jre-headless
    command -v pdftotext >/dev/null 2>&1 || echo poppler-utils
}

# tools/debian-packages.txt is the one list; what is absent here must stand there.
wanted=$(absent)
if [ -n "$wanted" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    # shellcheck disable=SC2046
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        $(grep -v '^#' tools/debian-packages.txt); } >/dev/null 2>&1
    wanted=$(absent)
fi
for package in $wanted; do lacks "$package" "sudo apt-get install $package"; done
exit $missing

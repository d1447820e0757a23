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

have() { command -v "$1" >/dev/null 2>&1 || [ -e "$1" ]; }

have git || lacks git "sudo apt-get install git"
if ! have "$python"; then
    lacks "Python 3.11 or newer" "sudo apt-get install python3 python3-venv"
elif ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    lacks "Python 3.11 or newer ($("$python" --version 2>&1) is older)" \
        "sudo apt-get install python3 python3-venv, or name another with PYTHON=..."
elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    lacks "the venv module of Python" "sudo apt-get install python3-venv"
fi
[ "${1:-site}" = site ] && exit $missing

# Prints the packages of the list none of whose commands is here. CHROME=... stands for any browser.
absent() {
    while read -r package commands; do
        case $package in '' | '#'*) continue ;; chromium) commands="${CHROME:-$commands}" ;; esac
        found=
        for command in $commands; do have "$command" && found=yes; done
        [ -n "$found" ] || echo "$package"
    done <tools/debian-packages.txt
}

wanted=$(absent)
if [ -n "$wanted" ] && [ "$(id -u)" = 0 ] && have apt-get; then
    apt-get update -qq >/dev/null 2>&1
    for package in $wanted; do
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1
    done
    wanted=$(absent)
fi
for package in $wanted; do lacks "$package" "sudo apt-get install $package"; done
exit $missing

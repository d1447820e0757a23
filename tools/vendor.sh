#!/bin/sh
# Brings the third-party files of macros/vendor/ anew from npm, byte for byte what its README says.
# To try it without changing anything, name another folder: tools/vendor.sh FOLDER
# For a newer version change it here, run this, look at the site, and write the sums into the README.
set -eu
cd "$(dirname "$0")/.."
target=${1:-macros/vendor}
search=minisearch@7.2.0
font=@fontsource-variable/atkinson-hyperlegible-next@5.3.0
# Both decide the bytes of the subset.
subsetter="fonttools==4.68.0 brotli==1.2.1"

# What English, a few names of authors, and our signs (arrows, minus, about, at most, at least, cross) need.
letters="U+20-7E,U+A0,U+A3,U+B0,U+B7,U+BD,U+C9,U+D7,U+E0-FF"
signs="U+2010-2014,U+2018,U+2019,U+201C,U+201D,U+2026,U+2190-2193,U+2212,U+2248,U+2264,U+2265,U+2715"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$target"

# unpack PACKAGE FOLDER
unpack() {
    mkdir "$work/$2"
    tarball=$(npm pack --silent --pack-destination "$work" "$1")
    tar -xzf "$work/$tarball" -C "$work/$2" --strip-components 1
}

unpack "$search" search
# The line that names a source map goes: the map is not shipped.
sed '/^\/\/# sourceMappingURL=/d' "$work/search/dist/umd/index.js" >"$target/minisearch.js"
cp "$work/search/LICENSE.txt" "$target/LICENSE-minisearch"

unpack "$font" font
"${PYTHON:-python3}" -m venv "$work/venv"
# shellcheck disable=SC2086
"$work/venv/bin/pip" install --quiet --disable-pip-version-check $subsetter
"$work/venv/bin/pyftsubset" "$work/font/files/atkinson-hyperlegible-next-latin-wght-normal.woff2" \
    --unicodes="$letters,$signs" --layout-features=kern,liga,tnum,ccmp,mark,calt \
    --flavor=woff2 --output-file="$target/handbook.woff2"
cp "$work/font/LICENSE" "$target/LICENSE-atkinson-hyperlegible-next"

(cd "$target" && sha256sum handbook.woff2 minisearch.js LICENSE-*)

"""The parts of others are the bytes that their README names, and the font has our letters."""

from __future__ import annotations

import hashlib
import re

from conftest import ROOT

VENDOR = ROOT / "macros" / "vendor"
README = (VENDOR / "README.md").read_text("utf-8")
SCRIPT = (ROOT / "tools" / "vendor.sh").read_text("utf-8")


def test_each_file_has_the_sum_that_the_readme_gives() -> None:
    written = {
        name: digest for digest, name in re.findall(r"^([0-9a-f]{64})  (\S+)$", README, re.M)
    }
    files = {path.name: path for path in VENDOR.iterdir() if path.name != "README.md"}
    assert {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()
    } == written


def test_the_script_fetches_the_versions_that_the_readme_names() -> None:
    fetched = re.findall(r"^(?:search|font)=(\S+)@([\d.]+)$", SCRIPT, re.M)
    assert len(fetched) == 2
    for name, version in fetched:
        assert f"`{name}` {version}" in README


def _kept() -> set[str]:
    """The ranges of letters that the script keeps, such as "U+20-7E"."""
    lines = re.findall(r'^(?:letters|signs)="(.*)"$', SCRIPT, re.M)
    return {sign for line in lines for sign in line.split(",")}


def test_the_script_keeps_the_letters_that_the_readme_names() -> None:
    section = README.partition("--unicodes=")[2].partition("\n\n")[0]
    assert set(re.findall(r"U\+[0-9A-F-]+", section)) == _kept()


def test_the_font_has_every_letter_of_our_own_words() -> None:
    drawn = {"\n"}
    for span in _kept():
        first, _, last = span.removeprefix("U+").partition("-")
        drawn |= {chr(code) for code in range(int(first, 16), int(last or first, 16) + 1)}
    # The bibliography has names from everywhere, which may be drawn in the reader's own font.
    texts = [path for path in (ROOT / "content").rglob("*.yml") if path.name != "references.yml"]
    texts += [ROOT / "docs" / "index.md", ROOT / "docs" / "about.md"]
    assert not {path.name: odd for path in texts if (odd := set(path.read_text("utf-8")) - drawn)}


def test_the_font_stays_small() -> None:
    assert (VENDOR / "handbook.woff2").stat().st_size <= 40 * 1024

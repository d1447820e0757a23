"""Pages written by hand keep the rules for readers that the checks hold for the content."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from reading import article, words

from macros.library import Library
from macros.load import load
from macros.patterns import normal, search, search_unless, without
from macros.readability import Counter, age, flesch_kincaid, total

PAGES = sorted(path.stem for path in (ROOT / "docs").glob("*.md"))
"""What readers read. The pages of docs/project/ are for developers."""


@pytest.fixture(scope="module")
def library() -> Library:
    found = load(ROOT / "content", ROOT).library
    assert found
    return found


def blocks(site: Path, page: str) -> list[str]:
    """The paragraphs, list items and headings of a page; of nested lists only the inner items."""
    found = article(site / f"{page}.html").xpath(".//p | .//li[not(.//p)] | .//h1 | .//h2 | .//h3")
    return [words(block) for block in found if words(block)]


def test_home_and_about_are_such_pages() -> None:
    assert {"index", "about"} <= set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_no_banned_phrase(page: str, site: Path, library: Library) -> None:
    for text in map(normal, blocks(site, page)):
        for ban in library.check_words.bans:
            assert not search_unless(ban.phrases, ban.unless, text), text


@pytest.mark.parametrize("page", PAGES)
def test_a_sign_on_the_skin_speaks_of_every_skin(page: str, site: Path, library: Library) -> None:
    skin = library.check_words.skin
    for text in map(normal, blocks(site, page)):
        if search(skin.signs, without(skin.unless, text)):
            assert all(tone in text for tone in skin.tones), text


@pytest.mark.parametrize("page", PAGES)
def test_the_words_are_no_harder_than_those_of_an_entry(
    page: str, site: Path, library: Library
) -> None:
    counter = Counter([name for gloss in library.glossary for name in (gloss.term, *gloss.forms)])
    counts = total(counter.count(text) for text in blocks(site, page))
    assert counts.words > 50
    assert age(flesch_kincaid(counts)) <= 12

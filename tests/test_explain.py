"""A word of the glossary leads to its explanation where it first stands on a page."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from conftest import ROOT
from reading import article, words

from macros.explain import Explainer, Piece
from macros.load import load
from macros.model import Gloss

TENDON = Gloss(term="Achilles tendon", means="A cord.", forms=("Achilles",))


def test_the_first_use_is_marked_whatever_its_case() -> None:
    pieces = [*Explainer([TENDON]).pieces("The achilles, the Achilles.", set())]
    assert pieces == [
        Piece("The "),
        Piece("achilles", "achilles-tendon"),
        Piece(", the Achilles."),
    ]


def test_the_long_form_goes_first_and_parts_of_words_do_not_count() -> None:
    pieces = [*Explainer([TENDON]).pieces("Achillesy, Achilles tendon", set())]
    assert pieces[1] == Piece("Achilles tendon", "achilles-tendon")


def test_without_a_glossary_nothing_is_marked() -> None:
    assert [*Explainer([]).pieces("Any words", set())] == [Piece("Any words")]


def test_every_entry_page_explains_each_term_at_most_once(site: Path) -> None:
    library = load(ROOT / "content", ROOT).library
    assert library
    explained: Counter[str] = Counter()
    for kind, entries in library.entries.items():
        for name in entries:
            links = article(site / kind / f"{name}.html").xpath(".//a[@class='hb-term']/@href")
            assert len(links) == len(set(links)), name
            explained.update(links)
    assert len(explained) > 5


def test_every_way_to_the_glossary_ends_at_its_term(site: Path) -> None:
    terms = {
        div.get("id"): words(div) for div in article(site / "glossary.html").xpath(".//dl/div")
    }
    link = article(site / "causes" / "strain.html").xpath(".//a[@class='hb-term']")[0]
    anchor = link.get("href").partition("#")[2]
    assert words(link).lower() in terms[anchor].lower()

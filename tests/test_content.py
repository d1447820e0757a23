"""What the handbook promises about its own content, read from the built pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from reading import article, headings, pages, parsed, words

from macros import prose
from macros.load import load
from macros.model import NotWhile

CAUSES = (
    *("ageing", "overuse", "footwear", "hard-surfaces", "tight-muscles", "weak-foot-or-ankle"),
    *("running-form", "dehydration", "strain", "hip-function", "no-warm-up", "excess-stress"),
)
STRATEGIES = (
    *("warm-up", "gradual-increase", "running-technique", "shoes"),
    *("cross-training", "hydration", "variety", "movement-snacks"),
)
CONDITIONS = {
    "blood-clot",
    "lung-clot",
    "achilles-rupture",
    "compartment-syndrome",
    "muscle-breakdown",
    "acute-limb-ischaemia",
}

library: Any = load(ROOT / "content", ROOT).library
assert library


def kind(name: str) -> Mapping[str, Any]:
    return dict(library.entries[name])


def entry(name: str) -> Any:
    folder, _, entry_id = name.partition("/")
    return library.entries[folder][entry_id]


def numbered(name: str) -> list[tuple[int, str]]:
    return [(found.number, entry_id) for entry_id, found in kind(name).items()]


ENTRIES = [f"{folder}/{name}" for folder, found in library.entries.items() for name in found]
LIMITED = ("treatments/", "exercises/", "prevention/")
WITH_LIMITS = [
    name
    for name in ENTRIES
    if name.startswith(LIMITED) and (entry(name).not_while or entry(name).ask_first)
]


def said(text: str) -> str:
    """A text of content as a page shows it, without its citations."""
    return " ".join(prose.plain(text).split())


def shown(page: Any) -> str:
    """The words of an element without the numbers of its citations and the marks of our own."""
    for name in ("hb-cite", "hb-ours"):
        for mark in page.find_class(name):
            mark.drop_tree()
    return words(page).replace(" .", ".").replace(" ,", ",").replace(" ;", ";")


def test_the_twelve_causes_stand_in_order() -> None:
    assert numbered("causes") == list(enumerate(CAUSES, 1))


def test_the_eight_strategies_stand_in_order() -> None:
    assert numbered("prevention") == list(enumerate(STRATEGIES, 1))


def test_every_dangerous_condition_is_there_with_its_cards() -> None:
    assert kind("conditions").keys() >= CONDITIONS
    for name in CONDITIONS:
        cards = entry(f"conditions/{name}").cards
        assert {card.level for card in cards} & {"emergency", "urgent"}, name


@pytest.mark.parametrize("name", sorted(CONDITIONS))
def test_a_condition_prints_its_cards(site: Path, name: str) -> None:
    page = article(site / "conditions" / f"{name}.html")
    text = shown(page)
    for card in entry(f"conditions/{name}").cards:
        assert all(said(sign) in text for sign in card.signs)
        assert not card.then or said(card.then) in text


@pytest.mark.parametrize("name", ENTRIES)
def test_every_page_of_content_says_when_to_get_help(site: Path, name: str) -> None:
    assert_urgent(article(site / f"{name}.html"))


@pytest.mark.parametrize("folder", library.entries)
def test_the_page_of_a_kind_says_when_to_get_help(site: Path, folder: str) -> None:
    assert_urgent(article(site / folder / "index.html"))


def test_the_sources_say_when_to_get_help(site: Path) -> None:
    assert_urgent(article(site / "sources.html"))


def assert_urgent(page: Any) -> None:
    """The strip before the first section, and every card in full."""
    signs = library.urgent_signs
    strip = page.find_class("hb-urgent-strip")
    assert len(strip) == 1 and said(signs.strip) in words(strip[0])
    before = page.xpath("//*[contains(@class, 'hb-urgent-strip')]/preceding::h2[@id]")
    assert before == []
    text = shown(page)
    for card in signs.cards:
        assert all(said(sign) in text for sign in card.signs)
        assert not card.then or said(card.then) in text
    for number in library.handbook.emergency_numbers:
        assert number in text


def test_the_urgent_page_shows_every_card(site: Path) -> None:
    text = shown(article(site / "urgent.html"))
    signs = [said(sign) for card in library.urgent_signs.cards for sign in card.signs]
    assert [sign for sign in signs if sign not in text] == []


def test_every_footer_has_the_three_numbers(site: Path) -> None:
    for url in (*pages(site), "404.html"):
        (footer,) = parsed(site / url).xpath("//footer")
        assert all(number in words(footer) for number in ("999", "112", "911"))


@pytest.mark.parametrize("name", WITH_LIMITS)
def test_who_must_not_stands_in_full_before_the_steps(site: Path, name: str) -> None:
    page = article(site / f"{name}.html")
    ids = [anchor for _, anchor, _ in headings(page)]
    assert ids.count("not-while") == 1
    assert "steps" not in ids or ids.index("not-while") < ids.index("steps")
    assert "dose" not in ids or ids.index("not-while") < ids.index("dose")
    found = entry(name)
    assert_listed(page, "hb-not-while__never", found.not_while)
    assert_listed(page, "hb-not-while__ask", found.ask_first)


def assert_listed(page: Any, css: str, wanted: tuple[NotWhile, ...]) -> None:
    """One item for each circumstance: its label, what it means, and the reason here."""
    listed = [shown(item) for part in page.find_class(css) for item in part.findall("li")]
    assert len(listed) == len(wanted)
    terms = {term.id: term for term in library.vocabulary.circumstances}
    for one in wanted:
        term = terms[one.when]
        texts = [term.label, *(text for text in (term.plain, one.because) if text)]
        assert any(all(said(text) in item for text in texts) for item in listed), one.when


def test_every_treatment_and_exercise_has_limits() -> None:
    folders = {name.partition("/")[0] for name in ENTRIES if name not in WITH_LIMITS}
    assert not folders & {"treatments", "exercises"}


def doses(exercise: Any) -> set[str]:
    return {said(line.amount) for line in exercise.dose}


def test_no_page_shows_the_dose_of_an_exercise_that_is_not_its_own(site: Path) -> None:
    exercises = {f"exercises/{name}.html": found for name, found in kind("exercises").items()}
    every = set().union(*(doses(found) for found in exercises.values()))
    telling = {one for one in every if re.search(r"\d", one) and len(one.split()) > 2}
    assert len(telling) > 10
    for url in pages(site):
        own = doses(exercises[url]) if url in exercises else set()
        page = article(site / url)
        assert not taken_out(page, "hb-dose") & (telling - own), url
        assert [one for one in telling - own if one in shown(page)] == [], url


def taken_out(page: Any, css: str) -> set[str]:
    """The lines of the doses on a page, which are then gone from it."""
    lists = page.find_class(css)
    lines = {shown(line) for found in lists for line in found.iter("dd")}
    for found in lists:
        found.drop_tree()
    return lines


def test_an_exercise_prints_its_dose(site: Path) -> None:
    for name, found in kind("exercises").items():
        text = shown(article(site / "exercises" / f"{name}.html"))
        assert [one for one in doses(found) if one not in text] == []


def test_every_page_says_that_nobody_clinical_has_reviewed_it(site: Path) -> None:
    assert library.handbook.reviewer is None
    for url in pages(site):
        (footer,) = parsed(site / url).xpath("//footer")
        assert library.words["footer.unreviewed"] in words(footer)

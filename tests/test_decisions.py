"""What was decided stands: the careful choices are in the content, each test that is named exists.

The decisions are in `docs/project/decisions.md`. Whoever changes one of these on
purpose changes that page, this file and the content together.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from conftest import ROOT

from macros.library import Library
from macros.load import load
from macros.model import Card

PROJECT = ROOT / "docs" / "project"
PAGE = (PROJECT / "decisions.md").read_text("utf-8")
RUBBING = [
    *(f"treatments/{name}" for name in ("massage", "foam-rolling", "ball-massage")),
    *(f"exercises/{name}" for name in ("self-massage", "foam-roller", "lacrosse-ball")),
]
STRETCHING = [
    "treatments/stretching",
    *(f"exercises/{name}" for name in ("wall-calf-stretch", "towel-stretch", "achilles-stretch")),
]


@pytest.fixture(scope="module")
def library() -> Library:
    found = load(ROOT / "content", ROOT).library
    assert found
    return found


def _forbidden(library: Library, name: str) -> dict[str, str]:
    """The circumstances in which an entry must not be used, with what is said of each."""
    kind, _, entry_id = name.partition("/")
    entry: Any = library.entries[kind][entry_id]
    return {item.when: item.because or "" for item in entry.not_while}


def _cards(library: Library, words: str) -> list[Card]:
    """The cards of the urgent signs with a sign that holds these words."""
    cards = library.urgent_signs.cards
    return [card for card in cards if any(words in sign for sign in card.signs)]


@pytest.mark.parametrize("name", RUBBING)
@pytest.mark.parametrize("when", ["pregnant", "blood-thinner", "clot-signs", "fresh-strain"])
def test_nothing_rubs_a_calf_that_may_bleed_or_hide_a_clot(
    library: Library, name: str, when: str
) -> None:
    assert when in _forbidden(library, name)


@pytest.mark.parametrize("name", [*RUBBING, "treatments/compression"])
def test_pain_on_one_side_waits_three_days_for_pressure(library: Library, name: str) -> None:
    assert "one-sided-early" in _forbidden(library, name)
    terms = {term.id: term.label for term in library.vocabulary.circumstances}
    assert terms["one-sided-early"] == "only one calf hurts and it began less than 3 days ago"


def test_a_fresh_strain_is_not_wrapped_without_a_check(library: Library) -> None:
    assert "fresh-strain" in _forbidden(library, "treatments/compression")


def test_a_leg_with_signs_of_a_clot_is_not_put_up_to_wait(library: Library) -> None:
    assert "clot-signs" in _forbidden(library, "treatments/elevation")


@pytest.mark.parametrize("name", STRETCHING)
def test_a_torn_calf_is_not_stretched(library: Library, name: str) -> None:
    assert "fresh-strain" in _forbidden(library, name)


def test_a_torn_calf_waits_three_weeks_for_stretching(library: Library) -> None:
    assert "3 weeks" in _forbidden(library, "treatments/stretching")["fresh-strain"]


def test_who_is_pregnant_phones_at_any_hour(library: Library) -> None:
    routes = {route.id: route.label for route in library.vocabulary.routes}
    cards = _cards(library, "you are pregnant")
    assert [card.level for card in cards] == ["urgent"]
    assert all("111 now, at any hour" in routes[card.route] for card in cards)


@pytest.mark.parametrize("words", ["short of breath", "cough up blood"])
def test_breath_or_blood_alone_is_reason_to_call(library: Library, words: str) -> None:
    assert [card.route for card in _cards(library, words)] == ["call999"]


@pytest.mark.parametrize("medicine", ["statin", "floxacin"])
def test_the_next_dose_of_a_suspect_medicine_is_not_taken(library: Library, medicine: str) -> None:
    signs = [sign for card in library.urgent_signs.cards for sign in card.signs if medicine in sign]
    assert signs and all("Do not take the next dose" in sign for sign in signs)


def test_ice_waits_two_to_three_hours(library: Library) -> None:
    ice: Any = library.entries["treatments"]["ice"]
    assert any(dose.amount.startswith("2 to 3 hours") for dose in ice.dose)


def test_two_swollen_legs_after_hard_effort_need_a_blood_test_today(library: Library) -> None:
    assert [card.route for card in _cards(library, "both legs are swollen")] == ["gp_111_ck"]


@pytest.mark.parametrize("page", ["decisions.md", "architecture.md", "licences.md"])
def test_each_file_that_a_page_of_the_project_names_is_there(page: str) -> None:
    text = (PROJECT / page).read_text("utf-8")
    named = set(re.findall(r"`((?:tests|macros|tools|docs|content|quiz)/[\w./-]*)`", text))
    assert named and not [name for name in named if not (ROOT / name).exists()]


def test_each_decision_says_what_why_at_what_cost_and_what_holds_it() -> None:
    for decision in re.split(r"^## ", PAGE, flags=re.M)[1:]:
        for part in ("**Choice:**", "**Why:**", "**Cost:**", "**Held by:**"):
            assert part in decision, decision.splitlines()[0]

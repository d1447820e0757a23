"""What is dangerous has a card that says so, loud enough, and the urgent signs hold nothing mild.

The order of the levels in the vocabulary is their meaning, lowest first; the
two highest are those that cannot wait.
"""

from __future__ import annotations

from collections.abc import Iterator

from macros.checks.setting import Setting
from macros.library import Library
from macros.model import Condition
from macros.problems import Problem
from macros.walk import Place, file_place, records


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """Levels without a card, cards that do not belong, conditions whose cards are too mild."""
    levels = [term.id for term in library.vocabulary.urgency]
    place = file_place(library, "urgent-signs.yml").at("cards")
    cards = library.urgent_signs.cards
    for level in levels[-2:]:
        if not any(card.level == level for card in cards):
            yield place.problem(f'No card has the level "{level}". The urgent signs need one.')
    for number, card in enumerate(cards):
        if card.level in levels[:-2]:
            yield place.at(number, "level").problem(
                f'"{card.level}" is too mild for the urgent signs. '
                f'Only "{levels[-2]}" and "{levels[-1]}" stand here.'
            )
    for spot, condition in records(library, Condition):
        yield from _too_mild(spot.at("cards"), condition, levels)


def _too_mild(place: Place, condition: Condition, levels: list[str]) -> Iterator[Problem]:
    if condition.urgency not in levels[-2:]:
        return
    enough = levels[levels.index(condition.urgency) :]
    if not any(card.level in enough for card in condition.cards):
        wanted = " or ".join(f'"{level}"' for level in enough)
        yield place.problem(
            f'No card is as urgent as the condition, which is "{condition.urgency}". '
            f"Add a card with the level {wanted}."
        )

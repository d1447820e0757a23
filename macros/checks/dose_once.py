"""The dose of an exercise stands once, in the exercise's own file.

Two places come apart: one is mended, the other forgotten, and a reader does
what nobody meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros import prose
from macros.checks.setting import Setting
from macros.library import Library
from macros.model import Dose, Entry, Exercise
from macros.patterns import normal, search
from macros.problems import Problem
from macros.walk import Found, records, texts

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """Doses of an exercise in a file that is not its own."""
    doses = library.check_words.doses
    for text in texts(library):
        if f"]({Exercise.folder}/" in text.value:
            yield from _in_sentences(text, doses)
    yield from _as_records(library)


def _in_sentences(text: Found, doses: tuple[str, ...]) -> Iterator[Problem]:
    for sentence in _SENTENCE.split(text.value):
        others = [target for target in _exercises(sentence) if target != _name(text.entry)]
        found = search(doses, normal(prose.plain(sentence)))
        if others and found:
            yield text.problem(
                f'This gives the dose "{found}". That stands in {others[0]}; leave it out here.'
            )


def _as_records(library: Library) -> Iterator[Problem]:
    titles = {
        exercise.title.casefold(): f"{Exercise.folder}/{exercise.id}"
        for exercise in library.entries.get(Exercise.folder, {}).values()
    }
    for place, dose in records(library, Dose):
        name = titles.get(dose.what.casefold())
        if name and name != _name(place.entry):
            yield place.at("what").problem(f"This dose stands in {name}; leave it out here.")


def _exercises(sentence: str) -> list[str]:
    prefix = f"{Exercise.folder}/"
    return [target for target in prose.links(sentence) if target.startswith(prefix)]


def _name(entry: Entry | None) -> str:
    return f"{entry.folder}/{entry.id}" if entry else ""

"""A word is explained once, and an id of a closed list stands once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from macros.checks.setting import Setting
from macros.library import Library
from macros.model import Vocabulary
from macros.problems import Problem
from macros.walk import Place, file_place


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """Glossary words and ids of the vocabulary that stand more than once."""
    yield from _repeats(_glosses(library))
    for name in Vocabulary.model_fields:
        yield from _repeats(_ids(library, name))


def _glosses(library: Library) -> Iterator[tuple[Place, str]]:
    place = file_place(library, "glossary.yml")
    for number, gloss in enumerate(library.glossary):
        yield place.at(number, "term"), gloss.term
        for form, word in enumerate(gloss.forms):
            yield place.at(number, "forms", form), word


def _ids(library: Library, name: str) -> Iterator[tuple[Place, str]]:
    place = file_place(library, "vocabulary.yml")
    for number, term in enumerate(getattr(library.vocabulary, name)):
        yield place.at(name, number, "id"), term.id


def _repeats(words: Iterable[tuple[Place, str]]) -> Iterator[Problem]:
    firsts: dict[str, Place] = {}
    for place, word in words:
        first = firsts.setdefault(word.casefold(), place)
        if first is not place:
            line = first.mark.line
            yield place.problem(f'"{word}" stands already on line {line}. Keep one of them.')

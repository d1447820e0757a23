"""From the files, each for itself, to the one library in which everything has its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from macros import model
from macros.library import Library, Positions
from macros.problems import Problem
from macros.shape import problem


@dataclass(frozen=True, slots=True)
class Read:
    """One file: what it holds (None where that is in doubt), and what is wrong with it."""

    value: Any
    problems: tuple[Problem, ...]
    positions: Positions


def library(
    single: Mapping[str, Read], entries: Mapping[str, Read], refused: Iterable[str]
) -> Library:
    """The library of sound files that stand once, by name, and of entries, by "causes/overuse"."""
    good = {name: each for name, each in entries.items() if each.value is not None}
    broken = {*(entries.keys() - good.keys()), *(name.split(".")[0] for name in refused)}
    vocabulary: model.Vocabulary = single["vocabulary.yml"].value
    urgency = [level.id for level in vocabulary.urgency]
    return Library(
        handbook=single["handbook.yml"].value,
        words=single["words.yml"].value,
        vocabulary=vocabulary,
        urgent_signs=single["urgent-signs.yml"].value,
        glossary=single["glossary.yml"].value,
        check_words=single["checks.yml"].value,
        works=_works(single["references.yml"].value),
        entries={kind: _entries(kind, good, urgency) for kind in model.entry_kinds()},
        positions={
            each.positions.file: each.positions for each in (*single.values(), *entries.values())
        },
        files={name: each.positions.file for name, each in good.items()},
        broken=frozenset(broken),
    )


def _entries(kind: str, good: Mapping[str, Read], urgency: list[str]) -> dict[str, model.Entry]:
    """The entries of one kind by the stem of their file, in the order in which they are shown."""
    stems = {name: name.partition("/")[2] for name in good if name.startswith(f"{kind}/")}
    found = {stem: good[name].value for name, stem in stems.items()}
    return dict(sorted(found.items(), key=lambda item: _place(item[0], item[1], urgency)))


def _place(stem: str, entry: model.Entry, urgency: list[str]) -> tuple[int, str, str]:
    """By number, else by urgency with the highest first, else by title."""
    number = getattr(entry, "number", None)
    if number is not None:
        return number, "", stem
    level = getattr(entry, "urgency", "")
    height = urgency.index(level) if level in urgency else -1
    return -height, entry.title.casefold(), stem


def _works(works: tuple[model.Work, ...]) -> dict[str, model.Work]:
    """The works by id, in the order of the file. Of two with one id the first is kept."""
    found: dict[str, model.Work] = {}
    for work in works:
        found.setdefault(work.id, work)
    return found


def works_given_twice(read: Read) -> Iterator[Problem]:
    """An id that two works of the bibliography share: a citation of it would be a guess."""
    first: dict[str, int] = {}
    for place, work in enumerate(read.value or ()):
        if first.setdefault(work.id, place) != place:
            line = read.positions.at((first[work.id], "id")).line
            message = (
                f'"{work.id}" is given twice. It first stands on line {line}. Keep one of them.'
            )
            yield problem(read.positions, (place, "id"), message)

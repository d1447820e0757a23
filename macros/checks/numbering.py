"""Numbered entries run from 1 without a gap. The handbook says how many strategies there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from macros.checks.setting import Setting
from macros.model import Entry, Library, Prevention
from macros.problems import Problem
from macros.walk import entry_place, file_place


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """Numbers given twice, gaps, and a wrong count of strategies."""
    for kind, entries in library.entries.items():
        numbers = {name: n for name, entry in entries.items() if (n := _number(entry)) is not None}
        yield from _repeats(library, kind, numbers)
        if not _has_broken(library, kind):
            yield from _beyond(library, kind, numbers)
    yield from _strategies(library)


def _number(entry: Entry) -> int | None:
    return getattr(entry, "number", None)


def _has_broken(library: Library, kind: str) -> bool:
    # An entry that did not load has a number too, but nobody knows which.
    return any(name.startswith(f"{kind}/") for name in library.broken)


def _repeats(library: Library, kind: str, numbers: Mapping[str, int]) -> Iterator[Problem]:
    owners: dict[int, str] = {}
    for name, number in sorted(numbers.items()):
        owner = owners.setdefault(number, name)
        if owner != name:
            place = entry_place(library, kind, name).at("number")
            yield place.problem(f"{number} is already the number of {kind}/{owner}.")


def _beyond(library: Library, kind: str, numbers: Mapping[str, int]) -> Iterator[Problem]:
    missing = sorted(set(range(1, len(numbers) + 1)) - set(numbers.values()))
    for name, number in numbers.items():
        if not 1 <= number <= len(numbers):
            place = entry_place(library, kind, name).at("number")
            free = " or ".join(map(str, missing))
            yield place.problem(
                f"{number} leaves a gap. {len(numbers)} {kind} are numbered "
                f"from 1 to {len(numbers)}; free is {free}."
            )


def _strategies(library: Library) -> Iterator[Problem]:
    kind, wanted = Prevention.folder, library.handbook.strategies
    count = len(library.entries.get(kind, {}))
    if count != wanted and not _has_broken(library, kind):
        place = file_place(library, "handbook.yml").at("strategies")
        yield place.problem(f"says {wanted}, but {kind}/ holds {count}. Change one of them.")

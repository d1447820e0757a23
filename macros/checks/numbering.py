"""Numbered entries run from 1 without a gap. The handbook says how many strategies there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from macros.checks.setting import Setting
from macros.library import Library
from macros.model import Entry, Prevention
from macros.problems import Problem
from macros.walk import entry_place, file_place


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """Numbers given twice, gaps, and a wrong count of strategies."""
    for kind, entries in library.entries.items():
        # An entry that did not load has a number too, but nobody knows which.
        whole = not any(name.startswith(f"{kind}/") for name in library.broken)
        numbers = {name: n for name, entry in entries.items() if (n := _number(entry)) is not None}
        yield from _wrong(library, kind, numbers, whole)
        if whole and kind == Prevention.folder:
            yield from _miscounted(library, kind)


def _wrong(
    library: Library, kind: str, numbers: Mapping[str, int], whole: bool
) -> Iterator[Problem]:
    wanted = range(1, len(numbers) + 1)
    free = sorted(set(wanted) - set(numbers.values()))
    hint = f" Free is {' or '.join(map(str, free))}." if whole and free else ""
    owners: dict[int, str] = {}
    for name, number in sorted(numbers.items()):
        place = entry_place(library, kind, name).at("number")
        owner = owners.setdefault(number, name)
        if owner != name:
            yield place.problem(f"{number} is already the number of {kind}/{owner}.{hint}")
        elif whole and number not in wanted:
            yield place.problem(f"{number} is not between 1 and {len(numbers)}.{hint}")


def _miscounted(library: Library, kind: str) -> Iterator[Problem]:
    wanted, count = library.handbook.strategies, len(library.entries[kind])
    if count != wanted:
        place = file_place(library, "handbook.yml").at("strategies")
        yield place.problem(f"This says {wanted}, but {kind}/ holds {count}. Change one of them.")


def _number(entry: Entry) -> int | None:
    return getattr(entry, "number", None)

"""All the content of one handbook, with the place of everything in its file. No I/O."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from macros.model import (
    CheckWords,
    Entry,
    Gloss,
    Handbook,
    UrgentSigns,
    Vocabulary,
    Work,
)

Path = tuple[str | int, ...]
"""Where a value stands in its file: keys and list places, outermost first."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file: 1-based line and column."""

    line: int
    column: int


@dataclass(frozen=True)
class Positions:
    """Where every value of one file begins. `file` is relative to the project."""

    file: str
    values: Mapping[Path, Mark]
    keys: Mapping[Path, Mark]

    def at(self, path: Path) -> Mark:
        """The mark of the value at `path`, or of the nearest thing around it that the file has."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Mark(1, 1))


@dataclass(frozen=True)
class Library:
    """All the content, checked for shape. `positions` has one item for each file, by its path."""

    handbook: Handbook
    words: Mapping[str, str]
    vocabulary: Vocabulary
    urgent_signs: UrgentSigns
    glossary: tuple[Gloss, ...]
    check_words: CheckWords
    works: Mapping[str, Work]
    entries: Mapping[str, Mapping[str, Entry]]
    """Kind (folder) to id to entry, both in the order in which they are shown."""
    positions: Mapping[str, Positions]
    files: Mapping[str, str]
    """"causes/overuse" to the path of its file, relative to the project, with forward slashes."""
    broken: frozenset[str] = frozenset()
    """Entries ("causes/overuse") whose file has a problem: a link to them does not dangle."""

    def every_entry(self) -> Iterator[Entry]:
        """Each entry once, kind by kind."""
        for kind in self.entries.values():
            yield from kind.values()

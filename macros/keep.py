"""What a process that builds again and again keeps: the pages of entries that look as they did.

The page of an entry shows the entry itself, a little of the others (title, first
sentence, number, urgency), and things that stand once. As long as all of these are
equal and no template was saved, the page of the last build is the page of this one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from macros.library import Library
from macros.model import Entry

P = TypeVar("P")


@dataclass
class Kept(Generic[P]):
    """The pages of the last build. The record of an unchanged file is the same object again."""

    shared: object = None
    pages: dict[str, tuple[Entry, P]] = field(default_factory=dict)

    def begin(self, library: Library, templates: Iterable[Path]) -> None:
        """Forgets everything when something changed that every page may show."""
        shared = (_standing_once(library), _heads(library), _stamps(templates))
        if shared != self.shared:
            self.shared = shared
            self.pages.clear()

    def page(self, name: str, entry: Entry, draw: Callable[[], P]) -> P:
        """The page of an entry: the kept one, or a new one."""
        kept = self.pages.get(name)
        if kept is None or kept[0] is not entry:
            kept = self.pages[name] = (entry, draw())
        return kept[1]


def _standing_once(library: Library) -> tuple[object, ...]:
    return (
        library.handbook,
        library.words,
        library.vocabulary,
        library.urgent_signs,
        library.glossary,
        library.works,
        library.files,
    )


def _heads(library: Library) -> list[tuple[object, ...]]:
    names = ("id", "title", "lead", "number", "urgency")
    return [
        (kind, *(getattr(entry, name, None) for name in names))
        for kind, entries in library.entries.items()
        for entry in entries.values()
    ]


def _stamps(templates: Iterable[Path]) -> list[tuple[str, int, int]]:
    return [
        (str(path), (stat := path.stat()).st_mtime_ns, stat.st_size)
        for folder in templates
        for path in sorted(folder.rglob("*.html"))
    ]

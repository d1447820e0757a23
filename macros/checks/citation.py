"""A health statement names its source where its field demands one, and nowhere else is littered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from macros import prose
from macros.checks.setting import Setting
from macros.library import Library
from macros.problems import Problem
from macros.walk import Found, texts

_HOW = "Add [@key] with a work of the bibliography, or [ours] if it is our own cautious choice."


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """Texts without the source they need, and sources where none may stand."""
    some = []
    for text in texts(library):
        demand = text.metadata.cites
        if demand == "some":
            some.append(text)
        elif demand == "each" and not _has_source(text):
            yield text.problem(f"This text names no source. {_HOW}")
        elif demand == "never" and text.metadata.markup and _has_source(text):
            yield text.problem("No citation may stand here. Cite in a text further down.")
    yield from _lists(some)


def _lists(found: list[Found]) -> Iterator[Problem]:
    """The lists in which at least one text must name its source. Texts of a list come in a row."""
    for _, items in groupby(found, key=lambda text: (text.file, text.group)):
        group = list(items)
        if not any(map(_has_source, group)):
            first = group[0]
            yield first.problem(f"No text of this list names a source. {_HOW}")


def _has_source(text: Found) -> bool:
    if "[" not in text.value:
        return False
    return bool(prose.cited(text.value)) or prose.has_ours(text.value)

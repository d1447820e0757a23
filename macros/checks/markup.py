"""The inline markup is closed, its links may be followed, and its citations are written right."""

from __future__ import annotations

from collections.abc import Iterator

from macros import prose
from macros.checks.setting import Setting
from macros.library import Library
from macros.problems import Problem
from macros.walk import texts


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """What the parser of the markup finds wrong."""
    for text in texts(library):
        if text.metadata.markup:
            for fault in prose.faults(text.value):
                yield text.problem(fault)

"""A work of which too little is known is not cited."""

from __future__ import annotations

from collections.abc import Iterator

from macros.checks.setting import Setting
from macros.library import Library
from macros.problems import Problem
from macros.walk import citations


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """Citations of works that the bibliography marks `citable: false`."""
    for place, key in citations(library):
        work = library.works.get(key)
        if work and not work.custom.citable:
            yield place.problem(
                f'"{key}" must not be cited: the bibliography says "citable: false". '
                "Cite another work, or leave the statement out."
            )

"""Every work that is cited stands in the bibliography."""

from __future__ import annotations

from collections.abc import Iterator

from macros.checks import old_name
from macros.checks.setting import Setting
from macros.library import Library
from macros.problems import Problem, did_you_mean
from macros.walk import citations


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """Citations of works that nobody has listed. Old names are left to their own rule."""
    old = old_name.ids(library)
    for place, key in citations(library):
        if key not in library.works and key not in old:
            guess = did_you_mean(key, library.works) or " Add it to references.yml first."
            yield place.problem(f'"{key}" is not a work of the bibliography.{guess}')

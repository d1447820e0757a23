"""Every work of the bibliography is cited, or says what it is kept for.

A work that nobody cites is a statement without its source, or a left-over. One that
may not be cited (`citable: false`) is kept so that nobody reads it twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from macros.checks.setting import Setting
from macros.library import Library
from macros.problems import Problem
from macros.walk import citations, file_place


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """Works that no text and no card cites, and that are not kept for anything."""
    if library.broken:
        return  # A file that could not be read may cite anything.
    cited = {key for _, key in citations(library)}
    place = file_place(library, "references.yml")
    for number, (key, work) in enumerate(library.works.items()):
        if key not in cited and work.custom.citable and not work.custom.kept_for:
            yield place.at(number).problem(
                f'Nobody cites "{key}". Cite it, say in custom.kept_for what it is kept for, '
                "or take it out."
            )

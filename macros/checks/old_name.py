"""A work has one name. Its other names are kept in the bibliography, and never cited."""

from __future__ import annotations

from collections.abc import Iterator

from macros.checks.setting import Setting
from macros.library import Library
from macros.problems import Problem
from macros.walk import citations


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """Citations by an old name."""
    old = ids(library)
    for place, key in citations(library):
        if key in old:
            yield place.problem(f'"{key}" is an old name. Write "{old[key]}".')


def ids(library: Library) -> dict[str, str]:
    """Old name to id. A name that has become the id of another work is no old name."""
    works = library.works.items()
    names = {name: key for key, work in works for name in work.custom.also}
    return {name: key for name, key in names.items() if name not in library.works}

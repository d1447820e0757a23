"""An entry's id is the name of its file: one word for file, id and address."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from macros.checks.setting import Setting
from macros.library import Library
from macros.problems import Problem
from macros.walk import entry_place


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """Every entry whose id and file name differ."""
    for kind, entries in library.entries.items():
        for name, entry in entries.items():
            place = entry_place(library, kind, name)
            stem = PurePosixPath(place.file).stem
            if entry.id != stem:
                yield place.at("id").problem(
                    f'"{entry.id}" is not the name of the file. '
                    f'Write "{stem}", or call the file "{entry.id}.yml".'
                )

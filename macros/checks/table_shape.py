"""Every row of a table has as many cells as its head."""

from __future__ import annotations

from collections.abc import Iterator

from macros.checks.setting import Setting
from macros.library import Library
from macros.model import Table
from macros.problems import Problem
from macros.walk import records


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """Rows that are too long or too short."""
    for place, table in records(library, Table):
        wanted = len(table.head)
        for number, row in enumerate(table.rows):
            if len(row) != wanted:
                cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
                yield place.at("rows", number).problem(
                    f"This row has {cells}, but the head of the table has {wanted}."
                )

"""Nothing is shown past the day on which it should have been reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from macros.checks.setting import Setting
from macros.library import Library
from macros.problems import Problem
from macros.walk import Place, entry_place, file_place


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """Entries, and the handbook as a whole, whose review is overdue or dated backwards."""
    for place, reviewed, due in _reviews(library):
        if due < reviewed:
            yield place.at("review_due").problem(f"{due} is before the review of {reviewed}.")
        elif due < setting.today:
            yield place.at("review_due").problem(
                f"The review was due on {due}. Check the page against its sources, "
                'then set "reviewed" and "review_due" anew.'
            )


def _reviews(library: Library) -> Iterator[tuple[Place, date, date]]:
    book = library.handbook
    yield file_place(library, "handbook.yml"), book.reviewed, book.review_due
    for kind, entries in library.entries.items():
        for name, entry in entries.items():
            yield entry_place(library, kind, name), entry.reviewed, entry.review_due

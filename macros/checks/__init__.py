"""Does the content make sense? One rule per file, each run over the whole library.

A rule is a module with `check(library, setting)`, which yields a `Problem` for
everything that breaks it. `tests/bad/` holds an example for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from macros.checks import (
    alt_text,
    banned,
    citation,
    dangling,
    dose_once,
    evidence,
    file_name,
    link_text,
    markup,
    numbering,
    old_name,
    reading_age,
    review_overdue,
    skin,
    table_shape,
    twice,
    uncitable_work,
    uncited_work,
    unknown_work,
    urgency_cards,
)
from macros.checks.setting import Setting
from macros.library import Library
from macros.problems import Problem

__all__ = ["RULES", "Rule", "Setting", "run"]

Rule = Callable[[Library, Setting], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    file_name.check,
    numbering.check,
    dangling.check,
    twice.check,
    unknown_work.check,
    uncitable_work.check,
    uncited_work.check,
    old_name.check,
    citation.check,
    evidence.check,
    review_overdue.check,
    markup.check,
    link_text.check,
    alt_text.check,
    table_shape.check,
    banned.check,
    skin.check,
    urgency_cards.check,
    dose_once.check,
    reading_age.check,
)


def run(library: Library, setting: Setting) -> list[Problem]:
    """All that is wrong, in the order of files and lines, each thing once."""
    return sorted({problem for rule in RULES for problem in rule(library, setting)})

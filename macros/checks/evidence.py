"""A verdict above the two weakest rests on a work that somebody can look up."""

from __future__ import annotations

from collections.abc import Iterator

from macros import prose
from macros.checks.setting import Setting
from macros.library import Library
from macros.model import Evidence
from macros.problems import Problem
from macros.walk import records


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """Evidence that says more than our own opinion can carry."""
    bold = [term.id for term in library.vocabulary.verdict][2:]
    for place, evidence in records(library, Evidence):
        if evidence.verdict in bold and not _has_work(evidence):
            yield place.at("verdict").problem(
                f'"{evidence.verdict}" needs a work, but neither summary nor claims cite one. '
                "Add [@key] to the summary, or choose a weaker verdict."
            )


def _has_work(evidence: Evidence) -> bool:
    texts = [evidence.summary, *(claim.found for claim in evidence.claims)]
    return any(map(prose.cited, texts))

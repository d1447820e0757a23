"""What is wrong, where, and what would be right: the one report that everybody gets."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing to mend.

    `file` is relative to the project, with forward slashes. `line` and `column`
    count from 1. `where` is the dotted path of the value ("evidence.confidence",
    "signs[2]"), empty for the file as a whole. `message` says what is wrong and
    what would be right.
    """

    file: str
    line: int
    column: int
    where: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}:"
        return f"{place} {self.where}: {self.message}" if self.where else f"{place} {self.message}"


class ContentError(Exception):
    """The content has problems. Carries all of them; its text is the whole report."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(report(self.problems))


def report(problems: Iterable[Problem]) -> str:
    """All problems, sorted, each once, then the count."""
    lines = [str(problem) for problem in sorted(set(problems))]
    count = "1 problem" if len(lines) == 1 else f"{len(lines)} problems"
    return "\n".join([*lines, f"{count}."])


def annotation(problem: Problem) -> str:
    """The problem as a GitHub workflow command, so that a pull request shows it beside the line."""
    text = f"{problem.where}: {problem.message}" if problem.where else problem.message
    text, file = _escaped(text, "%\r\n"), _escaped(problem.file, "%\r\n:,")
    return f"::error file={file},line={problem.line},col={problem.column}::{text}"


def _escaped(text: str, chars: str) -> str:
    """What the workflow command would take for its own signs, "%" first."""
    for char in chars:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def did_you_mean(word: str, options: Iterable[str]) -> str:
    """' Did you mean "high"?' where one option is close, else ''. To be appended."""
    close = difflib.get_close_matches(word, list(options), n=1, cutoff=0.6)
    return f' Did you mean "{close[0]}"?' if close else ""


def dotted(path: Iterable[str | int]) -> str:
    """("signs", 2, "see") as "signs[2].see"."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".")

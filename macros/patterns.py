"""The patterns of `checks.yml`: found quickly in many texts at once.

Texts are made small, and all of them are searched as one long string, pattern
by pattern: a pattern that begins with a plain word is then found at the speed of
a plain search. That is why patterns are written in small letters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate

_ALIKE = str.maketrans({"’": "'", "‘": "'", "\xa0": " ", "\u202f": " ", "\n": " "})


def normal(text: str) -> str:
    """The text in small letters, with plain apostrophes and spaces: one spelling to look for."""
    return text.translate(_ALIKE).lower()


def search(patterns: Iterable[str], text: str) -> str:
    """The first words of a normal text that one of the patterns finds, or nothing."""
    for pattern in patterns:
        for start, end in _spans(pattern, text):
            return text[start:end]
    return ""


def search_unless(patterns: Iterable[str], unless: Iterable[str], text: str) -> str:
    """As `search`, but what lies within words that `unless` finds does not count."""
    for pattern in patterns:
        for start, end in _spans(pattern, text):
            covers = (span for each in unless for span in _spans(each, text))
            if not any(first <= start and end <= last for first, last in covers):
                return text[start:end]
    return ""


def without(patterns: Iterable[str], text: str) -> str:
    """A normal text with what the patterns find taken away."""
    for pattern in patterns:
        text = _compiled(pattern).sub("", text)
    return text


def fullmatch(patterns: Iterable[str], text: str) -> bool:
    """Whether one of the patterns is the whole of a normal text."""
    return any(_compiled(pattern).fullmatch(text) for pattern in patterns)


def match(patterns: Iterable[str], text: str) -> str:
    """What a normal text begins with, or nothing."""
    matches = (_compiled(pattern).match(text) for pattern in patterns)
    return next((found[0] for found in matches if found), "")


class Corpus:
    """Many normal texts, searched as one."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = tuple(texts)
        self._whole = "\n".join(self.texts)
        self._ends = list(accumulate(len(text) + 1 for text in self.texts))

    def having(self, patterns: Iterable[str]) -> list[int]:
        """The places of the texts in which one of the patterns may be found, in order.

        A pattern may have run on into the next text, so ask `search` about each.
        """
        return sorted({place for pattern in patterns for place in self._places(pattern)})

    def _places(self, pattern: str) -> Iterator[int]:
        compiled, start = _compiled(pattern), 0
        while found := compiled.search(self._whole, start):
            place = bisect_right(self._ends, found.start())
            if place == len(self.texts):
                return
            yield place
            start = self._ends[place]


def _spans(pattern: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a pattern stands as whole words."""
    compiled, start = _compiled(pattern), 0
    while found := compiled.search(text, start):
        start = found.start() + 1
        if found.start() == 0 or not (text[found.start() - 1].isalnum() and found[0][:1].isalnum()):
            yield found.span()


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # The start of the word is looked at afterwards: with a condition in front of the
    # pattern the search could not leap from one place where its first letters stand to the next.
    return re.compile(rf"(?:{pattern})(?!\w)")

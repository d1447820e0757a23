"""Words for readers are no harder than their field allows.

Measured are a field (all the texts of one list together, each of which ends a
sentence) and the entry as a whole. Words of the glossary count as short: they
are explained where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from macros import readability
from macros.checks.setting import Setting
from macros.model import Library
from macros.problems import Problem
from macros.readability import Counter, Counts
from macros.source import shown
from macros.walk import Found, Place, texts

FEWEST_WORDS = 25
"""Below this a formula says more of chance than of the text."""


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """Fields and entries that are too hard."""
    counter = _counter(frozenset(_explained(library)), setting.cache)
    measured = (text for text in texts(library) if text.metadata.age is not None)
    for _, in_file in groupby(measured, key=lambda text: text.file):
        yield from _file(list(in_file), counter)
    counter.save()


def _explained(library: Library) -> Iterator[str]:
    for gloss in library.glossary:
        yield gloss.term
        yield from gloss.forms


@lru_cache(maxsize=4)
def _counter(short: frozenset[str], cache: Path | None) -> Counter:
    # Kept from build to build in the preview, where all texts but one are as before.
    return Counter(short, cache / "syllables.json" if cache else None)


def _file(found: list[Found], counter: Counter) -> Iterator[Problem]:
    """One file: its fields, then, if it is an entry, the whole of it."""
    for _, group in groupby(found, key=attrgetter("group")):
        texts_of_field = list(group)
        first = texts_of_field[0]
        place = Place(first.positions, first.group, first.entry)
        yield from _measure(place, texts_of_field, counter)
    first = found[0]
    if first.entry is not None:
        yield from _measure(Place(first.positions, (), first.entry), found, counter)


def _measure(place: Place, found: list[Found], counter: Counter) -> Iterator[Problem]:
    """One problem if these texts together are too hard for the strictest of them."""
    counts = sum((counter.count(text.plain) for text in found), Counts())
    limit = min(text.metadata.age or 0 for text in found)
    age = _age(counts)
    if counts.words >= FEWEST_WORDS and age > limit:
        sentences = [each for text in found for each in readability.sentences(text.plain)]
        hardest = max(sentences, key=lambda sentence: _age(counter.count(sentence)))
        yield place.problem(
            f"reads like a text for age {age:.1f}; {limit} is the limit. "
            f"Use shorter sentences and everyday words. The hardest sentence: {shown(hardest)}"
        )


def _age(counts: Counts) -> float:
    return readability.age(readability.flesch_kincaid(counts))

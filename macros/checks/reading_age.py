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
from macros.library import Library
from macros.library import Path as ContentPath
from macros.problems import Problem
from macros.readability import Counter, Counts, total
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
    return Counter(short, cache / "readability.json" if cache else None)


def _file(found: list[Found], counter: Counter) -> Iterator[Problem]:
    """One file: its fields, then, if it is an entry, the whole of it."""
    fields = []
    for path, group in groupby(found, key=attrgetter("group")):
        texts_of_field = list(group)
        counts = total(counter.count(text.plain) for text in texts_of_field)
        fields.append(counts)
        yield from _judge(path, texts_of_field, counts, counter)
    if found[0].entry is not None:
        yield from _judge((), found, total(fields), counter)


def _judge(
    path: ContentPath, found: list[Found], counts: Counts, counter: Counter
) -> Iterator[Problem]:
    """One problem if these texts together are too hard for the strictest of them."""
    if counts.words < FEWEST_WORDS:
        return
    age = round(_age(counts), 1)
    limit = min(text.metadata.age or 0 for text in found)
    if age > limit:
        sentences = [each for text in found for each in readability.sentences(text.plain)]
        hardest = max(sentences, key=lambda sentence: _age(counter.count(sentence)))
        yield Place(found[0].positions, path, found[0].entry).problem(
            f"This reads like a text for age {age}; {limit} is the limit. "
            f"Use shorter sentences and everyday words. The hardest sentence: {shown(hardest)}"
        )


def _age(counts: Counts) -> float:
    return readability.age(readability.flesch_kincaid(counts))

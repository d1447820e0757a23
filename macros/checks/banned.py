"""Phrases that promise, belittle or diagnose are never in our own voice.

The phrases are patterns in `checks.yml`. They prove themselves at every run:
they must catch their bad examples and let the good ones pass.
"""

from __future__ import annotations

from collections.abc import Iterator

from macros import prose
from macros.checks.setting import Setting
from macros.library import Library
from macros.model import Ban
from macros.patterns import normal, search, search_unless
from macros.problems import Problem
from macros.walk import Place, file_place, ours


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """Banned phrases, and bans that do not do what they say."""
    place = file_place(library, "checks.yml").at("bans")
    texts, corpus = ours(library)
    for number, ban in enumerate(library.check_words.bans):
        yield from _proof(place.at(number), ban)
        for found in corpus.having(ban.phrases):
            words = search_unless(ban.phrases, ban.unless, corpus.texts[found])
            if words:
                yield texts[found].problem(f'This says "{words}". {ban.why} {ban.instead}')


def _proof(place: Place, ban: Ban) -> Iterator[Problem]:
    bad, good = [*map(_words, ban.bad)], [*map(_words, ban.good)]
    for number, example in enumerate(bad):
        if not search_unless(ban.phrases, ban.unless, example):
            yield place.at("bad", number).problem("This should be caught, but passes.")
    for number, example in enumerate(good):
        words = search_unless(ban.phrases, ban.unless, example)
        if words:
            yield place.at("good", number).problem(f'This should pass, but "{words}" is caught.')
    for number, phrase in enumerate(ban.phrases):
        if not any(search((phrase,), example) for example in bad):
            yield place.at("phrases", number).problem(
                "This catches no bad example. Add one that it catches."
            )


def _words(example: str) -> str:
    return normal(prose.plain(example))

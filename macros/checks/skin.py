"""A sign on the skin is described for brown and black skin too.

Redness shows on pale skin; on other skins the same thing looks darker, purple
or grey, or only feels warm. The words are in `checks.yml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from macros.checks.setting import Setting
from macros.library import Library, Path
from macros.model import SkinWords
from macros.patterns import Corpus, search, without
from macros.problems import Problem
from macros.walk import WORDS, Found, ours

Scope = tuple[str, Path]
"""A file, and the path of a list or record in it."""


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """Signs whose text, list and record leave out a skin tone."""
    texts, corpus = ours(library)
    skin = library.check_words.skin
    said = _said(texts, corpus, skin)
    for number in corpus.having(skin.signs):
        sign = search(skin.signs, without(skin.unless, corpus.texts[number]))
        named = set().union(*(said.get(scope, ()) for scope in _scopes(texts[number])))
        missing = [tone for tone in skin.tones if tone not in named]
        if sign and missing:
            yield texts[number].problem(
                f'This names "{sign}", but not what to look for on {" and ".join(missing)} skin. '
                "Say it in the same text."
            )


def _said(texts: tuple[Found, ...], corpus: Corpus, skin: SkinWords) -> dict[Scope, set[str]]:
    """Which tones each list and record speaks of, however deep inside."""
    said: dict[Scope, set[str]] = {}
    for tone in skin.tones:
        for number in corpus.having((tone,)):
            if search((tone,), without(skin.unless, corpus.texts[number])):
                path = texts[number].path
                for end in range(len(path) + 1):
                    said.setdefault((texts[number].file, path[:end]), set()).add(tone)
    return said


def _scopes(text: Found) -> list[Scope]:
    """The list and the record around a text, but no entry as a whole: that would be too wide."""
    group = text.group
    whole = len(group) == 1 and (text.entry is not None or text.metadata is WORDS)
    return [(text.file, group)] if whole else [(text.file, group), (text.file, group[:-1])]

"""A link says where it leads, also when it is read aloud on its own or printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from macros import patterns, prose
from macros.checks.setting import Setting
from macros.library import Library
from macros.problems import Problem
from macros.walk import texts

_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S*")


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """Link texts that say nothing, or only an address. Empty ones are faults of the markup."""
    says_nothing = library.check_words.empty_links
    for text in texts(library):
        if not text.metadata.markup or "](" not in text.value:
            continue
        for words, target in _links(prose.parse(text.value)):
            if words == target or _ADDRESS.fullmatch(words):
                yield text.problem(f'The link text "{words}" is an address. Say what stands there.')
            elif patterns.fullmatch(says_nothing, patterns.normal(words).strip(" .:!")):
                yield text.problem(
                    f'The link text "{words}" does not say where it leads. '
                    f'Use words that name "{target}".'
                )


def _links(nodes: Iterable[prose.Node]) -> Iterator[tuple[str, str]]:
    """The words and the target of every link, at any depth."""
    for node in nodes:
        if isinstance(node, prose.Link):
            yield _words(node.children), node.target
        elif isinstance(node, prose.Strong | prose.Emphasis):
            yield from _links(node.children)


def _words(nodes: Iterable[prose.Node]) -> str:
    parts = []
    for node in nodes:
        if isinstance(node, prose.Str):
            parts.append(node.text)
        elif isinstance(node, prose.Strong | prose.Emphasis):
            parts.append(_words(node.children))
    return "".join(parts).strip()

"""Every id names something that exists, in the fields and in the links of the prose."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from macros import prose
from macros.checks.setting import Setting
from macros.library import Library
from macros.model import Vocabulary, entry_kinds
from macros.problems import Problem, did_you_mean
from macros.walk import refs, texts

_ENTRY = re.compile(r"(?P<kind>[a-z_]+)/(?P<id>[a-z0-9-]+)")


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """Ids and link targets that lead nowhere. Works have a rule of their own."""
    known = _known(library)
    for ref in refs(library):
        kind = ref.metadata.kind
        if kind != "works" and ref.value not in known[kind]:
            yield ref.problem(_unknown(ref.value, kind, known[kind]))
    for text in texts(library):
        if text.metadata.markup and "](" in text.value:
            for target in prose.links(text.value):
                message = _fault(target, known)
                if message:
                    yield text.problem(message)


def _known(library: Library) -> dict[str, Collection[str]]:
    """List or kind to its ids. An entry that did not load exists, so a link to it is no fault."""
    vocabulary = library.vocabulary
    known: dict[str, Collection[str]] = {
        name: [term.id for term in getattr(vocabulary, name)] for name in Vocabulary.model_fields
    }
    for kind in entry_kinds():
        broken = [name.partition("/")[2] for name in library.broken if name.startswith(f"{kind}/")]
        known[kind] = {*library.entries.get(kind, {}), *broken}
    return known


def _fault(target: str, known: dict[str, Collection[str]]) -> str:
    parts = _ENTRY.fullmatch(target)
    if not parts:
        return ""
    kinds = entry_kinds()
    if parts["kind"] not in kinds:
        guess = did_you_mean(parts["kind"], kinds)
        return f'The link to "{target}" leads nowhere: "{parts["kind"]}" is not a kind.{guess}'
    if parts["id"] in known[parts["kind"]]:
        return ""
    message = _unknown(parts["id"], parts["kind"], known[parts["kind"]])
    return f'The link to "{target}" leads nowhere: {message}'


def _unknown(value: str, kind: str, known: Collection[str]) -> str:
    return f'"{value}" is not {_one(kind)}.{did_you_mean(value, sorted(known))}'


def _one(kind: str) -> str:
    """ "causes" as "a cause"."""
    kinds = entry_kinds()
    name = kinds[kind].__name__.lower() if kind in kinds else kind.removesuffix("s")
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"

"""Words a reader may not know, found where they first stand on a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros.model import Gloss


def slug(term: str) -> str:
    """The anchor of a term on the page of the glossary."""
    return re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-") or "term"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text, and the anchor of the term that they are, if they are one."""

    text: str
    anchor: str | None = None


class Explainer:
    """Finds the terms of a glossary in texts. Long forms go before short ones they contain."""

    def __init__(self, glossary: Iterable[Gloss]) -> None:
        self._anchors = {
            form.lower(): slug(gloss.term)
            for gloss in glossary
            for form in (gloss.term, *gloss.forms)
        }
        forms = sorted(self._anchors, key=len, reverse=True)
        self._pattern = re.compile(
            rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)", re.IGNORECASE
        )

    def pieces(self, text: str, explained: set[str]) -> Iterator[Piece]:
        """The text in pieces. A term that is not in `explained` is marked, and noted there."""
        start = 0
        for match in self._pattern.finditer(text) if self._anchors else ():
            anchor = self._anchors[match[0].lower()]
            if anchor not in explained:
                explained.add(anchor)
                yield Piece(text[start : match.start()])
                yield Piece(match[0], anchor)
                start = match.end()
        yield Piece(text[start:])

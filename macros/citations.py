"""Works as a reader sees them, and the numbers of a page's citations.

The only file that knows citeproc. It is imported when a work has to be
formatted and not before: reading the cache is some hundred times faster.
The style beside this file, `style.csl`, says what a work looks like; there are
no words for the reader here.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup, escape

from macros.model import Work

STYLE = Path(__file__).with_name("style.csl")

# Marks around the title and around what is in italics. They are characters that Unicode
# keeps free for such use and that no text may hold, so that the rest can be escaped in one go.
_TITLE, _TITLE_END, _ITALIC, _ITALIC_END = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
_MARKS = str.maketrans(dict.fromkeys((_TITLE, _TITLE_END, _ITALIC, _ITALIC_END)))

_SPARE_STOP = re.compile(rf"(?<=[.?!][{_TITLE_END}{_ITALIC_END}])\.|(?<=[?!])\.(?=\s|$)")
"""citeproc-py 0.11 writes "Why?. " where CSL asks for "Why? ", and sees no marks."""


class Bibliography:
    """The works, formatted. `cache` is a folder in which what they look like is kept, or none."""

    def __init__(self, works: Mapping[str, Work], cache: Path | None = None) -> None:
        self._works = works
        self._cache = cache

    def entry(self, key: str) -> Markup:
        """A work as HTML, its title a link where it has an address."""
        html = str(escape(self._marked[key]))
        link = self.link(key)
        start, end = (f'<a href="{escape(link)}">', "</a>") if link else ("", "")
        html = html.replace(_TITLE, start).replace(_TITLE_END, end)
        return Markup(html.replace(_ITALIC, "<cite>").replace(_ITALIC_END, "</cite>"))

    def text(self, key: str) -> str:
        """A work as plain words, not escaped: for print and for tools."""
        return self._marked[key].translate(_MARKS)

    def link(self, key: str) -> str | None:
        """Where a work can be found: its DOI, else the page we read, else its PubMed record."""
        work = self._works[key]
        if work.doi:
            return "https://doi.org/" + quote(work.doi, safe="/:;().")
        if work.url:
            return work.url
        return f"https://pubmed.ncbi.nlm.nih.gov/{quote(work.pmid)}/" if work.pmid else None

    @cached_property
    def _marked(self) -> dict[str, str]:
        """Every work with its marks: from the cache, and only what is new from citeproc."""
        known = self._read()
        digests = {key: _digest(_said(work)) for key, work in self._works.items()}
        new = {key: self._works[key] for key in digests if digests[key] not in known}
        marked = _format({key: _csl(work) for key, work in new.items()}) if new else {}
        texts = {key: marked.get(key) or known[digest] for key, digest in digests.items()}
        wanted = {digests[key]: text for key, text in texts.items()}
        if wanted != known:
            self._write(wanted)
        return texts

    @cached_property
    def _file(self) -> Path | None:
        """One file for each style and version of citeproc; inside, one line for each work.

        Not one file for each state of the bibliography: then a changed comma would
        mean that all works are formatted again.
        """
        if self._cache is None:
            return None
        name = _digest(version("citeproc-py"), STYLE.read_text("utf-8"))
        return self._cache / f"citations-{name[:16]}.json"

    def _read(self) -> dict[str, str]:
        """What the cache knows. A cache that cannot be read knows nothing."""
        if self._file is None:
            return {}
        try:
            known = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(known, dict):
            return {}
        return {key: text for key, text in known.items() if isinstance(text, str)}

    def _write(self, known: dict[str, str]) -> None:
        """Put the cache down whole: another build may be reading it. No cache is no failure."""
        if self._file is None:
            return
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._file.parent, suffix=".tmp")
            try:
                with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                    json.dump(known, file, ensure_ascii=False, sort_keys=True, indent=0)
                Path(name).replace(self._file)
            except OSError:
                Path(name).unlink()


class Mark(NamedTuple):
    """One number in the text. `anchor` is the id that the list of sources points back to."""

    number: int
    key: str
    anchor: str


class Reference(NamedTuple):
    """One source of a page. `backlinks` are the anchors of the places that cite it."""

    number: int
    key: str
    backlinks: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The id of this source in the list."""
        return f"ref-{self.number}"


class Numbering:
    """The citations of one page, numbered in the order in which they first come."""

    def __init__(self) -> None:
        self._anchors: dict[str, list[str]] = {}
        self._numbers: dict[str, int] = {}

    def cite(self, keys: Iterable[str]) -> list[Mark]:
        """Number the works of one citation, and give each number an id of its own."""
        return [self._mark(key) for key in keys]

    def references(self) -> list[Reference]:
        """What has been cited so far, by number."""
        return [
            Reference(number, key, tuple(self._anchors[key]))
            for key, number in self._numbers.items()
        ]

    def _mark(self, key: str) -> Mark:
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        anchors = self._anchors.setdefault(key, [])
        anchors.append(f"cite-{number}-{len(anchors) + 1}")
        return Mark(number, key, anchors[-1])


def _said(work: Work) -> str:
    """All of a work that may be printed. What we noted about it is not."""
    return work.model_dump_json(exclude={"custom"})


def _csl(work: Work) -> dict[str, Any]:
    """A work as CSL data, without `custom`: citeproc-py warns of a field that it does not know."""
    data = work.model_dump(
        mode="json", by_alias=True, exclude_defaults=True, exclude_none=True, exclude={"custom"}
    )
    return {key: _clean(value) for key, value in data.items()}


def _clean(value: Any) -> Any:
    """Any text in CSL data without our marks."""
    if isinstance(value, str):
        return value.translate(_MARKS)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return value


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class _Formatter:
    """citeproc's output format: nothing is escaped yet, italics are marked.

    citeproc-py's own HTML format escapes the words of the style but not those of
    the works, so escaping is ours, once, at the end.
    """

    Oblique = Bold = Light = Underline = Superscript = Subscript = SmallCaps = str

    @staticmethod
    def preformat(text: str) -> str:
        return text

    @staticmethod
    def Italic(text: object) -> str:  # noqa: N802  citeproc asks for this name
        return f"{_ITALIC}{text}{_ITALIC_END}"


def _format(works: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    """Works as marked text, all in one go: reading style and locale costs more than a work."""
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
    )
    from citeproc.source.json import CiteProcJSON

    # Not validated here: that takes longer than all the rest. A test does it.
    style = CitationStylesStyle(str(STYLE), validate=False)
    titled = [{**work, "title": _TITLE + work["title"] + _TITLE_END} for work in works.values()]
    bibliography = CitationStylesBibliography(style, CiteProcJSON(titled), _Formatter)
    for key in works:
        bibliography.register(Citation([CitationItem(key)]))
    with _remembered_searches():
        texts = [_SPARE_STOP.sub("", str(text)) for text in bibliography.bibliography()]
    return dict(zip(works, texts, strict=True))


@contextmanager
def _remembered_searches() -> Iterator[None]:
    """Let citeproc-py search the style once for each question.

    It asks the same XPath questions again for every work (30 of them, two thirds of
    the whole time), although style and locale do not change while works are formatted.
    """
    from citeproc.model import CitationStylesElement

    search = CitationStylesElement.xpath_search
    answers: dict[tuple[object, str], Any] = {}

    def remembered(element: object, expression: str) -> Any:
        question = (element, expression)
        if question not in answers:
            answers[question] = search(element, expression)
        return answers[question]

    CitationStylesElement.xpath_search = remembered
    try:
        yield
    finally:
        CitationStylesElement.xpath_search = search

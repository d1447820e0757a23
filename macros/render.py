"""The Jinja environment: macros, the words of the interface, and prose turned into HTML.

Every template is escaped, and a name that is not there is an error. A `Renderer`
draws one page at a time; what belongs to that page alone (its address, the
numbering of its sources) is its `Pen`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import FileSystemBytecodeCache
from markupsafe import Markup, escape

from macros import links, prose
from macros.citations import Bibliography, Numbering
from macros.explain import Explainer, slug
from macros.interface import PLACE
from macros.library import Library
from macros.model import Entry, Term
from macros.problems import ContentError, Problem
from macros.prose import Node
from macros.walk import file_place

TEMPLATES = Path(__file__).parent


@dataclass
class Pen:
    """What one page knows while it is drawn."""

    url: str
    numbering: Numbering = field(default_factory=Numbering)
    explained: set[str] = field(default_factory=set)
    in_link: bool = False


_compiled: dict[str, CodeType] = {}
"""Pages written by hand, compiled: the preview meets the same text again at each build."""


def component_names() -> list[str]:
    """The folders of `components/`, in order. The macro of `data-table/` is `data_table`."""
    return sorted(path.parent.name for path in (TEMPLATES / "components").glob("*/*.html"))


class Renderer:
    """Draws pages from one library."""

    def __init__(
        self,
        library: Library,
        bibliography: Bibliography,
        *,
        cache: Path | None = None,
        folders: Iterable[Path] = (),
    ) -> None:
        self.library = library
        self.bibliography = bibliography
        self.pen = Pen("")
        self._words: dict[str, Markup] = {}
        self._explainer = Explainer(library.glossary)
        self._order = {term.id: n for n, term in enumerate(library.vocabulary.circumstances)}
        self._ours = self.t("ours")
        self.env = self._environment(cache, [TEMPLATES, *folders])
        self._macros = self._load_macros()

    def page(self, template: str, url: str, /, **context: Any) -> Markup:
        """The HTML of one page. A page starts with a fresh pen."""
        self.pen = Pen(url)
        return Markup(self.env.get_template(template).render(context))

    def text(self, source: str, url: str) -> str:
        """A page written by hand (Markdown that calls macros) with its macros carried out."""
        self.pen = Pen(url)
        if source not in _compiled:
            _compiled[source] = self.env.compile(source)
        code = _compiled[source]
        return self.env.template_class.from_code(
            self.env, code, self.env.make_globals(None)
        ).render()

    def t(self, key: str, /, **values: Any) -> Markup:
        """A word of the interface as HTML, with its {places} filled in.

        Not by `str.format`, which would read `{{` and `{count.__class__}` as its own.
        """
        words = self._words.get(key)
        if words is None:
            words = self._words[key] = escape(self.word(key))
        if not values:
            return words
        return Markup(PLACE.sub(lambda place: _filled(place, values), words))

    def word(self, key: str) -> str:
        """A word of the interface as it is written, for titles and the menu."""
        if key not in self.library.words:
            raise ContentError([_missing(self.library, key)])
        return self.library.words[key]

    def day(self, value: date) -> Markup:
        """A date in words."""
        return self.t("date", day=value.day, month=self.t(f"month.{value.month}"), year=value.year)

    def numbers(self) -> Markup:
        """The emergency numbers, each a link that a phone can call."""
        calls = [
            Markup('<a href="tel:{}">{}</a>').format(number.replace(" ", ""), number)
            for number in self.library.handbook.emergency_numbers
        ]
        return Markup(", ").join(calls)

    def prose(self, text: str) -> Markup:
        """Inline markup as HTML. Everything that is not markup is escaped."""
        return self._nodes(prose.parse(text))

    def cautious(self, text: str) -> Markup:
        """Prose in which `[ours]` is a cautious choice of ours, not a suggestion how much to do."""
        self._ours = self.t("ours.cautious")
        try:
            return self.prose(text)
        finally:
            self._ours = self.t("ours")

    def in_order(self, items: Iterable[Any]) -> list[Any]:
        """Circumstances in the order of the vocabulary, gravest first."""
        return sorted(items, key=self._rank)

    def _rank(self, item: Any) -> int:
        # The gallery draws its examples from plain data.
        return self._order[item["when"] if isinstance(item, dict) else item.when]

    def link(self, target: str) -> str:
        """The way from this page to an entry ("causes/overuse") or a page ("urgent.html")."""
        url = links.target_url(target)
        return url if links.is_whole(url) else links.relative(url, self.pen.url)

    def entry(self, kind: str, entry_id: str) -> Entry:
        """One entry, by its kind and id."""
        return self.library.entries[kind][entry_id]

    def cite(self, keys: Iterable[str]) -> Markup:
        """The numbers of some works, each leading to the list at the foot of the page."""
        marks = [
            Markup('<a href="#ref-{0}" id="{1}">{0}</a>').format(number, anchor)
            for number, _key, anchor in self.pen.numbering.cite(tuple(keys))
        ]
        return Markup('<sup class="hb-cite">[{}]</sup>').format(Markup(", ").join(marks))

    def _node(self, node: Node) -> Markup:
        match node:
            case prose.Str(text):
                return self._explained(text)
            case prose.Strong(children):
                return Markup("<strong>{}</strong>").format(self._nodes(children))
            case prose.Emphasis(children):
                return Markup("<em>{}</em>").format(self._nodes(children))
            case prose.Link(children, target):
                return self._link(children, target)
            case prose.Cite(keys):
                return self.cite(keys)
            case prose.Ours():
                return Markup('<span class="hb-ours">({})</span>').format(self._ours)
        raise TypeError(node)

    def _link(self, children: Iterable[Node], target: str) -> Markup:
        self.pen.in_link = True
        words = self._nodes(children)
        self.pen.in_link = False
        return Markup('<a href="{}">{}</a>').format(self.link(target), words)

    def _explained(self, text: str) -> Markup:
        """Words, with those of the glossary leading there where they first stand on the page."""
        if self.pen.in_link or self.pen.url == links.GLOSSARY:
            return escape(text)
        pieces = self._explainer.pieces(text, self.pen.explained)
        return Markup("").join(
            Markup('<a class="hb-term" href="{}">{}</a>').format(
                self.link(f"{links.GLOSSARY}#{piece.anchor}"), piece.text
            )
            if piece.anchor
            else escape(piece.text)
            for piece in pieces
        )

    def _nodes(self, nodes: Iterable[Node]) -> Markup:
        return Markup("").join(self._node(node) for node in nodes)

    def _environment(self, cache: Path | None, folders: list[Path]) -> Environment:
        env = Environment(
            loader=FileSystemLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=bytecode(cache),
        )
        env.filters |= {
            "prose": self.prose,
            "cautious": self.cautious,
            "in_order": self.in_order,
            "day": self.day,
        }
        env.globals |= {
            "t": self.t,
            "link": self.link,
            "numbers": self.numbers,
            "link_asset": lambda url: links.relative(url, self.pen.url),
            "entry": self.entry,
            "cite": self.cite,
            "library": self.library,
            "handbook": self.library.handbook,
            "bibliography": self.bibliography,
            "vocabulary": _terms(self.library),
            "references": lambda: self.pen.numbering.references(),
            "urgent_url": links.URGENT,
            "slug": slug,
            "index_url": links.index_url,
        }
        return env

    def _load_macros(self) -> Mapping[str, Callable[..., Markup]]:
        """Each component's macro, ready for pages written by hand and for the gallery."""
        macros: dict[str, Callable[..., Markup]] = {}
        for name in component_names():
            module = self.env.get_template(f"components/{name}/{name}.html").module
            macros[name.replace("-", "_")] = getattr(module, name.replace("-", "_"))
        self.env.globals.update(macros)
        return macros

    def component(self, name: str, /, **params: Any) -> Markup:
        """One component by itself, as the gallery and the golden tests draw it."""
        return Markup(self._macros[name.replace("-", "_")](**params))


def _filled(place: re.Match[str], values: Mapping[str, Any]) -> str:
    return str(escape(values[place[1]])) if place[1] in values else place[0]


def _missing(library: Library, key: str) -> Problem:
    file = file_place(library, "words.yml").file
    return Problem(file, 1, 1, key, "is missing. The pages need this word.")


def bytecode(cache: Path | None) -> FileSystemBytecodeCache | None:
    """Where compiled templates are kept between builds, if anything is."""
    if cache is None:
        return None
    folder = cache / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def _terms(library: Library) -> Mapping[str, Mapping[str, Term]]:
    """The closed lists by name and id, as in `vocabulary.urgency[card.level]`."""
    lists = type(library.vocabulary).model_fields
    return {name: {t.id: t for t in getattr(library.vocabulary, name)} for name in lists}

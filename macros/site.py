"""Library to site: every page and asset that is made from content. Knows no MkDocs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

from macros import assets, links, markdown, prose
from macros.citations import Bibliography
from macros.components import examples
from macros.keep import Kept
from macros.library import Library
from macros.model import Entry
from macros.render import TEMPLATES, Pen, Renderer
from macros.walk import citations, file_place


@dataclass(frozen=True)
class Page:
    """One page: `url` from the site's root, `html` without the frame.

    `edit` is the file it is made from, `also` what readers may search for and no page says.
    """

    url: str
    title: str
    description: str
    html: str
    edit: str | None = None
    reviewed: date | None = None
    also: str = ""

    @property
    def source(self) -> str:
        """The name of the page as a Markdown file."""
        return self.url.removesuffix(".html") + ".md"


@dataclass(frozen=True)
class Site:
    """All that is made from content. `nav` holds (title, address) of the pages in the menu."""

    library: Library
    renderer: Renderer
    pages: tuple[Page, ...]
    nav: tuple[tuple[str, str], ...]


def build(
    library: Library,
    *,
    cache: Path | None = None,
    folders: Iterable[Path] = (),
    kept: Kept[Page] | None = None,
) -> Site:
    """Every page of the handbook.

    `cache` is a folder for what may be kept between builds, `folders` hold further
    templates, `kept` has the pages of an earlier build in this process.
    """
    folders = list(folders)
    renderer = Renderer(library, Bibliography(library.works, cache), cache=cache, folders=folders)
    kept = Kept() if kept is None else kept
    kept.begin(library, [TEMPLATES, *folders])
    pages = tuple(_pages(renderer, kept))
    return Site(library, renderer, pages, tuple(_nav(renderer)))


def build_assets(site: Site, hand_written: Iterable[Page] = ()) -> assets.Assets:
    """Styles, scripts and the search, which also knows the pages written by hand."""
    found = (
        page for page in (*site.pages, *hand_written) if not page.url.startswith(links.PROJECT)
    )
    documents = [row for page in found for row in search_rows(page)]
    words = {k: v for k, v in site.library.words.items() if k.startswith("search.")}
    return assets.build(documents, words)


def kind_title(library: Library, kind: str) -> str:
    """The name of a kind for readers: from the words, else its folder's name."""
    return library.words.get(f"kind.{kind}", kind.replace("-", " ").capitalize())


def _nav(renderer: Renderer) -> Iterator[tuple[str, str]]:
    library = renderer.library
    yield renderer.word("nav.urgent"), links.URGENT
    for kind, entries in library.entries.items():
        if entries:
            yield kind_title(library, kind), links.index_url(kind)
    yield renderer.word("nav.sources"), links.SOURCES


def _pages(renderer: Renderer, kept: Kept[Page]) -> Iterator[Page]:
    for kind, entries in renderer.library.entries.items():
        if entries:
            yield _kind_page(renderer, kind)
        for entry in entries.values():
            draw = partial(_entry_page, renderer, kind, entry)
            yield kept.page(f"{kind}/{entry.id}", entry, draw)
    yield _urgent_page(renderer)
    yield _glossary_page(renderer)
    yield _sources_page(renderer)
    yield _gallery_page(renderer)


def _entry_page(renderer: Renderer, kind: str, entry: Entry) -> Page:
    library = renderer.library
    url = links.entry_url(kind, entry.id)
    html = renderer.page(
        f"pages/{kind}.html", url, entry=entry, kind=kind, kind_title=kind_title(library, kind)
    )
    edit = library.files[f"{kind}/{entry.id}"]
    also = " ".join(entry.also_called)
    return Page(url, entry.title, prose.plain(entry.lead), html, edit, entry.reviewed, also)


def _kind_page(renderer: Renderer, kind: str) -> Page:
    library = renderer.library
    title = kind_title(library, kind)
    lead = library.words.get(f"kind.{kind}.lead", "")
    url = links.index_url(kind)
    html = renderer.page("pages/kind-index.html", url, kind=kind, kind_title=title, lead=lead)
    return Page(url, title, lead or title, html, None, library.handbook.reviewed)


def _urgent_page(renderer: Renderer) -> Page:
    library = renderer.library
    html = renderer.page("pages/urgent.html", links.URGENT)
    title, lead = renderer.word("urgent.title"), renderer.word("urgent.lead")
    edit = file_place(library, "urgent-signs.yml").file
    return Page(links.URGENT, title, lead, html, edit, library.handbook.reviewed)


def _glossary_page(renderer: Renderer) -> Page:
    library = renderer.library
    html = renderer.page("pages/glossary.html", links.GLOSSARY)
    title, lead = renderer.word("glossary.title"), renderer.word("glossary.lead")
    edit = file_place(library, "glossary.yml").file
    return Page(links.GLOSSARY, title, lead, html, edit, library.handbook.reviewed)


def _sources_page(renderer: Renderer) -> Page:
    text = renderer.bibliography.text
    cited = sorted(cited_works(renderer.library), key=lambda key: (text(key).casefold(), key))
    html = renderer.page("pages/sources.html", links.SOURCES, cited=cited)
    title, lead = renderer.word("sources.title"), renderer.word("sources.lead")
    return Page(links.SOURCES, title, lead, html, None, renderer.library.handbook.reviewed)


def _gallery_page(renderer: Renderer) -> Page:
    renderer.pen = Pen(links.GALLERY)
    shown = [examples.drawn(renderer, component) for component in examples.components()]
    html = renderer.page("pages/gallery.html", links.GALLERY, components=shown)
    title, lead = renderer.word("gallery.title"), renderer.word("gallery.lead")
    return Page(links.GALLERY, title, lead, html, None, renderer.library.handbook.reviewed)


def cited_works(library: Library) -> set[str]:
    """The keys of every work that some text or card cites."""
    return {key for _, key in citations(library)} & set(library.works)


EVERYWHERE = {"help", "references"}
"""Sections that say the same on every page: the search leaves them to their own page."""

REPEATED = re.compile(r'<p class="hb-(?:urgent-strip|verdict-line)">.*?</p>', re.DOTALL)
"""Lines that do so at the top of every page."""


@lru_cache(maxsize=4096)
def search_rows(page: Page) -> tuple[dict[str, str], ...]:
    """What the search knows of a page: one row for each of its sections."""
    return tuple(_search_rows(page))


def _search_rows(page: Page) -> Iterator[dict[str, str]]:
    for heading, text in markdown.sections(REPEATED.sub("", page.html)):
        if heading is None or heading.id in EVERYWHERE:
            continue
        anchor = "" if heading.level == 1 else f"#{heading.id}"
        title = "" if heading.level == 1 else heading.text
        row = {"url": page.url + anchor, "page": page.title, "title": title, "text": text}
        yield row | ({"also": page.also} if heading.level == 1 and page.also else {})

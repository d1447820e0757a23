"""Where each thing lives on the site. Addresses are relative to the site's root."""

from __future__ import annotations

import posixpath

URGENT = "urgent.html"
SOURCES = "sources.html"
GLOSSARY = "glossary.html"
PROJECT = "project/"
"""The pages for developers. The search of the readers leaves them out."""
GALLERY = f"{PROJECT}components.html"


def entry_url(kind: str, entry_id: str) -> str:
    """The page of one entry."""
    return f"{kind}/{entry_id}.html"


def index_url(kind: str) -> str:
    """The page that lists a kind."""
    return f"{kind}/index.html"


def relative(target: str, page_url: str) -> str:
    """How `page_url` refers to `target`, both from the root. Anchors are kept.

    A link to the page itself is only its anchor, so that it also works from a file.
    """
    path, mark, anchor = target.partition("#")
    if path in ("", page_url):
        return f"#{anchor}" if mark else posixpath.basename(page_url)
    return posixpath.relpath(path, posixpath.dirname(page_url) or ".") + mark + anchor


def is_whole(url: str) -> bool:
    """Whether it leads to the same place from every page, or to a place on the page itself."""
    return url.startswith(("#", "https://", "http://", "mailto:"))


def target_url(target: str) -> str:
    """The address for the target of a link: "kind/id" is an entry, a page and "https:" stay."""
    path, mark, anchor = target.partition("#")
    if is_whole(target) or path.endswith(".html"):
        return target
    kind, _, entry_id = path.partition("/")
    return entry_url(kind, entry_id) + mark + anchor

"""Between our HTML and Markdown: the headings of a page, and a page as any builder can read it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

HEADING = re.compile(r'^<h([1-6]) id="([^"]+)">(.*)</h\1>$', re.MULTILINE)
"""A heading of the page itself: alone on its line, with an id. A component's has a class."""

SPECIAL = re.compile(r"[\\`*_{}\[\]#<>&]")
"""What could be markup in a heading. Entities are read alike everywhere, backslashes are not."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: `text` is plain, without tags or entities."""

    level: int
    id: str
    text: str


def headings(page_html: str) -> list[Heading]:
    """The headings of a page, in order."""
    return [Heading(int(m[1]), m[2], strip_tags(m[3])) for m in HEADING.finditer(page_html)]


def sections(page_html: str) -> Iterator[tuple[Heading | None, str]]:
    """The page cut at its headings of level 1 and 2: each with the plain text below it."""
    heading: Heading | None = None
    start = 0
    for match in HEADING.finditer(page_html):
        if int(match[1]) > 2:
            continue
        yield heading, strip_tags(page_html[start : match.start()])
        heading, start = Heading(int(match[1]), match[2], strip_tags(match[3])), match.end()
    yield heading, strip_tags(page_html[start:])


def strip_tags(fragment: str) -> str:
    """The words of some HTML, with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", fragment)).split())


def to_markdown(title: str, description: str, page_html: str) -> str:
    """The page as Markdown: headings as Markdown, the rest as HTML blocks.

    So contents and search find the headings. Every block of the page starts at column 0,
    as Python-Markdown wants it.
    """
    front = f"---\ntitle: {_quoted(title)}\ndescription: {_quoted(description)}\n---\n\n"
    return front + HEADING.sub(_markdown_heading, page_html)


def _markdown_heading(match: re.Match[str]) -> str:
    text = SPECIAL.sub(lambda char: f"&#{ord(char[0])};", html.unescape(match[3]))
    return f"\n{'#' * int(match[1])} {text} {{#{match[2]}}}\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

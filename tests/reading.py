"""Built pages read back: what a reader sees of them, without the frame."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import html

FRAME = ("headerlink", "md-content__button", "hb-edit", "hb-contents")
"""What a frame adds inside the text: marks beside headings, contents, the way to the source."""

Heading = tuple[str, str, str]
"""Element, id and text."""


@lru_cache(maxsize=512)
def parsed(page: Path) -> Any:
    """One page as a tree."""
    return html.document_fromstring(page.read_text("utf-8"))


def words(element: Any) -> str:
    """The words of an element, with single spaces, as they follow each other on the page."""
    return " ".join("".join(element.itertext()).split())


def text(page: Path) -> str:
    """The words of a page as a whole, scripts left out."""
    tree = parsed(page)
    said = "//body//text()[not(ancestor::script)] | //title/text() | //meta/@content"
    parts = tree.xpath(f"{said} | //@alt | //@aria-label")
    return " ".join(" ".join(parts).split())


def article(page: Path) -> Any:
    """The part that is the page's own: our `main`, or the `article` of a stock theme."""
    tree = html.document_fromstring(page.read_text("utf-8"))
    found = tree.xpath("//main | //article")[-1]
    for name in FRAME:
        for extra in found.find_class(name):
            extra.drop_tree()
    return found


def headings(element: Any) -> list[Heading]:
    """The headings with an anchor, in order."""
    found = element.xpath(".//*[self::h1 or self::h2 or self::h3 or self::h4][@id]")
    return [(heading.tag, heading.get("id"), words(heading)) for heading in found]


def pages(folder: Path) -> list[str]:
    """The address of every page below a folder, the page for a wrong address left out."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    return sorted(url for url in found if url != "404.html")


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def search_rows(site: Path) -> list[dict[str, str]]:
    """What the search knows."""
    (data,) = site.glob("assets/search-data.*.js")
    script = data.read_text("utf-8")
    rows = json.loads(script[script.index("{") : script.rindex("}") + 1])["documents"]
    return list(rows)

"""The insurance: the same pages as plain Markdown, with a `mkdocs.yml` that needs no hooks.

Any builder that reads Markdown can take over from there. A test builds the folder
with Zensical and counts what came out.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from macros import assets, markdown
from macros.project import Project
from macros.site import Site

STYLE = "assets/handbook.css"
WRITTEN_BY = "python -m macros site"


class OccupiedError(Exception):
    """The folder holds pages that an export did not write."""


def export(site: Site, project: Project, folder: Path) -> int:
    """Writes the site as Markdown below `folder`, and returns the number of pages.

    What an earlier export wrote there is taken away first, so that no page outlives its
    content. OccupiedError when the folder holds something else.
    """
    docs = folder / "docs"
    _clear(folder, docs)
    pages = dict(_pages(site, project))
    for source, text in pages.items():
        _write(docs / source, text.encode())
    for path in sorted(project.docs.rglob("*")):
        if path.is_file() and path.suffix != ".md":
            _write(docs / path.relative_to(project.docs), path.read_bytes())
    _write(docs / STYLE, assets.component_styles().encode())
    _write(folder / "mkdocs.yml", (json.dumps(_settings(site), indent=2) + "\n").encode())
    return len(pages)


def _clear(folder: Path, docs: Path) -> None:
    settings = folder / "mkdocs.yml"
    found = [path for path in (docs, settings) if path.exists()]
    if found and not (settings.exists() and WRITTEN_BY in settings.read_text("utf-8")):
        raise OccupiedError(f"{found[0]} is not from an earlier export. Name another folder.")
    if docs.exists():
        shutil.rmtree(docs)


def _pages(site: Site, project: Project) -> Iterator[tuple[str, str]]:
    for page in site.pages:
        yield page.source, markdown.to_markdown(page.title, page.description, page.html)
    for path in sorted(project.docs.rglob("*.md")):
        source = path.relative_to(project.docs).as_posix()
        url = source.removesuffix(".md") + ".html"
        yield source, site.renderer.text(path.read_text("utf-8"), url)


def _settings(site: Site) -> dict[str, Any]:
    """JSON is YAML: what a person would write, in the form that needs no YAML writer."""
    handbook = site.library.handbook
    nav = [{title: url.removesuffix(".html") + ".md"} for title, url in site.nav]
    settings = {
        "site_name": handbook.title,
        "site_description": handbook.description,
        "use_directory_urls": False,
        "theme": {"name": "material", "font": False, "language": handbook.language[:2]},
        "plugins": ["search"],
        "extra_css": [STYLE],
        "markdown_extensions": ["attr_list", "fenced_code", "tables"],
        "nav": [{handbook.short_title: "index.md"}, *nav],
        "not_in_nav": "*",
        "extra": {"written_by": WRITTEN_BY},
    }
    return settings | ({"site_url": handbook.address} if handbook.address else {})


def _write(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)

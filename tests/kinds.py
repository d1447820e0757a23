"""The kinds of page that the browser tests visit: all kinds, and not every page of each."""

from __future__ import annotations

from pathlib import Path

EMERGENCY = "conditions/lung-clot.html"
"""An entry with a card of the highest level."""

TABLES = "prevention/gradual-increase.html"
"""An entry with tables: the likeliest to be wider than a phone."""


def folders(site: Path) -> list[str]:
    """The kinds of content that have pages: folders with an index of their own."""
    return sorted(path.parent.name for path in site.glob("*/index.html"))


def one_of_each(site: Path) -> list[str]:
    """One address for each kind of page: the longest of a kind has most that can go wrong."""
    alone = [*site.glob("*.html"), *(site / "project").rglob("*.html")]
    found = {path.relative_to(site).as_posix() for path in alone} | {EMERGENCY, TABLES}
    for kind in folders(site):
        found |= {f"{kind}/index.html", entry(site, kind)}
    return sorted(found)


def entry(site: Path, kind: str) -> str:
    """The longest entry of one kind."""
    entries = [path for path in (site / kind).glob("*.html") if path.name != "index.html"]
    longest = max(entries, key=lambda path: (path.stat().st_size, path.name))
    return f"{kind}/{longest.name}"


def published(site: Path, folder: Path) -> Path:
    """A folder in which the site stands under its path, /calf/, as it would at its address."""
    (folder / "calf").symlink_to(site)
    return folder

"""The HTML is right: no fault for the Nu checker, names and order on each page, no dead link.

All of it in both builds: the plain one, and the one with an address under a path.
"""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import ADDRESS, ROOT
from kinds import one_of_each

CHECKER = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

HARMLESS = (
    # The checker reads files, and a file is never 'self'. test_policy.py holds it in a browser.
    "Resource violates Content Security Policy (meta tag)",
    # It takes data for a script. The browser does not: test_policy.py listens for violations.
    "Inline script violates Content Security Policy (meta tag)",
)

REFERS = ("aria-labelledby", "aria-describedby", "aria-controls", "for")
"""Attributes that hold ids of the same page."""


@pytest.fixture(params=["plain", "addressed"])
def build(request: pytest.FixtureRequest) -> Path:
    """Each of the two builds."""
    name = {"plain": "site", "addressed": "addressed_site"}[request.param]
    folder = request.getfixturevalue(name)
    assert isinstance(folder, Path)
    return folder


@cache
def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_bytes(), "html.parser")


def html_files(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


@cache
def ids(path: Path) -> frozenset[str]:
    return frozenset(attributes(soup(path), "id"))


def attributes(page: BeautifulSoup, name: str) -> list[str]:
    """Every value of one attribute on a page."""
    return [str(tag[name]) for tag in page.find_all(attrs={name: True}) if isinstance(tag, Tag)]


def test_the_nu_checker_finds_nothing(site: Path, addressed_site: Path) -> None:
    files = [*html_files(site), *(addressed_site / url for url in one_of_each(addressed_site))]
    command = ["java", "-jar", str(CHECKER), "--format", "json", "--stdout", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stdout)["messages"]
    found = [
        f"{message.get('url')}: {message['message']}"
        for message in messages
        if not message["message"].startswith(HARMLESS)
    ]
    assert not found, "\n".join(found)


def test_every_title_and_description_is_its_own(build: Path) -> None:
    titles: Counter[str] = Counter()
    descriptions: Counter[str] = Counter()
    for path in html_files(build):
        if path.name == "404.html":
            continue
        page = soup(path)
        titles[page.title.get_text() if page.title else ""] += 1
        described = page.find("meta", attrs={"name": "description"})
        descriptions[str(described["content"]) if isinstance(described, Tag) else ""] += 1
    assert not [text for text, count in (titles + descriptions).items() if count > 1 or not text]


def test_a_page_has_one_first_heading_and_skips_no_level(build: Path) -> None:
    for path in html_files(build):
        levels = [int(tag.name[1]) for tag in soup(path).find_all(re.compile("^h[1-6]$"))]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels)), path


def test_every_id_stands_once_on_its_page(build: Path) -> None:
    for path in html_files(build):
        counted = Counter(attributes(soup(path), "id"))
        assert not [name for name, count in counted.items() if count > 1], path


def test_what_a_page_refers_to_is_on_the_page(build: Path) -> None:
    for path in html_files(build):
        page = soup(path)
        used = {
            name
            for attribute in REFERS
            for value in attributes(page, attribute)
            for name in value.split()
        }
        assert used <= ids(path), path


def test_every_internal_link_and_anchor_resolves(build: Path) -> None:
    broken = []
    for path in html_files(build):
        for target in internal(build, path):
            file, anchor = resolved(build, path, target)
            if not file.is_file() or (anchor and anchor not in ids(file)):
                broken.append(f"{path.relative_to(build)}: {target}")
    assert not broken, "\n".join(broken)


def internal(site: Path, path: Path) -> Iterator[str]:
    """Every address on a page that leads to this site."""
    page = soup(path)
    for target in {*attributes(page, "href"), *attributes(page, "src")}:
        if target.startswith(ADDRESS) or not re.match(r"[a-z]+:", target):
            yield target
    for name in ("data-data", "data-engine", "data-urgent"):
        yield from (
            posixpath.relpath(site / asset, path.parent) for asset in attributes(page, name)
        )


def resolved(site: Path, path: Path, target: str) -> tuple[Path, str]:
    """The file an address leads to, and the anchor in it.

    The page for what is not there may stand anywhere, so its addresses start at the root.
    """
    base = urlsplit(ADDRESS).path if has_address(site) else "/"
    parts = urlsplit(target)
    if parts.path.startswith("/"):
        assert parts.path.startswith(base), f"{path}: {target} leads out of the site"
        file = site / unquote(parts.path.removeprefix(base))
    else:
        file = path.parent / unquote(parts.path) if parts.path else path
    return (file / "index.html" if file.is_dir() else file), unquote(parts.fragment)


@cache
def has_address(site: Path) -> bool:
    """Whether the site has an address."""
    return ADDRESS in (site / "sitemap.xml").read_text("utf-8")


def test_a_link_within_a_page_is_only_its_anchor(build: Path) -> None:
    """Else a page that is read from a file, or behind another name, would leave itself."""
    for path in html_files(build):
        hrefs = attributes(soup(path), "href")
        assert not [href for href in hrefs if href.startswith(f"{path.name}#")], path


def test_every_file_that_the_styles_name_is_there(build: Path) -> None:
    for style in build.rglob("*.css"):
        for name in re.findall(r"url\(\"?([^\")]+)", style.read_text("utf-8")):
            assert (style.parent / name).is_file(), name


def test_the_site_map_and_the_canonical_links_name_the_pages(addressed_site: Path) -> None:
    listed = re.findall(r"<loc>(.*?)</loc>", (addressed_site / "sitemap.xml").read_text("utf-8"))
    pages = [path for path in html_files(addressed_site) if path.name != "404.html"]
    canonical = {
        str(tag["href"]) for path in pages for tag in soup(path).find_all("link", rel="canonical")
    }
    addresses = {ADDRESS + path.relative_to(addressed_site).as_posix() for path in pages}
    home = {
        address.removesuffix("index.html") if address == f"{ADDRESS}index.html" else address
        for address in addresses
    }
    assert set(listed) == canonical
    assert canonical in (addresses, home)

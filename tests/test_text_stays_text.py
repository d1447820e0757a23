"""Whatever an editor types into a text field shows as text: never an element, never code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from projects import TINY, built, copy_tiny_project, rewrite
from reading import pages, parsed, search_rows, text

from macros.load import load
from macros.walk import Found, texts

PAYLOAD = (
    "<b>bold</b> <script>alert(1)</script> <img src=x onerror=alert(1)> \"' onclick=alert(1) "
    "{{ 7*7 }} {% raw %} {# note #} javascript:alert(1) &lt; </h2> </p> --> ]]>"
)
LINK = "[go](javascript:alert(1))"

UNSEEN = {
    ("handbook.yml", "subject"),
    ("handbook.yml", "reviewer"),
}
"""Fields that no page shows."""


def marked(number: int) -> str:
    return f"№{number}№ {PAYLOAD} №"


@pytest.fixture(scope="module")
def fields(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Found]:
    return {}


@pytest.fixture(scope="module")
def bad_site(tmp_path_factory: pytest.TempPathFactory, fields: dict[int, Found]) -> Path:
    """The tiny handbook with the payload after every text, each time with a number of its own."""
    project = copy_tiny_project(tmp_path_factory.mktemp("bad") / "handbook")

    def change(found: Found) -> str:
        number = len(fields) + 1
        fields[number] = found
        link = f" {LINK}" if found.metadata.markup else ""
        return f"{found.value} {marked(number)}{link}"

    rewrite(project / "content", change)
    return built(project, checked=False)


@pytest.fixture(scope="module")
def shown(bad_site: Path) -> dict[str, str]:
    return {url: text(bad_site / url) for url in (*pages(bad_site), "404.html")}


def test_every_field_of_an_entry_shows_as_it_was_typed(
    fields: dict[int, Found], shown: dict[str, str]
) -> None:
    entries = {number: found for number, found in fields.items() if found.entry}
    assert {found.file.split("/")[1] for found in entries.values()} >= {"causes", "exercises"}
    for number, found in entries.items():
        url = found.file.removeprefix("content/").replace(".yml", ".html")
        if found.path[0] != "also_called" and not is_the_only_way(found):
            assert marked(number) in shown[url], (found.file, found.path)


def is_the_only_way(found: Found) -> bool:
    """A way that stands alone needs no heading."""
    ways = getattr(found.entry, "ways", ())
    return found.path[0] == "ways" and found.path[-1] == "title" and len(ways) == 1


def test_what_stands_once_shows_as_it_was_typed(
    fields: dict[int, Found], shown: dict[str, str]
) -> None:
    everything = "\n".join(shown.values())
    files = ("urgent-signs.yml", "handbook.yml")
    for number, found in fields.items():
        name = found.file.removeprefix("content/")
        if name in files and (name, found.path[0]) not in UNSEEN:
            assert marked(number) in everything, (name, found.path)


def test_nothing_was_carried_out(bad_site: Path, shown: dict[str, str]) -> None:
    everything = "\n".join(shown.values())
    assert everything.count("{{ 7*7 }}") == everything.count("{% raw %}") > 500
    assert not re.search(r"№ [^№]*\b49\b[^№]*№", everything)


def test_nothing_became_an_element(bad_site: Path) -> None:
    for url in (*pages(bad_site), "404.html"):
        tree = parsed(bad_site / url)
        assert tree.xpath("//b | //script[contains(., 'alert')] | //img[@src='x']") == [], url
        assert tree.xpath("//@*[starts-with(name(), 'on')]") == [], url
        assert tree.xpath("//@href[contains(., 'javascript')]") == [], url


def test_the_page_around_it_is_whole(bad_site: Path, site: Path) -> None:
    def frame(page: Path) -> list[str]:
        tree = parsed(page)
        return [element.tag for element in tree.xpath("//body/* | //body/div/* | //head/*")]

    plain = frame(site / "causes" / "overuse.html")
    assert all(
        frame(bad_site / url) == plain for url in pages(bad_site) if url.startswith("causes/too")
    )


def test_the_search_knows_what_else_a_thing_is_called(
    bad_site: Path, fields: dict[int, Found]
) -> None:
    rows = {row["url"]: row.get("also", "") for row in search_rows(bad_site)}
    called = {n: found for n, found in fields.items() if found.path[0] == "also_called"}
    assert called
    for number, found in called.items():
        url = found.file.removeprefix("content/").replace(".yml", ".html")
        assert marked(number) in rows[url]


def test_the_tiny_handbook_has_each_kind_of_entry() -> None:
    library = load(TINY / "content", TINY).library
    assert library and all(library.entries.values())
    assert len([*texts(library)]) > 300

"""Address, source and contact: each null until known, and then nothing is promised."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ADDRESS, SOURCE, set_handbook
from projects import copy_tiny_project, run
from reading import pages, parsed

KINDS = ("causes", "conditions", "treatments", "exercises", "prevention")


def links(page: Path, *, rel: str | None = None) -> list[str]:
    path = f"//link[@rel='{rel}']/@href" if rel else "//a/@href"
    return [str(href) for href in parsed(page).xpath(path)]


def entry_pages(site: Path) -> list[str]:
    names = (url for url in pages(site) if url.startswith(KINDS))
    return [url for url in names if not url.endswith("index.html")]


def test_unset_promises_nothing(site: Path) -> None:
    for url in (*pages(site), "404.html"):
        page = site / url
        assert links(page, rel="canonical") == []
        assert parsed(page).find_class("hb-edit") == []
        assert [href for href in links(page) if "/edit/" in href or "mailto:" in href] == []
    assert "<loc>" not in (site / "sitemap.xml").read_text("utf-8")


def test_set_names_the_one_address_of_each_page(addressed_site: Path) -> None:
    for url in pages(addressed_site):
        (canonical,) = links(addressed_site / url, rel="canonical")
        assert canonical == ADDRESS + url
    assert links(addressed_site / "404.html", rel="canonical") == []


def test_set_leads_from_an_entry_to_its_yaml_file(addressed_site: Path) -> None:
    found = entry_pages(addressed_site)
    assert found
    for url in found:
        source = "content/" + url.replace(".html", ".yml")
        assert f"{SOURCE}/edit/main/{source}" in links(addressed_site / url)


def test_set_leads_from_other_pages_to_the_file_they_are_made_from(addressed_site: Path) -> None:
    def edits(url: str) -> list[str]:
        return [href for href in links(addressed_site / url) if "/edit/" in href]

    assert edits("index.html") == [f"{SOURCE}/edit/main/docs/index.md"]
    assert edits("urgent.html") == [f"{SOURCE}/edit/main/content/urgent-signs.yml"]
    assert edits("causes/index.html") == edits("sources.html") == []


def test_set_shows_the_contact_on_every_page(addressed_site: Path, site: Path) -> None:
    contact = "https://code.example/issues"
    assert all(contact in links(addressed_site / url) for url in pages(addressed_site))
    assert not any(contact in links(site / url) for url in pages(site))


@pytest.mark.parametrize("quiet", [(), ("--quiet",)])
def test_the_build_says_what_is_unset(tmp_path: Path, quiet: tuple[str, ...]) -> None:
    project = copy_tiny_project(tmp_path / "handbook")
    set_handbook(project, contact="mailto:help@handbook.example")
    done = run(project, "-m", "mkdocs", "build", *quiet)
    assert "content/handbook.yml: not set yet: address, source, reviewer." in done.stderr


def test_the_build_says_nothing_when_all_is_set(tmp_path: Path) -> None:
    project = copy_tiny_project(tmp_path / "handbook")
    contact = "mailto:help@handbook.example"
    set_handbook(project, address=ADDRESS, source=SOURCE, contact=contact, reviewer="A. Doctor")
    done = run(project, "-m", "mkdocs", "build", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")

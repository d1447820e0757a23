"""Another handbook needs no code: other subject, other lists, five strategies, another language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from projects import TINY, built, copy_tiny_project, rewrite, run, save
from reading import pages, parsed, search_rows, text

from macros.load import load, read_data
from macros.walk import Found

CODE = [
    path
    for folder in ("macros", "quiz")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.is_file() and "__pycache__" not in path.parts and "vendor" not in path.parts
]
GALLERY = "project/components.html"
"""For developers: the examples of the components are in their language."""


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


SAID = "//@alt | //@aria-label | //@placeholder | //img/@title | //@data-failed"
SAID += " | //meta[@name='description']/@content"


@pytest.fixture(scope="module")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny handbook, built where it stands with no code of its own."""
    folder = tmp_path_factory.mktemp("tiny") / "site"
    done = run(TINY, "-m", "mkdocs", "build", "--site-dir", str(folder), HANDBOOK_CACHE="off")
    assert done.returncode == 0, done.stderr
    return folder


def test_it_has_a_page_for_everything(tiny_site: Path) -> None:
    library = load(TINY / "content", TINY).library
    assert library and library.handbook.strategies == 5 == len(library.entries["prevention"])
    entries = {f"{kind}/{name}.html" for kind, found in library.entries.items() for name in found}
    kinds = {f"{kind}/index.html" for kind, found in library.entries.items() if found}
    made = {"index.html", "urgent.html", "glossary.html", "sources.html", GALLERY}
    assert set(pages(tiny_site)) == entries | kinds | made


def test_no_page_of_it_speaks_of_calves(tiny_site: Path) -> None:
    spoken = re.compile(r"cal(f|ves)|runner|running", re.IGNORECASE)
    found = [url for url in pages(tiny_site) if spoken.search(text(tiny_site / url))]
    assert found == [] and "shoulder" in text(tiny_site / "index.html")


def test_no_file_of_code_speaks_of_calves() -> None:
    spoken = re.compile(rb"\b(cal(f|ves)|shins?|runners?)\b", re.IGNORECASE)
    assert [name(path) for path in CODE if spoken.search(path.read_bytes())] == []


def test_no_template_has_words_of_its_own() -> None:
    templates = [path for path in CODE if path.suffix == ".html"]
    assert len(templates) > 20
    assert {name(path): said for path in templates if (said := own_words(path))} == {}


def own_words(path: Path) -> list[str]:
    """What stands in a template between its expressions, and is no element."""
    source = re.sub(
        r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text("utf-8"), flags=re.DOTALL
    )
    source = re.sub(r"<script[^>]*>.*?</script>", "", source, flags=re.DOTALL)
    said = re.findall(r'(?:alt|aria-label|placeholder|title)="([^"]*)"', source)
    said += re.sub(r"<[^>]*>", "", re.sub(r"&#?\w+;", "", source)).split()
    return [word for word in said if re.search(r"[A-Za-z]", word)]


def test_no_script_has_words_of_its_own() -> None:
    scripts = [path for path in CODE if path.suffix in (".js", ".mjs")]
    spoken = {sentence for path in scripts for sentence in sentences(path)}
    assert scripts and spoken <= {"use strict"}


def sentences(path: Path) -> list[str]:
    """The strings of a script that hold two words side by side."""
    code = re.sub(
        r"/\*.*?\*/|^\s*//.*?$", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    strings = re.findall(r'"([^"\n]*)"|`([^`]*)`', code)
    said = [part for pair in strings for part in pair]
    return [part for part in said if re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", part)]


# --- the honest proof: a handbook without one Latin letter, and what its readers then see


KEPT = re.compile(r"(\[@[^\]]*\]|\[ours\]|\]\([^)]*\)|\{[a-z_]+\})")
"""Markup and places to be filled in."""


def in_another_script(value: str) -> str:
    """Every letter of a text made Cyrillic."""
    parts = KEPT.split(value)
    return "".join(p if KEPT.fullmatch(p) else re.sub(r"[A-Za-z]", "ж", p) for p in parts)


@pytest.fixture(scope="module")
def foreign_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copy_tiny_project(tmp_path_factory.mktemp("foreign") / "handbook")
    rewrite(project / "content", translated)
    works = project / "content" / "references.yml"
    save(works, [translated_work(work) for work in read_data(works)])
    page = '---\ntitle: ж\ndescription: ж\n---\n\n# ж { #top }\n\n{{ entry_list("causes") }}\n'
    (project / "docs" / "index.md").write_text(page, "utf-8")
    return built(project, checked=False)


def translated(found: Found) -> str:
    return in_another_script(found.value)


def translated_work(work: dict[str, Any]) -> dict[str, Any]:
    kept = {"id", "type", "DOI", "URL", "PMID", "custom", "issued"}
    return {key: value if key in kept else deep(value) for key, value in work.items()}


def deep(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: deep(item) for key, item in value.items()}
    if isinstance(value, list):
        return [deep(item) for item in value]
    return in_another_script(value) if isinstance(value, str) else value


def said_on(page: Path) -> Iterator[str]:
    """Every word that a reader sees or hears on a page."""
    tree = parsed(page)
    yield from tree.xpath("//title/text() | //body//text()[not(ancestor::script)]")
    for attribute in tree.xpath(SAID):
        if (
            attribute.getparent().tag != "meta"
            or attribute.getparent().get("name") == "description"
        ):
            yield attribute


def test_readers_of_another_language_see_no_english(foreign_site: Path) -> None:
    seen = {
        word
        for url in (*pages(foreign_site), "404.html")
        if url != GALLERY
        for said in said_on(foreign_site / url)
        for word in re.findall(r"[A-Za-z]{2,}", said)
    }
    assert seen == set()
    assert "жжж" in text(foreign_site / "causes" / "index.html")


def test_searchers_in_another_language_find_no_english(foreign_site: Path) -> None:
    rows = [row for row in search_rows(foreign_site) if not row["url"].startswith(GALLERY)]
    words = [value for row in rows for key, value in row.items() if key != "url"]
    assert rows and re.findall(r"[A-Za-z]{2,}", " ".join(words)) == []

"""What a developer adds: a kind of content, or a field of one. No other file has to know."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from projects import built, copy_tiny_project, run
from reading import article, headings, pages, parsed, search_rows, words

CLASS = '''

class Story(Entry):
    """How it went for somebody."""

    folder: ClassVar[str] = "stories"

    teller: Word
    told: Annotated[tuple[Prose, ...], Field(min_length=1)]
'''

TEMPLATE = """{% extends "pages/entry.html" %}
{% block body %}
<h2 id="told">{{ entry.teller }}</h2>

{{ text_block(entry.told) }}

{% endblock %}
"""

STORY = """id: long-winter
title: A long winter
lead: She rowed too far too soon.
what: [A story.]
teller: Told by Ada
told: ["It took **three** weeks. See [the cause](causes/too-far)."]
evidence: {verdict: weak, confidence: low, summary: "It is one story [ours]."}
reviewed: 2026-11-25
review_due: 2027-11-25
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny handbook with a model class, a template and one file of a new kind."""
    project = copy_tiny_project(tmp_path_factory.mktemp("kind") / "handbook")
    model = project / "macros" / "model.py"
    before, mark, after = model.read_text("utf-8").partition("\n\ndef entry_kinds(")
    model.write_text(before + CLASS + mark + after, "utf-8")
    (project / "macros" / "pages" / "stories.html").write_text(TEMPLATE, "utf-8")
    (project / "content" / "stories").mkdir()
    (project / "content" / "stories" / "long-winter.yml").write_text(STORY, "utf-8")
    return project


@pytest.fixture(scope="module")
def kind_site(project: Path) -> Path:
    return built(project)


def test_a_kind_without_its_template_is_reported(project: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(project, tmp_path / "copy")
    (copy / "macros" / "pages" / "stories.html").unlink()
    done = run(copy, "-m", "macros", "check")
    assert done.returncode == 1
    assert 'The kind "stories" has no template.' in done.stderr
    assert "Traceback" not in done.stderr


def test_a_new_kind_gets_a_page(kind_site: Path) -> None:
    page = article(kind_site / "stories" / "long-winter.html")
    assert "It took three weeks. See the cause." in words(page)
    assert ("h2", "told", "Told by Ada") in headings(page)
    assert "../causes/too-far.html" in page.xpath(".//a/@href")


def test_a_new_kind_gets_an_index_and_a_menu_item(kind_site: Path) -> None:
    index = article(kind_site / "stories" / "index.html")
    assert "long-winter.html" in index.xpath(".//a/@href")
    for url in pages(kind_site):
        menu = parsed(kind_site / url).xpath("//nav[@class='hb-nav']//a")
        assert "Stories" in [words(item) for item in menu]


def test_a_new_kind_is_searched_like_any_other(kind_site: Path) -> None:
    assert "stories/long-winter.html#told" in [row["url"] for row in search_rows(kind_site)]


def test_a_new_kind_is_checked_like_any_other(project: Path) -> None:
    path = project / "content" / "stories" / "long-winter.yml"
    path.write_text(STORY.replace("causes/too-far", "causes/too-fra"), "utf-8")
    done = run(project, "-m", "macros", "check")
    path.write_text(STORY, "utf-8")
    assert done.returncode == 1
    assert done.stderr.startswith("content/stories/long-winter.yml:6:") and "too-far" in done.stderr


def test_a_new_kind_gets_a_schema(project: Path) -> None:
    done = run(project, "-m", "macros", "schema")
    assert ".vscode/schemas/stories.json: written" in done.stdout


def test_a_new_kind_leaves_no_trace_here() -> None:
    from macros.model import entry_kinds

    assert "stories" not in entry_kinds()


def test_a_new_field_shows_on_the_page(tmp_path: Path) -> None:
    project = copy_tiny_project(tmp_path / "handbook")
    edit(
        project / "macros/model.py",
        "    steps: Anno",
        "    pace: Prose\n    steps: Anno",
        "Exercise",
    )
    template = project / "macros" / "pages" / "exercises.html"
    edit(template, "{% block body %}\n", "{% block body %}\n<p>{{ entry.pace | prose }}</p>\n\n")
    done = run(project, "-m", "macros", "check")
    assert done.returncode == 1 and done.stderr.count("pace") == 2
    for path in (project / "content" / "exercises").glob("*.yml"):
        path.write_text(path.read_text("utf-8") + "pace: As slow as *breathing*.\n", "utf-8")
    site = built(project)
    assert "As slow as breathing." in words(article(site / "exercises" / "neck-turn.html"))


def edit(path: Path, old: str, new: str, after: str = "") -> None:
    """Replaces the first `old` that comes after `after`."""
    text = path.read_text("utf-8")
    start = text.index(after)
    place = text.index(old, start)
    path.write_text(text[:place] + new + text[place + len(old) :], "utf-8")

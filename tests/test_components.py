"""Each component: a macro, a style, examples. What the examples give is kept in `golden/`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT
from jinja2 import UndefinedError
from projects import TINY

from macros.citations import Bibliography
from macros.components import examples
from macros.components.examples import Component
from macros.load import load
from macros.render import Pen, Renderer, component_names

FOLDER = ROOT / "macros" / "components"
GOLDEN = ROOT / "tests" / "golden" / "components"
NAMES = component_names()

SHARED = {"hb-cite", "hb-ours", "hb-urgency"}
"""Classes of the inline markup, and of the badge of a level."""

SHORT = {
    "data-table": "table",
    "dose-list": "dose",
    "elsewhere-list": "elsewhere",
    "entry-list": "entries",
    "evidence-box": "evidence",
    "habit-scale": "habit",
    "reference-list": "references",
    "review-note": "review",
    "step-list": "steps",
    "urgency-card": "card",
}
"""Components whose classes have a shorter name than their folder."""


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    """Draws for the tiny handbook, so that a new word in the real one changes nothing here."""
    library = load(TINY / "content", TINY).library
    assert library
    return Renderer(library, Bibliography(library.works))


def component(name: str) -> Component:
    return next(found for found in examples.components() if found.name == name)


@pytest.mark.parametrize("name", NAMES)
def test_its_folder_has_all_three(name: str) -> None:
    files = {path.name for path in (FOLDER / name).iterdir()}
    assert files == {f"{name}.html", f"{name}.css", f"{name}.yml"}
    assert component(name).purpose and component(name).examples


def test_no_folder_is_without_a_macro() -> None:
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir()} - {"__pycache__"}
    assert folders == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_it_describes_its_own_parameters(name: str, renderer: Renderer) -> None:
    module = renderer.env.get_template(f"components/{name}/{name}.html").module
    macro = getattr(module, name.replace("-", "_"))
    assert list(component(name).params) == list(macro.arguments)
    for example in component(name).examples:
        assert set(example.params) <= set(macro.arguments)


@pytest.mark.parametrize("name", NAMES)
def test_its_examples_give_what_they_gave(
    name: str, renderer: Renderer, request: pytest.FixtureRequest
) -> None:
    drawn = golden_text(renderer, component(name))
    path = GOLDEN / f"{name}.html"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(drawn, "utf-8")
    assert path.exists(), "write it with: pytest --update-golden"
    assert drawn == path.read_text("utf-8")


def golden_text(renderer: Renderer, found: Component) -> str:
    """Every example of a component under its name, on a page of its own."""
    parts = []
    for example in found.examples:
        renderer.pen = type(renderer.pen)("gallery.html")
        html = examples.draw(renderer, found, example).strip("\n")
        parts.append(f"<!-- {example.name} -->\n{html}\n")
    return "\n".join(parts)


def test_no_golden_file_outlives_its_component() -> None:
    assert {path.stem for path in GOLDEN.glob("*.html")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_its_classes_bear_its_name(name: str) -> None:
    own = f"hb-{SHORT.get(name, name)}"
    source = (FOLDER / name / f"{name}.html").read_text("utf-8")
    source = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", source)
    used = {part for value in re.findall(r'class="([^"]*)"', source) for part in value.split()}
    style = (FOLDER / name / f"{name}.css").read_text("utf-8")
    used |= set(re.findall(r"\.(hb-[a-z_-]+)", style))
    strangers = {one for one in used if not re.match(rf"{own}(__|--|$)", one)}
    assert {one.partition("--")[0] for one in strangers} <= SHARED


@pytest.mark.parametrize("name", NAMES)
def test_what_is_missing_is_an_error(name: str, renderer: Renderer) -> None:
    with pytest.raises((UndefinedError, TypeError)):
        renderer.component(name)


def test_a_name_that_is_not_there_is_an_error_in_a_page_by_hand(renderer: Renderer) -> None:
    with pytest.raises(UndefinedError):
        renderer.text("{{ nobody }}", "index.html")


def test_every_template_is_escaped(renderer: Renderer) -> None:
    source = "{{ '<script>' }} {{ library.handbook.title }} {{ ('<b>' ~ 1) }}"
    assert "<script>" not in renderer.text(source, "index.html")
    assert "<b>" not in renderer.text(source, "index.md")


def test_a_component_stands_at_the_beginning_of_a_line(renderer: Renderer) -> None:
    """Python-Markdown takes HTML for HTML only there."""
    for found in examples.components():
        first = golden_text(renderer, found).splitlines()[1]
        assert first.startswith("<"), found.name


def test_paths_in_the_golden_files_are_none_of_this_machine() -> None:
    assert not [path for path in GOLDEN.glob("*") if str(Path.home()) in path.read_text("utf-8")]


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("exercises/neck-turn", "../exercises/neck-turn.html"),
        ("urgent.html#top", "../urgent.html#top"),
        ("#signs", "#signs"),
        ("https://example.org/page.html", "https://example.org/page.html"),
        ("https://example.org/page.html#part", "https://example.org/page.html#part"),
    ],
)
def test_a_link_leads_where_it_says(target: str, href: str, renderer: Renderer) -> None:
    renderer.pen = Pen("causes/low-seat.html")
    assert renderer.link(target) == href

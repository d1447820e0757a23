"""axe finds nothing on any kind of page, at three widths, in light and dark.

Nor is any page wider than a narrow phone, which is also a screen of 1280 px at 400 %.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from conftest import ROOT
from kinds import TABLES, one_of_each
from playwright.sync_api import Browser, Page

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (320, 390, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

RUN = """() => {
  const rules = axe.getRules().filter(({tags}) => !tags.includes("wcag2aaa"));
  const chosen = {type: "rule", values: rules.map(({ruleId}) => ruleId)};
  return axe.run(document, {runOnly: chosen, resultTypes: ["violations"]})
    .then((result) => result.violations);
}"""
"""Every rule of axe up to level AA, with best practices, experiments and those off by default."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page into which axe may be put. Our policy refuses it, so here alone it is set aside."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def address(site: Path, serve: Callable[[Path], str]) -> str:
    return serve(site)


def violations(page: Page) -> list[str]:
    """What axe finds: the rule, the element, and why."""
    if not page.evaluate("() => 'axe' in window"):
        page.add_script_tag(path=AXE)
    found: list[dict[str, Any]] = page.evaluate(RUN)
    return [
        f"{v['id']}: {n['html'][:200]} {n['failureSummary']}" for v in found for n in v["nodes"]
    ]


def at_every_size(page: Page) -> Iterator[str]:
    """Sets every width in light and dark, one after the other, and names each."""
    for scheme in SCHEMES:
        for width in WIDTHS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})
            yield f"{scheme}, {width} px"


def violations_at_every_size(page: Page) -> list[str]:
    return [
        f"{page.url}, {size}: {line}" for size in at_every_size(page) for line in violations(page)
    ]


def test_axe_finds_nothing_on_any_kind_of_page(page: Page, site: Path, address: str) -> None:
    found = []
    for url in one_of_each(site):
        page.goto(address + url)
        found += violations_at_every_size(page)
    assert not found, "\n".join(found)


def test_axe_finds_nothing_in_the_search_with_results(page: Page, address: str) -> None:
    page.goto(address)
    page.click("[data-search-open]")
    page.fill("#hb-search input", "calf")
    page.wait_for_selector("#hb-search li")
    found = violations_at_every_size(page)
    assert not found, "\n".join(found)


def test_axe_finds_nothing_in_what_is_closed_or_hidden_at_first(page: Page, address: str) -> None:
    page.goto(address + TABLES)
    page.evaluate("() => { for (const d of document.querySelectorAll('details')) d.open = true; }")
    page.evaluate(
        "() => document.querySelectorAll('[data-review-due]').forEach((e) => { e.hidden = false; })"
    )
    found = violations_at_every_size(page)
    assert not found, "\n".join(found)


def test_the_gallery_shows_every_component(site: Path) -> None:
    """So that the run over the gallery is a run over every component."""
    gallery = (site / "project" / "components.html").read_text("utf-8")
    components = {path.parent.name for path in (ROOT / "macros" / "components").glob("*/*.html")}
    assert set(re.findall(r'<h2 id="([^"]+)">\1</h2>', gallery)) == components


def test_no_page_is_wider_than_a_narrow_phone(page: Page, address: str, pages: list[str]) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    wide = []
    for url in pages:
        page.goto(address + url)
        if (width := page.evaluate("() => document.documentElement.scrollWidth")) > 320:
            wide.append(f"{url}: {width} px")
    assert not wide


def test_the_language_of_every_page_is_named(site: Path, pages: list[str]) -> None:
    assert not [url for url in pages if '<html lang="en-GB"' not in (site / url).read_text("utf-8")]


def test_nothing_moves_for_those_who_asked_for_less_motion(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + TABLES)
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((e) => {
             const style = getComputedStyle(e);
             const still = style.transitionDuration === "0s" && style.animationName === "none";
             return !still || style.scrollBehavior !== "auto";
           }).map((e) => e.tagName)"""
    )
    context.close()
    assert moving == []

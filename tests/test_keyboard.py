"""Everything works from the keyboard: order, a visible focus, the skip link, the search."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from kinds import TABLES, one_of_each
from playwright.sync_api import Browser, Page, expect

SEARCH = "#hb-search"
OPEN = "[data-search-open]"

CONTROLS = """() => [
  ...document.querySelectorAll("a[href], button, summary, input, [tabindex='0']")]
  .filter((e) => e.checkVisibility({visibilityProperty: true}))
  .filter((e) => !e.closest("details:not([open]) > :not(summary)"))
  .map((e) => e.outerHTML.slice(0, 120))"""

RECORD = """() => {
  window.stops = [];
  addEventListener("focusin", (event) => window.stops.push(event.target.outerHTML.slice(0, 120)));
}"""

STOP = """() => {
  const e = document.activeElement;
  if (e === document.body) return null;
  const box = e.getBoundingClientRect();
  const style = getComputedStyle(e);
  return {
    html: e.outerHTML.slice(0, 120),
    ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
  };
}"""


@pytest.fixture(scope="module")
def address(site: Path, serve: Callable[[Path], str]) -> str:
    return serve(site)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def stops(page: Page) -> Iterator[dict[str, Any]]:
    """Presses Tab until the focus leaves the page or begins anew, and tells of each stop."""
    page.keyboard.press("Tab")
    first = page.evaluate(STOP)
    stop = first
    while stop:
        yield stop
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop and stop["html"] == first["html"]:
            return


def focus_is_inside(page: Page, selector: str) -> bool:
    return bool(page.evaluate("(s) => Boolean(document.activeElement.closest(s))", selector))


def test_tab_reaches_every_control_in_the_order_of_the_page(
    page: Page, site: Path, address: str
) -> None:
    for url in one_of_each(site):
        page.goto(address + url)
        controls = page.evaluate(CONTROLS)
        page.evaluate(RECORD)
        for _ in controls:
            page.keyboard.press("Tab")
        assert page.evaluate("() => window.stops") == controls, url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_focus_is_always_seen(page: Page, address: str, width: int, scheme: Any) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(address + TABLES)
    assert not [stop for stop in stops(page) if not stop["ringed"] or not stop["seen"]]


def test_the_first_stop_skips_to_the_text(page: Page, address: str) -> None:
    page.goto(address + TABLES)
    page.keyboard.press("Tab")
    assert page.evaluate(STOP)["seen"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.locator("main a, main button, main summary").first
    expect(first).to_be_focused()


def test_the_contents_open_and_lead_to_their_section(page: Page, address: str) -> None:
    page.goto(address + TABLES)
    page.locator("main summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    target = page.evaluate("() => document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    expect(page.locator(target)).to_be_in_viewport()


def test_the_search_opens_from_its_button_and_gives_the_focus_back(
    page: Page, address: str
) -> None:
    page.goto(address)
    page.locator(OPEN).focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"{SEARCH} input")).to_be_focused()
    page.keyboard.type("calf")
    page.wait_for_selector(f"{SEARCH} li")
    page.keyboard.press("Escape")
    expect(page.locator(SEARCH)).to_be_hidden()
    expect(page.locator(OPEN)).to_be_focused()


def test_a_slash_opens_the_search_but_stays_a_slash_where_one_types(
    page: Page, address: str
) -> None:
    page.goto(address)
    page.keyboard.press("/")
    field = page.locator(f"{SEARCH} input")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    page.keyboard.type("1/2")
    expect(field).to_have_value("1/2")


def test_words_typed_before_the_search_is_there_are_not_lost(page: Page, address: str) -> None:
    held: list[Any] = []
    page.route("**/search-data.*", lambda route: held.append(route))
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("ice")
    page.wait_for_timeout(100)
    for route in held:
        route.continue_()
    expect(page.locator(f"{SEARCH} li a").first).to_be_visible()


def test_a_result_is_reached_and_followed(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("foam roller")
    first = page.locator(f"{SEARCH} li a").first
    first.wait_for()
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/exercises/foam-roller.html*")


def test_enter_follows_the_first_result(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("foam roller")
    page.locator(f"{SEARCH} li a").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/exercises/foam-roller.html*")


def test_the_focus_stays_in_the_open_search(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("cramp")
    page.wait_for_selector(f"{SEARCH} li")
    inside = set()
    for key in ["Tab"] * 40 + ["Shift+Tab"] * 60:
        page.keyboard.press(key)
        # The browser's own bar comes after the dialog: then nothing in the page has the focus.
        on_page = page.evaluate("() => document.activeElement !== document.body")
        inside.add(focus_is_inside(page, SEARCH) or not on_page)
    assert inside == {True}


def test_a_wide_table_scrolls_from_the_keyboard(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address + TABLES)
    table = page.locator(".hb-table").first
    table.focus()
    expect(table).to_be_focused()

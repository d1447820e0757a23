"""The handbook reads from a folder on the reader's own disk, and with scripts off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kinds import one_of_each
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

FONT_AHEAD = (".woff2' from origin 'null'", "Failed to load resource: net::ERR_FAILED")
"""From a file the browser will not fetch a font ahead of its style, and says so. No harm done."""

LINKS = "() => [...document.links].filter((a) => a.checkVisibility()).map((a) => a.href)"
CLICK = "(href) => [...document.links].find((a) => a.href === href && a.checkVisibility())"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_every_page_is_reached_by_clicking_from_a_file(
    page: Page, site: Path, pages: list[str]
) -> None:
    home = (site / "index.html").as_uri()
    seen, depth = {home}, 0
    page.goto(home)
    while True:
        expect(page.locator("h1")).to_be_visible()
        links = {href.partition("#")[0] for href in page.evaluate(LINKS)}
        fresh = sorted(url for url in links - seen if url.startswith("file:"))
        if fresh:
            page.evaluate_handle(CLICK, fresh[0]).as_element().click()  # type: ignore[union-attr]
            page.wait_for_url(fresh[0])
            seen.add(fresh[0])
            depth += 1
        elif depth:
            page.go_back()
            depth -= 1
        else:
            break
    # Nothing leads to the page for what is not there, and from a folder nobody is sent to it.
    assert seen == {(site / url).as_uri() for url in pages if url != "404.html"}


def test_a_page_from_a_file_has_its_looks_and_nothing_fails(page: Page, site: Path) -> None:
    said: list[ConsoleMessage] = []
    page.on("console", lambda message: said.append(message))
    for url in one_of_each(site):
        if url == "404.html":
            continue
        page.goto((site / url).as_uri())
        assert page.evaluate("() => getComputedStyle(document.body).margin") == "0px", url
    errors = [message.text for message in said if message.type == "error"]
    assert not [text for text in errors if not any(known in text for known in FONT_AHEAD)]


def test_the_search_works_from_a_file(page: Page, site: Path) -> None:
    page.goto((site / "causes" / "overuse.html").as_uri())
    page.click("[data-search-open]")
    page.fill("#hb-search input", "foam roller")
    page.locator("#hb-search li a").first.click()
    page.wait_for_url("file:///**/exercises/foam-roller.html*")


def test_the_review_note_works_from_a_file(page: Page, site: Path) -> None:
    page.clock.set_fixed_time("2099-01-01T12:00:00Z")
    page.goto((site / "causes" / "overuse.html").as_uri())
    expect(page.locator("[data-review-due]")).to_be_visible()


def test_with_scripts_off_every_kind_of_page_reads(
    scriptless: Page, site: Path, serve: Callable[[Path], str]
) -> None:
    address = serve(site)
    for url in one_of_each(site):
        scriptless.goto(address + url)
        expect(scriptless.locator("h1")).to_be_visible()
        expect(scriptless.locator("header nav a").first).to_be_visible()
        expect(scriptless.locator("[data-search-open]")).to_be_hidden()
        expect(scriptless.locator("noscript p")).to_be_visible()


def test_with_scripts_off_the_links_and_the_contents_work(scriptless: Page, site: Path) -> None:
    scriptless.goto((site / "index.html").as_uri())
    scriptless.locator("header nav a").nth(1).click()
    scriptless.locator("main li a").first.click()
    expect(scriptless.locator("main .hb-card").first).to_be_visible()
    scriptless.locator("main summary").click()
    scriptless.locator("main details a").last.click()
    expect(scriptless.locator("main h2").last).to_be_in_viewport()

"""One strict policy on every page, and nothing breaks it: no error, no other host, nothing stored.

Clicked through at the address under a path, where pages also change in place (instant navigation).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from kinds import TABLES, one_of_each, published
from playwright.sync_api import Browser, Page, expect

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')

LISTEN = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));"""

STORED = """async () => [document.cookie, localStorage.length, sessionStorage.length,
  (await indexedDB.databases()).length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length]"""

LINK_TO = "(end) => [...document.links].find((e) => e.href.endsWith(end) && e.checkVisibility())"
ARRIVED = "(end) => location.href.endsWith(end) && !navigation.transition"

MARK = "() => { window.marked = true; }"
MARKED = "() => window.marked === true"


@dataclass
class Watched:
    """A page, what it said in its console, and every address that was asked for."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def hosts(self) -> set[str]:
        return {urlsplit(url).netloc for url in self.asked if not url.startswith("data:")}


@pytest.fixture(scope="module")
def address(
    addressed_site: Path, tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]
) -> str:
    return serve(published(addressed_site, tmp_path_factory.mktemp("host"))) + "calf/"


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(LISTEN)
    watched = Watched(context.new_page())
    watched.page.on("console", lambda message: watched.said.append(message.text))
    watched.page.on("pageerror", lambda error: watched.said.append(str(error)))
    watched.page.on("request", lambda request: watched.asked.append(request.url))
    yield watched
    context.close()


def policies(site: Path) -> set[str]:
    """The policies of all pages. A page with none, or with two, shows as an odd one."""
    return {
        " AND ".join(map(unescape, POLICY.findall(path.read_text("utf-8"))))
        for path in site.rglob("*.html")
    }


def follow(page: Page, href: str) -> None:
    """Clicks the first link on the page that leads to an address, and waits for its page."""
    link = page.evaluate_handle(LINK_TO, f"/{href}").as_element()
    assert link, f"nothing on {page.url} leads to {href}"
    link.click()
    page.wait_for_function(ARRIVED, arg=f"/{href}")


def test_every_page_of_both_builds_has_the_same_policy(site: Path, addressed_site: Path) -> None:
    found = policies(site) | policies(addressed_site)
    assert len(found) == 1
    assert " AND " not in found.pop()


def test_the_policy_allows_only_what_is_ours(site: Path) -> None:
    (policy,) = policies(site)
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules.pop("default-src") == "'none'"
    assert set(rules.values()) <= {"'self'", "'none'"}
    assert rules["script-src"] == rules["style-src"] == "'self'"


def test_the_policy_stands_before_everything_it_governs(site: Path) -> None:
    for path in site.rglob("*.html"):
        head = path.read_text("utf-8")
        place = head.index("Content-Security-Policy")
        assert not re.search(r"<(link|script|style|base|img)\b", head[:place]), path


def test_no_page_has_a_script_or_a_style_within_it(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = BeautifulSoup(path.read_bytes(), "html.parser")
        scripts = [tag for tag in page("script") if not tag.get("src")]
        assert all(tag.get("type") == "application/json" for tag in scripts), path
        assert not page("style"), path
        names = {name for tag in page.find_all(True) for name in tag.attrs}
        assert not [name for name in names if name == "style" or name.startswith("on")], path


def test_a_violation_would_be_heard(watched: Watched, address: str) -> None:
    watched.page.goto(address)
    watched.page.evaluate("() => { new Image().src = 'https://elsewhere.example/dot.png'; }")
    watched.page.wait_for_timeout(100)
    assert "policy: img-src https://elsewhere.example/dot.png" in watched.said


def test_each_kind_of_page_keeps_to_the_policy_and_to_its_host(
    watched: Watched, addressed_site: Path, address: str
) -> None:
    for url in one_of_each(addressed_site):
        watched.page.goto(address + url)
        watched.page.wait_for_load_state("networkidle")
        assert watched.page.evaluate(STORED) == ["", 0, 0, 0, 0, 0], url
    assert watched.said == []
    assert watched.hosts() == {urlsplit(address).netloc}


def test_pages_change_in_place_without_a_violation(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address)
    page.evaluate(MARK)
    for href in ("urgent.html", "causes/index.html", "causes/overuse.html", "sources.html"):
        follow(page, href)
        assert page.evaluate(MARKED), f"{href} was loaded anew"
    page.wait_for_load_state("networkidle")
    assert watched.said == []
    assert watched.hosts() == {urlsplit(address).netloc}


def test_a_page_that_came_in_place_is_the_page_itself(watched: Watched, address: str) -> None:
    page = watched.page
    snapshot = """() => ({
      title: document.title,
      head: [...document.head.querySelectorAll("[name=description], [rel=canonical]")]
        .map((tag) => tag.content ?? tag.href),
      links: [...document.links].map((link) => link.href),
      words: document.body.innerText,
    })"""
    page.goto(address)
    page.evaluate(MARK)
    follow(page, "causes/index.html")
    follow(page, "causes/overuse.html")
    in_place = page.evaluate(snapshot)
    assert page.evaluate(MARKED)
    page.reload()
    assert page.evaluate(snapshot) == in_place


def test_back_and_forward_return_to_page_and_place(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "causes/index.html")
    page.evaluate(MARK)
    link = page.locator("a[href$='hip-function.html']")
    link.scroll_into_view_if_needed()
    place = page.evaluate("() => scrollY")
    link.click()
    page.wait_for_url("**/hip-function.html")
    expect(page).to_have_title(re.compile("hip", re.IGNORECASE))
    assert page.evaluate("() => scrollY") == 0
    page.go_back()
    expect(page).to_have_title(re.compile("Causes"))
    page.wait_for_function("(place) => Math.abs(scrollY - place) < 2", arg=place)
    page.go_forward()
    expect(page).to_have_title(re.compile("hip", re.IGNORECASE))
    assert page.evaluate(MARKED)
    assert watched.said == []


def test_after_a_change_in_place_everything_still_works(watched: Watched, address: str) -> None:
    page = watched.page
    page.clock.set_fixed_time("2099-01-01T12:00:00Z")
    page.goto(address + "prevention/index.html")
    page.evaluate(MARK)
    follow(page, TABLES)
    expect(page.locator("[data-review-due]")).to_be_visible()

    last = page.locator(".hb-toc a").last
    target = str(last.get_attribute("href"))
    last.click()
    expect(page.locator(target[target.index("#") :])).to_be_in_viewport()

    page.click("[data-search-open]")
    page.fill("#hb-search input", "foam roller")
    page.locator("#hb-search li a").first.click()
    page.wait_for_url("**/exercises/foam-roller.html*")
    expect(page.locator("h1")).to_have_text("Foam roller")
    expect(page.locator("#hb-search")).to_be_hidden()
    assert page.evaluate(MARKED)
    assert watched.said == []


def test_the_focus_starts_anew_on_a_page_that_came_in_place(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address)
    page.evaluate(MARK)
    follow(page, "causes/index.html")
    page.keyboard.press("Tab")
    expect(page.locator(".hb-skip")).to_be_focused()
    assert page.evaluate(MARKED)


def test_a_page_that_does_not_come_is_loaded_as_always(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address)
    page.evaluate(MARK)
    page.route("**/causes/index.html", lambda route: route.abort(), times=1)
    follow(page, "causes/index.html")
    page.wait_for_function("() => window.marked === undefined")
    expect(page.locator("h1")).to_have_text("Causes")


def test_another_edition_of_the_site_is_loaded_whole(watched: Watched, address: str) -> None:
    """A reader may keep a page open while the site is published anew: new words need new styles."""
    page = watched.page
    page.goto(address)
    page.evaluate(MARK)

    def newer(route: object) -> None:
        response = route.fetch()  # type: ignore[attr-defined]
        body = re.sub(r"handbook\.[0-9a-f]+\.css", "handbook.css", response.text())
        route.fulfill(response=response, body=body)  # type: ignore[attr-defined]

    page.route("**/causes/index.html", newer, times=1)
    follow(page, "causes/index.html")
    page.wait_for_function("() => window.marked === undefined")
    expect(page.locator("h1")).to_have_text("Causes")

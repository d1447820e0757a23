"""What a reader does: sees that a page is old, searches, prints."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from kinds import EMERGENCY, TABLES, entry, folders
from playwright.sync_api import Browser, Page, expect

ENTRY = "treatments/ice.html"
NOTE = "[data-review-due]"
RESULTS = "#hb-search li a"
STATUS = "#hb-search [role=status]"


@pytest.fixture(scope="module")
def address(site: Path, serve: Callable[[Path], str]) -> str:
    return serve(site)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def search(page: Page, words: str) -> list[str]:
    """Opens the search, types, and returns where the results lead."""
    page.click("[data-search-open]")
    page.fill("#hb-search input", words)
    page.locator(RESULTS).first.wait_for()
    links: list[str] = page.eval_on_selector_all(RESULTS, "(all) => all.map((a) => a.pathname)")
    return [link.lstrip("/") for link in links]


def printed(page: Page, path: Path) -> str:
    """The words of the page as printed, backgrounds off."""
    page.pdf(path=path, format="A4", print_background=False)
    command = ["pdftotext", "-layout", str(path), "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


# --- reviews


@pytest.mark.parametrize(
    ("today", "shown"),
    [("2026-11-26", False), ("2027-11-24", False), ("2027-11-25", True), ("2031-01-01", True)],
)
def test_the_readers_clock_tells_that_a_review_is_due(
    page: Page, address: str, today: str, shown: bool
) -> None:
    page.clock.set_fixed_time(f"{today}T12:00:00Z")
    page.goto(address + ENTRY)
    expect(page.locator(NOTE)).to_be_visible(visible=shown)


def test_every_entry_knows_when_its_review_is_due(site: Path) -> None:
    for kind in folders(site):
        for path in (site / kind).glob("*.html"):
            noted = re.findall(r'data-review-due="\d{4}-\d{2}-\d{2}"', path.read_text("utf-8"))
            assert len(noted) == (0 if path.name == "index.html" else 1), path


# --- search


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("calf swollen", "conditions/blood-clot.html"),
        ("short of breath", "urgent.html"),
        ("foam roller", "exercises/foam-roller.html"),
        ("foam rolling", "treatments/foam-rolling.html"),
        ("ice", "treatments/ice.html"),
        ("Achilles", "conditions/achilles-rupture.html"),
        ("shoos", "causes/footwear.html"),
    ],
)
def test_the_search_finds(page: Page, address: str, words: str, first: str) -> None:
    page.goto(address)
    assert search(page, words)[0] == first


@pytest.mark.parametrize("words", ["calf swollen", "short of breath", "dark pee", "numb foot"])
def test_signs_of_danger_bring_the_urgent_signs_high_up(
    page: Page, address: str, words: str
) -> None:
    page.goto(address)
    assert "urgent.html" in search(page, words)[:4]


def test_a_result_shows_words_of_its_page(page: Page, address: str) -> None:
    page.goto(address)
    search(page, "foam roller")
    shown = page.locator(f"{RESULTS} span").all_inner_texts()
    links = page.eval_on_selector_all(RESULTS, "(all) => all.map((a) => a.href)")
    for text, link in zip(shown, links, strict=True):
        page.goto(link)
        words = [letters(word) for word in text.split() if letters(word)]
        assert " ".join(words) in " ".join(
            letters(word) for word in page.inner_text("main").split()
        ), link


def letters(text: str) -> str:
    return re.sub(r"\W", "", text).lower()


def test_nothing_of_the_search_is_fetched_before_it_is_opened(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "search" in url]
    search(page, "ice")
    assert len([url for url in asked if "search" in url]) == 2


def test_the_search_says_that_it_found_nothing(page: Page, address: str) -> None:
    page.goto(address)
    page.click("[data-search-open]")
    page.fill("#hb-search input", "xylophone")
    expect(page.locator(STATUS)).to_contain_text("xylophone")
    expect(page.locator(RESULTS)).to_have_count(0)


def test_a_search_that_does_not_load_says_so_in_one_line_and_can_be_tried_again(
    page: Page, address: str
) -> None:
    page.route("**/search-data.*", lambda route: route.abort(), times=1)
    page.goto(address)
    page.click("[data-search-open]")
    words = (ROOT / "content" / "words.yml").read_text("utf-8")
    failed = re.search(r"^search\.failed: (.*)$", words, re.MULTILINE)
    assert failed
    expect(page.locator(STATUS)).to_have_text(failed[1])
    page.click("[data-search-close]")
    assert search(page, "ice")


def test_markup_in_a_search_stays_text(page: Page, address: str) -> None:
    page.goto(address)
    page.click("[data-search-open]")
    page.fill("#hb-search input", "<img src=qqzz>")
    expect(page.locator(STATUS)).to_contain_text("<img src=qqzz>")
    assert page.locator("#hb-search img").count() == 0


# --- paper


def test_a_printed_page_has_its_text_and_not_its_controls(
    page: Page, address: str, tmp_path: Path
) -> None:
    page.goto(address + ENTRY)
    frame = [*page.locator("header nav a").all_inner_texts(), page.inner_text("[data-search-open]")]
    strip = page.inner_text(".hb-urgent-strip strong")
    cards = page.locator(".hb-card li").all_inner_texts()
    text = letters(printed(page, tmp_path / "page.pdf"))
    assert letters(strip) in text
    assert not [sign for sign in cards if letters(sign) not in text]
    assert letters(" ".join(frame[:-1])) not in text
    assert not text.startswith(letters(frame[-1]))


@pytest.mark.parametrize("url", [ENTRY, EMERGENCY, TABLES])
def test_what_is_printed_in_grey_without_backgrounds_is_dark_on_white(
    page: Page, address: str, url: str
) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(address + url)
    pale = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
          .filter((e) => e.checkVisibility())
          .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
          .filter((e) => {
            const [r, g, b] = getComputedStyle(e).color.match(/[\\d.]+/g).map(Number);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b > 120;
          })
          .map((e) => e.outerHTML.slice(0, 100))"""
    )
    assert pale == []


def test_the_urgency_of_a_card_is_printed_in_words(
    page: Page, address: str, tmp_path: Path
) -> None:
    page.goto(address + EMERGENCY)
    levels = page.locator(".hb-card__level").all_inner_texts()
    text = letters(printed(page, tmp_path / "page.pdf"))
    assert levels
    assert all(letters(level) in text for level in levels)


def test_no_page_is_wider_than_the_paper(page: Page, address: str, site: Path) -> None:
    """A4 less its margins, at the browser's 96 points to the inch, is 672 points wide."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 672, "height": 950})
    for url in (TABLES, *(entry(site, kind) for kind in folders(site))):
        page.goto(address + url)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 672, url

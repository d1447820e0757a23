"""The first view of a page is light, fetches nothing it does not show, and does not jump when the font comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
from kinds import EMERGENCY, entry, folders, published
from playwright.sync_api import Browser, Page, Route

MOST = 65_000
MOST_FONT = 40_000
JUMP = 0.01

SHIFTS = """window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});"""

Weights = dict[str, int]


@pytest.fixture(scope="module")
def address(
    addressed_site: Path, tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]
) -> str:
    return serve(published(addressed_site, tmp_path_factory.mktemp("host"))) + "calf/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def first_view(page: Page, url: str) -> Weights:
    """Every file that a first view fetches, and its size as a good host sends it (Brotli 11)."""
    bodies: dict[str, bytes] = {}
    page.on("response", lambda response: bodies.setdefault(urlsplit(response.url).path, response.body()))
    page.goto(url)
    page.wait_for_load_state("networkidle")
    # A font is compressed already.
    packed = lambda path, body: len(body if path.endswith(".woff2") else brotli.compress(body, quality=11))  # noqa: E731
    return {path: packed(path, body) for path, body in bodies.items()}


def is_font(path: str) -> bool:
    return path.endswith(".woff2")


def table(weights: Weights) -> str:
    return "\n".join(f"{size:>7} {path}" for path, size in sorted(weights.items(), key=lambda row: -row[1]))


@pytest.fixture(scope="module")
def heaviest(addressed_site: Path) -> str:
    """The longest entry of all."""
    entries = [entry(addressed_site, kind) for kind in folders(addressed_site)]
    return max(entries, key=lambda url: (addressed_site / url).stat().st_size)


@pytest.mark.parametrize("url", ["heaviest", EMERGENCY, "index.html"])
def test_the_first_view_is_light(page: Page, address: str, heaviest: str, url: str) -> None:
    weights = first_view(page, address + (heaviest if url == "heaviest" else url))
    rest = sum(size for path, size in weights.items() if not is_font(path))
    fonts = sum(size for path, size in weights.items() if is_font(path))
    assert rest <= MOST, f"{rest} bytes besides fonts\n{table(weights)}"
    assert fonts <= MOST_FONT, f"{fonts} bytes of fonts\n{table(weights)}"
    assert fonts > 0


def test_the_first_view_fetches_no_search(page: Page, address: str, heaviest: str) -> None:
    assert not [path for path in first_view(page, address + heaviest) if "search" in path]


def test_every_file_of_the_site_is_used(site: Path, addressed_site: Path) -> None:
    """No source maps, no languages, no styles or scripts that no page names."""
    for folder in (site, addressed_site):
        pages = "".join(path.read_text("utf-8") for path in folder.rglob("*.html"))
        styles = "".join(path.read_text("utf-8") for path in folder.rglob("*.css"))
        unused = [
            path.relative_to(folder).as_posix()
            for path in folder.rglob("*")
            if path.is_file() and path.suffix != ".html" and path.name not in pages + styles
        ]
        assert set(unused) <= {"sitemap.xml", "sitemap.xml.gz", "robots.txt"}


def test_the_font_comes_without_a_jump(page: Page, address: str, heaviest: str) -> None:
    late: list[Route] = []
    page.add_init_script(SHIFTS)
    page.route("**/*.woff2", lambda route: late.append(route))
    page.goto(address + heaviest, wait_until="commit")
    page.wait_for_selector("footer")
    page.wait_for_timeout(500)
    assert not page.evaluate("() => [...document.fonts].some((font) => font.status === 'loaded' && font.family === 'Handbook')")
    for route in late:
        route.continue_()
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    page.wait_for_timeout(300)
    assert late
    shift = page.evaluate("() => window.shift")
    assert shift < JUMP, f"cumulative layout shift {shift}"

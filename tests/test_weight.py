"""The first view of a page is light, fetches what it shows, and a late font moves nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
from kinds import EMERGENCY, entry, folders, published
from playwright.sync_api import Browser, Page, Response, Route

MOST = 65_000
MOST_FONT = 40_000
JUMP = 0.01
FONT = "Atkinson Hyperlegible Next"

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

    def keep(response: Response) -> None:
        bodies[urlsplit(response.url).path] = response.body()

    page.on("response", keep)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    return {path: packed(path, body) for path, body in bodies.items()}


def packed(path: str, body: bytes) -> int:
    """A font is compressed already."""
    return len(body if is_font(path) else brotli.compress(body, quality=11))


def is_font(path: str) -> bool:
    return path.endswith(".woff2")


def table(weights: Weights) -> str:
    """The figures, the heaviest first."""
    rows = sorted(((size, path) for path, size in weights.items()), reverse=True)
    return "\n".join(f"{size:>7} {path}" for size, path in rows)


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


def fonts_of(page: Page, selector: str) -> list[str]:
    """The fonts in which the browser has drawn an element."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    drawn = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return [font["familyName"] for font in drawn]


def expect_font(page: Page, shown: bool) -> None:
    assert (fonts_of(page, "h1") == [FONT]) is shown


def test_the_font_is_there_from_the_start_where_the_line_is_fast(page: Page, address: str) -> None:
    page.goto(address + EMERGENCY)
    expect_font(page, shown=True)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_late_font_moves_nothing_and_is_there_from_the_next_page_on(
    page: Page, address: str, heaviest: str, width: int
) -> None:
    late: list[Route] = []
    page.set_viewport_size({"width": width, "height": 844})
    page.add_init_script(SHIFTS)
    page.route("**/*.woff2", lambda route: late.append(route))
    page.goto(address + heaviest, wait_until="commit")
    page.wait_for_selector("footer")
    page.wait_for_timeout(500)
    expect_font(page, shown=False)

    for route in late:
        route.continue_()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    shift = page.evaluate("() => window.shift")
    assert shift < JUMP, f"cumulative layout shift {shift}"

    page.locator("header nav a").first.click()
    page.wait_for_function("() => location.href.endsWith('/urgent.html') && !navigation.transition")
    expect_font(page, shown=True)
    assert len(late) == 1


def test_the_font_is_there_from_a_file(page: Page, site: Path) -> None:
    page.goto((site / EMERGENCY).as_uri())
    page.evaluate("() => document.fonts.ready")
    expect_font(page, shown=True)

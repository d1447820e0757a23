"""What the tests share: real builds of the real content, and a real browser."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
TODAY = "2026-11-25"
"""The day on which the tests take place: a review that becomes due later must not break them."""

ADDRESS = "https://handbook.example/calf/"
SOURCE = "https://code.example/calf/handbook"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` keeps what the components give now. Read the difference before a commit."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew")


def mkdocs(
    project: Path, *arguments: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """`mkdocs build` for one project, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *arguments],
        cwd=project,
        env=os.environ
        | {"HANDBOOK_TODAY": TODAY, "NO_MKDOCS_2_WARNING": "1"}
        | (environment or {}),
        capture_output=True,
        text=True,
        check=False,
    )


def copy_project(folder: Path, content: Path = ROOT / "content") -> Path:
    """A project that a test may change: its own content and docs, our macros and theme."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(content, folder / "content")
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copytree(
        ROOT / "macros", folder / "macros", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def set_handbook(project: Path, **values: str) -> None:
    """Writes values into handbook.yml in the place of null."""
    path = project / "content" / "handbook.yml"
    text = path.read_text("utf-8")
    for key, value in values.items():
        assert f"\n{key}: null" in text, key
        text = text.replace(f"\n{key}: null", f"\n{key}: {value}")
    path.write_text(text, "utf-8")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it stands: nothing about where it will be published is known."""
    folder = tmp_path_factory.mktemp("plain") / "site"
    done = mkdocs(ROOT, "--site-dir", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def addressed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with an address (under a path), a source and a contact."""
    project = copy_project(tmp_path_factory.mktemp("addressed"))
    set_handbook(project, address=ADDRESS, source=SOURCE, contact="https://code.example/issues")
    done = mkdocs(project)
    assert done.returncode == 0, done.stderr
    return project / "site"


@pytest.fixture(scope="session")
def pages(site: Path) -> list[str]:
    """The address of every page of the site, from its root."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Requests are no news."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves folders on this machine. Called with a folder it returns its address, with a slash."""
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path) -> str:
        handler = functools.partial(_Quiet, directory=str(folder))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def chrome() -> str:
    """The browser: CHROME, else the first that this machine has."""
    wanted = os.environ.get("CHROME")
    names = (
        [wanted]
        if wanted
        else ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    )
    for name in names:
        if path := shutil.which(name):
            return path
    pytest.fail("No browser. Install chromium, or name one with CHROME=...", pytrace=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless browser for all tests; each test opens a context of its own."""
    arguments = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chrome(), args=arguments)
        yield opened
        opened.close()

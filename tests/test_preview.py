"""The live preview shows what a full build would, and comes back from a broken file by itself."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import TODAY, copy_project, mkdocs
from playwright.sync_api import Browser, expect

RELOAD = re.compile(rb'<script src="/-/reload\.js\?[0-9]+"></script>')


@dataclass
class Preview:
    """A running preview of a project of its own."""

    project: Path
    address: str
    process: subprocess.Popen[str]

    def wait(self, *begins: str) -> str:
        """Reads what the server says up to a line that begins so, and returns it."""
        assert self.process.stdout
        for line in self.process.stdout:
            if line.startswith(begins):
                return line
        raise AssertionError("the preview has ended")

    def fetch(self, path: str) -> bytes:
        """A page as its server gives it, whatever the status, without the reload script."""
        try:
            with urllib.request.urlopen(self.address + path) as answer:
                body = answer.read()
        except urllib.error.HTTPError as error:
            body = error.read()
        return RELOAD.sub(b"", body)


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    project = copy_project(tmp_path_factory.mktemp("preview"))
    process = subprocess.Popen(
        [sys.executable, "-m", "macros", "serve", "--port", "0"],
        cwd=project,
        env=os.environ | {"HANDBOOK_TODAY": TODAY, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    running = Preview(project, "", process)
    running.address = running.wait("Preview:").split()[1]
    running.wait("Built in")
    with process:
        yield running
        process.terminate()


def test_a_broken_file_shows_its_report_and_the_repaired_one_brings_the_page_back(
    preview: Preview, browser: Browser
) -> None:
    path = preview.project / "content" / "causes" / "overuse.yml"
    good = path.read_text("utf-8")
    line = 1 + good[: good.index("confidence: ")].count("\n")
    page = browser.new_page()
    page.goto(preview.address + "causes/overuse.html")
    path.write_text(good.replace("confidence: moderate", "confidence: modrate", 1), "utf-8")
    report = (
        f"content/causes/overuse.yml:{line}:15: evidence.confidence: "
        '"modrate" is not a confidence. Did you mean "moderate"?'
    )
    expect(page.locator("pre")).to_contain_text(report)
    assert preview.wait("content/").startswith(report)
    path.write_text(good.replace("title: ", "title: Mended. ", 1), "utf-8")
    expect(page.locator("h1")).to_contain_text("Mended. ")
    path.write_text(good, "utf-8")
    expect(page.locator("h1")).not_to_contain_text("Mended. ")
    page.close()


@pytest.mark.parametrize(
    ("file", "old", "new", "shown", "where"),
    [
        ("content/words.yml", "nav.urgent: Urgent signs", "nav.urgent: Signs", "Signs", ".hb-nav"),
        ("docs/index.md", "# Sore calf", "# A sore calf", "A sore calf", "h1"),
        ("macros/theme/main.html", "<footer", "<p id=new>New</p><footer", "New", "#new"),
        ("macros/pages/urgent.html", "<h1", "<p>Page</p>\n\n<h1", "Page", "main"),
    ],
)
def test_a_save_refreshes_the_page(
    preview: Preview, browser: Browser, file: str, old: str, new: str, shown: str, where: str
) -> None:
    path = preview.project / file
    good = path.read_text("utf-8")
    assert old in good
    page = browser.new_page()
    page.goto(preview.address + ("urgent.html" if "urgent" in file else "index.html"))
    path.write_text(good.replace(old, new, 1), "utf-8")
    expect(page.locator(where).first).to_contain_text(shown)
    path.write_text(good, "utf-8")
    page.close()


def test_after_thirty_random_edits_its_pages_are_those_of_a_full_build(preview: Preview) -> None:
    preview.fetch("index.html")
    dice = random.Random(30)
    entries = sorted((preview.project / "content").glob("*/*.yml"))
    for number in range(1, 31):
        edit(dice.choice(entries), dice, number)
        settled(preview)
        if number % 10 == 0:
            assert different_pages(preview) == []


def edit(path: Path, dice: random.Random, number: int) -> None:
    """Adds a few words at the end of a random line of prose of one entry."""
    lines = path.read_text("utf-8").splitlines()
    prose = [i for i, text in enumerate(lines) if text.endswith((".", "].")) and '"' not in text]
    place = dice.choice(prose)
    lines[place] += f" Edit {number} was here."
    path.write_text("\n".join(lines) + "\n", "utf-8")


def settled(preview: Preview) -> None:
    """Waits for the build of the last edit."""
    line = preview.wait("Built in", "content/")
    assert line.startswith("Built in"), line


def different_pages(preview: Preview) -> list[str]:
    """The pages of a full build that the preview shows otherwise."""
    done = mkdocs(preview.project)
    assert done.returncode == 0, done.stderr
    site = preview.project / "site"
    files = sorted(path for path in site.rglob("*") if path.is_file())
    names = [path.relative_to(site).as_posix() for path in files]
    return [name for name in names if preview.fetch(name) != (site / name).read_bytes()]

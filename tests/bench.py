"""`make bench`: what a build costs beside a stock Material build, and how soon an edit is seen.

CPU seconds are of whole processes, ours and stock in turn in one run, because the
machines are shared: only their ratio means something. Run by hand, never by a test.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from conftest import TODAY, chrome, copy_project
from playwright.sync_api import Page, sync_playwright

ROUNDS = 5
EDITS = 20
ENVIRONMENT = os.environ | {"HANDBOOK_TODAY": TODAY, "NO_MKDOCS_2_WARNING": "1"}
ENTRY_FOLDERS = ("causes", "conditions", "treatments", "exercises", "prevention")


def main() -> None:
    """Prints a table; its lines are what a note may quote."""
    with tempfile.TemporaryDirectory() as temporary:
        for times in (1, 10):
            project = copy_project(Path(temporary) / f"times-{times}")
            multiply(project / "content", times)
            compare(project, times)
        edits(copy_project(Path(temporary) / "edits"))


def multiply(content: Path, times: int) -> None:
    """Makes every entry stand `times` times, each with an id and a number of its own."""
    for folder in ENTRY_FOLDERS:
        paths = sorted((content / folder).glob("*.yml"))
        for copy in range(1, times):
            for path in paths:
                text = path.read_text("utf-8").replace(
                    f"id: {path.stem}\n", f"id: {path.stem}-{copy}\n", 1
                )
                text = _renumbered(text, copy * len(paths))
                (content / folder / f"{path.stem}-{copy}.yml").write_text(text, "utf-8")
    handbook = content / "handbook.yml"
    text = handbook.read_text("utf-8")
    handbook.write_text(text.replace("strategies: 8", f"strategies: {8 * times}"), "utf-8")


def _renumbered(text: str, more: int) -> str:
    """An entry whose number, if it has one, is higher by `more`."""
    return re.sub(r"^number: (\d+)$", lambda m: f"number: {int(m[1]) + more}", text, flags=re.M)


def compare(project: Path, times: int) -> None:
    """Builds ours and stock in turn and prints the ratio of their CPU times."""
    exported = project / "exported"
    run([sys.executable, "-m", "macros", "site", str(exported)], project, ENVIRONMENT)
    build = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    ours = {name: (build, project, ENVIRONMENT | extra) for name, extra in CASES.items()}
    cases = {**ours, "stock": (build, exported, ENVIRONMENT)}
    for case in cases.values():
        run(*case)
    figures: dict[str, list[tuple[float, int]]] = {name: [] for name in cases}
    for _ in range(ROUNDS):
        for name, case in cases.items():
            figures[name].append(run(*case))
    pages = sum(1 for _ in (project / "site").rglob("*.html"))
    stock = statistics.median(cpu for cpu, _ in figures["stock"])
    for name, rows in figures.items():
        cpu = statistics.median(cpu for cpu, _ in rows)
        memory = max(peak for _, peak in rows) / 1024
        print(
            f"{times:>2}x, {pages} pages, {name:<22} {cpu:6.2f} s CPU, {memory:4.0f} MB,"
            f" ratio to stock {cpu / stock:.2f}",
            flush=True,
        )


CASES = {"ours, caches kept": {}, "ours, no caches": {"HANDBOOK_CACHE": "off"}}


def run(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[float, int]:
    """Runs a command; returns its CPU seconds and its peak memory in KB."""
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr
    said = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)} in {folder}:\n{said}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def edits(project: Path) -> None:
    """Saves one file again and again under the preview, and waits for the text in the browser."""
    command = [sys.executable, "-m", "macros", "serve", "--port", "0"]
    server = subprocess.Popen(
        command, cwd=project, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout
    address = next(line for line in server.stdout if line.startswith("Preview:")).split()[1]
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chrome(), args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(f"{address}causes/overuse.html")
            figures = {place: _seconds(project, page, place) for place in PLACES}
            browser.close()
    finally:
        server.terminate()
    for name, seconds in figures.items():
        median, worst = statistics.median(seconds), max(seconds)
        print(f"saved edit of {name} to new text: median {median:.2f} s, worst {worst:.2f} s")


PLACES = {
    "a sentence": (r"^(if_nothing: >-\n  ).*$", "#if-nothing + p"),
    "a title, which other pages show": (r"^(title: ).*$", "h1"),
}
"""What is edited: the line, and where the page shows it."""


SHOWS = "([place, text]) => document.querySelector(place)?.textContent.includes(text)"


def _seconds(project: Path, page: Page, place: str) -> list[float]:
    return [edit(project, page, place, number) for number in range(EDITS)]


def edit(project: Path, page: Page, name: str, number: int) -> float:
    """One edit; returns the seconds until the page shows it."""
    line, shown = PLACES[name]
    path = project / "content" / "causes" / "overuse.yml"
    old = path.read_text("utf-8")
    new = re.sub(line, rf"\g<1>Edit {number} was here.", old, count=1, flags=re.MULTILINE)
    assert new != old
    page.wait_for_timeout(300)
    start = time.perf_counter()
    path.write_text(new, "utf-8")
    # Looked for at every frame: a locator would ask at longer and longer intervals.
    page.wait_for_function(SHOWS, arg=[shown, f"Edit {number} was"], polling="raf")
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

"""Projects that a test may change, and builds of them in processes of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from conftest import ROOT, TODAY

from macros.load import load, read_data
from macros.walk import Found, texts

TINY = ROOT / "tests" / "tiny"

UNCHECKED = (
    "from macros import checks, interface;"
    "checks.run = lambda *_: []; interface.problems = lambda *_: [];"
)
"""Leaves the checks of the content out, for texts that no editor would be allowed."""


def copy_tiny_project(folder: Path) -> Path:
    """The tiny handbook with a copy of our macros, so that a test may change both."""
    shutil.copytree(TINY / "content", folder / "content")
    shutil.copytree(TINY / "docs", folder / "docs")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "macros", folder / "macros", ignore=ignored)
    settings = (TINY / "mkdocs.yml").read_text("utf-8").replace("../../", "")
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    return folder


def run(
    project: Path, *command: str, umask: int = -1, without: tuple[str, ...] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs Python in a project. The project's own macros are found first, else ours."""
    inherited = {name: value for name, value in os.environ.items() if name not in without}
    ours = {"HANDBOOK_TODAY": TODAY, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *command],
        cwd=project,
        env=inherited | ours | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        umask=umask,
    )


def built(project: Path, *arguments: str, checked: bool = True, **environment: str) -> Path:
    """Builds a project, and returns the folder of its site."""
    start = ("-m", "mkdocs")
    if not checked:
        start = ("-c", UNCHECKED + "from mkdocs.__main__ import cli; cli()")
    done = run(project, *start, "build", *arguments, **environment)
    assert done.returncode == 0, done.stderr
    return project / "site"


def rewrite(content: Path, change: Callable[[Found], str]) -> None:
    """Gives every text that readers see another wording. The files become JSON: YAML reads it."""
    library = load(content, content.parent).library
    assert library
    files: dict[str, Any] = {}
    for found in texts(library):
        if found.file not in files:
            files[found.file] = read_data(content.parent / found.file)
        *steps, last = found.path
        place = files[found.file]
        for step in steps:
            place = place[step]
        place[last] = change(found)
    for file, data in files.items():
        save(content.parent / file, data)


def save(path: Path, data: Any) -> None:
    """Writes plain data as a file of content."""
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")

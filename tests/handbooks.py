"""The tiny handbook of the tests: copied, changed, loaded and checked."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from macros import checks
from macros.load import Loaded, load
from macros.problems import Problem

HERE = Path(__file__).parent
TINY = HERE / "tiny"
TODAY = date(2026, 11, 25)


def copy_tiny(project: Path, overlay: Path | None = None) -> Path:
    """A copy of the tiny handbook in `project`, with the files of `overlay` over its content."""
    shutil.copytree(TINY, project, dirs_exist_ok=True)
    if overlay:
        _lay_over(overlay, project / "content")
    return project


def _lay_over(overlay: Path, content: Path) -> None:
    removed = overlay / "remove.txt"
    names = removed.read_text(encoding="utf-8").splitlines() if removed.exists() else []
    for name in names:
        (content / name).unlink()
    shutil.copytree(
        overlay,
        content,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("report.txt", "remove.txt"),
    )


def setting(project: Path) -> checks.Setting:
    """What the checks of a test must know: always the same day, nothing kept."""
    return checks.Setting(today=TODAY, images=project / "docs" / "images")


def load_in(project: Path) -> Loaded:
    """The content of a project."""
    return load(project / "content", project)


def problems_of(project: Path) -> list[Problem]:
    """All that is wrong with a project, in the loading and in the checks."""
    loaded = load_in(project)
    found = list(loaded.problems)
    if loaded.library:
        found += checks.run(loaded.library, setting(project))
    return sorted(set(found))

"""One project on disk: where its content is, what it says, and whether it may be built."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from macros import checks, interface
from macros.library import Library
from macros.load import load
from macros.problems import ContentError


@dataclass(frozen=True)
class Project:
    """Folders of one handbook. `content` is a setting, so that another handbook needs no code."""

    root: Path
    content: Path
    docs: Path

    @property
    def cache(self) -> Path | None:
        """Where a build keeps what the next one may use; None when HANDBOOK_CACHE is "off"."""
        return None if os.environ.get("HANDBOOK_CACHE") == "off" else self.root / ".cache"


def read(project: Project) -> Library:
    """The whole content, loaded and checked. ContentError carries every problem at once."""
    loaded = load(project.content, project.root)
    problems = list(loaded.problems)
    if loaded.library:
        setting = checks.Setting(
            today=_today(), images=project.docs / "images", cache=project.cache
        )
        problems += checks.run(loaded.library, setting)
        problems += interface.problems(loaded.library)
    if problems or loaded.library is None:
        raise ContentError(problems)
    return loaded.library


def _today() -> date:
    """The day for "review overdue": HANDBOOK_TODAY, else the clock. It never reaches the output."""
    given = os.environ.get("HANDBOOK_TODAY")
    return date.fromisoformat(given) if given else date.today()

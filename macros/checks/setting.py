"""What the checks must know besides the content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Setting:
    """`today` is passed in, so that the same input gives the same report.

    `images` is the folder of the figures. `cache` is a folder for what may be kept
    between runs, None to keep nothing.
    """

    today: date
    images: Path
    cache: Path | None = None

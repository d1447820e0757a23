"""Styles, scripts and fonts, named by their own content, so that a browser may keep them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parent
FONT = "handbook.woff2"


@dataclass(frozen=True)
class Assets:
    """Files by their address, and the address of each by its role, such as "style"."""

    files: Mapping[str, bytes]
    role: Mapping[str, str]


def build(search_documents: list[dict[str, str]], script_words: Mapping[str, str]) -> Assets:
    """All assets of the site. `script_words` are the words that the scripts show."""
    font = f"assets/{_named(FONT, _font())}"
    data = json.dumps(
        {"words": dict(script_words), "documents": search_documents}, ensure_ascii=False
    )
    contents = {
        "style": ("handbook.css", stylesheet(font.removeprefix("assets/")).encode()),
        "start": ("start.js", _script("scripts/start.js")),
        "script": ("handbook.js", _script("scripts/handbook.js")),
        "search": ("search.js", _script("vendor/minisearch.js", "scripts/search.js")),
        "search_data": ("search-data.js", f"window.handbookSearch = {_safe(data)};\n".encode()),
    }
    role = {name: f"assets/{_named(file, body)}" for name, (file, body) in contents.items()}
    files = {role[name]: body for name, (_, body) in contents.items()}
    files[font] = _font()
    return Assets(files, role | {"font": font})


def stylesheet(font: str) -> str:
    """One style sheet: the tokens, the frame, then each component."""
    return component_styles(("fonts", "tokens", "base", "frame")).replace("handbook.woff2", font)


def component_styles(styles: tuple[str, ...] = ("tokens",)) -> str:
    """The named files of `styles/`, then every component's own, without comments."""
    paths = [ROOT / "styles" / f"{name}.css" for name in styles]
    paths += sorted((ROOT / "components").glob("*/*.css"))
    paths += [ROOT / "styles" / "print.css"]
    return _minified("\n".join(path.read_text("utf-8") for path in paths))


def _minified(css: str) -> str:
    from rcssmin import cssmin

    return str(cssmin(css))


def _script(*names: str) -> bytes:
    """Scripts one after the other, without comments. Licences stand beside the vendored files."""
    from rjsmin import jsmin

    return "\n".join(str(jsmin((ROOT / name).read_text("utf-8"))) for name in names).encode()


def _font() -> bytes:
    return (ROOT / "vendor" / FONT).read_bytes()


def _safe(data: str) -> str:
    """JSON that may stand in a script: U+2028 and U+2029 were line ends there once."""
    return data.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


@lru_cache(maxsize=64)
def _named(file: str, body: bytes) -> str:
    stem, dot, suffix = file.rpartition(".")
    return f"{stem}.{hashlib.sha256(body).hexdigest()[:10]}{dot}{suffix}"

"""The words of the interface that templates and scripts ask for, held against those that there are.

Without this a word that an editor took out, or a {place} misspelt in one, would only
come up while some page is drawn, as an error in code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from macros.library import Library
from macros.problems import Problem
from macros.walk import Place, entry_place, file_place

ROOT = Path(__file__).parent

PLACE = re.compile(r"\{([a-z_]+)\}")
"""Where a value goes in a word."""

IN_TEMPLATES = re.compile(r'\bt\(["\']([a-z_.]+)["\']([^}%]*)')
IN_PYTHON = re.compile(r'\b(?:t|word)\("([a-z_.]+)"(.*)')
IN_SCRIPTS = re.compile(r'\bsay\("([a-z_]+)"(?:, \{([^}]*)\})?')
VALUE = re.compile(r"\b([a-z_]+)=")
SCRIPT_VALUE = re.compile(r"(?:^|,)\s*([a-z_]+)")

Uses = Mapping[str, frozenset[str]]
"""Each word that is asked for, with the places that are filled in everywhere it is."""


@cache
def uses() -> Uses:
    """Every use in our own code. A key that ends in a dot is the beginning of several."""
    found: dict[str, frozenset[str]] = {}
    for key, places in (*_in_templates(), *_in_python(), *_in_scripts(), *_months()):
        found[key] = found.get(key, places) & places
    return found


def problems(library: Library) -> Iterator[Problem]:
    """Each word that is missing or misspelt, and each place in a word that nothing fills in."""
    file = file_place(library, "words.yml")
    missing = {key for key in uses() if not key.endswith(".")} - library.words.keys()
    for key in sorted(library.words.keys() - uses().keys()):
        for meant in get_close_matches(key, sorted(missing), n=1, cutoff=0.6):
            missing.remove(meant)
            yield _at_key(file, key, f'nothing asks for this word. Did you mean "{meant}"?')
    for key in missing:
        yield file.problem(f'"{key}" is missing. The pages need this word.')
    for key, word in library.words.items():
        yield from _unfilled(file, key, word)
    yield from _without_template(library)


def _without_template(library: Library) -> Iterator[Problem]:
    """A kind of content that somebody has begun, but that no page can be drawn from yet."""
    for kind, entries in library.entries.items():
        if entries and not (ROOT / "pages" / f"{kind}.html").exists():
            message = f'The kind "{kind}" has no template. It belongs in macros/pages/{kind}.html.'
            yield entry_place(library, kind, next(iter(entries))).problem(message)


def _unfilled(file: Place, key: str, word: str) -> Iterator[Problem]:
    if "{" not in word:
        return
    places = _places(key)
    known = ", ".join(f"{{{name}}}" for name in sorted(places))
    hint = f"What can stand here: {known}." if known else "Nothing can stand here."
    for name in PLACE.findall(word):
        if name not in places:
            yield file.at(key).problem(f"{{{name}}} is filled in by nothing. {hint}")


def _places(key: str) -> frozenset[str]:
    """What is filled in where the word is asked for, by its own name or by the beginning of it."""
    asked = [name for name in uses() if name == key or (name[-1] == "." and key.startswith(name))]
    return uses()[asked[0]] if asked else frozenset()


def _at_key(file: Place, key: str, message: str) -> Problem:
    mark = file.positions.keys.get((key,)) or file.mark
    return Problem(file.file, mark.line, mark.column, key, message)


def _in_templates() -> Iterator[tuple[str, frozenset[str]]]:
    for path in sorted(ROOT.glob("**/*.html")):
        for key, rest in IN_TEMPLATES.findall(path.read_text("utf-8")):
            yield key, frozenset(VALUE.findall(rest))


def _in_python() -> Iterator[tuple[str, frozenset[str]]]:
    for name in ("render.py", "site.py"):
        for key, rest in IN_PYTHON.findall((ROOT / name).read_text("utf-8")):
            yield key, frozenset(VALUE.findall(rest))


def _in_scripts() -> Iterator[tuple[str, frozenset[str]]]:
    for path in sorted((ROOT / "scripts").glob("*.js")):
        for key, rest in IN_SCRIPTS.findall(path.read_text("utf-8")):
            yield f"search.{key}", frozenset(SCRIPT_VALUE.findall(rest))


def _months() -> Iterator[tuple[str, frozenset[str]]]:
    for month in range(1, 13):
        yield f"month.{month}", frozenset()

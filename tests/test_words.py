"""`words.yml`: every word is asked for somewhere, and whatever is asked for is there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from conftest import ROOT
from jinja2 import Environment, nodes
from projects import TINY

from macros import interface
from macros.library import Library
from macros.load import load, read_data
from macros.model import entry_kinds

WORDS: Mapping[str, str] = read_data(ROOT / "content" / "words.yml")
TEMPLATES = sorted((ROOT / "macros").rglob("*.html"))
OPTIONAL = {f"kind.{kind}{end}" for kind in entry_kinds() for end in ("", ".number", ".lead")}
"""Words that a kind has or does without."""


def library(folder: Path = ROOT) -> Library:
    found = load(folder / "content", folder).library
    assert found
    return found


def asked(key: str) -> bool:
    """Whether some template, script or module asks for the word."""
    uses = interface.uses()
    by_beginning = any(use.endswith(".") and key.startswith(use) for use in uses)
    return key in uses or by_beginning or key in OPTIONAL or key in by_hand()


def by_hand() -> set[str]:
    """The words that pages written by hand ask for."""
    pages = [path.read_text("utf-8") for path in (ROOT / "docs").rglob("*.md")]
    return {key for text in pages for key in re.findall(r'\bt\("([a-z_.]+)"', text)}


def test_every_word_is_used() -> None:
    assert [key for key in WORDS if not asked(key)] == []


def test_every_word_that_is_asked_for_is_there() -> None:
    assert [str(problem) for problem in interface.problems(library())] == []
    assert by_hand() <= WORDS.keys()


def test_the_tiny_handbook_has_the_same_words() -> None:
    assert read_data(TINY / "content" / "words.yml").keys() == WORDS.keys()


def test_no_use_in_a_template_is_overlooked() -> None:
    """The quick search for uses finds what Jinja's own parser finds."""
    found = {key for key, _ in interface._in_templates()}
    assert found == {key for path in TEMPLATES for key in parsed_uses(path)}


def parsed_uses(path: Path) -> set[str]:
    tree = Environment(autoescape=True).parse(path.read_text("utf-8"))
    calls = [call for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)]
    said = {first_words(call.args[0]) for call in calls if call.node.name == "t"}
    return {key for key in said if key}


def first_words(argument: nodes.Node) -> str:
    """The key itself, or the beginning of one that is put together."""
    if isinstance(argument, nodes.Concat):
        argument = argument.nodes[0]
    return argument.value if isinstance(argument, nodes.Const) else ""


def test_what_is_filled_in_is_the_same_everywhere() -> None:
    for key, places in interface.uses().items():
        asked_for = set(interface.PLACE.findall(WORDS.get(key, "")))
        assert asked_for <= places, key


def test_a_wrong_word_is_named_at_its_line() -> None:
    whole = library()
    words = {key: text for key, text in whole.words.items() if key != "skip"}
    broken = replace(whole, words=words | {"search.many": "{cuont} results"})
    missing, unfilled = sorted(interface.problems(broken))
    assert missing.message == '"skip" is missing. The pages need this word.'
    assert (unfilled.file, unfilled.line) == ("content/words.yml", line_of("search.many"))
    assert unfilled.message == "{cuont} is filled in by nothing. What can stand here: {count}."


def line_of(key: str) -> int:
    lines = (ROOT / "content" / "words.yml").read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(f"{key}:"))

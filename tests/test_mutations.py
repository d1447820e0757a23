"""However a real file is broken: a clean load or a report, never a traceback, never a hang."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from handbooks import copy_tiny, load_in
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import load, source

CONTENT = Path(__file__).parent.parent / "content"
JARGON = re.compile(r"pydantic|Input should|\[type=|<class|NoneType|Traceback|yaml\.|object at 0x")
TOKENS = [
    *("[", "]", "{", "}", "*", "&a ", "*a", "!", "!!python/object:os.system ", "<<: ", "? ", "- "),
    *(
        ": ",
        ":",
        "#",
        " #",
        "|",
        ">-",
        "'",
        '"',
        "@",
        "`",
        "%",
        "%YAML 3.0\n",
        "---\n",
        "...\n",
        "~",
    ),
    *("null", "\\", "\\u202e", "\n", "\r", "\r\n", "\t", "\0", "\x1b", "\x85", "\u2028", "\ufeff"),
    *(
        "\u200b",
        "\u202e",
        "\xa0",
        "é",
        "😀",
        "{{ 7*7 }}",
        "<script>",
        "- " * 30,
        "[" * 30,
        "0" * 5000,
    ),
]


def real_files() -> list[str]:
    """A file of each kind, and those that stand once. (The longest is cut for speed.)"""
    folders = [folder for folder in sorted(CONTENT.iterdir()) if folder.is_dir()]
    single = sorted(CONTENT.glob("*.yml"))
    entries = [next(iter(sorted(folder.glob("*.yml"))), None) for folder in folders]
    return [path.relative_to(CONTENT).as_posix() for path in (*single, *entries) if path]


NAMES = real_files()
TEXTS = {name: (CONTENT / name).read_text(encoding="utf-8")[:8000] for name in NAMES}

Change = Callable[[str], str]


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """One thing that a hand, a program or an enemy may do to a text."""
    kind = draw(st.sampled_from(["line", "token", "cut", "indent"]))
    if kind == "token":
        return _insert(
            draw(st.integers(0, 8000)), draw(st.sampled_from(TOKENS) | st.text(max_size=9))
        )
    if kind == "cut":
        start, length = draw(st.integers(0, 8000)), draw(st.integers(1, 60))
        return _cut(start, draw(st.sampled_from([length, 8000])))
    first, second = draw(st.integers(0, 200)), draw(st.integers(0, 200))
    if kind == "indent":
        return _indent(first, draw(st.integers(-4, 4)))
    return _move(first, second, draw(st.sampled_from(["delete", "double", "swap"])))


def _insert(place: int, token: str) -> Change:
    return lambda text: text[: place % (len(text) + 1)] + token + text[place % (len(text) + 1) :]


def _cut(start: int, length: int) -> Change:
    return lambda text: text[: start % (len(text) + 1)] + text[start % (len(text) + 1) + length :]


def _indent(number: int, by: int) -> Change:
    def change(text: str) -> str:
        lines = text.split("\n")
        place = number % len(lines)
        lines[place] = " " * by + lines[place] if by > 0 else lines[place][-by:]
        return "\n".join(lines)

    return change


def _move(first: int, second: int, how: str) -> Change:
    def change(text: str) -> str:
        lines = text.split("\n")
        one, other = first % len(lines), second % len(lines)
        if how == "delete":
            del lines[one]
        elif how == "double":
            lines.insert(other, lines[one])
        else:
            lines[one], lines[other] = lines[other], lines[one]
        return "\n".join(lines)

    return change


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_tiny(tmp_path_factory.mktemp("mutations"))


@settings(derandomize=True, deadline=None, max_examples=700)
@given(name=st.sampled_from(NAMES), done=st.lists(changes(), min_size=1, max_size=4))
def test_a_changed_file_loads_or_is_reported(project: Path, name: str, done: list[Change]) -> None:
    text = TEXTS[name]
    for change in done:
        text = change(text)
    check(project, name, text.encode("utf-8", "surrogatepass"))


@settings(derandomize=True, deadline=None, max_examples=200)
@given(
    name=st.sampled_from(NAMES),
    place=st.integers(0, 8000),
    data=st.binary(min_size=1, max_size=8),
)
def test_a_file_with_odd_bytes_loads_or_is_reported(
    project: Path, name: str, place: int, data: bytes
) -> None:
    whole = TEXTS[name].encode()
    place %= len(whole)
    check(project, name, whole[:place] + data + whole[place + len(data) :])


@settings(derandomize=True, deadline=None, max_examples=60)
@given(name=st.sampled_from(NAMES), done=st.lists(changes(), min_size=1, max_size=3))
def test_the_slow_parser_holds_as_well(name: str, done: list[Change]) -> None:
    text = TEXTS[name][:1500]
    for change in done:
        text = change(text)
    fast = load._Parser
    try:
        load._Parser = yaml.SafeLoader
        load._parse.cache_clear()
        load._parse(text.encode("utf-8", "surrogatepass"), name, object)
    finally:
        load._Parser = fast
        load._parse.cache_clear()


def check(project: Path, name: str, data: bytes) -> None:
    """Put `data` in the place of one file: it is loaded, or every problem says where it is."""
    path = project / "content" / name
    before = path.read_bytes() if path.exists() else None
    try:
        path.write_bytes(data)
        loaded = load_in(project)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
    entry = name.removesuffix(".yml")
    for problem in loaded.problems:
        assert problem.file == f"content/{name}"
        assert problem.line >= 1 and problem.column >= 1
        assert problem.line <= data.count(b"\n") + data.count(b"\r") + 2
        assert not source.unseen(str(problem)) and "\n" not in str(problem)
        assert not JARGON.search(problem.message), problem
    if not loaded.problems:
        assert loaded.library
        assert name in load.SINGLE_FILES or entry in loaded.library.files


def test_the_files_are_sound_before_they_are_changed() -> None:
    assert set(load.SINGLE_FILES) <= set(NAMES)
    assert load.load(CONTENT, CONTENT.parent).problems == ()

"""From the bytes of one file to text that a YAML parser may see, with all that is odd about it.

Everything here is refused because neither a reader nor the next editor can see it: line
ends and marks of another system, tabs, characters without a shape, characters that
turn the direction of the text around them.
"""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from macros.problems import Problem

MOST_BYTES = 1_000_000
"""Some five times the bibliography, by far the longest file."""

_CONTROLS = "\x00-\x09\x0b-\x1f\x7f-\x9f"  # the line feed is the one that is wanted
_SHAPELESS = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufff0-\ufffb"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufffe\uffff"
    "\ud800-\uf8ff\U000f0000-\U0010ffff"  # surrogates, and what every font draws differently
    "\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"

_UNSEEN = re.compile(f"[{_CONTROLS}{_SHAPELESS}]")
_UNUSUAL = re.compile(f"[{_CONTROLS}{_SHAPELESS}{_SPACES}]")
_ODD_INDENT = re.compile(f"^[ -]*([\t{_SPACES}])", re.MULTILINE)
"""A tab, or a space that is none to YAML, where the number of spaces means something."""

_PLAIN = bytes([0x0A, 0x0D, *range(0x20, 0x7F)])
"""The bytes of ordinary text, which are most of every file: nothing is sought among them."""

_NAMES = {"\0": "NUL", "\x85": "NEXT LINE", "\ufeff": "BYTE ORDER MARK"}

_STAND_IN = "\ufffd"
_MOST_LINES = 10
_MOST_SHOWN = 60

_HAS_BOM = (
    'The file begins with an invisible mark (BOM). Save it as "UTF-8", not as "UTF-8 with BOM".'
)
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file. It is None where going on would only mislead."""

    text: str | None
    problems: tuple[Problem, ...] = ()


def fetch(path: Path, file: str) -> bytes | Problem:
    """The bytes of the file, unless there are too many or they cannot be had."""
    try:
        with path.open("rb", buffering=0) as handle:
            size = os.fstat(handle.fileno()).st_size
            if size > MOST_BYTES:
                return Problem(file, 1, 1, "", _too_long(size))
            return handle.readall()
    except OSError as error:
        reason = (error.strerror or "no reason is given").lower()
        return Problem(file, 1, 1, "", f"This file cannot be read: {reason}.")


def _too_long(size: int) -> str:
    most = f"{MOST_BYTES // 1_000_000} MB"
    return (
        f"This file is too long: {size / 1e6:.1f} MB. At most {most} is read. Is it the right file?"
    )


def read(data: bytes, file: str) -> Source:
    """The text in `data`, and every place where it holds something that is not text.

    Such characters are replaced one for one, so that the columns stay true and the
    rest of the file can still be checked.
    """
    problems = []
    if data.startswith(_BOM):
        data = data.removeprefix(_BOM)
        problems.append(Problem(file, 1, 1, "", _HAS_BOM))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Source(None, (*problems, _not_utf8(data, error.start, file)))
    if "\r" in text:
        problems.append(_line_ends(text, file))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    rest = data.translate(None, _PLAIN).decode()
    odd = _odd_characters(text) if rest and _UNUSUAL.search(rest) else {}
    problems += (_odd(char, starts, text, file) for char, starts in odd.items())
    return Source(_tame(text) if odd else text, tuple(problems))


def _not_utf8(data: bytes, start: int, file: str) -> Problem:
    """The first byte that is no UTF-8. Most often the file was saved by an old Windows program."""
    if data.startswith(_UTF16):
        return Problem(
            file, 1, 1, "", 'The file is saved as UTF-16. Save it with the encoding "UTF-8".'
        )
    line = data.count(b"\n", 0, start) + 1
    before = data[data.rfind(b"\n", 0, start) + 1 : start]
    column = len(before.decode("utf-8", "replace")) + 1
    message = (
        f'The byte 0x{data[start]:02X} is not UTF-8 text. Save the file with the encoding "UTF-8".'
    )
    return Problem(file, line, column, "", message)


def _line_ends(text: str, file: str) -> Problem:
    """One problem, at the first; who has one mostly has them all."""
    first = text.index("\r")
    name = "CR LF" if text.startswith("\r\n", first) else "CR"
    line, column = place(text, first)
    message = f'The line ends in {name}. Save the file with the line ends "LF" (also called Unix).'
    return Problem(file, line, column, "", message)


def _odd_characters(text: str) -> dict[str, list[int]]:
    """Each odd character with the places where it stands."""
    found: dict[str, list[int]] = {}
    for match in _UNSEEN.finditer(text):
        found.setdefault(match[0], []).append(match.start())
    for match in _ODD_INDENT.finditer(text):
        if match[1] != "\t":
            found.setdefault(match[1], []).append(match.start(1))
    return found


def _odd(char: str, starts: list[int], text: str, file: str) -> Problem:
    """One problem for one odd character, however often it stands in the file."""
    line, column = place(text, starts[0])
    lines = dict.fromkeys(place(text, start)[0] for start in starts[: _MOST_LINES + 1])
    others = [str(other) for other in lines if other != line]
    message = _remedy(char)
    if len(starts) > _MOST_LINES:
        message += f" The file has {len(starts)} of them."
    elif others:
        *most, last = others
        message += (
            f" Also on lines {', '.join(most)} and {last}." if most else f" Also on line {last}."
        )
    return Problem(file, line, column, "", message)


def _remedy(char: str) -> str:
    """What the character is, and what to do about it."""
    if char == "\t":
        return "A tab stands here. Use spaces instead."
    if unicodedata.category(char) == "Zs":
        return f"{named(char)} stands where the line is indented. Use ordinary spaces there."
    return f"An invisible character stands here: {named(char)}. Delete it."


def named(char: str) -> str:
    """The character as Unicode writes it, such as U+202E RIGHT-TO-LEFT OVERRIDE."""
    name = _NAMES.get(char) or unicodedata.name(char, "")
    return f"U+{ord(char):04X} {name}".rstrip()


def place(text: str, index: int) -> tuple[int, int]:
    """The line and column of a character, from 1."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def unseen(text: str) -> str:
    """The first odd character in `text`, or ""."""
    match = _UNSEEN.search(text)
    return match[0] if match else ""


def shown(text: str) -> str:
    """The text in one line and quotes, short enough for a message, with nothing invisible in it."""
    line = _UNUSUAL.sub(lambda match: f"<U+{ord(match[0]):04X}>", text).replace("\n", " ")
    return f'"{line[:57]}..."' if len(line) > _MOST_SHOWN else f'"{line}"'


def _tame(text: str) -> str | None:
    """The text with a stand-in for each odd character; None where the indentation is in doubt."""
    if _ODD_INDENT.search(text):
        return None
    return _UNSEEN.sub(_STAND_IN, text)

"""What YAML cannot read, in words for people who have never programmed.

A YAML parser says what it expected, which is seldom what the writer got wrong. So the
place is looked at again, for the mistakes that people make in prose: a colon, a quote,
a bracket, a star at the start of a text. Works with the words of both of PyYAML's parsers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from macros.source import place, shown, unseen

SECOND_DOCUMENT = 'A second document begins here ("---"). A file holds one.'
ONLY_SPACES = "This text holds nothing but spaces."
TOO_DEEP = "This is nested too deeply. No content needs more than 20 levels."


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a parser reports. Places are counted in characters from the start of the text."""

    problem: str
    context: str
    index: int
    start: int
    """Where the thing began in which the problem stands."""
    last: str
    """How the value before it is written: '"' or "'" for quotes, "]" for brackets, else ""."""
    last_start: int
    last_end: int


Told = tuple[int, str]
"""Where to look, and what is wrong there."""


def empty(text: str) -> str:
    """Nothing that YAML would see."""
    if not text.strip("-. \n"):
        return "The file is empty."
    only_comments = all(line.lstrip().startswith("#") for line in text.splitlines() if line.strip())
    return "The file holds nothing but comments." if only_comments else "The file holds nothing."


def escaped(name: str) -> str:
    """An odd character that hides behind an escape such as "\\u202E"."""
    return f"An escape in this text stands for {name}. Delete it."


def given_twice(line: int) -> str:
    """A key that stands twice in one mapping; the parser would silently take the last."""
    return f"This key is given twice. It first stands on line {line}. Keep one of them."


def must_be_quoted(char: str) -> str:
    """The remedy for a text that begins with a character that means something to YAML."""
    return f'Text that begins with "{char}" must stand in double quotes.'


def property_of(text: str, index: int) -> str:
    """An anchor, an alias or a tag; mostly somebody meant emphasis or a plain "!"."""
    char = text[index : index + 1]
    one, many = _PROPERTIES.get(char, ("a tag", "Tags"))
    word = shown(re.split(r"[\s,\]}]", text[index : index + 200], maxsplit=1)[0])
    return f"{word} is {one} in YAML. {many} are not used here. {must_be_quoted(char)}"


_PROPERTIES = {"&": ("an anchor", "Anchors"), "*": ("an alias", "Aliases")}


def swallowed_item(text: str, start: int, end: int) -> Told | None:
    """A list item that is indented so far that YAML takes it for the rest of the text above."""
    found = re.compile(r"\n *- ").search(text, start, end)
    if not found:
        return None
    message = (
        'This list item ("- ") is indented further than the one above, which makes it part of that '
        "text. Begin both in the same column, or put the text in double quotes."
    )
    return found.end() - 2, message


def swallowed_text(text: str, end: int) -> Told | None:
    """The rest of an unquoted text, which " #" makes a comment: words would vanish unseen."""
    found = _HIDING.match(text, end)
    if not found:
        return None
    message = (
        'What follows the "#" is not read. Text with " #" in it must stand in double quotes. '
        "A comment stands on a line of its own."
    )
    return found.end() - 1, message


def may_swallow_text(text: str) -> bool:
    """Whether it is worth while to ask at the end of each text of the file."""
    return " #" in text and bool(_HIDING.search(text))


_HIDING = re.compile(r" +#")


@lru_cache(maxsize=1024)  # the same few keys stand in every file
def odd_key(key: str, *, quoted: bool) -> str:
    """What is wrong with a key, or ""."""
    if key == "<<" and not quoted:
        return 'The key "<<" is not used here. Write out the keys that it would bring.'
    if not key:
        return _NO_KEY
    if len(key) > _LONGEST_KEY or "\n" in key or unseen(key):
        return "A key must be a short text on one line."
    return ""


_NO_KEY = 'There is no key before this ":". If it belongs to a text, put the text in double quotes.'
_LONGEST_KEY = 100


def key_that_is_no_text(text: str, index: int) -> str:
    """Mostly a text that begins with "[" or "{", such as a link or a template's expression."""
    if text[index : index + 1] in ("[", "{"):
        return must_be_quoted(text[index])
    return "A key must be a short text on one line."


def explain(text: str, trouble: Trouble) -> Told:
    """Where the writer should look, and what to do there."""
    for pattern, told in _EXPLAINED:
        if pattern.search(trouble.problem):
            return told(text, trouble)
    for word, told in _SCANNED:
        if word in trouble.context:
            return told(text, trouble)
    return trouble.index, f"YAML cannot read this: {trouble.problem}."


def _colon(text: str, trouble: Trouble) -> Told:
    """A colon in a text, or a key that is indented like the rest of the text above it."""
    start = text.rfind("\n", 0, trouble.index) + 1
    before = text[start : trouble.index]
    key = re.fullmatch(r"( *)([\w.-]+) *", before)
    if key and not key[1]:
        message = 'The line above is neither a key with ": " after it nor a list item ("- ").'
        return start, message
    if not key:
        return trouble.index, 'A text with ": " in it must stand in double quotes.'
    message = (
        f'"{key[2]}:" cannot stand here. If it is a key, it is indented too far. '
        "If it belongs to the text above, that text must stand in double quotes."
    )
    return start + len(key[1]), message


def _no_colon(text: str, trouble: Trouble) -> Told:
    message = (
        'There is no ": " in this line. If it is a key, write ": " after it. '
        "If it belongs to the text above, indent it further than that text's key."
    )
    return trouble.start, message


def _list_in_line(text: str, trouble: Trouble) -> Told:
    message = (
        'A list item ("- ") cannot begin here. Begin the list on the next line. '
        "If this is text, put it in double quotes."
    )
    return trouble.index, message


def _first_char(text: str, trouble: Trouble) -> Told:
    return trouble.index, must_be_quoted(text[trouble.index : trouble.index + 1])


def _first_char_of_start(text: str, trouble: Trouble) -> Told:
    return trouble.start, must_be_quoted(text[trouble.start : trouble.start + 1])


def _block_text(text: str, trouble: Trouble) -> Told:
    char = text[trouble.start : trouble.start + 1]
    message = f'{must_be_quoted(char)} A folded text begins on the line after its ">-".'
    return trouble.start, message


def _unclosed_quote(text: str, trouble: Trouble) -> Told:
    return (
        trouble.start,
        "The quote that opens here is never closed. End the text with the same quote.",
    )


def _escape(text: str, trouble: Trouble) -> Told:
    message = (
        r'A backslash in double quotes begins an escape, and this one is not known. Write "\\".'
    )
    return trouble.index, message


def _bracket(text: str, trouble: Trouble) -> Told:
    opened = text[trouble.start : trouble.start + 1]
    closing = "}" if opened == "{" else "]"
    message = (
        f'The "{opened}" that opens here is not closed by "{closing}", or a comma is missing '
        "after it. If it begins a text, put the text in double quotes."
    )
    return trouble.start, message


def _no_node(text: str, trouble: Trouble) -> Told:
    char = text[trouble.index : trouble.index + 1]
    if char.strip():
        return trouble.index, must_be_quoted(char)
    return trouble.index, "A value is missing here."


def _misplaced(text: str, trouble: Trouble) -> Told:
    """Something stands where a key or a list item should: quotes, brackets or indentation."""
    between = text[trouble.last_end : trouble.index]
    if trouble.last and not between.strip(" "):
        return _after_the_end(text, trouble)
    if text.startswith(":", trouble.index):
        return trouble.index, _NO_KEY
    if place(text, trouble.start)[1] == place(text, trouble.index)[1]:
        return trouble.index, _mixed(text, trouble)
    return trouble.index, _INDENTATION


_INDENTATION = (
    "The indentation of this line fits no line above it. "
    "Lines that belong together begin in the same column."
)


def _mixed(text: str, trouble: Trouble) -> str:
    if text.startswith(("- ", "-\n"), trouble.index):
        return 'A list item ("- ") stands among keys. Indent it further than the key it belongs to.'
    if text.startswith(("- ", "-\n"), trouble.start):
        return 'This line stands among list items. Begin it with "- ", or indent it differently.'
    return _INDENTATION


def _after_the_end(text: str, trouble: Trouble) -> Told:
    """Text goes on where a quote or a bracket has closed."""
    if trouble.last == "]":
        message = (
            "Text goes on after the closing bracket. If all of it is text, put it in double quotes."
        )
        return trouble.index, message
    first, last = (place(text, index)[0] for index in (trouble.last_start, trouble.last_end))
    if first < last:
        message = (
            f"The quote that opens here is closed on line {last}. Is its own closing quote missing?"
        )
        return trouble.last_start, message
    inside = (
        r"Inside them write \" for a quote." if trouble.last == '"' else "The apostrophe may stay."
    )
    message = f"Text goes on after the closing quote. Put the whole text in double quotes. {inside}"
    return trouble.index, message


def _too_deep(text: str, trouble: Trouble) -> Told:
    return trouble.index, TOO_DEEP


_EXPLAINED: tuple[tuple[re.Pattern[str], Callable[[str, Trouble], Told]], ...] = tuple(
    (re.compile(pattern), told)
    for pattern, told in (
        ("mapping values are not allowed", _colon),
        ("could not find expected ':'", _no_colon),
        ("sequence entries are not allowed", _list_in_line),
        ("mapping keys are not allowed", _first_char),
        ("cannot start any token", _first_char),
        ("unexpected (end of stream|document (indicator|separator))", _unclosed_quote),
        ("unknown escape|hexdecimal|hexadecimal|escape code", _escape),
        ("expected ',' or '[]}]'", _bracket),
        ("expected (the )?node content", _no_node),
        ("expected (key|'-' indicator|<block end>|'?<document start>)", _misplaced),
        ("maximum nesting depth", _too_deep),
        ("undefined tag handle", _first_char),
    )
)
_SCANNED: tuple[tuple[str, Callable[[str, Trouble], Told]], ...] = (
    ("scanning a block scalar", _block_text),
    ("scanning a", _first_char_of_start),
    ("parsing a tag", _first_char_of_start),
)

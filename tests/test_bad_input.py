"""Whatever lies in the content folder, a message says what to do. Here they stand word for word."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from handbooks import TINY, copy_tiny, load_in

from macros import fields, load, model, shape

NAME = "exercises/neck-turn.yml"
GOOD = (TINY / "content" / NAME).read_text(encoding="utf-8")
QUOTE = "must stand in double quotes."
ITEM = 'Begin each item on a line of its own with "- ".'


def told(project: Path, data: bytes, name: str = NAME) -> list[str]:
    """What the loader says when the file holds `data`, without "content/"."""
    (project / "content" / name).write_bytes(data)
    return [str(problem).removeprefix("content/") for problem in load_in(project).problems]


def place(data: str, part: str) -> str:
    """The line and column where `part` begins."""
    before = data[: data.index(part)]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def swap(old: str, new: str) -> str:
    """The good file with one change."""
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def swap_list(key: str, new: str) -> str:
    """The good file with other lines under one key."""
    text, count = re.subn(rf"(?m)^{key}:\n(?:[ -].*\n)+", f"{key}:{new}\n", GOOD)
    assert count == 1
    return text


# --- bytes

BYTES = {
    "empty": (b"", "1:1: The file is empty."),
    "only white space": (b"\n  \n\n", "1:1: The file is empty."),
    "only a document mark": (b"---\n", "1:1: The file is empty."),
    "only comments": (b"# a\n  # b\n", "1:1: The file holds nothing but comments."),
    "only null": (b"null\n", "1:1: The file holds nothing."),
    "not UTF-8": (
        GOOD.encode().replace(b"Neck turn", b"Neck \xe9"),
        '3:13: The byte 0xE9 is not UTF-8 text. Save the file with the encoding "UTF-8".',
    ),
    "not UTF-8 after other letters": (
        GOOD.encode().replace(b"Neck turn", "é😀 ".encode() + b"\x80"),
        '3:11: The byte 0x80 is not UTF-8 text. Save the file with the encoding "UTF-8".',
    ),
    "UTF-16": (
        GOOD.encode("utf-16"),
        '1:1: The file is saved as UTF-16. Save it with the encoding "UTF-8".',
    ),
    "BOM": (
        b"\xef\xbb\xbf" + GOOD.encode(),
        "1:1: The file begins with an invisible mark (BOM). "
        'Save it as "UTF-8", not as "UTF-8 with BOM".',
    ),
    "CR LF": (
        GOOD.encode().replace(b"\n", b"\r\n"),
        '1:14: The line ends in CR LF. Save the file with the line ends "LF" (also called Unix).',
    ),
    "CR": (
        GOOD.encode().replace(b"\n", b"\r"),
        '1:14: The line ends in CR. Save the file with the line ends "LF" (also called Unix).',
    ),
    "NUL": (
        GOOD.encode().replace(b"Neck turn", b"Neck\0turn"),
        "3:12: An invisible character stands here: U+0000 NUL. Delete it.",
    ),
    "bell": (
        GOOD.encode().replace(b"Neck turn", b"Neck\x07turn"),
        "3:12: An invisible character stands here: U+0007. Delete it.",
    ),
    "tab in a text": (
        GOOD.encode().replace(b"Neck turn", b"Neck\tturn"),
        "3:12: A tab stands here. Use spaces instead.",
    ),
    "very many tabs": (
        b"a: b\tc\n" * 1000,
        "1:5: A tab stands here. Use spaces instead. The file has 1000 of them.",
    ),
    "tabs before texts": (
        GOOD.replace("\n  - ", "\n\t- ").encode(),
        "8:1: A tab stands here. Use spaces instead. "
        "Also on lines 11, 14, 17, 18, 21, 25, 28, 31 and 34.",
    ),
    "bidirectional override": (
        GOOD.replace("Neck turn", "Neck \u202eturn").encode(),
        "3:13: An invisible character stands here: U+202E RIGHT-TO-LEFT OVERRIDE. Delete it.",
    ),
    "zero-width space, three times": (
        GOOD.replace("Neck turn", "N\u200beck t\u200burn").replace("Sit", "S\u200bit").encode(),
        "3:9: An invisible character stands here: U+200B ZERO WIDTH SPACE. Delete it. "
        "Also on line 17.",
    ),
    "BOM in the middle": (
        GOOD.replace("Neck turn", "Neck\ufeff turn").encode(),
        "3:12: An invisible character stands here: U+FEFF BYTE ORDER MARK. Delete it.",
    ),
    "line separator": (
        GOOD.replace("Neck turn", "Neck\u2028turn").encode(),
        "3:12: An invisible character stands here: U+2028 LINE SEPARATOR. Delete it.",
    ),
    "no-break space before a text": (
        GOOD.replace("  - Sit", "\xa0 - Sit").encode(),
        "17:1: U+00A0 NO-BREAK SPACE stands where the line is indented. Use ordinary spaces there.",
    ),
    "too long": (
        b"# x\n" * 5_000_000,
        "1:1: This file is too long: 20.0 MB. At most 1 MB is read. Is it the right file?",
    ),
}


@pytest.mark.parametrize(("data", "message"), BYTES.values(), ids=BYTES.keys())
def test_bytes_that_are_no_clean_text(tmp_path: Path, data: bytes, message: str) -> None:
    assert told(copy_tiny(tmp_path), data) == [f"{NAME}:{message}"]


def test_beside_an_odd_character_the_rest_is_still_checked(tmp_path: Path) -> None:
    data = swap("number: 2", "number: two").replace("Neck turn", "Neck\u200d turn").encode()
    assert told(copy_tiny(tmp_path), b"\xef\xbb\xbf" + data) == [
        f"{NAME}:1:1: The file begins with an invisible mark (BOM). "
        'Save it as "UTF-8", not as "UTF-8 with BOM".',
        f'{NAME}:2:9: number: "two" is not a whole number.',
        f"{NAME}:3:12: An invisible character stands here: U+200D ZERO WIDTH JOINER. Delete it.",
    ]


def test_nothing_is_lost_over_line_ends_and_bom(tmp_path: Path) -> None:
    project = copy_tiny(tmp_path)
    clean = load_in(project).library
    told(project, b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    found = load_in(project).library
    assert clean and found and found.entries == clean.entries


# --- YAML

TAG = "in YAML. Tags are not used here."
DEEP = "This is nested too deeply. No content needs more than 20 levels."
NO_QUOTE_END = "The quote that opens here is never closed. End the text with the same quote."
INDENT = (
    "The indentation of this line fits no line above it. "
    "Lines that belong together begin in the same column."
)
AFTER_QUOTE = "Text goes on after the closing quote. Put the whole text in double quotes."
SWALLOWED = (
    'This list item ("- ") is indented further than the one above, which makes it part of that '
    "text. Begin both in the same column, or put the text in double quotes."
)
SYNTAX = {
    "a colon in a text": ("lead: Note: x", "1:11", f'A text with ": " in it {QUOTE}'),
    "a colon in an item": ("- a: b: c", "1:7", f'A text with ": " in it {QUOTE}'),
    "a key indented too far": (
        "title: x\n  lead: y",
        "2:3",
        '"lead:" cannot stand here. If it is a key, it is indented too far. '
        f"If it belongs to the text above, that text {QUOTE}",
    ),
    "a line that is nothing": (
        "title\nlead: y",
        "2:1",
        'The line above is neither a key with ": " after it nor a list item ("- ").',
    ),
    "no colon": (
        "title: x\nlead\nwhat: y",
        "2:1",
        'There is no ": " in this line. If it is a key, write ": " after it. '
        "If it belongs to the text above, indent it further than that text's key.",
    ),
    "no key": (
        "title: x\n: y",
        "2:1",
        'There is no key before this ":". If it belongs to a text, put the text in double quotes.',
    ),
    "a quote never closed": ('a: "b\nc: d', "1:4", NO_QUOTE_END),
    "an apostrophe never closed": ("a: 'b\nc: d", "1:4", NO_QUOTE_END),
    "a quote closed too late": (
        'a: "b\nc: "d"',
        "1:4",
        "The quote that opens here is closed on line 2. Is its own closing quote missing?",
    ),
    "text after a quote": (
        'a: "b" c',
        "1:8",
        rf"{AFTER_QUOTE} Inside them write \" for a quote.",
    ),
    "an apostrophe in single quotes": (
        "a: 'don't'",
        "1:9",
        f"{AFTER_QUOTE} The apostrophe may stay.",
    ),
    "a backslash": (
        r'a: "b\d"',
        "1:6",
        r'A backslash in double quotes begins an escape, and this one is not known. Write "\\".',
    ),
    "only spaces": ('a: "  "', "1:4", "This text holds nothing but spaces."),
    "an escaped override": (
        r'a: "b\u202Ec"',
        "1:4",
        "An escape in this text stands for U+202E RIGHT-TO-LEFT OVERRIDE. Delete it.",
    ),
    "indentation": ("a:\n  - b\n - c", "3:2", INDENT),
    "indentation of a key": ("a:\n    b: c\n  d: e", "3:3", INDENT),
    "an item among keys": (
        "a:\n  b: c\n  - d",
        "3:3",
        'A list item ("- ") stands among keys. Indent it further than the key it belongs to.',
    ),
    "a key among items": (
        "a:\n  - b\n  c: d",
        "3:3",
        'This line stands among list items. Begin it with "- ", or indent it differently.',
    ),
    "an item behind its key": (
        "a: - b",
        "1:4",
        'A list item ("- ") cannot begin here. Begin the list on the next line. '
        "If this is text, put it in double quotes.",
    ),
    "an item that would vanish": ("a:\n  - b\n    - c", "3:5", SWALLOWED),
    "a text that would vanish": (
        "a: See #2 there",
        "1:8",
        f'What follows the "#" is not read. Text with " #" in it {QUOTE} '
        "A comment stands on a line of its own.",
    ),
    "an open bracket": (
        "a: [ours\nb: c",
        "1:4",
        'The "[" that opens here is not closed by "]", or a comma is missing after it. '
        "If it begins a text, put the text in double quotes.",
    ),
    "an open brace": (
        "a: {b: c\nd: e",
        "1:4",
        'The "{" that opens here is not closed by "}", or a comma is missing after it. '
        "If it begins a text, put the text in double quotes.",
    ),
    "text after a bracket": (
        "a: [text](link) b",
        "1:10",
        "Text goes on after the closing bracket. If all of it is text, put it in double quotes.",
    ),
    "an expression": ("a: {{ 7*7 }}", "1:5", f'Text that begins with "{{" {QUOTE}'),
    "a block": ("a: {% raw %}", "1:5", f'Text that begins with "%" {QUOTE}'),
    "at": ("a: @key", "1:4", f'Text that begins with "@" {QUOTE}'),
    "per cent": ("a: %5", "1:4", f'Text that begins with "%" {QUOTE}'),
    "backtick": ("a: `b`", "1:4", f'Text that begins with "`" {QUOTE}'),
    "strong": ("a: **b** c", "1:4", f'Text that begins with "*" {QUOTE}'),
    "ampersand": ("a: & b", "1:4", f'Text that begins with "&" {QUOTE}'),
    "comma": ("a: , b", "1:4", f'Text that begins with "," {QUOTE}'),
    "question mark": ("a: ? b", "1:4", f'Text that begins with "?" {QUOTE}'),
    "greater than": (
        "a: > 5 km",
        "1:4",
        f'Text that begins with ">" {QUOTE} A folded text begins on the line after its ">-".',
    ),
    "an anchor": (
        "a: &b c",
        "1:4",
        f'"&b" is an anchor in YAML. Anchors are not used here. Text that begins with "&" {QUOTE}',
    ),
    "an alias": (
        "a: *b",
        "1:4",
        f'"*b" is an alias in YAML. Aliases are not used here. Text that begins with "*" {QUOTE}',
    ),
    "a tag": ("a: !b c", "1:4", f'"!b" is {"a tag"} {TAG} Text that begins with "!" {QUOTE}'),
    "a Python object": (
        "a: !!python/object/apply:os.system [ls]",
        "1:4",
        f'"!!python/object/apply:os.system" is a tag {TAG} Text that begins with "!" {QUOTE}',
    ),
    "an unknown handle": ("a: !b!c d", "1:4", f'Text that begins with "!" {QUOTE}'),
    "a merge key": (
        "a:\n  <<: {b: c}",
        "2:3",
        'The key "<<" is not used here. Write out the keys that it would bring.',
    ),
    "a second document": (
        "a: b\n---\nc: d",
        "2:1",
        'A second document begins here ("---"). A file holds one.',
    ),
    "deep nesting": ("[" * 21 + "]" * 21, "1:21", DEEP),
    "very deep nesting": ("- " * 100_000, "1:41", DEEP),
    "a key that is a list": ("[a]: b", "1:1", f'Text that begins with "[" {QUOTE}'),
    "a key of two lines": ('? "a\\nb"\n: c', "1:3", "A key must be a short text on one line."),
}


@pytest.mark.parametrize(("text", "where", "message"), SYNTAX.values(), ids=SYNTAX.keys())
def test_yaml_that_cannot_be_read(tmp_path: Path, text: str, where: str, message: str) -> None:
    lines = told(copy_tiny(tmp_path), text.encode())
    at_fault = [line for line in lines if ": This key is missing." not in line]
    assert f"{NAME}:{where}: {message}" in at_fault
    library = load_in(tmp_path).library
    assert library and "exercises/neck-turn" in library.broken


@pytest.mark.parametrize(("text", "where", "message"), SYNTAX.values(), ids=SYNTAX.keys())
def test_the_slow_parser_stumbles_over_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, where: str, message: str
) -> None:
    monkeypatch.setattr(load, "_Parser", yaml.SafeLoader)
    load._parse.cache_clear()
    path = tmp_path / "some.yml"
    path.write_text(text, encoding="utf-8")
    messages = [problem.message for problem in load._read(path, "some.yml", object).problems]
    load._parse.cache_clear()
    assert message in messages


def test_an_alias_bomb_goes_off_nowhere(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in pairwise("abcdefghi"))
    lines = told(copy_tiny(tmp_path), bomb.encode())
    assert lines == [
        f'{NAME}:1:4: "&a" is an anchor in YAML. Anchors are not used here. '
        f'Text that begins with "&" {QUOTE}',
        f'{NAME}:2:4: "&b" is an anchor in YAML. Anchors are not used here. '
        f'Text that begins with "&" {QUOTE}',
        f'{NAME}:2:8: "*a" is an alias in YAML. Aliases are not used here. '
        f'Text that begins with "*" {QUOTE}',
    ]


def test_a_key_given_twice(tmp_path: Path) -> None:
    text = GOOD.replace("  summary:", "  confidence: low\n  summary:") + "title: Other\n"
    lines = told(copy_tiny(tmp_path), text.encode())
    first = GOOD.splitlines().index("  confidence: low") + 1
    assert lines == [
        f"{NAME}:{first + 1}:3: evidence.confidence: This key is given twice. "
        f"It first stands on line {first}. Keep one of them.",
        f"{NAME}:{text.count(chr(10))}:1: title: This key is given twice. "
        "It first stands on line 3. Keep one of them.",
    ]


# --- shape

SHAPES = {
    "misspelt key": (
        swap("\nlead:", "\nlede:"),
        "lede:",
        'lede: This key is not known. Did you mean "lead"?',
    ),
    "unknown key in a part": (
        swap("  amount:", "  colour: red\n    amount:"),
        "colour",
        "dose[0].colour: This key is not known. The keys here are what, amount.",
    ),
    "missing key": (
        swap("number: 2\n", ""),
        "id",
        "number: This key is missing. It takes a whole number.",
    ),
    "missing list": (
        swap_list("steps", " ").replace("steps: \n", ""),
        "id",
        "steps: This key is missing. It takes a list.",
    ),
    "missing key in a part": (
        swap_list("dose", "\n  - what: x"),
        "what: x",
        "dose[0].amount: This key is missing. It takes text.",
    ),
    "no whole number": (
        swap("number: 2", "number: 2.0"),
        "2.0",
        'number: "2.0" is not a whole number.',
    ),
    "no number": (
        swap("number: 2", "number:"),
        "\ntitle",
        "number: Expected a whole number, but found nothing.",
    ),
    "no date": (
        swap("reviewed: 2026-11-25", "reviewed: 25/11/2026"),
        "25/11",
        'reviewed: "25/11/2026" is not a date. Write it as year-month-day, for example 2026-11-25.',
    ),
    "no such day": (
        swap("reviewed: 2026-11-25", "reviewed: 2026-02-30"),
        "2026-02",
        'reviewed: "2026-02-30" is not a date. Write it as year-month-day, for example 2026-11-25.',
    ),
    "empty text": (swap("title: Neck turn", 'title: ""'), '""', "title: The text is empty."),
    "nothing": (
        swap("title: Neck turn", "title: null"),
        "null",
        "title: Expected text, but found nothing.",
    ),
    "a list for a text": (
        swap("title: Neck turn", "title: [ours]"),
        "[ours]",
        f'title: Expected text, but found a list. A text that begins with "[" or "- " {QUOTE}',
    ),
    "a mapping for a text": (
        swap("- Sit tall.", "- Remember: sit tall."),
        "Remember",
        f'steps[0]: Expected text, but found keys with values. A text with ": " in it {QUOTE}',
    ),
    "a text for a list": (
        swap_list("steps", " Sit tall."),
        "Sit tall.",
        f"steps: Expected a list, but found text. {ITEM}",
    ),
    "a mapping for a list": (
        swap_list("steps", "\n  first: Sit tall."),
        "first: Sit",
        f"steps: Expected a list, but found keys with values. {ITEM}",
    ),
    "a text for a mapping": (
        swap_list("dose", "\n  - 5 times"),
        "5 times\n",
        "dose[0]: Expected keys with values (what, amount), but found text.",
    ),
    "an empty list": (
        swap_list("steps", " []"),
        "[]",
        "steps: The list must have at least 1 item, and has none.",
    ),
    "an odd id": (
        swap("id: neck-turn", "id: Neck Turn"),
        "Neck Turn",
        'id: "Neck Turn" does not have the form that belongs here. '
        'Use small letters, digits and hyphens, for example "warm-up".',
    ),
    "a list": (
        "- a\n",
        "- a",
        "Expected keys with values (id, title, lead, also_called, what, evidence, ...), "
        "but found a list.",
    ),
}


@pytest.mark.parametrize(("text", "part", "message"), SHAPES.values(), ids=SHAPES.keys())
def test_what_does_not_fit_the_model(tmp_path: Path, text: str, part: str, message: str) -> None:
    assert told(copy_tiny(tmp_path), text.encode()) == [f"{NAME}:{place(text, part)}: {message}"]


def test_all_misfits_of_a_file_come_at_once(tmp_path: Path) -> None:
    text = (
        swap("number: 2", "number: two").replace("area: neck\n", "").replace("  - Sit tall.", "  -")
    )
    text = text.replace("confidence: low", "confidence: [low]")
    messages = [line.split(": ", 1)[1] for line in told(copy_tiny(tmp_path), text.encode())]
    assert messages == [
        "area: This key is missing. It takes text.",
        'number: "two" is not a whole number.',
        "steps[0]: Expected text, but found nothing.",
        "evidence.confidence: Expected text, but found a list. "
        f'A text that begins with "[" or "- " {QUOTE}',
    ]


def test_a_list_whose_items_do_not_fit_is_not_called_too_short(tmp_path: Path) -> None:
    lines = told(copy_tiny(tmp_path), swap_list("risks", "\n  -").encode())
    assert len(lines) == 1 and "risks[0]: Expected text, but found nothing." in lines[0]


def test_a_habit_has_four_levels(tmp_path: Path) -> None:
    name = "prevention/days-off.yml"
    text = (TINY / "content" / name).read_text(encoding="utf-8")
    text = re.sub("levels: .*", "levels: [Never, Always]", text)
    assert told(copy_tiny(tmp_path), text.encode(), name) == [
        f"{name}:{place(text, '[Never')}: habit.levels: "
        "The list must have exactly 4 items, and has 2."
    ]


HANDBOOK = {
    "address": (
        "http://example.org",
        '"http://example.org" does not have the form that belongs here. It begins with "https://" '
        'and ends in "/", for example "https://example.org/handbook/".',
    ),
    "source": (
        "https://example.org/",
        '"https://example.org/" does not have the form that belongs here. It begins with '
        '"https://" and does not end in "/", for example "https://example.org/handbook".',
    ),
    "contact": (
        "me@example.org",
        '"me@example.org" does not have the form that belongs here. It begins with "https://" '
        'or "mailto:", for example "mailto:someone@example.org".',
    ),
    "language": (
        "English",
        '"English" does not have the form that belongs here. '
        'It is the code of a language, for example "en-GB".',
    ),
    "strategies": ("08", '"08" is not a whole number.'),
    "reviewer": ('""', "The text is empty."),
}


@pytest.mark.parametrize("key", HANDBOOK)
def test_handbook(tmp_path: Path, key: str) -> None:
    value, message = HANDBOOK[key]
    text = (TINY / "content" / "handbook.yml").read_text(encoding="utf-8")
    text = re.sub(rf"(?m)^{key}: .*", f"{key}: {value}", text)
    line = place(text, f"{key}: {value}").split(":")[0]
    assert told(copy_tiny(tmp_path), text.encode(), "handbook.yml") == [
        f"handbook.yml:{line}:{len(key) + 3}: {key}: {message}"
    ]


def test_what_may_be_null_says_so(tmp_path: Path) -> None:
    text = (TINY / "content" / "handbook.yml").read_text(encoding="utf-8")
    text = text.replace("contact: null\n", "")
    assert told(copy_tiny(tmp_path), text.encode(), "handbook.yml") == [
        "handbook.yml:1:1: contact: This key is missing. It takes text or null."
    ]


def test_words_are_flat(tmp_path: Path) -> None:
    text = (TINY / "content" / "words.yml").read_text(encoding="utf-8")
    first = text.count("\n") + 1
    text += "odd:\n  nested: x\nempty: ''\nlist: [x]\n"
    assert told(copy_tiny(tmp_path), text.encode(), "words.yml") == [
        f"words.yml:{first + 1}:3: odd: Expected text, but found keys with values. "
        f'A text with ": " in it {QUOTE}',
        f"words.yml:{first + 2}:8: empty: The text is empty.",
        f"words.yml:{first + 3}:7: list: Expected text, but found a list. "
        f'A text that begins with "[" or "- " {QUOTE}',
    ]


def test_a_work_of_the_bibliography(tmp_path: Path) -> None:
    text = (
        "- id: a-2020\n"
        "  type: book\n"
        "  title: T\n"
        "  issued: {date-parts: [[2020, May]]}\n"
        "  URL: ftp://example.org\n"
        "  custom: {kind: k, finding: f, certainty: hihg, citable: yes}\n"
        "  container_titel: x\n"
    )
    assert told(copy_tiny(tmp_path), text.encode(), "references.yml") == [
        'references.yml:4:32: [0].issued.date-parts[0][1]: "May" is not a whole number.',
        'references.yml:5:8: [0].URL: "ftp://example.org" does not have the form that belongs '
        'here. It begins with "https://" or "http://", for example "https://example.org/article".',
        'references.yml:6:44: [0].custom.certainty: "hihg" is not one of high, moderate, low, '
        'very-low. Did you mean "high"?',
        'references.yml:6:59: [0].custom.citable: "yes" is neither "true" nor "false".',
        "references.yml:7:3: [0].container_titel: This key is not known. "
        'Did you mean "container-title"?',
    ]


def test_a_file_of_mistakes_is_cut_short(tmp_path: Path) -> None:
    text = swap_list("steps", "\n" + "  - []\n" * 150)
    lines = told(copy_tiny(tmp_path), text.encode())
    assert len(lines) == shape.MOST_PROBLEMS + 1
    assert lines[0] == f"{NAME}:1:1: 50 more problems of this file are not listed."


def patterns() -> dict[str, set[str]]:
    """Every pattern of the model by the key that has it."""
    found: dict[str, set[str]] = {}
    for record in vars(model).values():
        if isinstance(record, type) and issubclass(record, fields.Record):
            for name, field in record.model_fields.items():
                notes = [getattr(note, "pattern", None) for note in field.metadata]
                inner = re.findall(r"pattern='(.*?)'\)", repr(field.annotation))
                for pattern in filter(None, [*notes, *inner]):
                    found.setdefault(field.alias or name, set()).add(pattern.replace(r"\\", "\\"))
    return found


def test_every_pattern_of_the_model_has_an_example_that_it_takes() -> None:
    assert set(patterns()) == set(shape.FORMS)
    for key, forms in patterns().items():
        for form in forms:
            assert re.search(form, shape.FORMS[key][1]), key


# --- what lies in the folder


def lay_folder(content: Path) -> None:
    (content / "exercises" / "other.yml").mkdir()


def lay_inner_folder(content: Path) -> None:
    (content / "exercises" / "more").mkdir()


def lay_link_out(content: Path) -> None:
    outside = content.parent / "outside.yml"
    outside.write_text(GOOD, encoding="utf-8")
    (content / "exercises" / "other.yml").symlink_to(outside)


def lay_folder_link_out(content: Path) -> None:
    (content.parent / "outside").mkdir()
    (content / "plans").symlink_to(content.parent / "outside", target_is_directory=True)


def lay_dead_link(content: Path) -> None:
    (content / "exercises" / "other.yml").symlink_to(content / "none.yml")


def lay_loop(content: Path) -> None:
    (content / "exercises" / "other.yml").symlink_to(content / "exercises" / "other.yml")


def lay_pipe(content: Path) -> None:
    os.mkfifo(content / "exercises" / "other.yml")


def lay_other_ending(content: Path) -> None:
    (content / "exercises" / "other.yaml").write_text(GOOD, encoding="utf-8")


def lay_text_file(content: Path) -> None:
    (content / "exercises" / "notes.txt").write_text("x", encoding="utf-8")


def lay_unknown_folder(content: Path) -> None:
    (content / "exercizes").mkdir()


def lay_odd_folder(content: Path) -> None:
    (content / "clubs").mkdir()


def lay_unknown_file(content: Path) -> None:
    (content / "handbok.yml").write_text("x", encoding="utf-8")


def lay_odd_file(content: Path) -> None:
    (content / "README.md").write_text("x", encoding="utf-8")


def lay_odd_name(content: Path) -> None:
    (content / "a\nb\u202e").write_text("x", encoding="utf-8")


SINGLE = (
    'The files here are "handbook.yml", "words.yml", "vocabulary.yml", "urgent-signs.yml", '
    '"references.yml", "glossary.yml" and "checks.yml".'
)
KINDS = 'The folders here are "causes", "conditions", "treatments", "exercises" and "prevention".'
LINK_OUT = "This link leads out of the content folder. Put the file itself here."
DEAD_LINK = "This link leads nowhere. Put the file itself here."
LAID: list[tuple[Callable[[Path], None], str, str]] = [
    (
        lay_folder,
        "exercises/other.yml",
        "This is a folder with the name of a file. Put a text file here.",
    ),
    (
        lay_inner_folder,
        "exercises/more",
        'No folder belongs in "exercises". Put its files directly there.',
    ),
    (lay_link_out, "exercises/other.yml", LINK_OUT),
    (lay_folder_link_out, "plans", LINK_OUT),
    (lay_dead_link, "exercises/other.yml", DEAD_LINK),
    (lay_loop, "exercises/other.yml", DEAD_LINK),
    (lay_pipe, "exercises/other.yml", "This is not an ordinary file. Put a text file here."),
    (
        lay_other_ending,
        "exercises/other.yaml",
        'The name must end in ".yml". Did you mean "other.yml"?',
    ),
    (lay_text_file, "exercises/notes.txt", 'Only files that end in ".yml" belong here.'),
    (lay_unknown_folder, "exercizes", 'This folder is not known. Did you mean "exercises"?'),
    (lay_odd_folder, "clubs", f"This folder is not known. {KINDS}"),
    (lay_unknown_file, "handbok.yml", 'This file is not known. Did you mean "handbook.yml"?'),
    (lay_odd_file, "README.md", f"This file is not known. {SINGLE}"),
    (lay_odd_name, "a\ufffdb\ufffd", f"This file is not known. {SINGLE}"),
]


@pytest.mark.parametrize(("lay", "name", "message"), LAID, ids=[lay.__name__ for lay, *_ in LAID])
def test_what_has_no_place_in_the_folder(
    tmp_path: Path, lay: Callable[[Path], None], name: str, message: str
) -> None:
    project = copy_tiny(tmp_path)
    lay(project / "content")
    loaded = load_in(project)
    assert loaded.library
    assert [str(each) for each in loaded.problems] == [f"content/{name}:1:1: {message}"]


def test_a_link_to_a_file_with_a_wrong_name_is_not_called_dangling(tmp_path: Path) -> None:
    content = copy_tiny(tmp_path) / "content"
    (content / NAME).rename((content / NAME).with_suffix(".yaml"))
    library = load_in(tmp_path).library
    assert library and library.broken == {"exercises/neck-turn"}


def test_what_systems_and_editors_leave_behind_is_not_seen(tmp_path: Path) -> None:
    content = copy_tiny(tmp_path) / "content"
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "a.yml~", "#a.yml#", ".a.yml.swp"):
        (content / name).write_bytes(b"\0")
        (content / "exercises" / name).write_bytes(b"\0")
    assert load_in(tmp_path).problems == ()


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    content = copy_tiny(tmp_path) / "content"
    (content / NAME).rename(content / ".neck-turn.yml")
    (content / NAME).symlink_to(content / ".neck-turn.yml")
    loaded = load_in(tmp_path)
    assert loaded.problems == ()
    assert loaded.library and "neck-turn" in loaded.library.entries["exercises"]


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = copy_tiny(tmp_path)
    opened: Any = Path.open

    def refuse(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self.name == "neck-turn.yml":
            raise PermissionError(13, "Permission denied")
        return opened(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    assert [str(each) for each in load_in(project).problems] == [
        f"content/{NAME}:1:1: This file cannot be read: permission denied."
    ]


def test_no_content_at_all(tmp_path: Path) -> None:
    assert [str(each) for each in load_in(tmp_path).problems] == [
        "content:1:1: This folder cannot be read: no such file or directory."
    ]


def test_content_that_lies_beside_the_project(tmp_path: Path) -> None:
    copy_tiny(tmp_path)
    (tmp_path / "content" / NAME).write_text("", encoding="utf-8")
    (tmp_path / "project").mkdir()
    loaded = load.load(tmp_path / "content", tmp_path / "project")
    assert [str(each) for each in loaded.problems] == [f"../content/{NAME}:1:1: The file is empty."]

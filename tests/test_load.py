"""Loading: text stays text, every place is known, all is in order, all problems come at once."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest
import yaml
from handbooks import TINY, copy_tiny, load_in

from macros import fields, load, model, source
from macros.library import Library, Mark
from macros.problems import report

CONTENT = Path(__file__).parent.parent / "content"


def library(project: Path) -> Library:
    """The library of a project in which nothing may be wrong."""
    loaded = load_in(project)
    assert report(loaded.problems) == "0 problems."
    assert loaded.library
    return loaded.library


def data(folder: Path, text: str) -> object:
    """What the loader takes a YAML text for, before any model has seen it."""
    path = folder / "some.yml"
    path.write_text(text, encoding="utf-8")
    return load.read_data(path)


# --- values


@pytest.mark.parametrize(
    "text",
    [
        *("no", "on", "Off", "yes", "y", "true", "False", "nil", "1:30", "012", "0o14", "0x1F"),
        *("1_000", "1.10", "1e3", ".inf", "-.5", "+", "2026-11-25", "=", "=a", "a - b"),
    ],
)
def test_an_unquoted_value_stays_text(tmp_path: Path, text: str) -> None:
    assert data(tmp_path, f"key: {text}\nlist: [{text}]\n{text}: key\n") == {
        "key": text,
        "list": [text],
        text: "key",
    }


@pytest.mark.parametrize("text", ["null", "Null", "NULL", "~", ""])
def test_null_is_none_unless_it_is_quoted(tmp_path: Path, text: str) -> None:
    assert data(tmp_path, f"plain: {text}\ndouble: \"{text}\"\nsingle: '{text}'\n") == {
        "plain": None,
        "double": text,
        "single": text,
    }


def test_code_is_text_like_any_other(tmp_path: Path) -> None:
    text = "a: <script>alert(1)</script> {{ 7*7 }} {% raw %}\nb: '{{ 7*7 }}'\n"
    assert data(tmp_path, text) == {
        "a": "<script>alert(1)</script> {{ 7*7 }} {% raw %}",
        "b": "{{ 7*7 }}",
    }


def test_folded_text_is_one_line(tmp_path: Path) -> None:
    assert data(tmp_path, "a: >-\n  one\n  two: - three # four\n\n  five\n") == {
        "a": "one two: - three # four\nfive"
    }


def test_only_the_model_gives_a_text_another_meaning(tmp_path: Path) -> None:
    project = copy_tiny(tmp_path)
    change(project, "exercises/neck-turn.yml", "  - Sit tall.\n", "  - no\n  - 012\n  - 1:30\n")
    exercise = library(project).entries["exercises"]["neck-turn"]
    assert isinstance(exercise, model.Exercise)
    assert exercise.steps[:3] == ("no", "012", "1:30")
    assert exercise.number == 2
    assert exercise.reviewed.isoformat() == "2026-11-25"


def test_both_parsers_of_pyyaml_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = load.load(TINY / "content", TINY)
    monkeypatch.setattr(load, "_Parser", yaml.SafeLoader)
    load._parse.cache_clear()
    slow = load.load(TINY / "content", TINY)
    load._parse.cache_clear()
    assert fast.library and slow.library
    assert fast.library.entries == slow.library.entries
    assert fast.library.works == slow.library.works
    for name, positions in fast.library.positions.items():
        assert dict(positions.values) == dict(slow.library.positions[name].values)
        assert dict(positions.keys) == dict(slow.library.positions[name].keys)


# --- places


def test_every_key_and_value_has_its_line_and_column(tmp_path: Path) -> None:
    text = (
        "# A comment.\n"
        "\n"
        "élan: 😀 x\n"
        "list:\n"
        "  - one\n"
        '  - {a: "😀", b: [c, d]}\n'
        "  - - deep\n"
        "    - sign: e\n"
        "      see: f\n"
        "folded: >-\n"
        "  one\n"
        "  two\n"
        "nothing:\n"
        "last: g\n"
    )
    path = tmp_path / "some.yml"
    path.write_text(text, encoding="utf-8")
    positions = load._read(path, "some.yml", object).positions
    assert dict(positions.values) == {
        (): Mark(3, 1),
        ("élan",): Mark(3, 7),
        ("list",): Mark(5, 3),
        ("list", 0): Mark(5, 5),
        ("list", 1): Mark(6, 5),
        ("list", 1, "a"): Mark(6, 9),
        ("list", 1, "b"): Mark(6, 17),
        ("list", 1, "b", 0): Mark(6, 18),
        ("list", 1, "b", 1): Mark(6, 21),
        ("list", 2): Mark(7, 5),
        ("list", 2, 0): Mark(7, 7),
        ("list", 2, 1): Mark(8, 7),
        ("list", 2, 1, "sign"): Mark(8, 13),
        ("list", 2, 1, "see"): Mark(9, 12),
        ("folded",): Mark(10, 9),
        ("nothing",): Mark(13, 9),
        ("last",): Mark(14, 7),
    }
    assert dict(positions.keys) == {
        ("élan",): Mark(3, 1),
        ("list",): Mark(4, 1),
        ("list", 1, "a"): Mark(6, 6),
        ("list", 1, "b"): Mark(6, 14),
        ("list", 2, 1, "sign"): Mark(8, 7),
        ("list", 2, 1, "see"): Mark(9, 7),
        ("folded",): Mark(10, 1),
        ("nothing",): Mark(13, 1),
        ("last",): Mark(14, 1),
    }
    assert positions.at(("list", 1, "b", 7, "none")) == Mark(6, 17)


def test_every_file_of_the_library_has_its_places() -> None:
    found = load.load(TINY / "content", TINY).library
    assert found
    files = {path.relative_to(TINY).as_posix() for path in (TINY / "content").rglob("*.yml")}
    assert set(found.positions) == files
    assert found.files["exercises/neck-turn"] == "content/exercises/neck-turn.yml"
    steps = found.positions["content/exercises/neck-turn.yml"].at(("steps", 1))
    assert steps == Mark(18, 5)


# --- order


def test_entries_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    project = copy_tiny(tmp_path)
    change(project, "exercises/neck-turn.yml", "number: 2", "number: 10")
    exercises = library(project).entries["exercises"]
    assert list(exercises) == ["shoulder-swing", "neck-turn"]
    change(project, "exercises/neck-turn.yml", "number: 10", "number: 0")
    assert list(library(project).entries["exercises"]) == ["neck-turn", "shoulder-swing"]


def test_conditions_stand_with_the_most_urgent_first_then_by_title(tmp_path: Path) -> None:
    project = copy_tiny(tmp_path)
    for name, urgency, title in (
        ("a", "urgent", "Zebra"),
        ("b", "emergency", "Zebra"),
        ("c", "urgent", "apple"),
        ("d", "self-care", "Ant"),
        ("e", "unknown", "Ant"),
        ("f", "emergency", "Bee"),
    ):
        add_condition(project, name, urgency, title)
    names = [name for name in library(project).entries["conditions"] if len(name) == 1]
    assert names == ["f", "b", "c", "a", "d", "e"]


def test_works_stand_by_id_and_words_as_written(tmp_path: Path) -> None:
    project = copy_tiny(tmp_path)
    found = library(project)
    assert list(found.works) == sorted(found.works)
    written = (project / "content" / "words.yml").read_text(encoding="utf-8")
    keys = [line.split(":")[0] for line in written.splitlines() if line and line[0] not in "# "]
    assert list(found.words) == keys


# --- all problems at once


def test_the_problems_of_all_files_come_in_one_report(tmp_path: Path) -> None:
    project = copy_tiny(tmp_path)
    change(project, "exercises/neck-turn.yml", "area: neck", "arena: neck")
    change(project, "exercises/neck-turn.yml", "number: 2", "number: two")
    change(project, "causes/low-seat.yml", "title: ", "title: Note: ")
    change(project, "treatments/cold.yml", "id: cold", "id: cold\nid: cold")
    loaded = load_in(project)
    assert report(loaded.problems) == (
        'content/causes/low-seat.yml:3:12: A text with ": " in it must stand in double quotes.\n'
        'content/exercises/neck-turn.yml:2:9: number: "two" is not a whole number.\n'
        "content/exercises/neck-turn.yml:5:1: arena: This key is not known. "
        'Did you mean "area"?\n'
        "content/treatments/cold.yml:2:1: id: This key is given twice. "
        "It first stands on line 1. Keep one of them.\n"
        "4 problems."
    )
    found = loaded.library
    assert found
    assert found.broken == {"causes/low-seat", "exercises/neck-turn"}
    assert "neck-turn" not in found.entries["exercises"]
    assert "exercises/neck-turn" not in found.files
    assert "cold" in found.entries["treatments"]


@pytest.mark.parametrize("name", load.SINGLE_FILES)
def test_without_a_file_that_stands_once_there_is_no_library(tmp_path: Path, name: str) -> None:
    project = copy_tiny(tmp_path)
    (project / "content" / name).unlink()
    loaded = load_in(project)
    assert report(loaded.problems) == f"content/{name}:1:1: This file is missing.\n1 problem."
    assert loaded.library is None
    (project / "content" / name).write_text("[]: 1", encoding="utf-8")
    assert load_in(project).library is None
    assert len(load_in(project).problems) == 1


def test_a_folder_of_entries_may_be_missing(tmp_path: Path) -> None:
    project = copy_tiny(tmp_path)
    for path in (project / "content" / "exercises").iterdir():
        path.unlink()
    (project / "content" / "exercises").rmdir()
    assert library(project).entries["exercises"] == {}


def test_a_work_given_twice_is_one_problem(tmp_path: Path) -> None:
    project = copy_tiny(tmp_path)
    change(project, "references.yml", "- id: example-2020-hearts", "- id: example-2019-oars")
    lines = (project / "content" / "references.yml").read_text(encoding="utf-8").splitlines()
    first, second = (n for n, line in enumerate(lines, 1) if line == "- id: example-2019-oars")
    assert report(load_in(project).problems) == (
        f'content/references.yml:{second}:7: [1].id: "example-2019-oars" is given twice. '
        f"It first stands on line {first}. Keep one of them.\n1 problem."
    )


# --- what needs nothing here


def test_a_new_kind_of_content_is_a_class_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Drill(fields.Record):
        """Not an Entry, so that no other test sees it."""

        title: fields.Word

    monkeypatch.setattr(model, "entry_kinds", lambda: {"drills": Drill})
    content = copy_tiny(tmp_path) / "content"
    for kind in ("causes", "conditions", "exercises", "prevention", "treatments"):
        (content / kind).rename(content / f".{kind}")
    (content / "drills").mkdir()
    (content / "drills" / "first.yml").write_text("title: 012\n", encoding="utf-8")
    drills: object = library(tmp_path).entries
    assert drills == {"drills": {"first": Drill(title="012")}}


def test_what_has_not_changed_is_not_read_again(tmp_path: Path) -> None:
    project = copy_tiny(tmp_path)
    before = library(project).entries["exercises"]
    change(project, "exercises/neck-turn.yml", "title: Neck turn", "title: Other")
    after = library(project).entries["exercises"]
    assert after["shoulder-swing"] is before["shoulder-swing"]
    assert after["neck-turn"].title == "Other"


def test_every_invisible_character_is_refused() -> None:
    """All that Unicode calls a control, a format, a surrogate or a separator, but for signs."""
    signs = {0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2}
    signs |= {0x110BD, 0x110CD}
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        if unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") and code not in signs:
            assert source.unseen(char) == ("" if char == "\n" else char), hex(code)
    assert not source.unseen("“é” – 😀 ⚠\ufe0f ½ °C\n")


# --- helpers


def change(project: Path, name: str, old: str, new: str) -> None:
    """Put `new` in the place of `old`, once, in a file of the content."""
    path = project / "content" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def add_condition(project: Path, name: str, urgency: str, title: str) -> None:
    folder = project / "content" / "conditions"
    text = next(iter(sorted(folder.glob("*-*.yml")))).read_text(encoding="utf-8")
    lines = {"id": name, "urgency": urgency, "title": title}
    changed = [
        f"{key}: {lines[key]}" if (key := line.split(":")[0]) in lines else line
        for line in text.splitlines()
    ]
    (folder / f"{name}.yml").write_text("\n".join(changed) + "\n", encoding="utf-8")

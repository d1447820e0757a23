"""The schemas by which an editor completes and underlines: fresh, and right about the content."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT
from jsonschema import Draft202012Validator
from projects import copy_tiny_project, run

SCHEMAS = ROOT / ".vscode" / "schemas"
FILES = sorted((ROOT / "content").rglob("*.yml"))


class Core(yaml.SafeLoader):
    """YAML 1.2 as editors read it: `no` and dates are text, 4 is a number."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)


def data(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=Core)


@cache
def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def schema_of(path: Path) -> str:
    """The name of the schema that the settings of VS Code give to a file."""
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    relative = path.relative_to(ROOT)
    (found,) = [name for name, glob in settings["yaml.schemas"].items() if relative.match(glob)]
    return Path(found).stem


def complaints(name: str, value: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(value)]


def test_the_schemas_are_fresh() -> None:
    done = run(ROOT, "-m", "macros", "schema", "--check")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_stale_schema_is_named_and_written_anew(tmp_path: Path) -> None:
    project = copy_tiny_project(tmp_path / "handbook")
    assert run(project, "-m", "macros", "schema").returncode == 0
    words = project / ".vscode" / "schemas" / "words.json"
    words.write_text("{}", "utf-8")
    (project / ".vscode" / "schemas" / "gone.json").write_text("{}", "utf-8")
    check = run(project, "-m", "macros", "schema", "--check")
    named = [line.partition(":")[0] for line in check.stdout.splitlines()]
    assert check.returncode == 1
    assert named == [".vscode/schemas/words.json", ".vscode/schemas/gone.json"]
    assert words.read_text("utf-8") == "{}"
    assert run(project, "-m", "macros", "schema").returncode == 0
    assert run(project, "-m", "macros", "schema", "--check").stdout == ""
    assert not (project / ".vscode" / "schemas" / "gone.json").exists()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_of_content_satisfies_its_schema(path: Path) -> None:
    assert complaints(schema_of(path), data(path)) == []


def keys(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every key, at any depth."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for step, item in items:
        if isinstance(value, dict):
            yield (*path, step)
        if isinstance(item, dict | list):
            yield from keys(item, (*path, step))


@pytest.mark.parametrize("kind", ["causes", "conditions", "treatments", "exercises", "prevention"])
def test_a_misspelt_key_does_not_satisfy_it(kind: str) -> None:
    good = data(next(path for path in FILES if path.parent.name == kind))
    for *steps, last in keys(good):
        bad = copy.deepcopy(good)
        place = bad
        for step in steps:
            place = place[step]
        place[f"{last}x"] = place.pop(last)
        assert complaints(kind, bad), (steps, last)


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("causes", ("evidence", "verdict")),
        ("causes", ("evidence", "confidence")),
        ("causes", ("treatments", 0)),
        ("conditions", ("urgency",)),
        ("conditions", ("cards", 0, "route")),
        ("conditions", ("cards", 0, "works", 0)),
        ("treatments", ("not_while", 0, "when")),
        ("exercises", ("area",)),
        ("prevention", ("causes", 0)),
    ],
)
def test_a_word_off_its_closed_list_does_not_satisfy_it(
    kind: str, path: tuple[str | int, ...]
) -> None:
    bad = data(next(path for path in FILES if path.parent.name == kind))
    *steps, last = path
    place = bad
    for step in steps:
        place = place[step]
    place[last] += "-x"
    (told,) = complaints(kind, bad)
    assert "is not one of" in told


def test_the_settings_are_for_the_yaml_extension() -> None:
    wanted = json.loads((ROOT / ".vscode" / "extensions.json").read_text("utf-8"))
    assert "redhat.vscode-yaml" in wanted["recommendations"]
    assert {schema_of(path) for path in FILES} == {path.stem for path in SCHEMAS.glob("*.json")}

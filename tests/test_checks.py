"""Each rule has an example that breaks it, and the report is right word for word.

An example is a folder in `bad/`: files that are laid over the tiny handbook,
`remove.txt` with files to take away, `report.txt` with the report. After a change
of words, `pytest --update-golden` writes the reports anew: read them before you commit.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from handbooks import HERE, TINY, copy_tiny, load_in, problems_of, setting
from projects import copy_tiny_project, run

from macros import checks
from macros.load import load
from macros.problems import report

BAD = HERE / "bad"
EXAMPLES = sorted(folder.name for folder in BAD.iterdir())
RULES = {rule.__module__.rpartition(".")[2]: rule for rule in checks.RULES}
LOADING = {"unknown_key", "missing_key", "wrong_type", "key_given_twice"}
"""Rules that the loading holds, before any check."""


def test_the_tiny_handbook_is_clean(tmp_path: Path) -> None:
    assert report(problems_of(copy_tiny(tmp_path))) == "0 problems."


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_report_is_right_word_for_word(
    example: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    project = copy_tiny(tmp_path, BAD / example)
    told = report(problems_of(project)) + "\n"
    expected = BAD / example / "report.txt"
    if request.config.getoption("--update-golden"):
        expected.write_text(told, encoding="utf-8")
    assert told == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES)
def test_only_its_own_rule_complains_of_an_example(rule: str, tmp_path: Path) -> None:
    project = copy_tiny(tmp_path, BAD / rule)
    loaded = load_in(project)
    assert loaded.library and not loaded.problems
    complaining = {
        name for name, check in RULES.items() if [*check(loaded.library, setting(project))]
    }
    assert complaining == {rule}


def test_every_rule_has_an_example_and_is_run() -> None:
    folder = Path(checks.__file__).parent
    modules = {file.stem for file in folder.glob("*.py")} - {"__init__", "setting"}
    assert modules == RULES.keys()
    assert set(EXAMPLES) == modules | LOADING


def test_a_link_to_an_entry_that_did_not_load_is_not_dangling(tmp_path: Path) -> None:
    project = copy_tiny(tmp_path)
    (project / "content/treatments/rest.yml").write_text("id: rest\n", encoding="utf-8")
    told = report(problems_of(project))
    assert "treatments/rest.yml" in told
    assert "causes/too-far.yml" not in told


def test_a_gap_is_not_blamed_on_others_while_an_entry_is_broken(tmp_path: Path) -> None:
    project = copy_tiny(tmp_path)
    (project / "content/prevention/small-steps.yml").write_text(
        "id: small-steps\n", encoding="utf-8"
    )
    files = {problem.file for problem in problems_of(project)}
    assert files == {"content/prevention/small-steps.yml"}


def test_the_day_is_passed_in(tmp_path: Path) -> None:
    project = copy_tiny(tmp_path)
    library = load_in(project).library
    assert library
    on_the_day = replace(setting(project), today=date(2027, 11, 25))
    assert checks.run(library, on_the_day) == []
    a_day_later = checks.run(library, replace(on_the_day, today=date(2027, 11, 26)))
    assert {problem.where for problem in a_day_later} == {"review_due"}
    assert len(a_day_later) == 1 + sum(1 for _ in library.every_entry())


def test_kept_counts_change_nothing(tmp_path: Path) -> None:
    project = copy_tiny(tmp_path / "project", BAD / "reading_age")
    library = load_in(project).library
    assert library
    fresh = checks.run(library, setting(project))
    keeping = replace(setting(project), cache=tmp_path / "cache")
    assert fresh == checks.run(library, keeping) == checks.run(library, keeping)
    assert (tmp_path / "cache" / "readability.json").exists()


def test_the_tiny_handbook_has_every_word_of_the_interface() -> None:
    root = HERE.parent
    real, tiny = load(root / "content", root).library, load_in(TINY).library
    assert real and tiny
    assert tiny.words.keys() == real.words.keys()


def test_every_command_takes_the_day_that_is_passed_in(tmp_path: Path) -> None:
    project = copy_tiny_project(tmp_path / "handbook")
    done = run(project, "-m", "macros", "check", HANDBOOK_TODAY="2999-01-01")
    assert done.returncode == 1 and "The review was due on" in done.stderr

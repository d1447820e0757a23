"""A build that fails leaves the last good site as it was, and says all that is wrong."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from projects import copy_tiny_project, run
from reading import files

Done = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def good_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copy_tiny_project(tmp_path_factory.mktemp("good") / "handbook")
    assert build(project).returncode == 0
    return project


@pytest.fixture
def project(good_project: Path, tmp_path: Path) -> Path:
    """A project with a good site, to be broken."""
    return shutil.copytree(good_project, tmp_path / "handbook")


def build(project: Path, *arguments: str, **environment: str) -> Done:
    return run(project, "-m", "mkdocs", "build", *arguments, **environment)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def break_content(project: Path) -> None:
    """A mistake in each of two files."""
    edit(project / "content/treatments/cold.yml", "verdict:", "verdikt:")
    edit(project / "content/causes/too-far.yml", "verdict: ", "verdict: x")


def report_in(text: str) -> list[str]:
    return [line for line in text.splitlines() if re.match(r"content/|\d+ problems?\.$", line)]


def test_a_content_problem_leaves_the_site_and_names_everything(project: Path) -> None:
    good = files(project / "site")
    break_content(project)
    done = build(project)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    *problems, count = report_in(done.stderr)
    assert [line.partition(":")[0] for line in problems] == [
        "content/causes/too-far.yml",
        "content/treatments/cold.yml",
    ]
    assert problems == sorted(problems) and count == "2 problems."
    assert all(re.match(r"content/\S+\.yml:\d+:\d+: \S", line) for line in problems)
    assert files(project / "site") == good


def test_check_gives_the_same_report(project: Path) -> None:
    break_content(project)
    done = run(project, "-m", "macros", "check")
    assert done.returncode == 1
    assert report_in(done.stderr) == report_in(build(project).stderr) == done.stderr.splitlines()


def test_a_project_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    done = run(tmp_path, "-m", "macros", "check")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and "mkdocs.yml" in done.stderr


def test_problems_are_annotations_on_github(project: Path) -> None:
    break_content(project)
    for command in (("-m", "mkdocs", "build", "--quiet"), ("-m", "macros", "check")):
        done = run(project, *command, GITHUB_ACTIONS="true")
        marked = re.findall(r"(?m)^::error file=(\S+),line=(\d+),col=(\d+)::.", done.stdout)
        named = re.findall(r"(?m)^(content/\S+):(\d+):(\d+): .", done.stderr)
        assert marked == named and len(marked) == 2


def test_no_annotations_elsewhere(project: Path) -> None:
    break_content(project)
    assert "::error" not in build(project, GITHUB_ACTIONS="").stdout


@pytest.mark.parametrize("template", ["theme/main.html", "pages/entry.html", "theme/sitemap.xml"])
def test_a_broken_template_leaves_the_site(project: Path, template: str) -> None:
    good = files(project / "site")
    path = project / "macros" / template
    path.write_text(path.read_text("utf-8") + "{{ nobody.knows }}", "utf-8")
    done = build(project)
    assert done.returncode == 1
    assert "nobody" in done.stderr
    assert files(project / "site") == good


@pytest.mark.parametrize("quiet", [(), ("--quiet",)])
def test_a_dead_link_in_a_page_by_hand_leaves_the_site(
    project: Path, quiet: tuple[str, ...]
) -> None:
    good = files(project / "site")
    page = project / "docs" / "index.md"
    page.write_text(page.read_text("utf-8") + "\n[Dead](nowhere.md)\n", "utf-8")
    done = build(project, *quiet)
    assert done.returncode == 1
    assert "nowhere.md" in done.stderr and "Traceback" not in done.stderr
    assert files(project / "site") == good


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("\nskip: ", "\nskpi: ", 'skpi: nothing asks for this word. Did you mean "skip"?'),
        ("\nskip: ", "\nhop: ", '"skip" is missing. The pages need this word.'),
        ("{reviewer}", "{reveiwer}", "{reveiwer} is filled in by nothing."),
    ],
)
def test_a_wrong_word_of_the_interface_is_a_problem_like_any_other(
    project: Path, old: str, new: str, told: str
) -> None:
    edit(project / "content" / "words.yml", old, new)
    done = build(project)
    assert done.returncode == 1
    assert told in done.stderr and "Traceback" not in done.stderr


def test_a_later_success_leaves_nothing_of_the_failures(project: Path) -> None:
    before = {path.name for path in project.iterdir()}
    page = project / "docs" / "index.md"
    good = page.read_text("utf-8")
    for bad in ("[Dead](nowhere.md)", "{{ nobody.knows }}"):
        page.write_text(f"{good}\n{bad}\n", "utf-8")
        assert build(project).returncode == 1
    page.write_text(f"{good}\nBetter.\n", "utf-8")
    assert build(project).returncode == 0
    assert "Better." in (project / "site" / "index.html").read_text("utf-8")
    assert {path.name for path in project.iterdir()} == before

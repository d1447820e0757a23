"""What the README, the guide for helpers and the settings of the repository say is so."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from handbooks import problems_of

from macros import prose, readability
from macros.load import read_data
from macros.problems import report

README = (ROOT / "README.md").read_text("utf-8")
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
GITHUB = ROOT / ".github"

MAPPED_TO_DEPTH_TWO = {"content", "docs", "macros", "quiz", ".github", ".vscode"}

MISTAKES = {
    "A word that is not in the list": ("causes/overuse.yml", "  confidence: "),
    "A colon in a text": ("causes/overuse.yml", "lead: "),
    "A phrase we never use": ("causes/overuse.yml", "lead: "),
    "A statement without a source": ("treatments/ice.yml", "    amount: "),
    "A source that is not in the bibliography": ("treatments/ice.yml", "    amount: "),
}
"""The examples of the guide: the file, and the beginning of the line, that an editor gets wrong."""

EXAMPLE = re.compile(r"^\*\*([^*]+)\.\*\*(?:.+\n)+\n```yaml\n(.+)\n```\n\n```text\n(.+)\n```", re.M)


def _files() -> list[str]:
    """Every file that belongs to the project, committed or not yet."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in done.stdout.splitlines() if (ROOT / name).exists()]


def _written_by_us(*endings: str) -> list[str]:
    return [name for name in _files() if name.endswith(endings) and "/vendor/LICENSE" not in name]


# --- README


def test_each_command_of_the_readme_and_the_guide_is_a_target() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.M))
    named = set(re.findall(r"`make ([a-z]+)`", README + GUIDE))
    assert {"site", "test", "serve"} <= named <= targets


def test_the_readme_builds_as_any_host_would() -> None:
    assert "pip install -e . && mkdocs build" in README
    assert (ROOT / "mkdocs.yml").exists() and (ROOT / "pyproject.toml").exists()


def test_the_map_names_every_folder_and_no_other() -> None:
    folders = {parent.as_posix() for name in _files() for parent in Path(name).parents} - {"."}
    near = {f for f in folders if "/" not in f or _is_mapped(f)}
    assert _mapped_folders() == near


def _is_mapped(folder: str) -> bool:
    return folder.count("/") == 1 and folder.partition("/")[0] in MAPPED_TO_DEPTH_TWO


def _mapped_folders() -> set[str]:
    tree = README.partition("```text\n")[2].partition("```")[0]
    found, top = set(), ""
    for indent, name in re.findall(r"^( *)(\S+)/ ", tree, re.M):
        top = top if indent else name
        found.add(f"{top}/{name}" if indent else name)
    return found


def test_the_screenshot_has_words_that_stand_for_it() -> None:
    alt, file = re.findall(r"!\[(.*)\]\((.+)\)", README)[0]
    assert len(alt) > 40 and file == "docs/images/screenshot.png"


# --- the guide


def test_the_guide_has_five_examples_of_mistakes() -> None:
    assert [example[0] for example in EXAMPLE.findall(GUIDE)] == list(MISTAKES)


@pytest.mark.parametrize(("title", "line", "told"), EXAMPLE.findall(GUIDE), ids=list(MISTAKES))
def test_a_mistake_of_the_guide_gets_the_message_of_the_guide(
    title: str, line: str, told: str, tmp_path: Path
) -> None:
    name, beginning = MISTAKES[title]
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copytree(ROOT / "docs" / "images", tmp_path / "docs" / "images")
    file = tmp_path / "content" / name
    text, replaced = re.subn(
        rf"^{re.escape(beginning)}.*$", lambda _: line, file.read_text("utf-8"), count=1, flags=re.M
    )
    file.write_text(text, "utf-8")
    assert replaced
    assert _without_places(report(problems_of(tmp_path))) == _without_places(f"{told}\n1 problem.")


def _without_places(text: str) -> str:
    """Lines move whenever somebody edits the content; the words of a message do not."""
    return re.sub(r":[0-9]+:[0-9]+:", ":", text)


def test_the_pages_for_readers_are_easy_enough() -> None:
    text = (ROOT / "docs" / "about.md").read_text("utf-8").split("---\n", 2)[2]
    words = re.sub(r"\{[{%].*?[%}]\}|\{ #.*?\}|^#+ |^- ", "", text, flags=re.M)
    counter = readability.Counter()
    counts = [counter.count(prose.plain(line)) for line in words.splitlines() if line.strip()]
    assert readability.age(readability.flesch_kincaid(readability.total(counts))) <= 11


# --- all that is written by hand


@pytest.mark.parametrize("name", _written_by_us(".md"))
def test_links_between_files_lead_somewhere(name: str) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", (ROOT / name).read_text("utf-8"), flags=re.S)
    made = {"urgent.md", "sources.md", "components.md"}
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:|\{", target) or Path(path).name in made:
            continue
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.exists(), target
        assert not anchor or anchor in _anchors(file), target


def _anchors(file: Path) -> set[str]:
    """The anchors that GitHub and MkDocs give to headings."""
    text = file.read_text("utf-8")
    headings = re.findall(r"^#+ (.+?)(?: \{ #([\w-]+) \})?$", text, re.M)
    return {
        own or re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title, own in headings
    }


def test_no_file_names_a_folder_of_one_machine() -> None:
    place = re.compile(r"(?<![\w.$*)}\]/-])/(?:work|home|root|tmp|Users|opt)/[\w.]")
    texts = _written_by_us(
        ".md", ".py", ".yml", ".yaml", ".sh", ".toml", ".json", ".lock", "Makefile"
    )
    assert not [name for name in texts if place.search((ROOT / name).read_text("utf-8"))]


# --- the settings of the repository


def test_every_setting_of_the_repository_can_be_read() -> None:
    for path in [*GITHUB.rglob("*.yml"), ROOT / ".pre-commit-config.yaml"]:
        assert read_data(path), path


def test_the_site_is_published_by_hand_only() -> None:
    publish: Any = read_data(GITHUB / "workflows" / "publish.yml")
    assert list(publish["on"]) == ["workflow_dispatch"]
    assert publish["on"]["workflow_dispatch"]["inputs"]["confirmation"]["required"] == "true"
    assert publish["jobs"]["build"]["needs"] == "confirm"
    assert publish["jobs"]["deploy"]["needs"] == "build"


def test_no_other_workflow_may_write() -> None:
    for path in (GITHUB / "workflows").glob("*.yml"):
        flow: Any = read_data(path)
        assert flow["permissions"] == {"contents": "read"}
        granted = {right for job in flow["jobs"].values() for right in job.get("permissions", {})}
        assert granted <= ({"pages", "id-token"} if path.name == "publish.yml" else set())


def test_every_push_is_tested_on_every_python_that_we_promise() -> None:
    tests: Any = read_data(GITHUB / "workflows" / "tests.yml")
    assert {"push", "pull_request"} == set(tests["on"])
    assert tests["jobs"]["test"]["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13", "3.14"]
    ran = [step.get("run") for job in tests["jobs"].values() for step in job["steps"]]
    assert {"make check", "make lint", "make test"} <= set(ran)


def test_each_action_is_pinned_to_a_major_version() -> None:
    for path in (GITHUB / "workflows").glob("*.yml"):
        for action in re.findall(r"uses: (\S+)", path.read_text("utf-8")):
            assert re.fullmatch(r"actions/[\w-]+@v\d+", action)


def test_new_versions_are_proposed_for_all_that_is_pinned() -> None:
    settings: Any = read_data(GITHUB / "dependabot.yml")
    proposed = {update["package-ecosystem"] for update in settings["updates"]}
    seen = {"pyproject.toml": "pip", "package-lock.json": "npm", ".github": "github-actions"}
    assert all((ROOT / name).exists() for name in seen)
    assert proposed == set(seen.values())
    assert all(update["directory"] == "/" for update in settings["updates"])


def test_what_the_guide_says_of_the_lock_files_is_so() -> None:
    script = (ROOT / "tools" / "lock.sh").read_text("utf-8")
    for name in ("requirements.txt", "requirements-test.txt"):
        assert f"-o {name}" in script and name in GUIDE and (ROOT / name).exists()


def test_the_hooks_fetch_nothing() -> None:
    settings: Any = read_data(ROOT / ".pre-commit-config.yaml")
    assert [repo["repo"] for repo in settings["repos"]] == ["local"]


@pytest.mark.parametrize(
    "form", sorted(p.name for p in (GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
)
def test_a_form_has_a_name_and_asks_something(form: str) -> None:
    data: Any = read_data(GITHUB / "ISSUE_TEMPLATE" / form)
    assert data["name"] and data["description"]
    asked = [field for field in data["body"] if field["type"] != "markdown"]
    assert asked and len({field["id"] for field in asked}) == len(asked)

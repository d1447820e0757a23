"""The insurance: our site as plain Markdown, built by others without any code of ours."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from projects import TINY, UNCHECKED, built, copy_tiny_project, rewrite, run
from reading import article, headings, pages, words

BUILDERS = {
    "zensical": ("-m", "zensical", "build"),
    "material": ("-m", "mkdocs", "build", "--quiet"),
}


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real handbook as Markdown."""
    return export(ROOT, tmp_path_factory.mktemp("exported") / "plain")


def export(project: Path, folder: Path) -> Path:
    done = run(project, "-m", "macros", "site", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def build(folder: Path, builder: str) -> Path:
    """Builds an exported folder as its own `mkdocs.yml` says."""
    shutil.rmtree(folder / "site", ignore_errors=True)
    done = subprocess.run(
        [sys.executable, *BUILDERS[builder]],
        cwd=folder,
        env={"NO_MKDOCS_2_WARNING": "1", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "site"


def assert_same(ours: Path, theirs: Path) -> None:
    """As many pages, and each with the same words, headings and anchors."""
    assert pages(ours) == pages(theirs)
    for url in pages(ours):
        mine, other = article(ours / url), article(theirs / url)
        assert words(mine) == words(other), url
        assert headings(mine) == headings(other), url


@pytest.mark.parametrize("builder", BUILDERS)
def test_others_make_the_same_pages_of_it(exported: Path, site: Path, builder: str) -> None:
    assert_same(site, build(exported, builder))


def test_it_needs_no_code_of_ours(exported: Path) -> None:
    settings = json.loads((exported / "mkdocs.yml").read_text("utf-8"))
    assert "hooks" not in settings and settings["plugins"] == ["search"]
    assert not [path for path in exported.rglob("*") if path.suffix == ".py"]
    markdown = [path.read_text("utf-8") for path in exported.rglob("*.md")]
    assert not [text for text in markdown if "{{" in text or "{%" in text]


def test_it_tells_the_number_of_pages(tmp_path: Path, site: Path) -> None:
    done = run(ROOT, "-m", "macros", "site", str(tmp_path / "plain"))
    assert done.stdout.startswith(f"{len(pages(site))} pages in ")


ODD = (
    " *a* _b_ `c` [d](e) # {f} {{ g }} {% h %} <i>j</i> &amp; \\k {: .l } ~~m~~"
    " ![n](o) <p.q@r.s> 1. -- |t| https://u.example __v__ ^w^ ==x== :y: ++z++"
)


def test_odd_characters_survive_other_builders(tmp_path: Path) -> None:
    project = copy_tiny_project(tmp_path / "handbook")
    rewrite(project / "content", lambda found: found.value + ODD)
    ours = built(project, checked=False)
    command = "from macros.__main__ import main; raise SystemExit(main(['site', 'plain']))"
    done = run(project, "-c", UNCHECKED + command)
    assert done.returncode == 0, done.stderr
    for builder in BUILDERS:
        assert_same(ours, build(project / "plain", builder))


def test_a_page_that_is_gone_does_not_come_back(tmp_path: Path) -> None:
    project = copy_tiny_project(tmp_path / "handbook")
    export(project, project / "plain")
    (project / "docs" / "extra.md").write_text("# Extra\n", "utf-8")
    export(project, project / "plain")
    assert (project / "plain" / "docs" / "extra.md").exists()
    (project / "docs" / "extra.md").unlink()
    export(project, project / "plain")
    assert not (project / "plain" / "docs" / "extra.md").exists()


def test_it_leaves_a_folder_that_holds_something_else_alone(tmp_path: Path) -> None:
    other = tmp_path / "docs"
    other.mkdir()
    (other / "letter.md").write_text("Mine.", "utf-8")
    done = run(TINY, "-m", "macros", "site", str(tmp_path), HANDBOOK_CACHE="off")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert (other / "letter.md").read_text("utf-8") == "Mine."


def test_it_leaves_the_settings_of_something_else_alone(tmp_path: Path) -> None:
    settings = tmp_path / "mkdocs.yml"
    settings.write_text("site_name: Mine", "utf-8")
    done = run(TINY, "-m", "macros", "site", str(tmp_path), HANDBOOK_CACHE="off")
    assert done.returncode == 1
    assert settings.read_text("utf-8") == "site_name: Mine"

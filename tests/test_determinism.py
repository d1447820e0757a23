"""The same content gives the same bytes, whatever the machine, its settings and its clock."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import ADDRESS, SOURCE, copy_project, set_handbook
from projects import built, run
from reading import files

NEXT_YEAR = '''
"""Python starts with this file, and then believes that it is a year later."""
import datetime
import time

YEAR = 366 * 24 * 3600
now, now_ns, gmtime, localtime = time.time, time.time_ns, time.gmtime, time.localtime
time.time = lambda: now() + YEAR
time.time_ns = lambda: now_ns() + YEAR * 10**9
time.gmtime = lambda seconds=None: gmtime(time.time() if seconds is None else seconds)
time.localtime = lambda seconds=None: localtime(time.time() if seconds is None else seconds)


def moved(real):
    """A class of `datetime` whose clock is `time.time`; the real one's instances are its own."""
    kind = type("Kind", (type,), {"__instancecheck__": lambda cls, value: isinstance(value, real)})
    return kind(real.__name__, (real,), {})


datetime.date = moved(datetime.date)
datetime.date.today = classmethod(lambda cls: cls.fromtimestamp(time.time()))
datetime.datetime = moved(datetime.datetime)
datetime.datetime.now = classmethod(lambda cls, tz=None: cls.fromtimestamp(time.time(), tz))
datetime.datetime.today = classmethod(lambda cls: cls.fromtimestamp(time.time()))
datetime.datetime.utcnow = classmethod(lambda cls: cls.utcfromtimestamp(time.time()))
'''

Project = Callable[[str], Path]
HERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
ELSEWHERE = {
    "TZ": "America/Los_Angeles",
    "LC_ALL": "C",
    "PYTHONHASHSEED": "4711",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONUTF8": "0",
}
"""Another time zone, and a locale in which Python reads and writes files as ASCII."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Copies of the real project, published at an address, so that it has a sitemap."""

    def make(name: str) -> Path:
        copy = copy_project(tmp_path_factory.mktemp(name) / "handbook")
        set_handbook(copy, address=ADDRESS, source=SOURCE, contact="https://code.example/issues")
        return copy

    return make


@pytest.fixture(scope="module")
def first(project: Project) -> Path:
    """A project that was built here and now."""
    made = project("here")
    build(made, umask=0o022, **HERE)
    return made


def build(project: Path, *, umask: int, **environment: str) -> None:
    done = run(
        project,
        *("-m", "mkdocs", "build"),
        umask=umask,
        without=("SOURCE_DATE_EPOCH",),
        **environment,
    )
    assert done.returncode == 0, done.stderr


def clock(folder: Path) -> dict[str, str]:
    """The environment in which Python's clock is a year ahead."""
    (folder / "sitecustomize.py").write_text(NEXT_YEAR, "utf-8")
    return {"PYTHONPATH": str(folder)}


def test_the_moved_clock_is_believed(tmp_path: Path) -> None:
    asked = "d.date.today().year, d.datetime.now().year, time.gmtime()[0]"
    ask = f"import time, datetime as d; print({asked})"
    years = run(tmp_path, "-c", ask, **clock(tmp_path)).stdout.split()
    assert all(int(year) > date.today().year for year in years) and len(years) == 3


def test_two_machines_give_the_same_bytes(first: Path, project: Project, tmp_path: Path) -> None:
    second = project("elsewhere")
    build(second, umask=0o077, **ELSEWHERE, **clock(tmp_path))
    ours, theirs = files(first / "site"), files(second / "site")
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []


def test_a_project_reached_by_a_link_gives_the_same_bytes(first: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(first)
    done = run(
        link, "-m", "mkdocs", "build", "-f", str(link / "mkdocs.yml"), "-d", str(tmp_path / "s")
    )
    assert done.returncode == 0, done.stderr
    assert files(tmp_path / "s") == files(first / "site")


def test_no_page_names_the_folder_it_was_built_in(first: Path) -> None:
    where = str(first.parent).encode()
    assert [name for name, body in files(first / "site").items() if where in body] == []


def test_a_warm_cache_and_no_cache_give_the_same_bytes(first: Path) -> None:
    cold = files(first / "site")
    assert any((first / ".cache").iterdir())
    warm = files(built(first))
    shutil.rmtree(first / ".cache")
    none = files(built(first, HANDBOOK_CACHE="off"))
    assert not (first / ".cache").exists()
    assert cold == warm == none


def test_the_sitemap_says_when_each_entry_was_reviewed(first: Path) -> None:
    path = first / "content" / "causes" / "overuse.yml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"(?m)^reviewed: .*$", "reviewed: 2026-02-03", text), "utf-8")
    site = built(first)
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    dates = dict(re.findall(r"<loc>(.*?)</loc><lastmod>(.*?)</lastmod>", sitemap))
    assert dates[f"{ADDRESS}causes/overuse.html"] == "2026-02-03"
    assert len(dates) == sitemap.count("<url>") == len(list(site.rglob("*.html"))) - 1
    assert gzip.decompress((site / "sitemap.xml.gz").read_bytes()).decode() == sitemap

"""Works as a reader sees them, their cache, and the numbers on a page."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import etree  # type: ignore[import-untyped]
from markupsafe import Markup

from macros import citations
from macros.citations import STYLE, Bibliography, Mark, Numbering, Reference
from macros.model import Work

CUSTOM = {"kind": "rct", "finding": "It helps a little.", "certainty": "low", "citable": True}


def work(key: str = "a-2020", **fields: Any) -> Work:
    """A work of the fewest fields, and those given."""
    data = {"id": key, "type": "article-journal", "title": "Sore shoulders", "custom": CUSTOM}
    return Work.model_validate({**data, **fields})


def text(**fields: Any) -> str:
    """How a work reads."""
    return Bibliography({"a-2020": work(**fields)}).text("a-2020")


def html(**fields: Any) -> str:
    """How a work stands on a page."""
    return Bibliography({"a-2020": work(**fields)}).entry("a-2020")


def names(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    """Authors as CSL has them."""
    return [{"family": family, "given": given} for family, given in pairs]


FULL: dict[str, Any] = {
    "author": names(("Oar", "Rosa M."), ("van der Sea", "K. L."), ("Blade", "J")),
    "issued": {"date-parts": [[2020, 3, 9]]},
    "container-title": "Journal of Rowing",
    "volume": "53",
    "issue": "6",
    "page": "1605-1615",
    "DOI": "10.1000/row.2020(1)<5>",
}


def test_a_journal_article_reads_from_authors_to_pages() -> None:
    assert text(**FULL) == (
        "Oar RM, van der Sea KL, Blade J (2020). Sore shoulders. "
        "Journal of Rowing, 53(6):1605\u20131615."
    )


def test_the_title_is_the_link_and_the_journal_a_cited_work() -> None:
    entry = html(**FULL)
    assert isinstance(entry, Markup)
    assert '<a href="https://doi.org/10.1000/row.2020(1)%3C5%3E">Sore shoulders</a>. ' in entry
    assert "<cite>Journal of Rowing</cite>, 53(6):1605\u20131615." in entry


def test_more_than_three_authors_are_cut() -> None:
    four = names(("Oar", "R."), ("Sea", "K."), ("Blade", "J."), ("Seat", "A."))
    assert text(author=four).startswith("Oar R, Sea K, Blade J, et al. (no date).")


def test_an_author_list_that_is_known_in_part_says_so() -> None:
    part = [{"family": "Oar", "given": "R."}, {"literal": "et al."}]
    assert text(author=part).startswith("Oar R, et al. (no date).")


def test_a_body_is_named_in_full() -> None:
    assert text(author=[{"literal": "Club (North & South)"}]).startswith("Club (North & South) (")


def test_without_authors_the_title_comes_first() -> None:
    assert text(issued={"date-parts": [[2019]]}) == "Sore shoulders (2019)."


@pytest.mark.parametrize("title", ["Is it rest?", "Rest!", "Rest. Row."])
def test_no_second_stop_after_a_title_that_has_one(title: str) -> None:
    written = text(title=title, author=names(("Oar", "R.")), note="Read online.")
    assert written == f"Oar R (no date). {title} Read online."
    assert "?</a> Read" in html(title="Why?", author=names(("Oar", "R.")), URL="https://a.org",
                                note="Read online.")  # fmt: skip


def test_other_kinds_of_work() -> None:
    report = text(type="report", genre="Guideline", number="NG1", publisher="Rowing Board")
    assert report == "Sore shoulders (no date). Guideline NG1. Rowing Board."
    assert text(type="book", edition="2") == "Sore shoulders (no date). 2nd edn."
    assert text(type="book", edition="Revised") == "Sore shoulders (no date). Revised."
    assert text(type="webpage", volume="3", page="e7") == "Sore shoulders (no date). 3:e7."


def test_what_we_noted_is_never_printed() -> None:
    assert "helps" not in html(**FULL)


def test_words_are_escaped_once() -> None:
    entry = html(
        title="<script>alert(1)</script> & co",
        author=[{"literal": "A & B <i>"}],
        **{"container-title": "Row & <b>Sea</b>", "note": '"x" {{ 7*7 }}'},
        URL='https://example.org/?a=1&b="2"',
    )
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in entry
    assert "A &amp; B &lt;i&gt;" in entry
    assert "<cite>Row &amp; &lt;b&gt;Sea&lt;/b&gt;</cite>" in entry
    assert 'href="https://example.org/?a=1&amp;b=&#34;2&#34;"' in entry
    assert "{{ 7*7 }}" in entry
    assert "&amp;amp;" not in entry


def test_our_own_marks_in_a_text_do_nothing() -> None:
    assert "<cite>" not in html(title="\ufdd0A\ufdd2B\ufdd3\ufdd1")


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"DOI": "10.1/x", "URL": "https://a.org"}, "https://doi.org/10.1/x"),
        ({"URL": "https://a.org", "PMID": "12"}, "https://a.org"),
        ({"PMID": "12"}, "https://pubmed.ncbi.nlm.nih.gov/12/"),
        ({}, None),
    ],
)
def test_where_a_work_is_found(fields: dict[str, str], address: str | None) -> None:
    assert Bibliography({"a-2020": work(**fields)}).link("a-2020") == address
    assert ("<a " in html(**fields)) == (address is not None)


def test_formatting_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        html(**FULL)
    assert capfd.readouterr() == ("", "")


def test_the_style_is_valid_csl() -> None:
    from citeproc import SCHEMA_PATH

    schema = etree.RelaxNG(etree.parse(SCHEMA_PATH))
    schema.assertValid(etree.parse(str(STYLE)))


# --- the cache


def test_the_module_does_not_import_citeproc() -> None:
    code = "import sys, macros.citations; sys.exit('citeproc' in sys.modules)"
    root = Path(citations.__file__).parents[1]
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True)


def never(works: object) -> dict[str, str]:
    """Stand in for citeproc where it must not be asked."""
    raise AssertionError("formatted again")


def test_a_warm_cache_does_without_citeproc(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = {"a-2020": work(**FULL), "b-2021": work("b-2021")}
    cold = Bibliography(works, tmp_path).entry("a-2020")
    monkeypatch.setattr(citations, "_format", never)
    warm = Bibliography(works, tmp_path)
    assert warm.entry("a-2020") == cold == Bibliography(works, tmp_path).entry("a-2020")
    assert Bibliography({}, tmp_path / "none")._marked == {}


def test_only_what_changed_is_formatted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = {"a-2020": work(**FULL), "b-2021": work("b-2021")}
    Bibliography(old, tmp_path).entry("a-2020")
    asked: list[str] = []
    real = citations._format

    def noted(works: Mapping[str, dict[str, Any]]) -> dict[str, str]:
        asked.extend(works)
        return real(works)

    monkeypatch.setattr(citations, "_format", noted)
    new = {"a-2020": work(**FULL), "c-2022": work("c-2022", title="Sore backs")}
    assert "Sore backs" in Bibliography(new, tmp_path).text("c-2022")
    assert asked == ["c-2022"]
    (file,) = tmp_path.iterdir()
    assert len(json.loads(file.read_text("utf-8"))) == 2


def test_a_note_of_ours_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Bibliography({"a-2020": work()}, tmp_path).entry("a-2020")
    monkeypatch.setattr(citations, "_format", never)
    noted = work(custom={**CUSTOM, "finding": "It does not help."})
    assert Bibliography({"a-2020": noted}, tmp_path).entry("a-2020")


@pytest.mark.parametrize("rubbish", ["", "{", "[]", "null", '{"x": 1}', "\udcff", "[" * 100_000])
def test_a_broken_cache_is_written_anew(tmp_path: Path, rubbish: str) -> None:
    works = {"a-2020": work(**FULL)}
    good = Bibliography(works, tmp_path).entry("a-2020")
    (file,) = tmp_path.iterdir()
    right = file.read_bytes()
    file.write_bytes(rubbish.encode("utf-8", "surrogateescape"))
    assert Bibliography(works, tmp_path).entry("a-2020") == good
    assert file.read_bytes() == right
    assert list(tmp_path.iterdir()) == [file]


def test_markup_in_the_cache_is_escaped_too(tmp_path: Path) -> None:
    works = {"a-2020": work()}
    Bibliography(works, tmp_path).entry("a-2020")
    (file,) = tmp_path.iterdir()
    file.write_text(file.read_text("utf-8").replace("Sore", "<img src=x>"), "utf-8")
    assert "&lt;img" in Bibliography(works, tmp_path).entry("a-2020")


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert Bibliography({"a-2020": work()}, tmp_path / "file" / "cache").entry("a-2020")


def test_same_works_same_bytes(tmp_path: Path) -> None:
    works = {"a-2020": work(**FULL), "b-2021": work("b-2021")}
    Bibliography(works, tmp_path / "one").entry("a-2020")
    Bibliography(dict(reversed(works.items())), tmp_path / "two").entry("b-2021")
    (one,), (two,) = (tmp_path / "one").iterdir(), (tmp_path / "two").iterdir()
    assert (one.name, one.read_bytes()) == (two.name, two.read_bytes())


# --- the numbers


def test_numbers_follow_the_first_citation() -> None:
    numbering = Numbering()
    assert numbering.cite(["b-2021", "a-2020"]) == [
        Mark(1, "b-2021", "cite-1-1"),
        Mark(2, "a-2020", "cite-2-1"),
    ]
    assert numbering.cite(["a-2020"]) == [Mark(2, "a-2020", "cite-2-2")]
    assert numbering.references() == [
        Reference(1, "b-2021", ("cite-1-1",)),
        Reference(2, "a-2020", ("cite-2-1", "cite-2-2")),
    ]
    assert [reference.anchor for reference in numbering.references()] == ["ref-1", "ref-2"]


def test_a_page_without_citations_has_no_references() -> None:
    assert Numbering().references() == []

"""The walk finds every text, reference and record, and says where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pytest
from handbooks import TINY, load_in

from macros import walk
from macros.fields import Prose, Record, Ref, Text
from macros.library import Library
from macros.model import Claim, Evidence, Table


@pytest.fixture(scope="module")
def tiny() -> Library:
    library = load_in(TINY).library
    assert library
    return library


def test_every_place_is_a_place_in_the_file(tiny: Library) -> None:
    found = [*walk.texts(tiny), *walk.refs(tiny)]
    assert len(found) > 300
    for each in found:
        assert each.path in each.positions.values, f"{each.file} {each.path}"


def test_texts_at_any_depth_are_found(tiny: Library) -> None:
    steps = {text.path: text for text in walk.texts(tiny) if text.file.endswith("small-steps.yml")}
    assert steps["tables", 0, "rows", 1, 1].value == "3 km (1.9 miles) [ours]"
    assert steps["tables", 0, "rows", 1, 1].plain == "3 km (1.9 miles)"
    assert steps["tables", 0, "rows", 1, 1].group == ("tables", 0, "rows")
    assert steps["ways", 0, "steps", 0].metadata == Text()
    assert steps["habit", "levels", 3].value == "Always"
    assert steps["warn", 0].metadata.cites == "each"
    assert "id" not in {path[-1] for path in steps}


def test_every_file_is_walked(tiny: Library) -> None:
    files = {Path(text.file).name for text in walk.texts(tiny)}
    written = {path.name for path in (TINY / "content").rglob("*.yml")}
    # The bibliography is no text of ours, and what the checks look for is shown to nobody.
    assert files == written - {"references.yml", "checks.yml"}


def test_references_say_what_they_name(tiny: Library) -> None:
    refs = {(ref.entry.id if ref.entry else "", ref.path): ref for ref in walk.refs(tiny)}
    assert refs["too-far", ("elsewhere", 0, "see")].metadata == Ref("conditions")
    assert refs["heart-attack", ("cards", 0, "works", 0)].metadata == Ref("works")
    assert refs["", ("cards", 1, "level")].value == "urgent"


def test_records_come_with_their_places(tiny: Library) -> None:
    assert len([*walk.records(tiny, Evidence)]) == sum(1 for _ in tiny.every_entry())
    [(place, claim)] = walk.records(tiny, Claim)
    assert place.path == ("evidence", "claims", 0)
    assert place.at("found").mark.line == place.mark.line + 1
    assert claim.confidence == "low"
    [(place, _)] = walk.records(tiny, Table)
    assert str(place.at("rows", 0).problem("No.")).endswith("tables[0].rows[0]: No.")


def test_citations_are_those_of_prose_and_of_lists_of_works(tiny: Library) -> None:
    keys = {(place.file.rpartition("/")[2], key) for place, key in walk.citations(tiny)}
    assert ("too-far.yml", "example-2019-oars") in keys
    assert ("urgent-signs.yml", "example-2021-falls") in keys


def test_words_that_are_not_ours_are_left_out_of_our_texts(tiny: Library) -> None:
    texts, corpus = walk.ours(tiny)
    assert len(texts) == len(corpus.texts)
    values = {text.value for text in texts}
    assert "Rowing too far" in values
    assert "red shoulder" not in values
    assert not any(value.startswith("You have a torn tendon") for value in values)


def test_a_new_shape_needs_no_line_in_the_walk(tiny: Library) -> None:
    class Part(Record):
        names: tuple[tuple[Annotated[Prose, Text(age=None)] | None, ...], ...] = ()
        see: Annotated[str, Ref("works")] | None = None

    class Whole(Record):
        parts: tuple[Part, ...]
        part: Part | None = None

    whole = Whole(parts=(Part(names=(("a", None), ("b",))), Part(see="x")), part=Part())
    walked = walk.Walked(next(iter(tiny.positions.values())))
    walk._plan(Whole)(whole, (), walked)
    names = [("parts", 0, "names", 0, 0), ("parts", 0, "names", 1, 0)]
    assert [text.path for text in walked.texts] == names
    assert {text.metadata for text in walked.texts} == {Text(age=None)}
    assert [ref.path for ref in walked.refs] == [("parts", 1, "see")]
    assert len(walked.records) == 4

"""Patterns are whole words, and what our own `checks.yml` bans is what we mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros import prose
from macros.load import load
from macros.model import CheckWords
from macros.patterns import Corpus, fullmatch, match, normal, search, search_unless, without

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def ours() -> CheckWords:
    library = load(ROOT / "content", ROOT).library
    assert library
    return library.check_words


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("red", "a red calf", "red"),
        ("red", "it is sore, tired and hardly bred", ""),
        ("red", "tired, then red", "red"),
        ("don't", "Don’t run", "don't"),
        ("[0-9]+ ?%", "about 20\u00a0% of them", "20 %"),
        ("it is", "what\nit\nis", "it is"),
    ],
)
def test_patterns_find_whole_words(pattern: str, text: str, found: str) -> None:
    assert search((pattern,), normal(text)) == found


def test_what_is_let_through_must_cover_the_whole_find() -> None:
    phrases, unless = ("you have a clot",), ("if you have .{0,20}",)
    assert search_unless(phrases, unless, "if you have a clot, rest") == ""
    assert search_unless(phrases, unless, "if so, you have a clot") == "you have a clot"
    both = "if you have a cough and fever, you have a clot"
    assert search_unless(phrases, unless, both) == "you have a clot"


def test_beginnings_wholes_and_what_is_taken_away() -> None:
    assert match(("picture of", "photo of"), "photo of a leg") == "photo of"
    assert match(("photo of",), "a photo of a leg") == ""
    assert fullmatch(("(?:click )?here",), "click here")
    assert not fullmatch(("here",), "here it is")
    assert without(("red flags?",), "a red flag is red") == "a  is red"


def test_many_texts_are_searched_as_one() -> None:
    corpus = Corpus(["one red leg", "two tired legs", "", "it ends in re", "d and red"])
    assert corpus.having(("red",)) == [0, 1, 4]
    assert corpus.having(("legs?", "re")) == [0, 1, 3]
    assert corpus.having(("re[^x]d", "and")) == [3, 4], "one text may hide nothing of the next"
    assert corpus.having(("nobody",)) == []
    assert Corpus([]).having(("red",)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "You have a strain.",
        "This shows that you have a blood clot.",
        "You **have** a small tear.",
        "It is nothing to worry about.",
        "It is just a strain.",
        "It’s only soreness.",
        "It is safe to run.",
        "Then it is OK to run.",
        "You are fine.",
        "Your risk is 20 %.",
        "You have a 10% chance.",
        "To learn more, click here.",
        "Lactic acid builds up and makes the calf ache.",
    ],
)
def test_these_are_banned(sentence: str, ours: CheckWords) -> None:
    text = normal(prose.plain(sentence))
    assert any(search_unless(ban.phrases, ban.unless, text) for ban in ours.bans)


@pytest.mark.parametrize(
    "sentence",
    [
        "Not if you have diabetes.",
        "If you have a clot, do not rub it.",
        "The 10 % rule did not hold up in a trial.",
        "In this study 14 % of runners were hurt.",
        "Rest helps only a little.",
        "The pain is not caused by lactic acid.",
        "It could be a sign of a blood clot.",
        "Run again when you can walk without pain.",
        "If you are worried, get help, whatever it says.",
    ],
)
def test_these_are_not_banned(sentence: str, ours: CheckWords) -> None:
    text = normal(prose.plain(sentence))
    assert not any(search_unless(ban.phrases, ban.unless, text) for ban in ours.bans)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("one red leg", "red"),
        ("a new bruise", "bruise"),
        ("the skin may change colour", "change colour"),
        ("it looks blotchy", "blotchy"),
        ("learn the red flags", ""),
        ("your pee is dark brown, red or like cola", ""),
        ("tired feet", ""),
    ],
)
def test_signs_on_the_skin(text: str, sign: str, ours: CheckWords) -> None:
    assert search(ours.skin.signs, without(ours.skin.unless, text)) == sign


@pytest.mark.parametrize(
    "text",
    ["3 x 10", "2 × 12 a day", "4 sets", "30 seconds", "20 to 30 seconds", "15 reps", "three sets"],
)
def test_doses(text: str, ours: CheckWords) -> None:
    assert search(ours.doses, text)


@pytest.mark.parametrize("text", ["week 2", "38 °c", "a second run", "10 km", "one leg at a time"])
def test_what_is_no_dose(text: str, ours: CheckWords) -> None:
    assert not search(ours.doses, text)

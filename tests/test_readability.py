"""The counting, the formulas and the syllables, against values that others have published."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.readability import (
    Counter,
    Counts,
    age,
    automated_readability,
    coleman_liau,
    estimate,
    flesch_kincaid,
    look_up,
    sentences,
    total,
)

PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."


def test_flesch_kincaid_gives_the_platypus_its_known_grade() -> None:
    counts = Counter().count(PLATYPUS)
    assert (counts.sentences, counts.words, counts.syllables) == (1, 13, 24)
    assert flesch_kincaid(counts) == pytest.approx(11.3, abs=0.05)


def test_coleman_liau_gives_its_authors_abstract_the_known_grade() -> None:
    # 119 words in 5 sentences with 639 letters: 14.5 in the paper of 1975.
    assert coleman_liau(Counts(5, 119, 0, 639)) == pytest.approx(14.5, abs=0.05)


def test_automated_readability_is_the_published_sum() -> None:
    # 4.71 x 4.5 characters a word + 0.5 x 20 words a sentence - 21.43
    assert automated_readability(Counts(5, 100, 0, 450)) == pytest.approx(9.765)


def test_the_formulas_agree_on_what_is_easy_and_what_is_hard() -> None:
    counter = Counter()
    easy = counter.count("Stop the run. Sit down and rest. Cool the sore leg for a while.")
    hard = counter.count(PLATYPUS)
    for formula in (flesch_kincaid, automated_readability, coleman_liau):
        assert age(formula(easy)) < 9 < 13 < age(formula(hard))


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("", Counts(0, 0, 0, 0)),
        ("Rest", Counts(1, 1, 1, 4)),
        ("Rest. Then run!", Counts(2, 3, 3, 11)),
        ('She said "rest." Then he ran', Counts(2, 6, 6, 20)),
        ("Run 3.5 km (2.2 miles).", Counts(1, 5, 5, 14)),
        ("Don’t stop… don't", Counts(1, 3, 3, 12)),
        ("half-marathon", Counts(1, 2, 4, 12)),
    ],
)
def test_counting(text: str, counted: Counts) -> None:
    assert Counter().count(text) == counted


def test_every_text_of_a_list_ends_a_sentence() -> None:
    counter = Counter()
    assert total(map(counter.count, ["Warm up", "Run. Rest", "Eat."])).sentences == 4


def test_explained_words_count_as_one_short_word() -> None:
    plain, explained = Counter(), Counter(["Achilles tendon", "physiotherapist"])
    text = "The Achilles tendon. Ask a physiotherapist, or physiotherapists."
    assert plain.count(text).syllables - explained.count(text).syllables == 4 + 4
    assert plain.count(text).words - explained.count(text).words == 1


@pytest.mark.parametrize(
    ("word", "syllables"), [("calf", 1), ("muscle", 2), ("tomato", 3), ("zzz-no-word", None)]
)
def test_the_dictionary(word: str, syllables: int | None) -> None:
    assert look_up(word) == syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("stoke", 1), ("walked", 1), ("rested", 2), ("ankle", 2), ("pulses", 2), ("hmm", 1)],
)
def test_the_estimate_for_words_that_no_dictionary_has(word: str, syllables: int) -> None:
    assert estimate(word) == syllables


def test_sentences_are_cut_where_they_end() -> None:
    text = "Walk 1.5 km. Does it hurt? (Stop.) Go on"
    assert sentences(text) == ["Walk 1.5 km.", "Does it hurt?", "(Stop.)", "Go on"]


def test_counts_are_kept_for_the_next_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "cache" / "counts.json"
    counter = Counter(["physio"], kept)
    counted = counter.count("The calf and the physio")
    counter.save()
    assert [file.name for file in kept.parent.iterdir()] == ["counts.json"]
    again = Counter(["physio"], kept)
    monkeypatch.setattr(again, "_count", None)
    assert again.count("The calf and the physio") == counted
    before = kept.stat().st_mtime_ns
    again.save()
    assert kept.stat().st_mtime_ns == before


def test_counts_are_not_kept_past_a_new_word_of_the_glossary(tmp_path: Path) -> None:
    kept = tmp_path / "counts.json"
    counter = Counter((), kept)
    long = counter.count("A physiotherapist").syllables
    counter.save()
    assert Counter(["physiotherapist"], kept).count("A physiotherapist").syllables == long - 4


@pytest.mark.parametrize("nonsense", ["", "[1]", '{"by": 1}', '{"counts": {}}', "\x00"])
def test_a_broken_cache_costs_nothing_but_time(nonsense: str, tmp_path: Path) -> None:
    kept = tmp_path / "counts.json"
    kept.write_text(nonsense, "utf-8")
    assert Counter((), kept).count("calf").syllables == 1

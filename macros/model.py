"""What the content is: frozen records, no I/O.

Every class below is the shape of one kind of YAML file. A field's annotation
says its type, whether it may carry inline markup, and what the checks demand of
it (`macros/fields.py`). A new kind of content is one class with a `folder` here
and one template of the same name in `pages/`.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from macros.fields import (
    Called,
    Cited,
    Day,
    Id,
    Integer,
    Pattern,
    Prose,
    Record,
    Ref,
    Some,
    Study,
    Text,
    Truth,
    Word,
)

# --- evidence


class Claim(Record):
    """One place where common advice and the evidence part."""

    read: Annotated[str, Field(min_length=1), Text(quoted=True)]
    found: Study
    verdict: Annotated[str, Ref("verdict")]
    confidence: Annotated[str, Ref("confidence")]


class Evidence(Record):
    """How sure we are of what an entry says, and why."""

    verdict: Annotated[str, Ref("verdict")]
    confidence: Annotated[str, Ref("confidence")]
    summary: Annotated[str, Field(min_length=1), Text(cites="each", age=14)]
    claims: tuple[Claim, ...] = ()
    unknown: tuple[Prose, ...] = ()


# --- parts that several kinds share


class NotWhile(Record):
    """A circumstance in which a treatment or exercise must not be used, or not without asking."""

    when: Annotated[str, Ref("circumstances")]
    because: Prose | None = None


class Way(Record):
    """One way to do a thing, as numbered steps."""

    title: Word
    steps: Annotated[tuple[Prose, ...], Field(min_length=1)]


class Dose(Record):
    """How much of it. `amount` names its source, or says `[ours]`."""

    what: Word
    amount: Cited


class Table(Record):
    """A small table. Every row has as many cells as `head`, and its first cell is its heading."""

    title: Word
    head: Annotated[tuple[Word, ...], Field(min_length=2)]
    rows: Annotated[tuple[tuple[Annotated[str, Text(age=None)], ...], ...], Field(min_length=1)]
    note: Prose | None = None


class Figure(Record):
    """A picture in `docs/images/`, with the words that stand for it."""

    file: Annotated[str, Field(pattern=r"^[a-z0-9-]+\.(svg|png)$")]
    alt: Annotated[str, Text(markup=False, cites="never", age=None)]
    caption: Prose | None = None


class Card(Record):
    """One urgency card: one level, one action, the signs that call for it.

    After the care cards of the NHS (nhs-2025-care-cards).
    """

    level: Annotated[str, Ref("urgency")]
    route: Annotated[str, Ref("routes")]
    signs: Annotated[tuple[Annotated[str, Text(cites="never")], ...], Field(min_length=1)]
    then: Annotated[str, Text(cites="never")] | None = None
    works: Annotated[tuple[Annotated[str, Ref("works")], ...], Field(min_length=1)]


class Elsewhere(Record):
    """A sign that points to something other than this cause."""

    sign: Prose
    see: Annotated[str, Ref("conditions")] | None = None


class Habit(Record):
    """A question about a habit, with four answers from weakest to strongest."""

    question: Word
    levels: Annotated[tuple[Word, ...], Field(min_length=4, max_length=4)]


# --- entries: one file, one page


class Entry(Record):
    """What every page made from content has."""

    folder: ClassVar[str] = ""

    id: Id
    title: Word
    lead: Annotated[str, Field(min_length=1), Text(cites="never")]
    also_called: tuple[Called, ...] = ()
    what: Annotated[tuple[Prose, ...], Field(min_length=1)]
    evidence: Evidence
    figure: Figure | None = None
    reviewed: Day
    review_due: Day


class Cause(Entry):
    """Why it happens. `number` is its place in the list of causes."""

    folder: ClassVar[str] = "causes"

    number: Integer
    signs: Annotated[tuple[Prose, ...], Field(min_length=1)]
    who: Annotated[tuple[Prose, ...], Field(min_length=1)]
    first: Annotated[tuple[Prose, ...], Field(min_length=1)]
    if_nothing: Prose
    elsewhere: Annotated[tuple[Elsewhere, ...], Field(min_length=1)]
    treatments: tuple[Annotated[str, Ref("treatments")], ...] = ()
    exercises: tuple[Annotated[str, Ref("exercises")], ...] = ()
    prevention: tuple[Annotated[str, Ref("prevention")], ...] = ()


class Condition(Entry):
    """What it may be, with how urgent it is."""

    folder: ClassVar[str] = "conditions"

    urgency: Annotated[str, Ref("urgency")]
    cards: Annotated[tuple[Card, ...], Field(min_length=1)]
    signs: Annotated[tuple[Some, ...], Field(min_length=1)]
    unlike_soreness: Annotated[tuple[Some, ...], Field(min_length=1)]
    at_risk: Annotated[tuple[Some, ...], Field(min_length=1)]
    next: Annotated[tuple[Prose, ...], Field(min_length=1)]
    meanwhile: Annotated[tuple[Prose, ...], Field(min_length=1)]
    do_not: Annotated[tuple[Prose, ...], Field(min_length=1)]


class Treatment(Entry):
    """What helps, and who must leave it alone. `number` is its place in the list."""

    folder: ClassVar[str] = "treatments"

    number: Integer
    can: tuple[Some, ...] = ()
    cannot: tuple[Some, ...] = ()
    not_while: Annotated[tuple[NotWhile, ...], Field(min_length=1)]
    ask_first: tuple[NotWhile, ...] = ()
    ways: tuple[Way, ...] = ()
    exercises: tuple[Annotated[str, Ref("exercises")], ...] = ()
    dose: tuple[Dose, ...] = ()
    more: tuple[Prose, ...] = ()
    less: tuple[Prose, ...] = ()
    risks: Annotated[tuple[Prose, ...], Field(min_length=1)]
    stop_when: Annotated[tuple[Prose, ...], Field(min_length=1)]
    if_nothing: Prose


class Exercise(Entry):
    """One exercise: its steps and the only place where its dose stands."""

    folder: ClassVar[str] = "exercises"

    number: Integer
    area: Annotated[str, Ref("area")]
    needs: tuple[Word, ...] = ()
    not_while: Annotated[tuple[NotWhile, ...], Field(min_length=1)]
    ask_first: tuple[NotWhile, ...] = ()
    steps: Annotated[tuple[Prose, ...], Field(min_length=1)]
    dose: Annotated[tuple[Dose, ...], Field(min_length=1)]
    easier: Annotated[tuple[Prose, ...], Field(min_length=1)]
    harder: Annotated[tuple[Prose, ...], Field(min_length=1)]
    risks: Annotated[tuple[Prose, ...], Field(min_length=1)]
    stop_when: Annotated[tuple[Prose, ...], Field(min_length=1)]


class Prevention(Entry):
    """One prevention strategy. `number` is its place in the list."""

    folder: ClassVar[str] = "prevention"

    number: Integer
    warn: tuple[Cited, ...] = ()
    not_while: tuple[NotWhile, ...] = ()
    ask_first: tuple[NotWhile, ...] = ()
    ways: Annotated[tuple[Way, ...], Field(min_length=1)]
    tables: tuple[Table, ...] = ()
    dose: Annotated[tuple[Dose, ...], Field(min_length=1)]
    mistakes: Annotated[tuple[Prose, ...], Field(min_length=1)]
    working: Annotated[tuple[Prose, ...], Field(min_length=1)]
    stop_when: tuple[Prose, ...] = ()
    habit: Habit
    causes: tuple[Annotated[str, Ref("causes")], ...] = ()
    exercises: tuple[Annotated[str, Ref("exercises")], ...] = ()


def entry_kinds() -> dict[str, type[Entry]]:
    """Every content kind by its folder, in the order in which the classes are written."""
    return {kind.folder: kind for kind in Entry.__subclasses__()}


# --- files that stand once


class Handbook(Record):
    """`handbook.yml`: what this handbook is. The last three are null until known."""

    title: Word
    short_title: Word
    subject: Word
    description: Annotated[str, Text(markup=False, cites="never")]
    language: Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
    edition: Word
    reviewed: Day
    review_due: Day
    reviewer: Word | None
    emergency_numbers: Annotated[
        tuple[Annotated[str, Field(pattern=r"^\+?[0-9][0-9 ]*$")], ...], Field(min_length=1)
    ]
    strategies: Integer
    licence: Word
    address: Annotated[str, Field(pattern=r"^https://[^\s?#]+/$")] | None
    source: Annotated[str, Field(pattern=r"^https://[^\s?#]+[^/\s]$")] | None
    contact: Annotated[str, Field(pattern=r"^(https://|mailto:)\S+$")] | None


class Term(Record):
    """One item of a closed list: its id, its label and what it means in plain words."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$")]
    label: Word
    plain: Annotated[str, Text(cites="may")] | None = None


class Vocabulary(Record):
    """`vocabulary.yml`: the closed lists. Order in a list is meaning (urgency: lowest first)."""

    urgency: tuple[Term, ...]
    routes: tuple[Term, ...]
    verdict: tuple[Term, ...]
    confidence: tuple[Term, ...]
    area: tuple[Term, ...]
    circumstances: tuple[Term, ...]


class UrgentSigns(Record):
    """`urgent-signs.yml`: the strip and the cards that stand on every page made from content."""

    strip: Annotated[str, Text(cites="never")]
    cards: Annotated[tuple[Card, ...], Field(min_length=1)]


class Gloss(Record):
    """One term of the glossary."""

    term: Word
    means: Prose
    forms: tuple[Word, ...] = ()


class Ban(Record):
    """Phrases that we never use, with the proof that they catch what they should and no more."""

    phrases: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    unless: tuple[Pattern, ...] = ()
    why: str
    instead: str
    bad: Annotated[tuple[str, ...], Field(min_length=1)]
    good: Annotated[tuple[str, ...], Field(min_length=1)]


class SkinWords(Record):
    """The words for signs on the skin, and for the skins a text with such a sign must speak of."""

    signs: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    unless: tuple[Pattern, ...] = ()
    tones: Annotated[tuple[Pattern, ...], Field(min_length=1)]


class CheckWords(Record):
    """`checks.yml`: the words that the checks look for."""

    bans: tuple[Ban, ...]
    skin: SkinWords
    doses: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    empty_links: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    needless_in_alt: Annotated[tuple[Pattern, ...], Field(min_length=1)]


class Name(Record):
    """A person's or body's name, as CSL writes it."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None


class Issued(Record):
    """A date of publication, as CSL writes it: `date-parts: [[2020]]`."""

    date_parts: Annotated[
        tuple[tuple[Integer, ...], ...], Field(alias="date-parts", min_length=1, max_length=1)
    ]


class Custom(Record):
    """What we noted about a work. CSL keeps a place of that name for such notes."""

    kind: str
    finding: str
    population: str | None = None
    limits: str | None = None
    certainty: Literal["high", "moderate", "low", "very-low"]
    citable: Truth
    also: tuple[str, ...] = ()
    kept_for: tuple[str, ...] = ()
    """What an uncited work will be needed for, such as "plans/return-to-running"."""


class Work(Record):
    """One work of the bibliography, as CSL-YAML (what Zotero exports)."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: Id
    type: str
    title: str
    author: tuple[Name, ...] = ()
    issued: Issued | None = None
    container_title: Annotated[str | None, Field(alias="container-title")] = None
    publisher: str | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    number: str | None = None
    edition: str | None = None
    genre: str | None = None
    note: str | None = None
    doi: Annotated[str | None, Field(alias="DOI")] = None
    pmid: Annotated[str | None, Field(alias="PMID")] = None
    url: Annotated[str | None, Field(alias="URL", pattern=r"^https?://")] = None
    custom: Custom

"""Every text, reference and record of the library, found by what the model says of its fields.

The annotations of a record class are read once and compiled into small
functions, so that the checks can go through hundreds of entries in a blink, and
a new kind of content is walked without a line written here.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from macros import prose
from macros.fields import Record, Ref, Text
from macros.library import Library, Mark, Path, Positions
from macros.model import Entry
from macros.patterns import Corpus, normal
from macros.problems import Problem, dotted

R = TypeVar("R", bound=Record)

WORDS = Text(markup=False, cites="never", age=None)
"""What a word of the interface allows: it is shown as written."""


@dataclass(slots=True)
class Place:
    """Where a value stands, and in whose file. `entry` is None in the files that stand once.

    Not frozen, for one reason: making a frozen one takes three times as long, and
    there are thousands.
    """

    positions: Positions
    path: Path
    entry: Entry | None

    @property
    def file(self) -> str:
        """The file, relative to the project."""
        return self.positions.file

    @property
    def mark(self) -> Mark:
        """Line and column."""
        return self.positions.at(self.path)

    def at(self, *steps: str | int) -> Place:
        """A place further in."""
        return Place(self.positions, self.path + steps, self.entry)

    def problem(self, message: str) -> Problem:
        """What is wrong here."""
        mark = self.mark
        return Problem(self.file, mark.line, mark.column, dotted(self.path), message)


@dataclass(slots=True)
class Found(Place):
    """A text."""

    value: str
    metadata: Text

    @property
    def plain(self) -> str:
        """The words alone, without markup and citations."""
        return prose.plain(self.value) if self.metadata.markup else self.value

    @property
    def group(self) -> Path:
        """The path of the field. All texts of one list have the same."""
        end = len(self.path)
        while end and isinstance(self.path[end - 1], int):
            end -= 1
        return self.path[:end]


@dataclass(slots=True)
class FoundRef(Place):
    """An id that must name something."""

    value: str
    metadata: Ref


@dataclass(slots=True)
class FoundRecord(Place):
    """A record, at any depth."""

    value: Record


@dataclass(slots=True)
class Walked:
    """What one walk has found. `positions` and `entry` change from file to file."""

    positions: Positions
    entry: Entry | None = None
    texts: list[Found] = field(default_factory=list)
    refs: list[FoundRef] = field(default_factory=list)
    records: list[FoundRecord] = field(default_factory=list)
    citations: list[tuple[Place, str]] | None = None
    ours: tuple[tuple[Found, ...], Corpus] | None = None


Plan = Callable[[Any, Path, Walked], None]


def texts(library: Library) -> Iterator[Found]:
    """Every text that readers see, entries first, then the files that stand once."""
    return iter(_walk(library).texts)


def ours(library: Library) -> tuple[tuple[Found, ...], Corpus]:
    """The texts in our own voice, and the same, place for place, to be searched."""
    walked = _walk(library)
    if walked.ours is None:
        found = tuple(text for text in walked.texts if not text.metadata.quoted)
        walked.ours = found, Corpus([normal(text.plain) for text in found])
    return walked.ours


def refs(library: Library) -> Iterator[FoundRef]:
    """Every id that must name something."""
    return iter(_walk(library).refs)


def records(library: Library, kind: type[R]) -> Iterator[tuple[Place, R]]:
    """Every record of one class, at any depth, with its place."""
    for found in _walk(library).records:
        if isinstance(found.value, kind):
            yield found, found.value


def citations(library: Library) -> Iterator[tuple[Place, str]]:
    """Every key of a work that is cited, in prose or in a list of works."""
    walked = _walk(library)
    if walked.citations is None:
        walked.citations = [*_citations(walked)]
    return iter(walked.citations)


def entry_place(library: Library, kind: str, name: str) -> Place:
    """An entry's file as a whole."""
    positions = library.positions[library.files[f"{kind}/{name}"]]
    return Place(positions, (), library.entries[kind][name])


def file_place(library: Library, name: str) -> Place:
    """A file that stands once, by its name, such as "glossary.yml"."""
    named = [file for file in library.positions if PurePosixPath(file).name == name]
    # An entry may have the same name, but its file lies one folder deeper.
    return Place(library.positions[min(named, key=len)], (), None)


# --- one walk for all checks

_last: tuple[Library, Walked] | None = None


def _walk(library: Library) -> Walked:
    # A dozen checks ask for the same library one after the other.
    global _last
    if _last is None or _last[0] is not library:
        _last = (library, _walk_afresh(library))
    return _last[1]


def _citations(walked: Walked) -> Iterator[tuple[Place, str]]:
    for text in walked.texts:
        if text.metadata.markup and "@" in text.value:
            for key in prose.cited(text.value):
                yield text, key
    for ref in walked.refs:
        if ref.metadata.kind == "works":
            yield ref, ref.value


def _walk_afresh(library: Library) -> Walked:
    walked = Walked(file_place(library, "handbook.yml").positions)
    for kind, entries in library.entries.items():
        for name, entry in entries.items():
            walked.positions = library.positions[library.files[f"{kind}/{name}"]]
            walked.entry = entry
            _plan(type(entry))(entry, (), walked)
    walked.entry = None
    for file, value in _standing_once(library).items():
        walked.positions = file_place(library, file).positions
        for path, record in value.items():
            _plan(type(record))(record, path, walked)
    walked.positions = file_place(library, "words.yml").positions
    for key, text in library.words.items():
        walked.texts.append(Found(walked.positions, (key,), None, text, WORDS))
    return walked


def _standing_once(library: Library) -> dict[str, Mapping[Path, Record]]:
    glosses: dict[Path, Record] = {(n,): gloss for n, gloss in enumerate(library.glossary)}
    return {
        "handbook.yml": {(): library.handbook},
        "vocabulary.yml": {(): library.vocabulary},
        "urgent-signs.yml": {(): library.urgent_signs},
        "glossary.yml": glosses,
    }


# --- plans: what to do with a value of a type, None where there is nothing to find in it


@cache
def _plan(kind: type[Record]) -> Plan:
    steps: list[tuple[str, str, Plan]] = []
    for name, info in kind.model_fields.items():
        plan = _plan_for_metadata(info.metadata) or _plan_for(info.annotation)
        if plan is not None:
            steps.append((name, info.alias or name, plan))

    def visit(record: Record, path: Path, walked: Walked) -> None:
        walked.records.append(FoundRecord(walked.positions, path, walked.entry, record))
        values = record.__dict__  # quicker than asking pydantic
        for name, key, plan in steps:
            value = values[name]
            if value is not None:
                plan(value, (*path, key), walked)

    return visit


def _plan_for(annotation: Any) -> Plan | None:
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _plan_for_metadata(annotation.__metadata__) or _plan_for(parts[0])
    if origin in (Union, types.UnionType):
        plans = [plan for part in parts if (plan := _plan_for(part))]
        return plans[0] if plans else None
    if origin is tuple:
        item = _plan_for(parts[0])
        return _each(item) if item else None
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return _plan(annotation)
    return None


def _plan_for_metadata(metadata: Sequence[Any]) -> Plan | None:
    # What is said last is said by the field itself, and so outranks the type it builds on.
    for data in reversed(metadata):
        if isinstance(data, Text):
            return _text(data)
        if isinstance(data, Ref):
            return _ref(data)
    return None


def _text(metadata: Text) -> Plan:
    def visit(value: str, path: Path, walked: Walked) -> None:
        walked.texts.append(Found(walked.positions, path, walked.entry, value, metadata))

    return visit


def _ref(metadata: Ref) -> Plan:
    def visit(value: str, path: Path, walked: Walked) -> None:
        walked.refs.append(FoundRef(walked.positions, path, walked.entry, value, metadata))

    return visit


def _each(plan: Plan) -> Plan:
    def visit(values: tuple[Any, ...], path: Path, walked: Walked) -> None:
        for number, value in enumerate(values):
            if value is not None:
                plan(value, (*path, number), walked)

    return visit

"""YAML to a `Library`, or all problems at once. The only file that imports yaml.

PyYAML speaks YAML 1.1, where `no` is false and `1:30` is 90. So its parser is used
and its meaning is not: we take the events and build the values. A plain `null`, `~`
or nothing at all is None, every other scalar is text exactly as it is written, and
the model says what a text means. Anchors, aliases and tags are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from macros import assemble, fields, library, model, shape, shelf, source, syntax
from macros.assemble import Read, works_given_twice
from macros.problems import ContentError, Problem, dotted

SINGLE_FILES: dict[str, Any] = {
    "handbook.yml": model.Handbook,
    "words.yml": dict[str, fields.Word],
    "vocabulary.yml": model.Vocabulary,
    "urgent-signs.yml": model.UrgentSigns,
    "references.yml": tuple[model.Work, ...],
    "glossary.yml": tuple[model.Gloss, ...],
    "checks.yml": model.CheckWords,
}
"""The files that stand once, and the type of what each of them holds."""


# --- the whole


@dataclass(frozen=True, slots=True)
class Loaded:
    """All content that could be read, and all that is wrong with the rest.

    `library` is None only where a file that stands once is missing or broken.
    """

    library: library.Library | None
    problems: tuple[Problem, ...]


def load(content: Path, project: Path) -> Loaded:
    """Read every file below `content`. Places in the report are relative to `project`."""
    kinds = model.entry_kinds()
    shelved = shelf.survey(content, project, SINGLE_FILES, kinds)
    single: dict[str, Read] = {}
    entries: dict[str, Read] = {}
    for name, path in shelved.paths.items():
        file = f"{shelved.base}/{name}"
        if name in SINGLE_FILES:
            single[name] = _read(path, file, SINGLE_FILES[name])
        else:
            kind = name.partition("/")[0]
            entries[name.removesuffix(".yml")] = _read(path, file, kinds[kind])
    problems = {*shelved.problems, *shelved.missing(SINGLE_FILES)}
    problems.update(*(each.problems for each in (*single.values(), *entries.values())))
    if "references.yml" in single:
        problems.update(works_given_twice(single["references.yml"]))
    sound = {name for name, each in single.items() if each.value is not None}
    complete = sound == SINGLE_FILES.keys()
    library = assemble.library(single, entries, shelved.refused) if complete else None
    return Loaded(library, tuple(sorted(problems)))


# --- one file


def _read(path: Path, file: str, wanted: Any) -> Read:
    """The file at `path`, called `file` in reports."""
    data = source.fetch(path, file)
    if isinstance(data, Problem):
        return Read(None, (data,), library.Positions(file, {}, {}))
    return _parse(data, file, wanted)


@lru_cache(maxsize=2048)
def _parse(data: bytes, file: str, wanted: Any) -> Read:
    """The same bytes give the same records, so a live preview parses only what has changed."""
    found = source.read(data, file)
    if found.text is None:
        return Read(None, found.problems, library.Positions(file, {}, {}))
    positions = _positions(found.text, file)
    composer = _Composer(found.text, positions)
    plain = composer.compose()
    if plain is _NOTHING:
        # What stands for an odd character may be all that YAML stumbled over.
        return Read(None, found.problems or tuple(composer.problems), positions)
    problems = [*found.problems, *composer.problems]
    value, misshapen = shape.fit(plain, wanted, positions)
    # A line that YAML could not take as it stands would only be reported again for what came of it.
    known = {problem.line for problem in problems}
    problems += (problem for problem in misshapen if problem.line not in known)
    return Read(value, tuple(problems), positions)


# --- YAML to plain data

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_DEEPEST = 20
_NOTHING = object()
"""What a file holds in which YAML finds nothing, or nothing that can be relied on."""


class _UnreadableError(Exception):
    """The rest of the file could only be misread."""


@dataclass(slots=True)
class _Frame:
    """A list or a mapping that is being filled."""

    items: Any
    takes_value: bool
    """False where a mapping's next key is due."""
    key: str | None = None
    """The last key of a mapping; None in a list."""
    again: bool = False
    """The key was given before: its value is read and dropped."""

    def step(self, filled: int) -> int | str:
        """The key, or the place in the list, that is being read, with the items `filled` for it."""
        return len(self.items) - filled if self.key is None else self.key


class _Composer:
    """Builds plain data from events, with its own stack: deep nesting cannot exhaust ours."""

    def __init__(self, text: str, positions: library.Positions) -> None:
        self.problems: list[Problem] = []
        self._text = text
        self._positions = positions
        self._frames = [_Frame([], takes_value=True)]
        self._last: Any = None
        self._may_swallow = syntax.may_swallow_text(text)

    def compose(self) -> Any:
        """The one value of the file, or `_NOTHING`. Even beside problems it may be checked."""
        try:
            self._run()
        except _UnreadableError:
            return _NOTHING
        except yaml.YAMLError as error:
            self._misread(error)
            return _NOTHING
        root = self._frames[0].items
        if not root or root[0] is None:
            self._refuse(None, syntax.empty(self._text))
            return _NOTHING
        return root[0]

    def _run(self) -> None:
        next_event, end = _Parser(self._text).get_event, yaml.StreamEndEvent
        event = next_event()
        try:
            while event.__class__ is not end:
                step = _STEPS.get(event.__class__)
                if step:
                    step(self, event)
                event = next_event()
        except yaml.YAMLError:
            self._last = event
            raise

    # --- steps, one for each kind of event

    def _document(self, event: Any) -> None:
        if self._frames[0].items:
            self._refuse(event, syntax.SECOND_DOCUMENT)
            raise _UnreadableError

    def _scalar(self, event: Any) -> None:
        if event.anchor or event.tag:
            self._refuse(event, syntax.property_of(self._text, event.start_mark.index))
        value, quoted = event.value, event.style
        if quoted:
            self._vet_quoted(event)
        elif self._may_swallow or " - " in value:
            self._vet_plain(event)
        if not self._frames[-1].takes_value:
            self._name(event)
        else:
            self._put(None if value in _NULLS and not quoted else value, event)

    def _vet_quoted(self, event: Any) -> None:
        """Refuse a text in which a reader would see nothing, or not all."""
        if event.style == '"' and (odd := source.unseen(event.value)):
            self._refuse(event, syntax.escaped(source.named(odd)))
        elif event.value.isspace():
            self._refuse(event, syntax.ONLY_SPACES)

    def _vet_plain(self, event: Any) -> None:
        """Refuse a text of which YAML would silently make more or less than it seems."""
        start, end = event.start_mark.index, event.end_mark.index
        self._refuse_at(syntax.swallowed_item(self._text, start, end))
        self._refuse_at(syntax.swallowed_text(self._text, end))

    def _alias(self, event: Any) -> None:
        self._refuse(event, syntax.property_of(self._text, event.start_mark.index))
        raise _UnreadableError

    def _begin(self, event: Any, items: Any) -> None:
        if event.anchor or event.tag:
            self._refuse(event, syntax.property_of(self._text, event.start_mark.index))
        frame = self._frames[-1]
        if not frame.takes_value:
            self._refuse(event, syntax.key_that_is_no_text(self._text, event.start_mark.index))
            raise _UnreadableError
        if len(self._frames) > _DEEPEST:
            self._refuse(event, syntax.TOO_DEEP)
            raise _UnreadableError
        self._put(items, event)
        self._frames.append(_Frame(items, takes_value=items.__class__ is list))

    def _mapping(self, event: Any) -> None:
        self._begin(event, {})

    def _sequence(self, event: Any) -> None:
        self._begin(event, [])

    def _end(self, event: Any) -> None:
        self._frames.pop()

    # --- what the steps share

    def _name(self, event: Any) -> None:
        """Take a key; its value comes next."""
        frame = self._frames[-1]
        frame.key, frame.takes_value = event.value, True
        wrong = syntax.odd_key(event.value, quoted=bool(event.style))
        if wrong:
            self._refuse(event, wrong)
            raise _UnreadableError
        if frame.key in frame.items:
            frame.again = True
            self._given_twice(event)

    def _put(self, value: Any, event: Any) -> None:
        """Take a value into the list or mapping that is open."""
        frame = self._frames[-1]
        if frame.key is None:
            frame.items.append(value)
            return
        if not frame.again:
            frame.items[frame.key] = value
        frame.takes_value = frame.again = False

    def _path(self) -> library.Path:
        """Where the thing that is being read stands."""
        if len(self._frames) == 1:
            return ()
        *around, inner = self._frames[1:]
        return (*(frame.step(filled=1) for frame in around), inner.step(filled=0))

    def _given_twice(self, event: Any) -> None:
        path = self._path()
        self._refuse(event, syntax.given_twice(self._positions.keys[path].line), path)

    def _refuse(self, event: Any, message: str, path: library.Path = ()) -> None:
        """Note a problem where the event begins, or with the file as a whole."""
        mark = _mark(event) if event else library.Mark(1, 1)
        self._note(mark.line, mark.column, dotted(path), message)

    def _note(self, line: int, column: int, where: str, message: str) -> None:
        self.problems.append(Problem(self._positions.file, line, column, where, message))
        if len(self.problems) >= shape.MOST_PROBLEMS:
            raise _UnreadableError

    def _refuse_at(self, told: syntax.Told | None) -> None:
        if told:
            line, column = source.place(self._text, told[0])
            self._note(line, column, "", told[1])

    def _misread(self, error: yaml.YAMLError) -> None:
        """Say in plain words what YAML could not read."""
        with suppress(_UnreadableError):
            self._refuse_at(syntax.explain(self._text, _trouble(error, self._last)))


_STEPS: dict[type, Callable[[_Composer, Any], None]] = {
    yaml.ScalarEvent: _Composer._scalar,
    yaml.AliasEvent: _Composer._alias,
    yaml.MappingStartEvent: _Composer._mapping,
    yaml.SequenceStartEvent: _Composer._sequence,
    yaml.MappingEndEvent: _Composer._end,
    yaml.SequenceEndEvent: _Composer._end,
    yaml.DocumentStartEvent: _Composer._document,
}


def _mark(event: Any) -> library.Mark:
    return library.Mark(event.start_mark.line + 1, event.start_mark.column + 1)


def _trouble(error: Any, last: Any) -> syntax.Trouble:
    """What is known of an error, without any type of PyYAML's."""
    mark = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None) or mark
    written = getattr(last, "style", "") or ""
    ended = last.__class__ in (yaml.SequenceEndEvent, yaml.MappingEndEvent)
    if ended and last.start_mark.index < last.end_mark.index:
        written = "]"
    return syntax.Trouble(
        problem=getattr(error, "problem", None) or "its characters are not allowed",
        context=getattr(error, "context", None) or "",
        index=mark.index if mark else 0,
        start=start.index if start else 0,
        last=written if written in ("'", '"', "]") else "",
        last_start=last.start_mark.index if last else 0,
        last_end=last.end_mark.index if last else 0,
    )


# --- positions


class _Surveyor(_Composer):
    """Reads a text once more, for the places of its keys and values."""

    def __init__(self, text: str) -> None:
        super().__init__(text, library.Positions("", {}, {}))
        self.values: dict[library.Path, library.Mark] = {}
        self.keys: dict[library.Path, library.Mark] = {}

    def survey(self) -> _Surveyor:
        """Every place as far as the text can be read."""
        with suppress(_UnreadableError, yaml.YAMLError):
            self._run()
        return self

    def _name(self, event: Any) -> None:
        super()._name(event)
        self.keys.setdefault(self._path(), _mark(event))

    def _put(self, value: Any, event: Any) -> None:
        if not self._frames[-1].again:
            self.values.setdefault(self._path(), _mark(event))
        super()._put(value, event)

    def _given_twice(self, event: Any) -> None:
        pass

    def _vet_plain(self, event: Any) -> None:
        pass

    def _note(self, line: int, column: int, where: str, message: str) -> None:
        pass


class _Survey:
    """The places in one text. Few are ever asked for, so they are sought when the first one is."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def found(self) -> _Surveyor:
        """Values and keys with their marks."""
        return _Surveyor(self._text).survey()


class _Marks(Mapping[library.Path, library.Mark]):
    """One of the two tables of a survey."""

    def __init__(self, survey: _Survey, table: str) -> None:
        self._survey = survey
        self._table = table

    @cached_property
    def _marks(self) -> dict[library.Path, library.Mark]:
        marks: dict[library.Path, library.Mark] = getattr(self._survey.found, self._table)
        return marks

    def __getitem__(self, path: library.Path) -> library.Mark:
        return self._marks[path]

    def __iter__(self) -> Iterator[library.Path]:
        return iter(self._marks)

    def __len__(self) -> int:
        return len(self._marks)


def _positions(text: str, file: str) -> library.Positions:
    survey = _Survey(text)
    return library.Positions(file, _Marks(survey, "values"), _Marks(survey, "keys"))


def read_data(path: Path) -> Any:
    """What one YAML file of our own code says. ContentError names what is wrong with it."""
    read = _read(path, path.name, Any)
    if read.problems:
        raise ContentError(read.problems)
    return read.value

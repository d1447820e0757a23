"""Plain data to frozen records, or what does not fit, in words for people who do not program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from sys import maxsize
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from macros.library import Path, Positions
from macros.problems import Problem, did_you_mean, dotted
from macros.source import shown

MOST_PROBLEMS = 100
"""As many as anybody would read of one file."""

FORMS = {
    "id": ("Use small letters, digits and hyphens", "warm-up"),
    "address": ('It begins with "https://" and ends in "/"', "https://example.org/handbook/"),
    "source": ('It begins with "https://" and does not end in "/"', "https://example.org/handbook"),
    "contact": ('It begins with "https://" or "mailto:"', "mailto:someone@example.org"),
    "language": ("It is the code of a language", "en-GB"),
    "emergency_numbers": ("It is a number that a phone can call", "112"),
    "file": ('Use small letters, digits and hyphens, and end in ".svg" or ".png"', "warm-up.svg"),
    "URL": ('It begins with "https://" or "http://"', "https://example.org/article"),
}
"""What a text must look like, by its key, with a right one."""


def fit(data: Any, wanted: Any, positions: Positions) -> tuple[Any, list[Problem]]:
    """The data as what is wanted (a record, many records, a dict), or None and each misfit."""
    try:
        return _adapter(wanted).validate_python(data), []
    except ValidationError as error:
        return None, list(_problems(error, data, wanted, positions))


def problem(positions: Positions, path: Path, message: str) -> Problem:
    """A problem with the value at `path`, or with the record that ought to have it."""
    mark = positions.at(path)
    return Problem(positions.file, mark.line, mark.column, dotted(path), message)


@lru_cache
def _adapter(wanted: Any) -> TypeAdapter[Any]:
    return TypeAdapter(wanted)


@dataclass(frozen=True, slots=True)
class _Misfit:
    """One thing that pydantic did not take."""

    kind: str
    path: Path
    found: Any
    wanted: Any
    """The type that the model has for this place."""
    around: Any
    """The type of the record that has it."""
    words: str
    """What the model says of it, where the model does."""

    @property
    def key(self) -> str:
        """The key of the value, or of the list that has it."""
        return next((part for part in reversed(self.path) if isinstance(part, str)), "")


def _problems(
    error: ValidationError, data: Any, wanted: Any, positions: Positions
) -> Iterator[Problem]:
    """One problem for each misfit, but for a missing key that stands there misspelt."""
    details = [
        detail
        for detail in error.errors(include_url=False)
        if not (detail["type"] == "too_short" and _is_long_enough(_misfit(detail, data, wanted)))
    ]
    misfits = [_misfit(detail, data, wanted) for detail in details[:MOST_PROBLEMS]]
    meant = {misfit.path: _meant(misfit) for misfit in misfits if misfit.kind == "extra_forbidden"}
    misspelt = {(*path[:-1], key) for path, key in meant.items()}
    for misfit in misfits:
        if misfit.path in meant:
            yield _unknown(misfit, meant[misfit.path], positions)
        elif misfit.path not in misspelt:
            yield problem(positions, misfit.path, _message(misfit))
    if len(details) > MOST_PROBLEMS:
        more = f"{len(details) - MOST_PROBLEMS} more problems of this file are not listed."
        yield problem(positions, (), more)


def _misfit(detail: ErrorDetails, data: Any, wanted: Any) -> _Misfit:
    path = _path(detail, data)
    return _Misfit(
        kind=detail["type"],
        path=path,
        found=detail["input"],
        wanted=_at(wanted, path),
        around=_at(wanted, path[:-1]),
        words=str(detail.get("ctx", {}).get("error", "")),
    )


def _path(detail: ErrorDetails, data: Any) -> Path:
    """Where it stands in the file, without the steps that pydantic may add of its own."""
    *_, last = loc = detail["loc"] or ("",)
    path: list[int | str] = []
    for part in loc:
        try:
            data = data[part]
        except (LookupError, TypeError):
            break
        path.append(part)
    return (*path, last) if detail["type"] == "missing" else tuple(path)


def _is_long_enough(misfit: _Misfit) -> bool:
    """pydantic does not count the items that do not fit, and those are reported anyway."""
    return len(misfit.found) >= _lengths(misfit)[0]


# --- unknown keys


def _unknown(misfit: _Misfit, meant: str, positions: Positions) -> Problem:
    mark = positions.keys.get(misfit.path) or positions.at(misfit.path)
    known = ", ".join(_keys(misfit.around))
    hint = f'Did you mean "{meant}"?' if meant else f"The keys here are {known}."
    message = f"This key is not known. {hint}"
    return Problem(positions.file, mark.line, mark.column, dotted(misfit.path), message)


def _meant(misfit: _Misfit) -> str:
    """The key that is most like the one that stands there, or ""."""
    close = get_close_matches(misfit.key, _keys(misfit.around), n=1)
    return close[0] if close else ""


# --- other misfits


def _message(misfit: _Misfit) -> str:
    """What is wrong with one value, and what would be right."""
    told = _TOLD.get(misfit.kind)
    return told(misfit) if told else f"{_shown(misfit.found)} does not fit here."


def _missing(misfit: _Misfit) -> str:
    return f"This key is missing. It takes {_takes(misfit.wanted)}{_or_null(misfit.wanted)}."


def _wrong_type(misfit: _Misfit) -> str:
    """Not what the key takes, mostly because YAML read more into a text than was meant."""
    takes = _takes(misfit.wanted)
    message = f"Expected {takes}, but found {_found(misfit.found)}."
    if takes == "a list":
        return f'{message} Begin each item on a line of its own with "- ".'
    if takes == "text" and isinstance(misfit.found, dict):
        return f'{message} A text with ": " in it must stand in double quotes.'
    if takes == "text" and isinstance(misfit.found, list):
        return f'{message} A text that begins with "[" or "- " must stand in double quotes.'
    return message


def _empty(misfit: _Misfit) -> str:
    return "The text is empty."


def _wrong_form(misfit: _Misfit) -> str:
    """A text that does not look like what its key asks for."""
    rule, example = FORMS.get(misfit.key, ("", ""))
    hint = f' {rule}, for example "{example}".' if rule else ""
    return f"{_shown(misfit.found)} does not have the form that belongs here.{hint}"


def _wrong_length(misfit: _Misfit) -> str:
    least, most = _lengths(misfit)
    count = len(misfit.found)
    bound = f"at least {least}" if count < least else f"at most {most}"
    if least == most:
        bound = f"exactly {least}"
    items = "item" if bound.endswith(" 1") else "items"
    return f"The list must have {bound} {items}, and has {count or 'none'}."


def _not_offered(misfit: _Misfit) -> str:
    options = [str(option) for option in get_args(_bare(misfit.wanted))]
    hint = did_you_mean(str(misfit.found), options)
    return f"{_shown(misfit.found)} is not one of {', '.join(options)}.{hint}"


def _not_meant(misfit: _Misfit) -> str:
    """What the model says of a text; Python's own words never get through."""
    if not isinstance(misfit.found, str):
        return _wrong_type(misfit)
    words = misfit.words if misfit.words.startswith(("is ", "has ")) else "does not fit here"
    return f"{_shown(misfit.found)} {words}."


_TOLD: dict[str, Callable[[_Misfit], str]] = {
    "missing": _missing,
    "string_type": _wrong_type,
    "tuple_type": _wrong_type,
    "model_type": _wrong_type,
    "dict_type": _wrong_type,
    "string_too_short": _empty,
    "string_pattern_mismatch": _wrong_form,
    "too_short": _wrong_length,
    "too_long": _wrong_length,
    "literal_error": _not_offered,
    "value_error": _not_meant,
}


def _shown(value: Any) -> str:
    return shown(value) if isinstance(value, str) else _found(value).capitalize()


def _found(value: object) -> str:
    """What stands there, in a word."""
    names = {type(None): "nothing", str: "text", list: "a list", dict: "keys with values"}
    return names.get(type(value), "something else")


# --- what the model says of a place


def _at(wanted: Any, path: Path) -> Any:
    """The type that the model has for the value at `path`; Any where it has none."""
    for part in path:
        around = _bare(wanted)
        if isinstance(around, type) and issubclass(around, BaseModel):
            field = _field(around, part)
            wanted = field.annotation if field else Any
        else:
            wanted = next((each for each in reversed(get_args(around)) if each is not ...), Any)
    return wanted


def _bare(wanted: Any) -> Any:
    """The type without its notes and without "or null"."""
    while get_origin(wanted) in (Annotated, Union, UnionType):
        wanted = get_args(wanted)[0]
    return wanted


def _field(record: type[BaseModel], key: str | int) -> FieldInfo | None:
    """The field that a file calls `key`."""
    fields = record.model_fields.items()
    return next((field for name, field in fields if key in (field.alias, name)), None)


def _keys(record: Any) -> list[str]:
    """What the keys of the record are called in a file."""
    fields: dict[str, FieldInfo] = getattr(_bare(record), "model_fields", {})
    return [field.alias or name for name, field in fields.items()]


def _takes(wanted: Any) -> str:
    """What belongs at a place of this type, in words."""
    wanted = _bare(wanted)
    if get_origin(wanted) is tuple:
        return "a list"
    if get_origin(wanted) is dict:
        return "keys with values"
    keys = _keys(wanted)
    if not keys:
        return _TAKEN.get(wanted, "text")
    some = [*keys[:_SOME], "..."] if len(keys) > _SOME else keys
    return f"keys with values ({', '.join(some)})"


def _or_null(wanted: Any) -> str:
    return " or null" if type(None) in get_args(wanted) else ""


_SOME = 6
_TAKEN: dict[Any, str] = {int: "a whole number", date: "a date", bool: '"true" or "false"'}


def _lengths(misfit: _Misfit) -> tuple[int, int]:
    """The least and the most items of a list. Only a field of a record can say so."""
    around = _bare(misfit.around)
    field = _field(around, misfit.path[-1]) if misfit.path and _keys(around) else None
    notes = field.metadata if field else []
    least = next((note.min_length for note in notes if hasattr(note, "min_length")), 0)
    most = next((note.max_length for note in notes if hasattr(note, "max_length")), maxsize)
    return least, most

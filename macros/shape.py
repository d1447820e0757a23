"""Plain data to frozen records, or what does not fit, in words for people who do not program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from macros.model import Path, Positions
from macros.problems import Problem, did_you_mean, dotted
from macros.source import shown

MOST_PROBLEMS = 100
"""As many as anybody would read of one file."""

EXAMPLES = {
    "id": "calf-raise",
    "address": "https://example.org/handbook/",
    "source": "https://example.org/people/handbook",
    "contact": "mailto:someone@example.org",
    "language": "en-GB",
    "file": "calf-raise.svg",
    "URL": "https://example.org/article",
}
"""A right value for each key whose text must have a certain form."""


def fit(data: Any, wanted: Any, positions: Positions) -> tuple[Any, list[Problem]]:
    """The data as what is wanted (a record, a tuple of records, a dict), or None and each misfit."""
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


def _problems(
    error: ValidationError, data: Any, wanted: Any, positions: Positions
) -> Iterator[Problem]:
    """One problem for each misfit, but for a missing key that stands there misspelt."""
    misfits = error.errors(include_url=False)
    misspelt = set()
    for misfit in misfits[:MOST_PROBLEMS]:
        path = _path(misfit)
        if misfit["type"] == "extra_forbidden":
            hint = _hint(path, data, wanted)
            misspelt.add((path[:-1], hint))
            mark = positions.keys.get(path) or positions.at(path)
            message = f"This key is not known.{hint or _known(path, wanted)}"
            yield Problem(positions.file, mark.line, mark.column, dotted(path), message)
    for misfit in misfits[:MOST_PROBLEMS]:
        path = _path(misfit)
        if misfit["type"] == "missing" and (path[:-1], _did_you_mean(path[-1])) in misspelt:
            continue
        if misfit["type"] != "extra_forbidden":
            yield problem(positions, path, _message(misfit, wanted))
    if len(misfits) > MOST_PROBLEMS:
        yield problem(
            positions, (), f"{len(misfits) - MOST_PROBLEMS} more problems are not listed."
        )


def _path(misfit: ErrorDetails) -> Path:
    return tuple(misfit["loc"])


# --- unknown keys


def _hint(path: Path, data: Any, wanted: Any) -> str:
    """The key that was meant; one that is still free is likelier."""
    known = _keys(_at(wanted, path[:-1]))
    for part in path[:-1]:
        data = data[part]
    free = [key for key in known if key not in data]
    return did_you_mean(str(path[-1]), free) or did_you_mean(str(path[-1]), known)


def _did_you_mean(key: str | int) -> str:
    return did_you_mean(str(key), [str(key)])


def _known(path: Path, wanted: Any) -> str:
    return f" The keys here are {', '.join(_keys(_at(wanted, path[:-1])))}."


# --- other misfits


def _message(misfit: ErrorDetails, wanted: Any) -> str:
    """What is wrong with one value, and what would be right."""
    told = _TOLD.get(misfit["type"])
    return told(misfit, wanted) if told else f"{_shown(misfit['input'])} does not fit here."


def _missing(misfit: ErrorDetails, wanted: Any) -> str:
    return f"This key is missing. It takes {_takes(_at(wanted, _path(misfit)))}."


def _no_text(misfit: ErrorDetails, wanted: Any) -> str:
    found = misfit["input"]
    message = f"Expected text, but found {_found(found)}."
    if isinstance(found, dict):
        message += ' A text with ": " in it must stand in double quotes.'
    if isinstance(found, list):
        message += ' A text that begins with "[" or "- " must stand in double quotes.'
    return message


def _no_list(misfit: ErrorDetails, wanted: Any) -> str:
    remedy = 'Begin each item on its own line with "- ".'
    return f"Expected a list, but found {_found(misfit['input'])}. {remedy}"


def _no_record(misfit: ErrorDetails, wanted: Any) -> str:
    takes = _takes(_at(wanted, _path(misfit)))
    return f"Expected {takes}, but found {_found(misfit['input'])}."


def _no_text_in_it(misfit: ErrorDetails, wanted: Any) -> str:
    return "The text is empty."


def _wrong_form(misfit: ErrorDetails, wanted: Any) -> str:
    """A text that does not have the form which its key asks for."""
    key = next((part for part in reversed(misfit["loc"]) if isinstance(part, str)), "")
    example = EXAMPLES.get(key)
    hint = f' Write it like "{example}".' if example else ""
    return f"{_shown(misfit['input'])} does not have the form that belongs here.{hint}"


def _wrong_length(misfit: ErrorDetails, wanted: Any) -> str:
    least, most = _lengths(wanted, _path(misfit))
    count = len(misfit["input"])
    if least == most:
        bound = f"exactly {least}"
    else:
        bound = f"at least {least}" if count < least else f"at most {most}"
    return f"Expected {bound} in this list, but found {count or 'none'}."


def _not_offered(misfit: ErrorDetails, wanted: Any) -> str:
    options = get_args(_at(wanted, _path(misfit)))
    found = misfit["input"]
    hint = did_you_mean(found, options) if isinstance(found, str) else ""
    return f"{_shown(found)} is not one of {', '.join(options)}.{hint}"


def _not_meant(misfit: ErrorDetails, wanted: Any) -> str:
    """The model's own words go on after the value."""
    return f"{_shown(misfit['input'])} {misfit['ctx']['error']}."


_TOLD: dict[str, Callable[[ErrorDetails, Any], str]] = {
    "missing": _missing,
    "string_type": _no_text,
    "string_too_short": _no_text_in_it,
    "string_pattern_mismatch": _wrong_form,
    "tuple_type": _no_list,
    "model_type": _no_record,
    "dict_type": _no_record,
    "too_short": _wrong_length,
    "too_long": _wrong_length,
    "literal_error": _not_offered,
    "value_error": _not_meant,
}


def _shown(value: Any) -> str:
    return shown(value) if isinstance(value, str) else _found(value)


def _found(value: Any) -> str:
    """What stands there, in a word."""
    if value is None:
        return "nothing"
    names = {str: "text", list: "a list", dict: "keys with values"}
    return names.get(type(value), "something else")


# --- what the model says of a place


def _at(wanted: Any, path: Path) -> Any:
    """The type that the model has for the value at `path`."""
    for part in path:
        bare = _bare(wanted)
        if isinstance(part, int):
            wanted = get_args(bare)[0]
        elif get_origin(bare) is dict:
            wanted = get_args(bare)[1]
        else:
            wanted = _field(bare, part).annotation
    return _bare(wanted)


def _bare(wanted: Any) -> Any:
    """The type without its notes and without "or null"."""
    if get_origin(wanted) is Annotated:
        return _bare(get_args(wanted)[0])
    if get_origin(wanted) in (Union, UnionType):
        return _bare(get_args(wanted)[0])
    return wanted


def _field(record: type[BaseModel], key: str) -> FieldInfo:
    """The field that a file calls `key`."""
    fields = record.model_fields
    return next(field for name, field in fields.items() if key in (field.alias, name))


def _keys(record: type[BaseModel]) -> list[str]:
    """What the keys of the record are called in a file."""
    return [field.alias or name for name, field in record.model_fields.items()]


def _takes(wanted: Any) -> str:
    """What belongs at a place of this type, in words."""
    if get_origin(wanted) is tuple:
        return "a list"
    if isinstance(wanted, type) and issubclass(wanted, BaseModel):
        return f"keys with values ({', '.join(_keys(wanted))})"
    return _TAKEN.get(wanted, "keys with values" if get_origin(wanted) is dict else "text")


_TAKEN: dict[Any, str] = {int: "a whole number", date: "a date", bool: '"true" or "false"'}


def _lengths(wanted: Any, path: Path) -> tuple[int, int]:
    """The least and the most items of the list at `path`."""
    *around, key = path
    notes = _field(_at(wanted, tuple(around)), str(key)).metadata if isinstance(key, str) else []
    least = next((note.min_length for note in notes if hasattr(note, "min_length")), 0)
    most = next((note.max_length for note in notes if hasattr(note, "max_length")), 0)
    return least, most

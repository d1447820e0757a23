"""What a field of the content can be: its type, its markup, and what the checks demand of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
)
from pydantic_core import CoreSchema

Cites = Literal["never", "may", "some", "each"]


@dataclass(frozen=True, slots=True)
class Text:
    """What a text field allows and what the checks demand of it.

    `markup`  inline markup is read: **strong**, *emphasis*, [link](target), [@key], [ours]
    `cites`   never: a citation is refused; may: allowed; each: every text needs
              one (a `[@key]`, or `[ours]` for our own cautious choice); some: at
              least one text of the list needs one
    `age`     highest reading age in years, None where the words are not prose
    `quoted`  not our own voice (what a reader may have read, or searches for):
              banned phrases and skin signs pass
    """

    markup: bool = True
    cites: Cites = "may"
    age: int | None = 12
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Ref:
    """An id that must exist: in a folder of entries, a list of the vocabulary, or "works"."""

    kind: str

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Notes the list in the JSON Schema, where its ids are filled in."""
        return {**handler(schema), "x-ref": self.kind}


# --- scalars. YAML gives text; the field decides what it means (YAML 1.2 core rules).


def _integer(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"-?(0|[1-9][0-9]*)", value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError("is not a whole number")


def _day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError("is not a date. Write it as year-month-day, for example 2026-11-25")


def _truth(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    truths = {"true": True, "false": False}
    if isinstance(value, str) and value in truths:
        return truths[value]
    raise ValueError('is neither "true" nor "false"')


Integer = Annotated[int, BeforeValidator(_integer)]
Day = Annotated[date, PlainValidator(_day, json_schema_input_type=date)]
Truth = Annotated[bool, BeforeValidator(_truth)]


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"is not a pattern: {error}") from error
    if re.search(r"(?<!\\)[A-Z]", value):
        raise ValueError("has capital letters. Write small ones; they find both")
    return value


Pattern = Annotated[str, Field(min_length=1), AfterValidator(_pattern)]
"""A regular expression. The checks read it as whole words, in a text made small."""


Word = Annotated[str, Field(min_length=1), Text(markup=False, cites="never", age=None)]
"""A name, a label, a heading: shown as written, no markup."""
Called = Annotated[
    str, Field(min_length=1), Text(markup=False, cites="never", age=None, quoted=True)
]
"""Another name, as readers may search for it."""
Prose = Annotated[str, Field(min_length=1), Text()]
"""Words for the reader, with inline markup."""
Cited = Annotated[str, Field(min_length=1), Text(cites="each")]
"""Prose in which every text must name its source."""
Study = Annotated[str, Field(min_length=1), Text(cites="each", age=14)]
"""What studies found: cited, and allowed harder words."""
Some = Annotated[str, Field(min_length=1), Text(cites="some")]
"""Prose in a list of which at least one text must name a source."""
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]


class Record(BaseModel):
    """A frozen piece of content that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

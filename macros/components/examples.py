"""The examples of each component, for the gallery, the golden tests and the accessibility run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from macros.library import Library
from macros.load import read_data
from macros.render import Renderer, component_names

FOLDER = Path(__file__).parent
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TERM = re.compile(r"\$([a-z]+)\.(-?[0-9]+)")
"""A term by its place in a closed list ("$urgency.-1"): an example must fit every handbook."""


@dataclass(frozen=True)
class Example:
    """One use of a component. A hidden one is for tests alone."""

    name: str
    params: dict[str, Any]
    hidden: bool = False


@dataclass(frozen=True)
class Component:
    """A component as its file describes it: `params` is what each parameter of the macro is for."""

    name: str
    purpose: str
    params: dict[str, str]
    examples: tuple[Example, ...]


@cache
def components() -> tuple[Component, ...]:
    """Every component, by name."""
    return tuple(_read(name) for name in component_names())


def drawn(renderer: Renderer, component: Component) -> dict[str, Any]:
    """A component with its visible examples as HTML."""
    shown = [example for example in component.examples if not example.hidden]
    return {
        "name": component.name,
        "purpose": component.purpose,
        "examples": [{"name": e.name, "html": draw(renderer, component, e)} for e in shown],
    }


def draw(renderer: Renderer, component: Component, example: Example) -> Markup:
    """One example as HTML."""
    return renderer.component(component.name, **_named(example.params, renderer.library))


def _read(name: str) -> Component:
    data = read_data(FOLDER / name / f"{name}.yml")
    examples = tuple(
        Example(e["name"], _typed(e["params"]), e.get("hidden") == "true") for e in data["examples"]
    )
    return Component(name, data["purpose"], data["params"], examples)


def _named(value: Any, library: Library) -> Any:
    """The parameters with each `TERM` replaced by its id in this handbook."""
    if isinstance(value, dict):
        return {key: _named(item, library) for key, item in value.items()}
    if isinstance(value, list):
        return [_named(item, library) for item in value]
    if isinstance(value, str) and (term := TERM.fullmatch(value)):
        return getattr(library.vocabulary, term[1])[int(term[2])].id
    return value


def _typed(value: Any) -> Any:
    """The loader gives text. No model says what it means here, so its form tells."""
    if isinstance(value, dict):
        return {key: _typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    if isinstance(value, str) and DATE.fullmatch(value):
        return date.fromisoformat(value)
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value

"""The JSON Schema of every kind of content, and the settings by which VS Code finds it.

An editor then completes keys and ids and underlines what is wrong before anything is built.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from macros.library import Library
from macros.load import SINGLE_FILES, load
from macros.model import entry_kinds

FOLDER = ".vscode"


def write(root: Path, content: Path, *, check: bool = False) -> list[str]:
    """Writes the schemas of one project, and returns the files that were not as they must be.

    With `check` nothing is written.
    """
    stale = []
    wanted = _files(root, content)
    for name, text in wanted.items():
        path = root / name
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(name)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8", newline="\n")
    for name in _left_over(root, wanted):
        stale.append(name)
        if not check:
            (root / name).unlink()
    return stale


def _left_over(root: Path, wanted: Collection[str]) -> list[str]:
    """Schemas of kinds that there are no more."""
    found = (path.relative_to(root).as_posix() for path in (root / FOLDER).glob("schemas/*.json"))
    return sorted(name for name in found if name not in wanted)


def _files(root: Path, content: Path) -> dict[str, str]:
    ids = _ids(load(content, root).library)
    base = content.relative_to(root).as_posix()
    wanted: dict[str, tuple[Any, str]] = {
        kind: (model, f"{base}/{kind}/*.yml") for kind, model in entry_kinds().items()
    }
    for name, model in SINGLE_FILES.items():
        wanted[name.removesuffix(".yml")] = (model, f"{base}/{name}")
    files = {
        f"{FOLDER}/schemas/{name}.json": _json(_schema(model, ids))
        for name, (model, _) in wanted.items()
    }
    schemas = {f"./{FOLDER}/schemas/{name}.json": glob for name, (_, glob) in wanted.items()}
    files[f"{FOLDER}/settings.json"] = _json({"yaml.schemas": schemas, "files.eol": "\n"})
    files[f"{FOLDER}/extensions.json"] = _json({"recommendations": ["redhat.vscode-yaml"]})
    return files


def _schema(model: Any, ids: Mapping[str, Collection[str]]) -> dict[str, Any]:
    schema = TypeAdapter(model).json_schema(by_alias=True)
    _fill_in(schema, ids)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _fill_in(schema: Any, ids: Mapping[str, Collection[str]]) -> None:
    """Puts the ids that exist in the place of each "x-ref"."""
    if isinstance(schema, list):
        for item in schema:
            _fill_in(item, ids)
    elif isinstance(schema, dict):
        known = ids.get(schema.pop("x-ref", ""))
        if known:
            schema["enum"] = sorted(known)
        for item in schema.values():
            _fill_in(item, ids)


def _ids(library: Library | None) -> dict[str, Collection[str]]:
    if library is None:
        return {}
    lists = {
        name: [term.id for term in getattr(library.vocabulary, name)]
        for name in type(library.vocabulary).model_fields
    }
    works = [key for key, work in library.works.items() if work.custom.citable]
    return {**lists, **library.entries, "works": works}


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"

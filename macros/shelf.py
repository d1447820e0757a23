"""Which files the content folder holds, and which of them have no place there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from macros.problems import Problem, did_you_mean

_ENDING = ".yml"
_LITTER = frozenset({"thumbs.db", "desktop.ini"})
"""What Windows leaves in a folder. (What others leave begins with a dot.)"""


@dataclass(slots=True)
class Shelf:
    """The content files. Their names are relative to the content folder, with forward slashes."""

    base: str
    """The content folder as it is written in a report."""
    paths: dict[str, Path] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    """Names of files and folders that cannot stand here, in the order of `problems`."""
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, name: str, message: str) -> None:
        """Note that the file or folder `name` cannot stand here."""
        self.refused.append(name)
        file = f"{self.base}/{printable(name)}" if name else self.base
        self.problems.append(Problem(file, 1, 1, "", message))

    def missing(self, names: Iterable[str]) -> Iterator[Problem]:
        """The files that must be here and are not, but for those that are already refused."""
        if "" in self.refused:  # the content folder itself
            return
        for name in names:
            if name not in self.paths and name not in self.refused:
                yield Problem(f"{self.base}/{name}", 1, 1, "", "This file is missing.")


def survey(content: Path, project: Path, single: Iterable[str], kinds: Iterable[str]) -> Shelf:
    """Every content file below `content`, in the order of names, and what has no place there."""
    shelf = Shelf(_base(content, project))
    single, kinds = tuple(single), tuple(kinds)
    home = os.path.realpath(content)
    for item in _items(content, "", shelf):
        what = _what(item, home)
        if item.name in single or what == "a link out":
            _file(item, item.name, what, shelf)
        elif what == "a folder":
            _folder(item, home, kinds, shelf)
        else:
            shelf.refuse(item.name, _unknown_file(item.name, single))
    return shelf


def _base(content: Path, project: Path) -> str:
    """The content folder, relative to the project where that can be said."""
    try:
        return printable(os.path.relpath(content, project).replace(os.sep, "/"))
    except ValueError:  # another drive
        return printable(content.as_posix())


def _items(folder: Path, name: str, shelf: Shelf) -> Iterator[os.DirEntry[str]]:
    """What lies in the folder, but for what editors and systems leave behind."""
    try:
        with os.scandir(folder) as items:
            found = sorted(items, key=lambda item: item.name)
    except OSError as error:
        reason = (error.strerror or "no reason is given").lower()
        shelf.refuse(name, f"This folder cannot be read: {reason}.")
        return
    yield from (item for item in found if not _is_litter(item.name))


def _is_litter(name: str) -> bool:
    return name.startswith((".", "#")) or name.endswith("~") or name.lower() in _LITTER


_What = Literal["a file", "a folder", "a link out", "a dead link", "something else"]


def _what(item: os.DirEntry[str], home: str) -> _What:
    """What lies there. Only an ordinary file may be read: to read a pipe might never end."""
    if item.is_symlink() and not _is_inside(os.path.realpath(item.path), home):
        return "a link out"
    try:
        if item.is_file():
            return "a file"
        if item.is_dir():
            return "a folder"
    except OSError:  # a link that leads to itself
        return "a dead link"
    return "a dead link" if item.is_symlink() else "something else"


def _is_inside(path: str, home: str) -> bool:
    return path == home or path.startswith(home.rstrip(os.sep) + os.sep)


def _folder(folder: os.DirEntry[str], home: str, kinds: tuple[str, ...], shelf: Shelf) -> None:
    """The entries of one kind."""
    if folder.name not in kinds:
        hint = did_you_mean(folder.name, kinds) or f" The folders here are {_listed(kinds)}."
        shelf.refuse(folder.name, f"This folder is not known.{hint}")
        return
    for item in _items(Path(folder.path), folder.name, shelf):
        name = f"{folder.name}/{item.name}"
        what = _what(item, home)
        if item.name.endswith(_ENDING) or what == "a link out":
            _file(item, name, what, shelf)
        elif what == "a folder":
            shelf.refuse(
                name, f'No folder belongs in "{folder.name}". Put its files directly there.'
            )
        else:
            shelf.refuse(name, _other_ending(item.name))


def _file(item: os.DirEntry[str], name: str, what: _What, shelf: Shelf) -> None:
    """A file of the content, if it is one."""
    if what == "a file":
        shelf.paths[name] = Path(item.path)
    else:
        shelf.refuse(name, _NO_FILE[what])


_NO_FILE = {
    "a folder": "This is a folder with the name of a file. Put a text file here.",
    "a link out": "This link leads out of the content folder. Put the file itself here.",
    "a dead link": "This link leads nowhere. Put the file itself here.",
    "something else": "This is not an ordinary file. Put a text file here.",
}


def _other_ending(name: str) -> str:
    """Only one ending is read, so that nobody wonders why a file has no page."""
    if _is_yaml(name):
        return f'The name must end in ".yml". Did you mean "{printable(Path(name).stem)}.yml"?'
    return 'Only files that end in ".yml" belong here.'


def _unknown_file(name: str, single: tuple[str, ...]) -> str:
    hint = did_you_mean(Path(name).stem + _ENDING, single) if _is_yaml(name) else ""
    return f"This file is not known.{hint or f' The files here are {_listed(single)}.'}"


def _is_yaml(name: str) -> bool:
    return name.lower().endswith((".yml", ".yaml"))


def _listed(names: Iterable[str]) -> str:
    *most, last = (f'"{name}"' for name in names)
    return f"{', '.join(most)} and {last}" if most else last


def printable(name: str) -> str:
    """A file's name as a report can print it: a name may hold line feeds and what is no text."""
    name = os.fsencode(name).decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\ufffd" for char in name)

"""Which files the content folder holds, and which of them have no place there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from macros.problems import Problem, did_you_mean

_ENDING = ".yml"
_LITTER = frozenset({"thumbs.db", "desktop.ini"})
"""What Windows leaves in a folder. (What others leave begins with a dot.)"""


@dataclass(slots=True)
class Shelf:
    """The files by what they hold: "handbook.yml" or "causes/overuse.yml" to where they are."""

    base: str
    """The content folder as it is written in a report."""
    paths: dict[str, Path] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, name: str, message: str) -> None:
        """Note that the file or folder `name` cannot stand here."""
        self.problems.append(Problem(f"{self.base}/{printable(name)}", 1, 1, "", message))

    def missing(self, names: Iterable[str]) -> Iterator[Problem]:
        """The files that must be here and are not, but for those that are already refused."""
        reported = {problem.file for problem in self.problems}
        for name in names:
            file = f"{self.base}/{name}"
            if name not in self.paths and file not in reported:
                yield Problem(file, 1, 1, "", "This file is missing.")


def survey(content: Path, project: Path, single: Iterable[str], kinds: Iterable[str]) -> Shelf:
    """Every content file below `content`, in the order of names, and what has no place there."""
    shelf = Shelf(_base(content, project))
    single, kinds = tuple(single), tuple(kinds)
    home = os.path.realpath(content)
    for item in _items(content, "", shelf):
        if _leads_out(item, home):
            shelf.refuse(item.name, _LEADS_OUT)
        elif item.name in single:
            _file(item, item.name, shelf)
        elif item.is_dir():
            _folder(item, home, kinds, shelf)
        else:
            shelf.refuse(item.name, _unknown_file(item.name, single))
    return shelf


_LEADS_OUT = "This link leads out of the content folder. Put the file itself here."


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


def _leads_out(item: os.DirEntry[str], home: str) -> bool:
    if not item.is_symlink():
        return False
    return os.path.commonpath([home, os.path.realpath(item.path)]) != home


def _folder(folder: os.DirEntry[str], home: str, kinds: tuple[str, ...], shelf: Shelf) -> None:
    """The entries of one kind."""
    if folder.name not in kinds:
        hint = did_you_mean(folder.name, kinds) or f" The folders here are {_listed(kinds)}."
        shelf.refuse(folder.name, f"This folder is not known.{hint}")
        return
    for item in _items(Path(folder.path), folder.name, shelf):
        name = f"{folder.name}/{item.name}"
        if _leads_out(item, home):
            shelf.refuse(name, _LEADS_OUT)
        elif item.is_dir() and not item.name.endswith(_ENDING):
            shelf.refuse(
                name, f'No folder belongs in "{folder.name}". Put its files directly there.'
            )
        elif not item.name.endswith(_ENDING):
            shelf.refuse(name, _other_ending(item.name))
        else:
            _file(item, name, shelf)


def _file(item: os.DirEntry[str], name: str, shelf: Shelf) -> None:
    """An ordinary file; to read anything else might never end."""
    if item.is_file():
        shelf.paths[name] = Path(item.path)
    elif item.is_dir():
        shelf.refuse(name, "This is a folder with the name of a file. Put a text file here.")
    elif item.is_symlink():
        shelf.refuse(name, "This link leads nowhere. Put the file itself here.")
    else:
        shelf.refuse(name, "This is not an ordinary file. Put a text file here.")


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

"""The inline markup of the content: text to a small tree, and what is wrong with it.

    **strong**  *emphasis*  [link text](causes/overuse)  [@key; @key]  [ours]

That is all there is. Anything else, HTML and template code included, is text
and stays text: whoever renders the tree escapes it. A link to an address that
is not on the short list below never becomes a `Link`, so no caller has to
remember to check.

The parser reads from left to right once and keeps the marks that are still
open on a stack, so its time grows with the length of the text, whatever the
text. Strong and emphasis cannot stand inside themselves, nor a link in a link,
so the tree is never deeper than three.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias
from urllib.parse import unquote


@dataclass(frozen=True, slots=True)
class Str:
    """Words, not yet escaped."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """**strong**"""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """*emphasis*"""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """[children](target), the target already found to be one of the allowed kinds."""

    children: tuple[Node, ...]
    target: str


@dataclass(frozen=True, slots=True)
class Cite:
    """[@key; @key]"""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ours:
    """[ours]: our own suggestion, no source says so."""


Node: TypeAlias = Str | Strong | Emphasis | Link | Cite | Ours


@lru_cache(maxsize=16384)
def parse(text: str) -> tuple[Node, ...]:
    """The tree of a text. Never raises: markup that is wrong stays text (see `faults`)."""
    return _read(text)[0]


def faults(text: str) -> Iterator[str]:
    """What is wrong with the markup of a text, and what would be right."""
    yield from _read(text)[1]


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """The words alone: no markup, no citations, and no gap where a citation was."""
    words: list[str] = []
    for node in _walk(parse(text)):
        if isinstance(node, Str):
            words.append(node.text)
        elif isinstance(node, Cite | Ours):
            _close_gap(words)
    return "".join(words).strip()


def cited(text: str) -> tuple[str, ...]:
    """The keys of the works a text cites, each once, in order."""
    keys = (key for node in _walk(parse(text)) if isinstance(node, Cite) for key in node.keys)
    return tuple(dict.fromkeys(keys))


def links(text: str) -> tuple[str, ...]:
    """The targets a text links to, each once, in order."""
    targets = (node.target for node in _walk(parse(text)) if isinstance(node, Link))
    return tuple(dict.fromkeys(targets))


def has_ours(text: str) -> bool:
    """Whether a text says that something in it is our own suggestion."""
    return any(isinstance(node, Ours) for node in _walk(parse(text)))


def _walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every node, parents before children, in reading order."""
    for node in nodes:
        yield node
        if isinstance(node, Strong | Emphasis | Link):
            yield from _walk(node.children)


def _close_gap(words: list[str]) -> None:
    """Take away the space before a citation: "pain [@key]." reads "pain."."""
    while words:
        words[-1] = words[-1].rstrip()
        if words[-1]:
            return
        words.pop()


# --- what is allowed

_CITED = re.compile(r"@[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_TARGET = re.compile(
    r"""
      [a-z]+(?:-[a-z]+)*/[a-z][a-z0-9]*(?:-[a-z0-9]+)*         # an entry: causes/overuse
    | https://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?\#][^\s"'<>\\`]*)?   # a page elsewhere
    | mailto:[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+
    | \#[a-z][a-z0-9-]*                                        # a place on the same page
    """,
    re.VERBOSE,
)
_RUNS_CODE = ("javascript:", "vbscript:", "data:")


def _bad_target(target: str) -> str:
    """Why a target is refused, or nothing. `_TARGET` decides; the rest only finds the words."""
    if _TARGET.fullmatch(target):
        return ""
    if not target.strip():
        return "A link has no target. Write it as [text](causes/overuse)."
    if _uncovered(target).startswith(_RUNS_CODE):
        return f'The link target "{target}" could run code in the reader\'s browser. Take it out.'
    return (
        f'The link target "{target}" is not an entry such as causes/overuse, '
        "an address that begins with https:// or mailto:, or a place such as #signs."
    )


def _uncovered(target: str) -> str:
    """A target as a careless browser might read it: decoded, lower case, without blanks."""
    for _ in range(3):
        target = html.unescape(unquote(target))
    return "".join(char for char in target.lower() if char.isprintable() and not char.isspace())


# --- the parser

_TOKEN = re.compile(
    r"""
      \\(?P<escaped>[\\*\[\]])
    | (?P<stars>\*+)
    | \[(?P<cite>[^\[\]@]*+@[^\[\]]*+)\](?!\()
    | (?P<ours>\[ours\])(?!\()
    | (?P<open>\[)
    | (?P<close>\])(?:\((?P<target>[^()]*+(?:\([^()]*+\)[^()]*+)*+)\))?
    """,
    re.VERBOSE,
)
_BLANKS = re.compile(r"[ \t\r\n]+")


@dataclass(slots=True)
class _Opener:
    """A mark that waits for its partner. `place` is where its own text stands in the output."""

    mark: str
    place: int
    links: int


@dataclass(slots=True)
class _Reader:
    """The state of one reading. Marks stand in `out` as text until their partner is found."""

    text: str
    out: list[Node] = field(default_factory=list)
    openers: list[_Opener] = field(default_factory=list)
    open_marks: dict[str, int] = field(default_factory=dict)
    links: int = 0
    faults: list[str] = field(default_factory=list)

    def read(self) -> tuple[Node, ...]:
        """The whole text, token by token."""
        done = 0
        for token in _TOKEN.finditer(self.text):
            self.say(self.text[done : token.start()])
            self.take(token)
            done = token.end()
        self.say(self.text[done:])
        self.give_up(0)
        return _joined(self.out)

    def say(self, words: str) -> None:
        """Words that are just words."""
        if words:
            self.out.append(Str(words))

    def take(self, token: re.Match[str]) -> None:
        """One token of `_TOKEN`."""
        if token["escaped"]:
            self.say(token["escaped"])
        elif token["stars"]:
            self.stars(token)
        elif token["cite"] is not None:
            self.cite(token["cite"])
        elif token["ours"]:
            self.out.append(Ours())
        elif token["open"]:
            self.open("[")
        else:
            self.close_bracket(token)

    def cite(self, inside: str) -> None:
        """A citation, or text and a fault where it is not written as one."""
        items = [item.strip() for item in inside.split(";")]
        if not all(_CITED.fullmatch(item) for item in items):
            self.say(f"[{inside}]")
            self.faults.append(
                f'"[{inside}]" is not a citation. Write [@key], or [@key1; @key2] for several.'
            )
            return
        keys = tuple(dict.fromkeys(item[1:] for item in items))
        self.out.append(Cite(keys))
        if len(keys) < len(items):
            self.faults.append(f'"[{inside}]" names a work twice.')

    # strong and emphasis

    def stars(self, token: re.Match[str]) -> None:
        """Stars close what is open, else they open. Between two letters they are only stars."""
        count = len(token["stars"])
        opens, closes = self.sides(token)
        if count > 3:
            self.say(token["stars"])
            self.faults.append(f'"{token["stars"]}" is too many stars in a row.')
            return
        while closes and (mark := self.closable(count)):
            self.close(mark)
            count -= len(mark)
        if opens:
            count = self.open_stars(count)
        self.say("*" * count)
        if count and (opens or closes):
            self.faults.append(
                f'"{"*" * count}" has no partner. For a star that is meant as a star, write "\\*".'
            )

    def sides(self, token: re.Match[str]) -> tuple[bool, bool]:
        """Whether stars may open (words follow) and may close (words went before)."""
        before = self.text[token.start() - 1 : token.start()] or " "
        after = self.text[token.end() : token.end() + 1] or " "
        opens = not after.isspace() and not before.isalnum()
        closes = not before.isspace() and not after.isalnum()
        return opens, closes

    def closable(self, count: int) -> str:
        """The open mark that `count` stars close: the innermost that fits, or the only one."""
        fitting = [mark for mark in ("**", "*") if mark in self.open_marks and len(mark) <= count]
        if count == 2 and "**" in fitting:
            return "**"
        return max(fitting, key=self.open_marks.__getitem__, default="")

    def open_stars(self, count: int) -> int:
        """Open strong, then emphasis, as far as they are not open already; what is left over."""
        for mark in ("**", "*"):
            if count >= len(mark) and mark not in self.open_marks:
                self.open(mark)
                count -= len(mark)
        return count

    # opening and closing

    def open(self, mark: str) -> None:
        """Remember a mark, and let it stand as text until its partner comes."""
        if mark != "[":
            self.open_marks[mark] = len(self.openers)
        self.openers.append(_Opener(mark, len(self.out), self.links))
        self.say(mark)

    def close(self, mark: str) -> None:
        """Strong or emphasis ends here."""
        level = self.open_marks[mark]
        self.give_up(level + 1)
        children = self.children_of(self.openers[level])
        self.drop(level)
        self.out.append(Strong(children) if mark == "**" else Emphasis(children))

    def close_bracket(self, token: re.Match[str]) -> None:
        """The end of a link, or a bracket that is only a bracket."""
        level = len(self.openers) - 1
        while level >= 0 and self.openers[level].mark != "[":
            level -= 1
        if token["target"] is None or level < 0:
            self.plain_bracket(token, level)
            return
        self.give_up(level + 1)
        self.link(self.openers[level], token["target"])
        self.drop(level)

    def plain_bracket(self, token: re.Match[str], level: int) -> None:
        """Text, as in "[sic]". But "](" promises a link, so it is a fault where none came of it."""
        if self.text.startswith("](", token.start()):
            self.faults.append('"](" does not belong to a link. Write a link as [text](target).')
        elif level >= 0:
            self.forget_bracket(level)
        self.say(token[0])

    def forget_bracket(self, level: int) -> None:
        """A bracket that turned out to be text; marks opened after it stay open."""
        del self.openers[level]
        for mark, at in self.open_marks.items():
            if at > level:
                self.open_marks[mark] = at - 1

    def link(self, opener: _Opener, target: str) -> None:
        """A link, or its source as text and a fault."""
        fault = _bad_target(target) or self.bad_text(opener, target)
        if fault:
            self.say(f"]({target})")
            self.faults.append(fault)
            return
        self.links += 1
        self.out.append(Link(self.children_of(opener), target))

    def bad_text(self, opener: _Opener, target: str) -> str:
        """Why the words of a link are no good, or nothing."""
        if self.links > opener.links:
            return f'The link to "{target}" has another link inside it.'
        if not _has_words(self.out[opener.place + 1 :]):
            return f'The link to "{target}" has no text to click on.'
        return ""

    def children_of(self, opener: _Opener) -> tuple[Node, ...]:
        """Take everything after an opener, and the opener, out of the output."""
        children = _joined(self.out[opener.place + 1 :])
        del self.out[opener.place :]
        return children

    def give_up(self, level: int) -> None:
        """Openers from `level` up found no partner: they are text. A lone bracket is no fault."""
        for opener in self.openers[level:]:
            if opener.mark != "[":
                self.faults.append(
                    f'"{opener.mark}" is opened and not closed. '
                    'For a star that is meant as a star, write "\\*".'
                )
        self.drop(level)

    def drop(self, level: int) -> None:
        """Forget the openers from `level` up."""
        for opener in self.openers[level:]:
            self.open_marks.pop(opener.mark, None)
        del self.openers[level:]


def _joined(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Neighbouring texts as one."""
    joined: list[Node] = []
    words: list[str] = []
    for node in nodes:
        if isinstance(node, Str):
            words.append(node.text)
            continue
        if words:
            joined.append(Str("".join(words)))
            words.clear()
        joined.append(node)
    if words:
        joined.append(Str("".join(words)))
    return tuple(joined)


def _has_words(nodes: Iterable[Node]) -> bool:
    """Whether anything is left to read (and to click on) without the citations."""
    return any(isinstance(node, Str) and node.text.strip() for node in _walk(nodes))


@lru_cache(maxsize=16384)
def _read(text: str) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """Tree and faults in one reading. A line break is a space."""
    reader = _Reader(_BLANKS.sub(" ", text).strip(" "))
    tree = reader.read()
    return tree, tuple(reader.faults)

"""A picture has words that stand for it, and a file."""

from __future__ import annotations

from collections.abc import Iterator

from macros.checks.setting import Setting
from macros.library import Library
from macros.model import Figure
from macros.patterns import match, normal
from macros.problems import Problem, did_you_mean
from macros.walk import Place, records


def check(library: Library, setting: Setting) -> Iterator[Problem]:
    """Figures without a file, and figures whose words help nobody."""
    needless = library.check_words.needless_in_alt
    files = {path.name for path in setting.images.glob("*")}
    for place, figure in records(library, Figure):
        if figure.file not in files:
            guess = did_you_mean(figure.file, sorted(files))
            folder = setting.images.name
            yield place.at("file").problem(f'"{figure.file}" is not in {folder}/.{guess}')
        message = _fault(place, figure, needless)
        if message:
            yield place.at("alt").problem(message)


def _fault(place: Place, figure: Figure, needless: tuple[str, ...]) -> str:
    alt = normal(figure.alt).strip(" .")
    if not alt:
        return "The words for the picture are missing. Say in a sentence what the picture shows."
    if place.entry and alt == normal(place.entry.title):
        return "This only repeats the title. Say in a sentence what the picture shows."
    start = match(needless, alt)
    if start:
        return f'This begins with "{start}". Leave that out, and say at once what is to be seen.'
    return ""

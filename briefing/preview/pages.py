"""Draws the pages around the brief, from shipped templates that no edit of a desk can break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from briefing.assets import packaged
from briefing.errors import BriefingError

AROUND = 3  # lines shown before and after the one with the fault
PLACE = re.compile(r"(?P<path>.+):(?P<line>\d+)")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The lines around a fault in a file."""

    first: int  # number of the first line
    lines: tuple[str, ...]
    wrong: int  # number of the line with the fault


def page(name: str, /, **values: object) -> str:
    """The page that a template of `templates/preview/` gives."""
    return _environment().get_template(name).render(values)


def stream(name: str, /, **values: object) -> Iterator[str]:
    """The same, piece by piece, each as soon as it is drawn."""
    return _environment().get_template(name).generate(values)


def fault(error: BriefingError) -> str:
    """The page that says what is wrong, where, and what to do."""
    return page("fault.html.j2", error=error, excerpt=excerpt(error))


def excerpt(error: BriefingError) -> Excerpt | None:
    """The lines around the place that an error names, when it names one in a text file."""
    found = PLACE.fullmatch(error.where)
    if not found:
        return None
    wrong = int(found["line"])
    try:
        lines = Path(found["path"]).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    start = max(wrong - 1 - AROUND, 0)
    return Excerpt(start + 1, tuple(lines[start : wrong + AROUND]), wrong)


def asset(name: str) -> str:
    """The text of a style sheet or script of the page; a style sheet with the brief's colours."""
    text = _text(packaged("templates") / "preview" / name)
    return f"{colours()}\n{text}" if name.endswith(".css") else text


def colours() -> Markup:
    """The brief's colours and type, by day and after dark."""
    light, dark = (_text(packaged("styles") / name) for name in ("tokens.css", "dark.css"))
    return Markup(f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(packaged("templates") / "preview"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["colours"] = colours
    return made


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")

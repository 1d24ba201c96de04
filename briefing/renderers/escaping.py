"""Text and addresses as Markdown shows them unchanged."""

from __future__ import annotations

import re
from urllib.parse import quote

from markupsafe import Markup

SPECIAL = re.compile(r"([\\`*_\[\]<>&|~])")  # ~ too: 1~2 … 3~4 would be struck out on GitHub
OPENING = re.compile(r"^([#+=-]|\d+(?=[.)]))")
NEWLINE = re.compile(r"\s*\n\s*")
SAFE = "%/:=&?~#+!$,;'@[]*"  # what stays in a link; spaces and the brackets ( ) < > do not


def escape(value: object) -> Markup:
    """Text in one line that Markdown shows as it is; what is Markup already stays."""
    if isinstance(value, Markup):
        return value
    line = SPECIAL.sub(r"\\\1", NEWLINE.sub(" ", str(value)))
    return Markup(OPENING.sub(_opening, line))


def _opening(match: re.Match[str]) -> str:
    """A mark that would open a heading, list or rule."""
    mark = match.group()
    return mark if mark.isdigit() else f"\\{mark}"


def address(url: str) -> Markup:
    """An address as a link holds it: nothing in it can end the link."""
    return Markup(quote(url, safe=SAFE))

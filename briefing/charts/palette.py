"""The colours of a chart, as the style sheets name them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from briefing import assets

TOKEN = re.compile(r"--(\w+):\s*(#[0-9a-fA-F]{3,8})\b")


@dataclass(frozen=True, slots=True)
class Palette:
    """Hexadecimal colours; `accent` and `mid` also tell apart in grey."""

    paper: str
    ink: str
    quiet: str
    rule: str
    accent: str
    mid: str


@cache
def palette(tokens: str = "") -> Palette:
    """The colours in a desk's `tokens.css`, the shipped ones where it names none."""
    shipped = assets.find("styles", "tokens.css").read_text(encoding="utf-8")
    named = {**dict(TOKEN.findall(shipped)), **dict(TOKEN.findall(tokens))}
    return Palette(**{name: named[name] for name in Palette.__slots__})

"""Checks of the colours: text stands out on every ground, by day and by night."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from briefing.checks.subject import State, Subject, Verdict, verdict
from briefing.renderers import look
from briefing.renderers.environment import style

TEXT = ("ink", "soft", "quiet", "accent")
GROUNDS = ("paper", "tint")
ENOUGH = 4.5  # WCAG 2.2, 1.4.3, for text of any size
SHEETS = ("tokens.css", "dark.css")
TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})\b")


def contrast(subject: Subject) -> Verdict:
    """Each text colour has a contrast of 4.5 on each ground; a colour that is no #rrggbb warns."""
    audiences = sorted({path.name.split(".")[1] for path in subject.folder.glob("brief.*.*")})
    faults: list[str] = []
    for audience in audiences:
        chosen = look(audience, subject.desk.folder)
        for sheet in SHEETS:
            faults += _faint(f"{audience}, {sheet}", colours(style(chosen, sheet)))
    state = State.FAILED if any("contrast" in fault for fault in faults) else State.WARNING
    return verdict(faults, f"{len(TEXT) * len(GROUNDS) * len(SHEETS)} pairs of colours", state)


def _faint(where: str, palette: dict[str, str]) -> Iterator[str]:
    for text, ground in product(TEXT, GROUNDS):
        if not (text in palette and ground in palette):
            yield f"{where}: {text} on {ground} cannot be measured"
        elif (ratio := contrast_of(palette[text], palette[ground])) < ENOUGH:
            yield f"{where}: {text} on {ground} has a contrast of {ratio:.1f}"


def colours(css: str) -> dict[str, str]:
    """The colour tokens of a style sheet; the last of a name wins."""
    return dict(TOKEN.findall(css))


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, from 0 to 1. Source: WCAG 2.2."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_of(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21. Source: WCAG 2.2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)

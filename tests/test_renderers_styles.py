"""The shipped colours: readable by day and by night."""

from __future__ import annotations

import re
from itertools import product

import pytest

from briefing import assets

TEXT = ("ink", "soft", "quiet", "accent")
GROUNDS = ("paper", "tint")
ENOUGH = 4.5  # WCAG 2.2, 1.4.3, for text of any size


def colours(sheet: str) -> dict[str, str]:
    """The colour tokens of a style sheet."""
    css = assets.find("styles", sheet).read_text(encoding="utf-8")
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", css))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("sheet", ["tokens.css", "dark.css"])
@pytest.mark.parametrize(("text", "ground"), [*product(TEXT, GROUNDS)])
def test_text_stands_out(sheet: str, text: str, ground: str) -> None:
    """Every text colour has enough contrast on every ground."""
    palette = colours(sheet)
    assert contrast(palette[text], palette[ground]) >= ENOUGH


def test_the_dark_palette_is_complete() -> None:
    """Each colour has its counterpart after dark."""
    assert colours("dark.css").keys() == colours("tokens.css").keys()


def test_no_colour_stands_outside_the_tokens() -> None:
    """Screen and print use the tokens alone, so that one file changes the look."""
    for sheet in ("screen.css", "print.css"):
        assert colours(sheet) == {}
        assert not re.search(r"#[0-9a-f]{3,8}\b", assets.find("styles", sheet).read_text())

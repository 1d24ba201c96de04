"""Charts: colours of the desk that stand out and apart, pictures for mail, labels that fit."""

from __future__ import annotations

import struct

import pytest
from fixtures_brief import full_brief
from test_renderers_styles import colours, contrast

from briefing.charts import charts_for, palette, to_png
from briefing.charts.drawing import WIDTH, cut, width_of


@pytest.mark.parametrize("sheet", ["tokens.css", "dark.css"])
def test_marks_stand_out_and_apart(sheet: str) -> None:
    """Bars contrast with their ground (WCAG 2.2, 1.4.11) and, in grey, with one another."""
    tokens = colours(sheet)
    for mark in ("accent", "mid"):
        assert contrast(tokens[mark], tokens["paper"]) >= 3
    assert contrast(tokens["accent"], tokens["mid"]) >= 2.5


def test_colours_are_the_desks_own() -> None:
    """A desk's tokens replace the shipped colours that they name."""
    own = palette(":root { --accent: #004488; }")
    assert (own.accent, own.mid) == ("#004488", palette().mid)
    made = charts_for(full_brief(), colours=own)
    assert '"#004488"' in made[0].svg
    assert palette().accent not in made[0].svg


def test_mail_gets_a_picture() -> None:
    """PNG of the width asked for, the same bytes each time."""
    made = charts_for(full_brief())[0]
    picture = to_png(made, 680, "#ffffff")
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">I", picture[16:20])[0] == 680
    to_png.cache_clear()
    assert to_png(made, 680, "#ffffff") == picture


def test_long_headlines_end_at_a_word() -> None:
    """A cut label keeps whole words, says that it is cut, and fits."""
    text = (
        "China confident of growth goal of around 5%, to cut reserve ratio and rates in good time"
    )
    short = cut(text, 10)
    assert short.endswith("…")
    assert text.startswith(f"{short[:-1]} ")
    assert width_of(short, 10) <= WIDTH

"""Charts of a brief, as vectors with real text, each with its data in words.

    Brief ─ counting.py ─ what to show, as rows ─ drawing.py ─ SVG ─ picture.py ─ PNG (mail)

One drawing serves screen and paper, in the languages of the brief: a column wide, labelled where it
is drawn, without axis or grid. Colours are a desk's own, read from its `tokens.css`.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.charts.chart import Chart, Row, Words
from briefing.charts.comparing import compared_figures
from briefing.charts.counting import over_weeks, stories_by_day, theme_share
from briefing.charts.palette import Palette, palette
from briefing.charts.picture import to_png
from briefing.models import Brief

__all__ = ["Chart", "Palette", "Row", "Words", "charts_for", "palette", "to_png"]


def charts_for(
    brief: Brief,
    *,
    languages: Sequence[str] = ("ko", "en"),
    colours: Palette | None = None,
) -> tuple[Chart, ...]:
    """The charts that this brief has data for, in order; none without stories.

    Labels are in `languages`; `colours` are the shipped ones unless given. Equal counts are drawn
    once.
    """
    if not any(section.items for section in brief.sections):
        return ()
    shown, chosen = tuple(languages), colours or palette()
    made = (
        theme_share(brief, shown, chosen),
        stories_by_day(brief, shown, chosen),
        over_weeks(brief, shown, chosen),
        compared_figures(brief, shown, chosen),
    )
    return tuple(chart for chart in made if chart)

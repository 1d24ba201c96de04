"""The chart of figures worth comparing: one measure, one unit, one figure a story."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from briefing.charts.chart import Chart, Row, Words, in_words
from briefing.charts.counting import spans, spoken, words
from briefing.charts.drawing import TYPE, Bar, Bars, Span, cut, draw_bars
from briefing.charts.palette import Palette
from briefing.labels import N_, gettext
from briefing.models import Brief, Item

FEWEST, MOST = 3, 8

STORY, FIGURE = N_("Story"), N_("Figure")
COMPARED = N_("Compared: %(subject)s")


class Measured(NamedTuple):
    """A figure with its story's headline."""

    size: Decimal
    figure: Words
    headline: Words


def compared_figures(brief: Brief, languages: tuple[str, ...], colours: Palette) -> Chart | None:
    """Figures that measure the same in the same unit in different stories; None without three.

    Of several such groups the largest is shown, the first of equals, largest figure first.
    """
    groups: dict[tuple[str, Words], dict[str, Measured]] = defaultdict(dict)
    for item in (item for section in brief.sections for item in section.items):
        for figure in item.figures:
            subject = Words(figure.subject_ko, figure.subject_en)
            if figure.value is None or figure.unit == "count" or not all(subject):
                continue
            measured = Measured(figure.value, Words(figure.ko, figure.en), _headline(item))
            groups[figure.unit, subject].setdefault(item.story_id, measured)
    best = max(groups.items(), key=lambda group: len(group[1]), default=None)
    if best is None or len(best[1]) < FEWEST:
        return None
    (_, subject), members = best
    largest = sorted(members.values(), key=lambda measured: -measured.size)[:MOST]
    return _compared(subject, tuple(largest), languages, colours)


def _headline(item: Item) -> Words:
    line = item.headline
    texts = {line.language: line.text, line.rendering.language: line.rendering.text}
    return Words.of(lambda language: texts.get(language) or line.text)


@cache
def _compared(
    subject: Words, figures: tuple[Measured, ...], languages: tuple[str, ...], colours: Palette
) -> Chart:
    title = Words.of(lambda lang: gettext(COMPARED, lang, subject=subject.spoken(lang)))
    heads = (words(STORY), words(FIGURE))
    rows = tuple(Row(measured.headline, (measured.figure,)) for measured in figures)
    alt = in_words(title, heads, rows)
    bars = [
        Bars(
            tuple(
                (Span(cut(span.text, TYPE), span.language),)
                for span in spans(measured.headline, languages)
            ),
            (Bar(measured.size, spans(measured.figure, languages)),),
        )
        for measured in figures
    ]
    svg = draw_bars(bars, colours, spoken(alt, languages))
    return Chart("figures", *title, svg, *alt, heads, rows)

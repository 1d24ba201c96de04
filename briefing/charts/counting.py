"""Charts that count: stories and articles a theme, stories a day, stories over the weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from babel.dates import format_skeleton

from briefing.charts.chart import Chart, Row, Words, in_words
from briefing.charts.drawing import (
    MID,
    Bar,
    Bars,
    Column,
    Span,
    draw_bars,
    draw_columns,
    draw_multiples,
)
from briefing.charts.palette import Palette
from briefing.formats import locale, number
from briefing.labels import N_, gettext
from briefing.models import Brief, WeekCount

MOST_DAYS = 14  # a longer period has no timeline
FEWEST_WEEKS, MOST_WEEKS = 3, 12

THEME, STORIES, ARTICLES, DAY = N_("Theme"), N_("Stories"), N_("Articles"), N_("Day")
BY_THEME = N_("Stories and articles by theme")
BY_DAY = N_("Stories by day")
BY_WEEK = N_("Stories over the last weeks")


def words(message: str) -> Words:
    """A message of the catalogues in both languages."""
    return Words.of(lambda language: gettext(message, language))


def counted(count: int) -> Words:
    """A count as each language writes it."""
    return Words.of(lambda language: number(count, language))


def spans(label: Words, languages: Sequence[str]) -> tuple[Span, ...]:
    """A label as it is drawn: one run a language, one alone where both say the same."""
    said = dict.fromkeys(label.spoken(language) for language in languages)
    return tuple(
        Span(text, next(lang for lang in languages if label.spoken(lang) == text)) for text in said
    )


def named(label: Words, languages: Sequence[str]) -> str:
    """A label in one line of plain text."""
    return " · ".join(dict.fromkeys(label.spoken(language) for language in languages))


def spoken(alt: Words, languages: Sequence[str]) -> str:
    """The text alternative in the languages shown."""
    return " ".join(alt.spoken(language) for language in languages)


Counts = tuple[tuple[Words, int, int], ...]  # theme, stories, articles


def theme_share(brief: Brief, languages: tuple[str, ...], colours: Palette) -> Chart:
    """How many stories each section has, and how many articles stand behind them."""
    counts = tuple(
        (
            Words(section.title_ko, section.title_en),
            len(section.items),
            len({source for item in section.items for source in item.sources}),
        )
        for section in brief.sections
    )
    return _theme_share(counts, languages, colours)


@cache
def _theme_share(counts: Counts, languages: tuple[str, ...], colours: Palette) -> Chart:
    title, heads = words(BY_THEME), (words(THEME), words(STORIES), words(ARTICLES))
    rows = tuple(
        Row(theme, (counted(stories), counted(articles))) for theme, stories, articles in counts
    )
    alt = in_words(title, heads, rows)
    bars = [
        Bars(
            (spans(theme, languages),),
            (
                Bar(stories, (Span(str(stories), ""),)),
                Bar(articles, (Span(str(articles), ""),), MID),
            ),
        )
        for theme, stories, articles in counts
    ]
    roles = zip(("accent", MID), heads[1:], strict=True)
    legend = [(role, named(head, languages)) for role, head in roles]
    svg = draw_bars(bars, colours, spoken(alt, languages), legend)
    return Chart("themes", *title, svg, *alt, heads, rows)


def stories_by_day(brief: Brief, languages: tuple[str, ...], colours: Palette) -> Chart | None:
    """On which day each story's lead came out; None for a period too long, or without dates."""
    length = (brief.period.until - brief.period.since).days + 1
    leads = {source.number: source.published for source in brief.sources}
    stories = Counter(
        published.date()
        for section in brief.sections
        for item in section.items
        if (published := leads.get(item.sources[0]))
    )
    days = [brief.period.since + timedelta(days) for days in range(length)]
    if not 1 < length <= MOST_DAYS or not any(stories[day] for day in days):
        return None
    return _stories_by_day(tuple((day, stories[day]) for day in days), languages, colours)


@cache
def _stories_by_day(
    counts: tuple[tuple[date, int], ...], languages: tuple[str, ...], colours: Palette
) -> Chart:
    title, heads = words(BY_DAY), (words(DAY), words(STORIES))
    rows = tuple(Row(_weekday(day), (counted(count),)) for day, count in counts)
    alt = in_words(title, heads, rows)
    columns = [
        Column(count, str(count), spans(row.label, languages))
        for (_, count), row in zip(counts, rows, strict=True)
    ]
    return Chart(
        "days", *title, draw_columns(columns, colours, spoken(alt, languages)), *alt, heads, rows
    )


def _weekday(day: date) -> Words:
    """The day of the month with its weekday: 28일 (월), Mon 28."""
    return Words.of(lambda language: format_skeleton("Ed", day, locale=locale(language)))


Themes = tuple[tuple[Words, tuple[int, ...]], ...]  # theme, stories of each week


def over_weeks(brief: Brief, languages: tuple[str, ...], colours: Palette) -> Chart | None:
    """The stories of each theme in the last weeks, this one too; None for fewer than three."""
    own = WeekCount(brief.period.week, {s.key: len(s.items) for s in brief.sections})
    earlier = [entry for entry in brief.archive if entry.week < own.week]
    weeks = [*earlier, own][-MOST_WEEKS:]
    if not own.week or len(weeks) < FEWEST_WEEKS:
        return None
    themes = tuple(
        (
            Words(section.title_ko, section.title_en),
            tuple(entry.stories.get(section.key, 0) for entry in weeks),
        )
        for section in brief.sections
    )
    return _over_weeks(themes, tuple(entry.week for entry in weeks), languages, colours)


@cache
def _over_weeks(
    themes: Themes, weeks: tuple[str, ...], languages: tuple[str, ...], colours: Palette
) -> Chart:
    title = words(BY_WEEK)
    heads = (words(THEME), *(Words(week, week) for week in weeks))
    rows = tuple(Row(theme, tuple(map(counted, counts))) for theme, counts in themes)
    alt = in_words(title, heads, rows)
    last = len(weeks) - 1
    drawn = [
        (
            spans(theme, languages),
            tuple(
                Column(
                    count, str(count), (Span(_short(week), ""),), "accent" if at == last else MID
                )
                for at, (count, week) in enumerate(zip(counts, weeks, strict=True))
            ),
        )
        for theme, counts in themes
    ]
    svg = draw_multiples(drawn, colours, spoken(alt, languages))
    return Chart("weeks", *title, svg, *alt, heads, rows)


def _short(week: str) -> str:
    """The week's own number: W47."""
    return week.rpartition("-")[2]

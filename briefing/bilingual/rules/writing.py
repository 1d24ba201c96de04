"""Figures and dates as they stand in a rule-made English sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from babel.dates import format_date, format_skeleton

from briefing.dates import DateMention
from briefing.figures import write_figure
from briefing.formats import day, locale
from briefing.models import Figure

_WORDS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTERS = frozenset(
    ("개", "명", "종", "편", "건", "곳", "대", "가지", "인", "개사", "개국", "회", "차례")
)


def write_quantity(figure: Figure) -> str:
    """With its unit: US$10 billion, 13%, about 96,000 people."""
    return write_figure(figure, "en")


def write_count(figure: Figure) -> str:
    """The number alone, to stand before the noun it counts; empty when it measures."""
    if figure.unit in {"parameters", "tokens"}:
        return ""
    if figure.unit != "count" or (figure.counter and figure.counter not in _COUNTERS):
        return ""
    if not figure.qualifier and figure.high is None and figure.value in range(1, 11):
        return _WORDS[int(figure.value)]
    return write_figure(replace(figure, counter="", subject=""), "en")


def write_date(mention: DateMention, published: object) -> str:
    """With its preposition: on 29 April, in February, in 2023."""
    when = mention.date
    assert when is not None
    near = isinstance(published, date) and published.year == when.year
    if mention.precision == "day":
        written = format_skeleton("MMMMd", when, locale=locale("en")) if near else day(when, "en")
        return f"on {written}"
    if mention.precision == "month":
        first = _month(when, "LLLL" if near else "LLLL y")
        if not mention.note.startswith("to "):
            return f"in {first}"
        last = when.replace(month=int(mention.note[3:]), day=1)
        return f"in {_month(when, 'LLLL')} to {_month(last, 'LLLL' if near else 'LLLL y')}"
    return f"in {when.year}"


def _month(when: date, pattern: str) -> str:
    return str(format_date(when, pattern, locale=locale("en")))

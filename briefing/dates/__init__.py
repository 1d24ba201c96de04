"""Dates in news text: 9일, 지난 2월, 오는 20일(한국시간), 지난주; last Friday, Jan. 27.

The expressions are found by rules of our own: dateparser takes 9일 for a month and finds nothing
in 지난 2월, 오는 20일 or 전날. They resolve against the article's date; without one only full dates
do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefing.dates import english, korean
from briefing.dates.parts import locate
from briefing.language.detection import detect_language


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression at ``text[start:end]``, and what it means."""

    text: str  # word for word
    start: int
    end: int
    date: date | None  # first day of a week, month or year; None when it cannot be known
    precision: str  # day, week, month or year
    note: str = ""  # a time zone that is named, the end of a span, an assumption


def find_dates(text: str, language: str, reference: date | None) -> tuple[DateMention, ...]:
    """Every date expression in `text`, in order; `reference` is the article's date."""
    grammar = english if language == "en" else korean
    anchor: date | None = None
    mentions = []
    for found in grammar.expressions(text):
        day = locate(found.parts, reference, anchor)
        precision = found.parts.precision
        words = text[found.start : found.end]
        mentions.append(DateMention(words, found.start, found.end, day, precision, found.note))
        if day and precision == "day":
            anchor = day
    return tuple(mentions)


def resolve(expression: str, reference: date | None) -> DateMention | None:
    """The first date in a short text such as ``오는 20일(한국시간)``; None when there is none."""
    mentions = find_dates(expression, detect_language(expression), reference)
    return mentions[0] if mentions else None

"""Dates, spans and numbers as each language writes them (Babel, CLDR).

English follows the day-month order of ``en_GB``: it reads the same to British and American
readers when the month is spelled out, and matches the spelling of the rest of the brief.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal

REGIONS = {"ko": "KR", "en": "GB"}


@cache
def locale(language: str) -> Locale:
    """The locale that a language is written in."""
    return Locale(language, REGIONS.get(language))


def number(value: int, language: str) -> str:
    """A whole number with the language's grouping: 12,345."""
    return format_decimal(value, locale=locale(language))


def day(when: date, language: str) -> str:
    """A date in full: 2025년 4월 28일, 28 April 2025."""
    return format_date(when, "long", locale=locale(language))


def month(when: date, language: str) -> str:
    """A month with its year: 2025년 4월, April 2025."""
    return format_skeleton("yMMMM", when, locale=locale(language))


def short_day(when: date, language: str) -> str:
    """A date for small print: 2025년 4월 28일, 28 Apr 2025."""
    return format_skeleton("yMMMd", when, locale=locale(language))


def moment(when: datetime, language: str) -> str:
    """A date with the time of day in the zone that it carries: 28 Apr 2025, 09:15."""
    written = locale(language)
    clock = format_time(when, "HH:mm", tzinfo=when.tzinfo, locale=written)
    return str(written.datetime_formats["medium"]).format(clock, short_day(when, language))


def span(since: date, until: date, language: str) -> str:
    """Days from `since` to `until`, both included: 28 April – 4 May 2025.

    CLDR keeps patterns for abbreviated months only; the month is spelled out in them. Its thin
    spaces become plain ones, so that readers who search for the dates find them.
    """
    if since == until:
        return day(since, language)
    widest = "y" if since.year != until.year else "M" if since.month != until.month else "d"
    first, last = locale(language).interval_formats["yMMMd"][widest]
    written = (
        format_date(when, pattern.replace("MMM", "MMMM"), locale=locale(language))
        for when, pattern in ((since, first), (until, last))
    )
    return "".join(written).replace("\N{THIN SPACE}", " ")

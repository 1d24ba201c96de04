"""What a date expression says, part by part, and the day it means.

A day or month without its year or month is the one nearest to the article: newspapers write the
month only when it is not the present one, and the year only when it is not the present one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_YEAR_AHEAD = 240  # days: a month and day so far ahead is last year's (12월 4일 read in January)
_MONTH_BACK = 7  # days: a day that lately was, in the last month (30일 read on the 2nd)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that are said; shifts count from the article's date."""

    year: int | None = None
    year_shift: int | None = None  # 지난해 is -1
    month: int | None = None
    month_shift: int | None = None  # 다음 달 is 1
    day: int | None = None
    week_shift: int | None = None  # 지난주 is -1
    weekday: int | None = None  # Monday is 0
    day_shift: int | None = None  # 어제 is -1
    anchor_shift: int | None = None  # from the day last named: 이날 is 0, 전날 is -1
    direction: int = 0  # -1 past (지난, last), 1 future (오는, next)

    @property
    def precision(self) -> str:
        """``day``, ``week``, ``month`` or ``year``: the smallest part."""
        if any(part is not None for part in (self.day, self.weekday, self.day_shift)):
            return "day"
        if self.anchor_shift is not None:
            return "day"
        if self.week_shift is not None:
            return "week"
        return "year" if self.month is None and self.month_shift is None else "month"


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression at ``text[start:end]``."""

    start: int
    end: int
    parts: Parts
    note: str = ""


def locate(parts: Parts, reference: date | None, anchor: date | None) -> date | None:
    """The day, or the first day of the week, month or year; None when it cannot be known.

    `anchor` is the day last named in the text.
    """
    try:
        if reference is None:
            return _absolute(parts)
        if parts.day_shift is not None:
            return reference + timedelta(parts.day_shift)
        if parts.anchor_shift is not None:
            return (anchor or reference) + timedelta(parts.anchor_shift)
        if parts.week_shift is not None or parts.weekday is not None:
            return _in_week(parts, reference)
        return _in_calendar(parts, reference)
    except (ValueError, OverflowError):  # 2월 30일
        return None


def _absolute(parts: Parts) -> date | None:
    if parts.year is None or parts.month_shift is not None:
        return None
    return date(parts.year, parts.month or 1, parts.day or 1)


def _in_week(parts: Parts, reference: date) -> date:
    monday = reference - timedelta(reference.weekday())
    if parts.week_shift is not None:
        return monday + timedelta(7 * parts.week_shift + (parts.weekday or 0))
    ahead = ((parts.weekday or 0) - reference.weekday()) % 7
    if parts.direction > 0:
        return reference + timedelta(ahead or 7)
    back = (ahead - 7) if ahead or parts.direction < 0 else 0
    return reference + timedelta(back)


def _in_calendar(parts: Parts, reference: date) -> date:
    year = parts.year
    if parts.year_shift is not None:
        year = reference.year + parts.year_shift
    if parts.month_shift is not None:
        shifted = _months_later(year or reference.year, reference.month, parts.month_shift)
        return shifted.replace(day=parts.day or 1)
    if parts.month is not None:
        year = year or _year_of(parts.month, parts.day, reference, parts.direction)
        return date(year, parts.month, parts.day or 1)
    if parts.day is not None and year is None:
        return _in_month(parts.day, reference, parts.direction)
    return date(year or reference.year, 1, 1)


def _year_of(month: int, day: int | None, reference: date, direction: int) -> int:
    """The year of a month, or of a month and day, said without one."""
    said, now = (month, day or 0), (reference.month, reference.day if day else 0)
    if direction < 0:
        is_past = said <= now if day else said < now
        return reference.year - (0 if is_past else 1)
    if direction > 0:
        return reference.year + (0 if said >= now else 1)
    ahead = date(reference.year, month, min(day or 1, 28)) - reference
    return reference.year - (1 if ahead.days > _YEAR_AHEAD else 0)


def _in_month(day: int, reference: date, direction: int) -> date:
    """The day of this month, or of the month before or after it."""
    if direction:
        is_this = day <= reference.day if direction < 0 else day >= reference.day
        return _with_day(reference, 0 if is_this else direction, day, step=direction)
    before = _with_day(reference, -1, day, step=-1)
    if day > reference.day and (reference - before).days <= _MONTH_BACK:
        return before
    return _with_day(reference, 0, day, step=-1)


def _with_day(reference: date, shift: int, day: int, *, step: int) -> date:
    """That day of the month `shift` months on, or of the next in `step` that has so many."""
    first = _months_later(reference.year, reference.month, shift)
    while day > _length(first):
        first = _months_later(first.year, first.month, step)
    return first.replace(day=day)


def _months_later(year: int, month: int, shift: int) -> date:
    months = year * 12 + month - 1 + shift
    return date(months // 12, months % 12 + 1, 1)


def _length(first: date) -> int:
    return (_months_later(first.year, first.month, 1) - first).days

"""Which days a brief covers: an ISO week, a span of dates, or everything."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from briefing.errors import InputError
from briefing.models import Article, Period

_WEEK = re.compile(r"(\d{4})-W(\d{2})")


def week_period(week: str) -> Period:
    """Monday to Sunday of an ISO week written ``2026-W47``."""
    match = _WEEK.fullmatch(week)
    try:
        if not match:
            raise ValueError
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        raise InputError(f"{week!r} is not an ISO week", hint="write it as 2026-W47") from None
    return Period(monday, monday + timedelta(days=6), week)


def week_of(day: date) -> str:
    """The ISO week that a day is in, as ``2026-W47``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def span_period(since: date, until: date) -> Period:
    """A span of days, both included."""
    if until < since:
        raise InputError(f"the period ends ({until}) before it begins ({since})")
    week = week_period(week_of(since))
    return week if (week.since, week.until) == (since, until) else Period(since, until)


def spanning(days: Iterable[date], fallback: date) -> Period:
    """The shortest span over all days; `fallback` alone when there is none."""
    found = sorted(days) or [fallback]
    return span_period(found[0], found[-1])


def day_of(article: Article, zone: ZoneInfo) -> date | None:
    """The calendar day of publication where the desk is."""
    return article.published.astimezone(zone).date() if article.published else None


def edition_name(period: Period, everything: bool) -> str:
    """The edition's folder name: the week, the span, or ``all``."""
    if everything:
        return "all"
    return period.week or f"{period.since}_{period.until}"


def edition_number(period: Period, first_week: str) -> int:
    """Editions since the desk's first week; without one, the week's own number in its year."""
    monday = period.since - timedelta(days=period.since.weekday())
    if not first_week:
        return monday.isocalendar().week
    return max(1, (monday - week_period(first_week).since).days // 7 + 1)


def made_at() -> datetime:
    """Now, or SOURCE_DATE_EPOCH (seconds) when set: equal inputs then give equal bytes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)

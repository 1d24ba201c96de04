"""Periods: weeks, spans, edition names and numbers."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from briefing.errors import InputError
from briefing.models import Article
from briefing.periods import (
    day_of,
    edition_name,
    edition_number,
    span_period,
    spanning,
    week_of,
    week_period,
)


def test_a_week_runs_from_monday_to_sunday() -> None:
    """An ISO week covers seven days and knows its name."""
    period = week_period("2026-W47")
    assert (period.since, period.until) == (date(2026, 11, 16), date(2026, 11, 22))
    assert week_of(period.until) == "2026-W47"


def test_the_53rd_week_exists_only_in_long_years() -> None:
    """2026 has a week 53, 2025 has not."""
    assert week_period("2026-W53").since == date(2026, 12, 28)
    with pytest.raises(InputError, match="2025-W53"):
        week_period("2025-W53")


@pytest.mark.parametrize("week", ["2026-47", "2026-W00", "W47", "2026-W4", ""])
def test_a_wrong_week_says_how_to_write_it(week: str) -> None:
    """The message shows the right form."""
    with pytest.raises(InputError, match="2026-W47"):
        week_period(week)


def test_a_span_that_is_a_week_is_that_week() -> None:
    """The same days give the same edition name however they were asked for."""
    week = week_period("2026-W47")
    assert span_period(week.since, week.until) == week
    longer = span_period(date(2026, 11, 1), date(2026, 11, 15))
    assert edition_name(longer, everything=False) == "2026-11-01_2026-11-15"
    assert edition_name(longer, everything=True) == "all"


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    """Both days are named."""
    with pytest.raises(InputError, match="2026-11-01"):
        span_period(date(2026, 11, 15), date(2026, 11, 1))


def test_spanning_covers_all_days_or_falls_back() -> None:
    """Without any day the fallback is the period."""
    today = date(2026, 11, 24)
    assert spanning([], today).since == today
    assert spanning([date(2026, 1, 3), date(2026, 1, 1)], today).since == date(2026, 1, 1)


def test_editions_are_numbered_from_the_first_week_across_years() -> None:
    """Without a first week the week's own number counts."""
    period = week_period("2026-W02")
    assert edition_number(period, "") == 2
    assert edition_number(period, "2025-W51") == 4


def test_the_day_of_an_article_is_the_day_where_the_desk_is() -> None:
    """An evening in UTC is the next morning in Seoul."""
    late = Article("a", "", "", published=datetime(2026, 11, 22, 20, tzinfo=UTC))
    assert day_of(late, ZoneInfo("Asia/Seoul")) == date(2026, 11, 23)
    assert day_of(Article("b", "", ""), ZoneInfo("Asia/Seoul")) is None

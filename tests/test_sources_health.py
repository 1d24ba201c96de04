"""Sources that fail or go quiet are told from those that are fine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from briefing.sources import SourceSettings, assess, is_due

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def setting(**fields: object) -> SourceSettings:
    """The settings of a source."""
    return SourceSettings.model_validate({"name": "s", **fields})


def history(days: float, failures: int = 0) -> SimpleNamespace:
    """What is kept of a source that was last fetched well so many days ago."""
    success = NOW - timedelta(days)
    return SimpleNamespace(last_success=success, failures=failures, message="HTTP 500")


@pytest.mark.parametrize(
    ("kept", "recent", "last", "status"),
    [
        (None, 0, None, "new"),
        (history(1), 8, 1, "fine"),
        (history(1), 0, None, "quiet"),
        (history(1), 8, 15, "quiet"),
        (history(9, failures=3), 8, 1, "failing"),
    ],
)
def test_health(kept: SimpleNamespace | None, recent: int, last: float | None, status: str) -> None:
    """A source is new, fine, quiet or failing; its items are counted a week."""
    last_item = NOW - timedelta(last) if last else None
    health = assess(setting(location="a"), kept, recent=recent, last_item=last_item, now=NOW)
    assert (health.status, health.items_a_week) == (status, recent / 4)
    assert health.message == ("HTTP 500" if status == "failing" else "")


def test_every_says_when_a_source_is_due() -> None:
    """A failing one is always due, and one without `every` too."""
    daily = setting(location="a", every="1d")
    assert is_due(daily, None, NOW)
    assert not is_due(daily, history(0.9), NOW)
    assert is_due(daily, history(1.1), NOW)
    assert is_due(daily, history(0.1, failures=1), NOW)
    assert is_due(setting(location="a"), history(0), NOW)

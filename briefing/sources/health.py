"""How the sources fare: which fail, which have gone quiet. Pure functions over what was kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from briefing.sources.settings import SourceSettings

WINDOW = timedelta(weeks=4)  # over which items a week are counted


class History(Protocol):
    """What is kept of a source between two runs."""

    @property
    def last_success(self) -> datetime | None: ...  # noqa: D102
    @property
    def failures(self) -> int: ...  # noqa: D102  # since the last success
    @property
    def message(self) -> str: ...  # noqa: D102  # of the last failure


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """A line of `briefing sources`."""

    name: str
    kind: str
    status: str  # new (never fetched), failing, quiet, fine
    last_success: datetime | None
    failures: int  # in a row
    message: str  # of the last failure while it lasts
    items_a_week: float  # mean of the last four weeks
    last_item: datetime | None


def assess(
    settings: SourceSettings,
    history: History | None,
    *,
    recent: int,
    last_item: datetime | None,
    now: datetime,
) -> SourceHealth:
    """The health of a source; `recent` are the items that came within `WINDOW`.

    Without a history it was never fetched.
    """
    failures = history.failures if history else 0
    return SourceHealth(
        name=settings.name,
        kind=settings.kind,
        status=_status(settings, history, last_item, now),
        last_success=history.last_success if history else None,
        failures=failures,
        message=history.message if history and failures else "",
        items_a_week=round(recent / (WINDOW / timedelta(weeks=1)), 1),
        last_item=last_item,
    )


def _status(
    settings: SourceSettings, history: History | None, last_item: datetime | None, now: datetime
) -> str:
    if history and history.failures:
        return "failing"
    if history is None or history.last_success is None:
        return "new"
    if last_item is None or now - last_item > timedelta(days=settings.quiet_days):
        return "quiet"
    return "fine"


def is_due(settings: SourceSettings, history: History | None, now: datetime) -> bool:
    """Whether `every` has passed since the last success; a failing source is always due."""
    if history is None or history.last_success is None or history.failures:
        return True
    return now - history.last_success >= settings.interval

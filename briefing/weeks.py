"""How many stories each theme had in earlier weekly editions, for the chart of weeks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.editions import BRIEF, load_brief
from briefing.errors import EditionError
from briefing.models import Brief, Decision, Outcome, Reporter, WeekCount

if TYPE_CHECKING:
    from briefing.store.store import Store

MOST = 11  # weeks looked back on, which makes a dozen with this one
WEEK = re.compile(r"\d{4}-W\d{2}")

Editions = dict[str, Callable[[], Brief | None]]  # by name, read when needed


def earlier_weeks(
    week: str, out: Path | None, store: Store | None, report: Reporter
) -> tuple[WeekCount, ...]:
    """The editions of the weeks before `week`, the oldest first, at most `MOST`.

    They are those in `out`, the folder of editions, and in the store, whose word counts where both
    have one. One that cannot be read is left out and noted. None for a period that is no week.
    """
    editions = {**_on_disk(out), **_in_store(store)} if week else {}
    last = sorted(name for name in editions if WEEK.fullmatch(name) and name < week)[-MOST:]
    return tuple(_counts({name: editions[name] for name in last}, report))


def _on_disk(out: Path | None) -> Editions:
    folders = [path.parent for path in out.glob(f"*/{BRIEF}")] if out else []
    return {folder.name: partial(load_brief, folder) for folder in folders}


def _in_store(store: Store | None) -> Editions:
    if not store:
        return {}
    return {edition.name: partial(store.brief, edition.name) for edition in store.editions()}


def _counts(editions: Editions, report: Reporter) -> Iterator[WeekCount]:
    for name, read in editions.items():
        try:
            brief = read()
        except EditionError as error:
            report(Decision(name, "archive", Outcome.NOTED, "unreadable-edition", None, str(error)))
            continue
        if brief:
            yield WeekCount(name, {section.key: len(section.items) for section in brief.sections})

"""The stories of an edition as the page lists them: those in the brief, then the others."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.models import Brief, Item
from briefing.preview.choice import Choice
from briefing.preview.proof import State
from briefing.review import Row, rows_of
from briefing.review import State as Place
from briefing.review.review import KINDS

MARKS = {
    "pin": "pinned",
    "drop": "dropped",
    "move": "moved",
    "headline": "headline",
    "comment": "note",
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A story in the brief."""

    row: Row
    item: Item
    is_seen: bool  # by the chosen audience

    @property
    def marks(self) -> list[str]:
        """What the editors decided, in a word each."""
        decided = self.row.decided.decides.keys()
        return [MARKS[kind] for kind, fields in KINDS.items() if not decided.isdisjoint(fields)]


def list_stories(state: State, choice: Choice) -> tuple[list[Printed], list[Row]]:
    """The stories of the whole brief in order, then the others, those that were dropped first."""
    edition = state.edition
    rows = rows_of(edition.brief, edition.ledger, edition.articles, state.review)
    items, seen = _items(edition.brief), _items(state.brief(choice))
    printed = [
        Printed(row, items[row.story_id], row.story_id in seen)
        for row in rows
        if row.state is Place.PRINTED
    ]
    others = [row for row in rows if row.state is not Place.PRINTED]
    return printed, sorted(others, key=lambda row: row.state is not Place.DROPPED)


def _items(brief: Brief) -> dict[str, Item]:
    return {item.story_id: item for section in brief.sections for item in section.items}

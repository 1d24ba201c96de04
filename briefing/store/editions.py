"""Editions in the store: the brief, its ledger, and the stories it printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from briefing.models import Article, Brief, Decision, Outcome, Story
from briefing.store.database import upsert
from briefing.store.records import PublishedStory, StoredEdition
from briefing.store.rows import dump, load
from briefing.store.schema import decision as decisions
from briefing.store.schema import edition as editions
from briefing.store.schema import published_story as stories

Articles = tuple[Article, ...]


def save_edition(
    connection: Connection, brief: Brief, ledger: Iterable[Decision], printed: Iterable[Story]
) -> None:
    """Write an edition over the one of the same name; its deliveries stay."""
    name = brief.edition
    row = {
        "name": name,
        "number": brief.number,
        "since": brief.period.since,
        "until": brief.period.until,
        "made_at": brief.colophon.made_at,
        "brief": dump(Brief, brief),
    }
    upsert(connection, editions, [row])
    for table in (decisions, stories):
        connection.execute(delete(table).where(table.c.edition == name))
    rows = [_decision_row(name, number, line) for number, line in enumerate(ledger, 1)]
    if rows:
        connection.execute(insert(decisions), rows)
    if story_rows := list(_story_rows(brief, {story.id: story for story in printed})):
        connection.execute(insert(stories), story_rows)


def _decision_row(edition: str, number: int, decision: Decision) -> dict[str, Any]:
    return {
        "edition": edition,
        "number": number,
        "subject": decision.subject,
        "stage": decision.stage,
        "outcome": str(decision.outcome),
        "rule": decision.rule,
        "score": decision.score,
        "detail": decision.detail,
    }


def _story_rows(brief: Brief, printed: Mapping[str, Story]) -> Iterator[dict[str, Any]]:
    for section in brief.sections:
        for item in section.items:
            story = printed[item.story_id]
            yield {
                "edition": brief.edition,
                "id": story.id,
                "headline": item.headline.text,
                "articles": dump(Articles, (*story.articles, *story.copies)),
            }


def read_editions(connection: Connection) -> list[StoredEdition]:
    """All editions, the oldest first."""
    columns = [editions.c[name] for name in StoredEdition.__dataclass_fields__]
    rows = connection.execute(select(*columns).order_by(editions.c.until, editions.c.name))
    return [StoredEdition(*row) for row in rows]


def read_brief(connection: Connection, name: str) -> Brief | None:
    """The brief of an edition."""
    text = connection.scalar(select(editions.c.brief).where(editions.c.name == name))
    return load(Brief, text) if text else None


def read_ledger(connection: Connection, name: str) -> list[Decision]:
    """The ledger of an edition, in its order."""
    query = select(decisions).where(decisions.c.edition == name).order_by(decisions.c.number)
    return [
        Decision(row.subject, row.stage, Outcome(row.outcome), row.rule, row.score, row.detail)
        for row in connection.execute(query)
    ]


def published_stories(connection: Connection, since: date, until: date) -> list[PublishedStory]:
    """What editions printed that ended on a day from `since`, before `until`; latest first."""
    query = (
        select(stories, editions.c.number, editions.c.until)
        .join(editions)
        .where(editions.c.until >= since, editions.c.until < until)
        .order_by(editions.c.until.desc(), stories.c.edition, stories.c.id)
    )
    return [
        PublishedStory(
            row.edition, row.number, row.until, row.id, row.headline, load(Articles, row.articles)
        )
        for row in connection.execute(query)
    ]

"""Articles out: by id, by time, by words, and the ledger of their intake."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Text,
    and_,
    case,
    cast,
    exists,
    func,
    select,
    true,
)

from briefing.models import Article, Decision, Document, Outcome
from briefing.store.known import IS_CURRENT
from briefing.store.records import Hit
from briefing.store.rows import Decisions, load
from briefing.store.schema import article as articles
from briefing.store.schema import document as documents
from briefing.store.search import Phrases, matching, read_query

_PAGE = 500  # rows fetched at once
_AROUND = 40  # characters of an excerpt on either side of the word


def within(since: datetime | None, until: datetime | None) -> ColumnElement[bool]:
    """The documents that count for a time: from `since`, before `until`."""
    counted = documents.c.counted_at
    return and_(
        true(),
        *([counted >= since] if since else []),
        *([counted < until] if until else []),
    )


def find_article(connection: Connection, name: str, sha256: str = "") -> Article | None:
    """The newest version of an article, or the one with this body."""
    query = select(articles.c.record).where(articles.c.id == name)
    if sha256:
        query = query.where(articles.c.sha256 == sha256)
    record = connection.scalar(query.order_by(articles.c.version.desc()).limit(1))
    return load(Article, record) if record else None


def read_articles(
    connection: Connection, since: datetime | None, until: datetime | None
) -> Iterator[Article]:
    """The newest versions without exact copies, in order of time and arrival."""
    query = (
        select(articles.c.record)
        .join(documents)
        .where(IS_CURRENT, within(since, until))
        .order_by(documents.c.counted_at, articles.c.number)
    )
    for row in _paged(connection, query):
        yield load(Article, row.record)


def read_decisions(
    connection: Connection, since: datetime | None, until: datetime | None
) -> Iterator[Decision]:
    """What reading and parsing decided, what was merged into copies and newer versions, and notes
    on articles without a date.

    With the articles of the same time they are all that came in.
    """
    query = (
        select(documents.c.decisions)
        .where(within(since, until))
        .order_by(documents.c.counted_at, documents.c.number)
    )
    for row in _paged(connection, query):
        yield from load(Decisions, row.decisions)
    other, later = articles.alias("other"), articles.alias("later")
    is_old = exists().where(later.c.id == articles.c.id, later.c.version > articles.c.version)
    name = case((is_old, articles.c.id + "@" + cast(articles.c.version, Text)), else_=articles.c.id)
    merged = (
        select(name.label("subject"), articles.c.id, other.c.id.label("into"), documents.c.url)
        .select_from(articles)
        .join(documents)
        .join(other, articles.c.merged_into == other.c.number)
        .where(within(since, until))
        .order_by(documents.c.counted_at, articles.c.number)
    )
    for row in _paged(connection, merged):
        yield _merged(row)
    undated = (
        select(articles.c.id, documents.c.counted_at)
        .join(documents)
        .where(IS_CURRENT, articles.c.published.is_(None), within(since, until))
        .order_by(documents.c.counted_at, articles.c.number)
    )
    for row in _paged(connection, undated):
        detail = f"no date; counts for when it was fetched, {row.counted_at:%Y-%m-%d %H:%M} UTC"
        yield Decision(row.id, "keep", Outcome.NOTED, "undated", detail=detail)


def _paged(connection: Connection, query: Select[Any]) -> Iterator[Row[Any]]:
    """The rows, a page at a time; the cursor is closed however the reading ends."""
    with closing(connection.execution_options(yield_per=_PAGE).execute(query)) as rows:
        yield from rows


def _merged(row: Row[Any]) -> Decision:
    if row.id == row.into:
        rule, detail = "updated", f"a newer text of {row.id} came in"
    else:
        rule, detail = "exact-duplicate", f"of {row.into}, from {row.url}"
    return Decision(row.subject, "keep", Outcome.MERGED, rule, detail=detail)


def find_newest(connection: Connection) -> datetime | None:
    """When the latest dated article was published."""
    newest: datetime | None = connection.scalar(select(func.max(articles.c.published)))
    return newest


def find_document(connection: Connection, name: str) -> Document | None:
    """The bytes that the newest version of an article was parsed from."""
    query = (
        select(documents)
        .join(articles)
        .where(articles.c.id == name)
        .order_by(articles.c.version.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    content = zlib.decompress(row.content)
    return Document(row.url, row.media_type, content, row.fetched_at, row.source)


def search_articles(
    connection: Connection,
    query: str,
    *,
    since: datetime | None,
    until: datetime | None,
    language: str,
    limit: int,
) -> list[Hit]:
    """The newest versions that hold every word of the query, best first."""
    phrases = read_query(query)
    if not phrases:
        return []
    index, is_match, number, rank = matching(phrases, connection.dialect.name)
    statement = (
        select(articles.c.record, rank.label("rank"))
        .select_from(index)
        .join(articles, number == articles.c.number)
        .join(documents)
        .where(is_match, IS_CURRENT, within(since, until))
        .order_by(rank, documents.c.counted_at.desc(), articles.c.number)
        .limit(limit)
    )
    if language:
        statement = statement.where(articles.c.language == language)
    found = connection.execute(statement)
    return [_hit(load(Article, row.record), row.rank, phrases) for row in found]


def _hit(article: Article, rank: float, phrases: Phrases) -> Hit:
    words = sorted({word for any_of in phrases for words in any_of for word in words}, key=len)
    pattern = "|".join(re.escape(word) for word in reversed(words))
    body = " ".join(article.body.split())
    match = re.search(pattern, body, re.IGNORECASE)
    at = match.start() if match else 0
    start, end = max(at - _AROUND, 0), at + 2 * _AROUND
    left, right = "…" if start else "", "…" if end < len(body) else ""
    return Hit(article, -rank, f"{left}{body[start:end]}{right}")

"""What was received and is not taken in yet: written down as it came, so that nothing is lost."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select

from briefing.models import Decision, Document
from briefing.store.database import Database
from briefing.store.incoming import plain_decision, plain_document
from briefing.store.known import KnownDocuments
from briefing.store.rows import Decisions, digest, dump, load
from briefing.store.schema import inbox

_PAGE = 200  # rows at a time


def put(
    connection: Connection,
    source: str,
    documents: Sequence[Document],
    decisions: Sequence[Decision],
) -> None:
    """Add what came from a source, without the documents that are in the store already."""
    hashed = [(one, digest(one.content)) for one in map(plain_document, documents)]
    known = KnownDocuments(connection, (sha256 for _, sha256 in hashed))
    rows = [_row(source, one) for one, sha256 in hashed if not known.has(one, sha256)]
    rows += [_note(source, tuple(map(plain_decision, decisions)))] if decisions else []
    first = (connection.scalar(select(func.max(inbox.c.number))) or 0) + 1
    if rows:
        numbered = [{**row, "number": number} for number, row in enumerate(rows, first)]
        connection.execute(insert(inbox), numbered)


def _row(source: str, document: Document) -> dict[str, Any]:
    return {
        "source": source,
        "url": document.url,
        "origin": document.source,
        "media_type": document.media_type,
        "fetched_at": document.fetched_at,
        "content": zlib.compress(document.content, 1),
        "decisions": dump(Decisions, ()),
    }


def _note(source: str, decisions: Decisions) -> dict[str, Any]:
    """A row without a document."""
    empty = {"url": "", "origin": "", "media_type": "", "fetched_at": None, "content": None}
    return {"source": source, **empty, "decisions": dump(Decisions, decisions)}


def sources(connection: Connection) -> list[str]:
    """Those with something in the inbox, in order of arrival."""
    query = select(inbox.c.source).group_by(inbox.c.source).order_by(func.min(inbox.c.number))
    return list(connection.scalars(query))


def read(database: Database, source: str) -> Iterator[tuple[int, Document | None, Decisions]]:
    """Number, document and decisions of each row of a source, a page at a time."""
    number = 0
    while page := _page(database, source, number):
        for row in page:
            yield row.number, _document(row), load(Decisions, row.decisions)
        number = page[-1].number


def _page(database: Database, source: str, after: int) -> Sequence[Row[Any]]:
    query = select(inbox).where(inbox.c.source == source, inbox.c.number > after)
    with database.reading() as connection:
        return connection.execute(query.order_by(inbox.c.number).limit(_PAGE)).all()


def _document(row: Row[Any]) -> Document | None:
    if row.content is None:
        return None
    content = zlib.decompress(row.content)
    return Document(row.url, row.media_type, content, row.fetched_at, row.origin)


def forget(connection: Connection, source: str, until: int) -> None:
    """Take out what a source brought up to this number."""
    connection.execute(delete(inbox).where(inbox.c.source == source, inbox.c.number <= until))

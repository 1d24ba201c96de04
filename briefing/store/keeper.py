"""What fetching remembers, for good: a `briefing.sources.Keeper`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select

from briefing.models import Document, Outcome, Reporter
from briefing.sources import FetchResult, Received, Validators
from briefing.sources.collect import is_reached
from briefing.sources.preview import Parse
from briefing.store import inbox
from briefing.store.database import Database, upsert
from briefing.store.intake import ingest
from briefing.store.records import Counts, SourceState
from briefing.store.rows import digest
from briefing.store.schema import address, document, source


class StoredKeeper:
    """Takes documents in, and remembers how sources fare and what servers said of addresses."""

    def __init__(self, database: Database, parse: Parse) -> None:
        """`database` keeps it all; `parse` reads a document into articles."""
        self._database = database
        self._parse = parse

    def receive(self, source: str, received: Received) -> None:
        """Write down what came, and which addresses need not be asked for again."""
        with self._database.writing() as connection:
            inbox.put(connection, source, received.documents, received.decisions)
            upsert(connection, address, [_address(url, *v) for url, v in received.fetched.items()])

    def waiting(self) -> Sequence[str]:
        """The sources from which something was received that is not taken in."""
        with self._database.reading() as connection:
            return inbox.sources(connection)

    def take_in(self, source: str) -> Counts:
        """Parse and keep what a source has brought; after a crash the same call goes on."""
        last, reached = 0, dict[str, bool]()

        def read(report: Reporter) -> Iterator[Document]:
            nonlocal last
            for number, one, decisions in inbox.read(self._database, source):
                last = number
                for decision in decisions:
                    reached[decision.subject] = is_reached(decision)
                    if decision.outcome is Outcome.DROPPED:
                        report(decision)
                if one:
                    yield one

        counts = ingest(self._database, read, self._parse)
        with self._database.writing() as connection:
            faults = [digest(url, b"") for url, is_well in reached.items() if is_well]
            connection.execute(delete(document).where(document.c.fingerprint.in_(faults)))
            inbox.forget(connection, source, last)
        return counts

    def get(self, url: str) -> Validators | None:
        """What a server said of an address; None when it was never fetched."""
        query = select(address.c.etag, address.c.last_modified)
        with self._database.reading() as connection:
            row = connection.execute(query.where(address.c.key == digest(url))).first()
        return Validators(*row) if row else None

    def put(self, url: str, etag: str, last_modified: str) -> None:
        """Remember an address as fetched; only once its documents are in the store."""
        with self._database.writing() as connection:
            upsert(connection, address, [_address(url, etag, last_modified)])

    def remember(self, result: FetchResult) -> None:
        """Take note of how a fetch ended."""
        state = self.history(result.name) or SourceState(result.name)
        if result.failed:
            state = replace(
                state,
                last_failure=result.at,
                failures=state.failures + 1,
                message=result.message,
            )
        else:
            state = replace(state, last_success=result.at, failures=0)
        with self._database.writing() as connection:
            upsert(connection, source, [asdict(state)])

    def history(self, source_name: str) -> SourceState | None:
        """How fetching a source has gone; None when it was never fetched."""
        with self._database.reading() as connection:
            row = connection.execute(select(source).where(source.c.name == source_name)).first()
        return SourceState(**row._asdict()) if row else None

    def arrivals(self, source_name: str, since: datetime) -> tuple[int, datetime | None]:
        """How many documents a source has brought since then, and when the last one ever came."""
        came, is_its = document.c.fetched_at, document.c.source == source_name
        recent = select(func.count()).where(is_its, came >= since)
        with self._database.reading() as connection:
            number = connection.scalar(recent) or 0
            last: datetime | None = connection.scalar(select(func.max(came)).where(is_its))
        return number, last


def _address(url: str, etag: str, last_modified: str) -> dict[str, Any]:
    return {"key": digest(url), "url": url, "etag": etag, "last_modified": last_modified}

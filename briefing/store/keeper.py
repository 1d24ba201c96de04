"""What fetching remembers, for good: a `briefing.sources.Keeper`."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import func, select

from briefing.sources import FetchResult, Read, Validators
from briefing.sources.preview import Parse
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

    def add(self, read: Read) -> Counts:
        """Parse and keep all that `read` brings; it is safe when this returns."""
        return ingest(self._database, read, self._parse)

    def get(self, url: str) -> Validators | None:
        """What a server said of an address; None when it was never fetched."""
        query = select(address.c.etag, address.c.last_modified)
        with self._database.reading() as connection:
            row = connection.execute(query.where(address.c.key == digest(url))).first()
        return Validators(*row) if row else None

    def put(self, url: str, etag: str, last_modified: str) -> None:
        """Remember an address as fetched; only once its documents are in the store."""
        row = {"key": digest(url), "url": url, "etag": etag, "last_modified": last_modified}
        with self._database.writing() as connection:
            upsert(connection, address, [row])

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

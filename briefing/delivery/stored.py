"""The outbox in the desk's store: table `delivery`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from briefing.delivery.outbox import changed_lines, taken
from briefing.models import Brief
from briefing.store.database import Database
from briefing.store.records import Delivery, DeliveryState
from briefing.store.rows import dump
from briefing.store.schema import delivery as lines
from briefing.store.schema import edition as editions


class StoredOutbox:
    """Each method is one transaction, on disk when it returns."""

    def __init__(self, database: Database) -> None:
        """`database` is the store's."""
        self._database = database

    def queue(self, brief: Brief, audience: str, message_ids: Mapping[str, str]) -> None:
        """Make the lines of an audience match its recipients."""
        with self._database.writing() as connection:
            _register(connection, brief)
            known = _read(connection, brief.edition, audience)
            for line in changed_lines(known, brief.edition, audience, message_ids):
                is_old = (
                    (lines.c.edition == line.edition)
                    & (lines.c.audience == line.audience)
                    & (lines.c.recipient == line.recipient)
                )
                connection.execute(delete(lines).where(is_old))
                row = asdict(replace(line, changed_at=datetime.now(UTC)))
                connection.execute(insert(lines), {**row, "state": str(line.state)})

    def deliveries(self, edition: str, audience: str) -> list[Delivery]:
        """All lines of an audience, by recipient."""
        with self._database.reading() as connection:
            return _read(connection, edition, audience)

    def start(self, delivery: Delivery) -> None:
        """Mark as `sending`; DeliveryError when the line has changed since it was read."""
        is_unchanged = (
            (lines.c.message_id == delivery.message_id)
            & (lines.c.state == str(delivery.state))
            & (lines.c.tries == delivery.tries)
        )
        values = {"state": str(DeliveryState.SENDING), "changed_at": datetime.now(UTC)}
        with self._database.writing() as connection:
            if connection.execute(update(lines).where(is_unchanged).values(values)).rowcount != 1:
                raise taken(delivery)

    def settle(self, delivery: Delivery, state: DeliveryState, detail: str) -> None:
        """Write how a try ended; `QUEUED` puts the line back."""
        values = {
            "state": str(state),
            "tries": delivery.tries + 1,
            "changed_at": datetime.now(UTC),
            "detail": detail,
        }
        is_it = lines.c.message_id == delivery.message_id
        with self._database.writing() as connection:
            connection.execute(update(lines).where(is_it).values(values))


def _register(connection: Connection, brief: Brief) -> None:
    """Make sure that the store knows the edition, which may have been built without it."""
    if connection.scalar(select(editions.c.name).where(editions.c.name == brief.edition)):
        return
    row = {
        "name": brief.edition,
        "number": brief.number,
        "since": brief.period.since,
        "until": brief.period.until,
        "made_at": brief.colophon.made_at,
        "brief": dump(Brief, brief),
    }
    connection.execute(insert(editions), row)


def _read(connection: Connection, edition: str, audience: str) -> list[Delivery]:
    is_wanted = (lines.c.edition == edition) & (lines.c.audience == audience)
    rows = connection.execute(select(lines).where(is_wanted).order_by(lines.c.recipient))
    return [_delivery(row) for row in rows]


def _delivery(row: Row[Any]) -> Delivery:
    values = row._asdict()
    return Delivery(**{**values, "state": DeliveryState(values["state"])})

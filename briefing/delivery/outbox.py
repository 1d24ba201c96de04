"""The outbox: one line for each recipient of an edition, and how far it has come.

    queued ──> sending ──> sent
      ^  │        │   └──> refused
      └──┴────────┘ deferred, or the process died: to be tried again

A line becomes `sending` right before the server may take responsibility, and nothing else happens
between the two; so only a process that died just there leaves a `sending` line behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from briefing.delivery.errors import DeliveryError
from briefing.models import Brief
from briefing.store.records import Delivery, DeliveryState

WAITING = (DeliveryState.QUEUED, DeliveryState.SENDING)
GONE = "no longer on the list"


class Outbox(Protocol):
    """Where deliveries are kept; what a method did is safe when it returns, whole or not at all."""

    def queue(self, brief: Brief, audience: str, message_ids: Mapping[str, str]) -> None:
        """Make the lines of an audience match its recipients (`message_ids` by address)."""

    def deliveries(self, edition: str, audience: str) -> list[Delivery]:
        """All lines of an audience, by recipient."""
        ...

    def start(self, delivery: Delivery) -> None:
        """Mark as `sending`; DeliveryError when the line has changed since it was read."""

    def settle(self, delivery: Delivery, state: DeliveryState, detail: str) -> None:
        """Write how a try ended; `QUEUED` puts the line back."""


class MemoryOutbox:
    """An outbox that lasts as long as the process."""

    def __init__(self) -> None:
        """Start empty."""
        self._lines: dict[tuple[str, str, str], Delivery] = {}

    def queue(self, brief: Brief, audience: str, message_ids: Mapping[str, str]) -> None:
        """Make the lines of an audience match its recipients."""
        known = self.deliveries(brief.edition, audience)
        for line in changed_lines(known, brief.edition, audience, message_ids):
            self._put(line)

    def deliveries(self, edition: str, audience: str) -> list[Delivery]:
        """All lines of an audience, by recipient."""
        return [line for key, line in sorted(self._lines.items()) if key[:2] == (edition, audience)]

    def start(self, delivery: Delivery) -> None:
        """Mark as `sending`."""
        if delivery not in self._lines.values():
            raise taken(delivery)
        self._put(replace(delivery, state=DeliveryState.SENDING))

    def settle(self, delivery: Delivery, state: DeliveryState, detail: str) -> None:
        """Write how a try ended."""
        self._put(replace(delivery, state=state, tries=delivery.tries + 1, detail=detail))

    def _put(self, line: Delivery) -> None:
        key = (line.edition, line.audience, line.recipient)
        self._lines[key] = replace(line, changed_at=datetime.now(UTC))


def changed_lines(
    known: Iterable[Delivery], edition: str, audience: str, message_ids: Mapping[str, str]
) -> Iterator[Delivery]:
    """The lines to write so that the outbox matches the recipients.

    A known message stays as it is. Another message for a known recipient (a correction) takes the
    line over. Whoever has left the list and still waits gets nothing, unless put back on it.
    """
    by_recipient = {line.recipient: line for line in known}
    for recipient, line in by_recipient.items():
        if recipient not in message_ids and line.state in WAITING:
            yield replace(line, state=DeliveryState.REFUSED, detail=GONE)
    for recipient, message_id in message_ids.items():
        old = by_recipient.get(recipient)
        if old is None or old.message_id != message_id or old.detail == GONE:
            now = datetime.now(UTC)
            yield Delivery(message_id, edition, audience, recipient, DeliveryState.QUEUED, 0, now)


def taken(delivery: Delivery) -> DeliveryError:
    """The error for a line that another process has changed meanwhile."""
    return DeliveryError(
        f"another process is sending {delivery.edition} to {delivery.recipient}",
        hint="let it finish",
    )

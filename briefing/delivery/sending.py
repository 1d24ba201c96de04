"""Sends the letters of an edition, each once, whatever broke off the last time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from briefing.delivery.errors import DeferredError, RefusedError, UnreachableError
from briefing.delivery.message import Letter
from briefing.delivery.outbox import WAITING, Outbox
from briefing.models import Brief
from briefing.store.records import Delivery, DeliveryState

_log = logging.getLogger(__name__)


class Transport(Protocol):
    """Hands letters over: to a server, to a folder."""

    def send(self, letter: Letter, committing: Callable[[], None]) -> str:
        """Hand one letter over; returns what the other side said.

        `committing` is called once, right before the step after which it may be accepted. Raises
        RefusedError, DeferredError or UnreachableError for this letter, DeliveryError for all.
        """
        ...

    def close(self) -> None:
        """Nothing more comes."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast, and how long to wait before trying again."""

    interval: float = 0.0  # seconds between two letters
    retries: int = 0
    retry_wait: float = 0.0  # seconds before the first retry; doubles each time
    sleep: Callable[[float], None] = time.sleep


def send_letters(
    letters: Sequence[Letter],
    brief: Brief,
    audience: str,
    *,
    outbox: Outbox,
    transport: Transport,
    pace: Pace,
) -> list[Delivery]:
    """Send what is not sent yet, and try again what was deferred; returns every line.

    Raises DeliveryError when nothing at all can be sent; what is waiting then waits on.
    """
    by_id = {letter.message_id: letter for letter in letters}
    outbox.queue(brief, audience, {letter.recipient: letter.message_id for letter in letters})
    try:
        for retry in range(pace.retries + 1):
            waiting = _waiting(outbox, brief.edition, audience)
            if not waiting:
                break
            if retry:
                pace.sleep(pace.retry_wait * 2 ** (retry - 1))
            _send_each(waiting, by_id, outbox, transport, pace)
    finally:
        transport.close()
    return outbox.deliveries(brief.edition, audience)


def _waiting(outbox: Outbox, edition: str, audience: str) -> list[Delivery]:
    """Lines to send; those that a dead process left `sending` too: twice is better than never."""
    lines = [line for line in outbox.deliveries(edition, audience) if line.state in WAITING]
    for line in lines:
        if line.state is DeliveryState.SENDING:
            _log.warning("%s may have got %s already", line.recipient, line.message_id)
    return lines


def _send_each(
    waiting: Sequence[Delivery],
    letters: dict[str, Letter],
    outbox: Outbox,
    transport: Transport,
    pace: Pace,
) -> None:
    """One try for each line; stops early when the server cannot be reached."""
    for number, line in enumerate(waiting):
        if number:
            pace.sleep(pace.interval)
        try:
            answer = transport.send(letters[line.message_id], partial(outbox.start, line))
        except RefusedError as error:
            _settle(outbox, line, DeliveryState.REFUSED, str(error))
        except DeferredError as error:
            _settle(outbox, line, DeliveryState.QUEUED, str(error))
            if isinstance(error, UnreachableError):
                return
        else:
            _settle(outbox, line, DeliveryState.SENT, answer)


def _settle(outbox: Outbox, line: Delivery, state: DeliveryState, detail: str) -> None:
    outbox.settle(line, state, detail)
    level = logging.INFO if state is DeliveryState.SENT else logging.WARNING
    _log.log(level, "%s to %s: %s, %s", line.edition, line.recipient, state, detail)

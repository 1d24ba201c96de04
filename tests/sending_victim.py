"""Sends an edition and kills itself (SIGKILL) at a given point of the second letter.

Run as: python sending_victim.py POINT BRIEF_FOLDER STORE PORT READER…
"""

from __future__ import annotations

import os
import signal
import smtplib
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from briefing.delivery.message import Letter
from briefing.delivery.sending import Pace, send_letters
from briefing.delivery.settings import DeliverySettings
from briefing.delivery.smtp import Server
from briefing.delivery.stored import StoredOutbox
from briefing.editions import load_brief
from briefing.models import Brief
from briefing.store.database import Database
from briefing.store.records import Delivery, DeliveryState

POINTS = (
    "queued",
    "letter",
    "envelope",
    "content",
    "before sending",
    "sending",
    "dot",
    "answer",
    "sent",
)


def letter(reader: str) -> Letter:
    """A mail of a few kilobytes."""
    content = f"To: {reader}\r\nMessage-ID: <1.{reader}>\r\n\r\n" + "가나다\r\n" * 500
    return Letter(f"<1.{reader}>", "brief@example.kr", reader, content.encode())


class Fuse:
    """Kills the process at one point, on the second letter."""

    point = ""
    letters = 0

    @classmethod
    def burn(cls, point: str) -> None:
        """Die here, if this is the point."""
        if point == cls.point and (cls.letters == 2 or point == "queued"):
            os.kill(os.getpid(), signal.SIGKILL)


class Outbox(StoredOutbox):
    """The store's, with points before and after each transaction."""

    def queue(self, brief: Brief, audience: str, message_ids: Mapping[str, str]) -> None:
        """Queue, or die after."""
        super().queue(brief, audience, message_ids)
        Fuse.burn("queued")

    def start(self, delivery: Delivery) -> None:
        """Start, or die before or after."""
        Fuse.burn("before sending")
        super().start(delivery)
        Fuse.burn("sending")

    def settle(self, delivery: Delivery, state: DeliveryState, detail: str) -> None:
        """Settle, or die before or after."""
        Fuse.burn("answer")
        super().settle(delivery, state, detail)
        Fuse.burn("sent")


class Transport(Server):
    """The real one; counts the letters."""

    def send(self, letter: Letter, committing: Callable[[], None]) -> str:
        """Send, or die before."""
        Fuse.letters += 1
        Fuse.burn("letter")
        return super().send(letter, committing)


class Smtp(smtplib.SMTP):
    """Python's, with points between what goes over the wire."""

    def rcpt(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """RCPT, or die after."""
        answer = super().rcpt(*args, **kwargs)
        Fuse.burn("envelope")
        return answer

    def send(self, s: Any) -> None:
        """Send, or die in the middle of a mail or after its dot."""
        if len(s) > 1000:
            super().send(s[:1000])
            Fuse.burn("content")
            super().send(s[1000:])
            return
        super().send(s)
        if s == b".\r\n":
            Fuse.burn("dot")


def main(point: str, folder: str, store: str, port: str, *readers: str) -> None:
    """Send to the readers, or die on the way."""
    Fuse.point = point
    smtplib.SMTP = Smtp  # type: ignore[misc]
    settings = DeliverySettings(server="localhost", port=int(port), security="none")
    send_letters(
        [letter(reader) for reader in readers],
        load_brief(Path(folder)),
        "default",
        outbox=Outbox(Database(store)),
        transport=Transport(settings),
        pace=Pace(interval=0.02),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])

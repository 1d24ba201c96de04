"""Small letters, and how to hand them to a mail server on loopback."""

from __future__ import annotations

from mail_server import MailServer

from briefing.delivery.message import Letter
from briefing.delivery.outbox import Outbox
from briefing.delivery.sending import Pace, send_letters
from briefing.delivery.settings import DeliverySettings
from briefing.delivery.smtp import Server
from briefing.models import Brief
from briefing.store.records import Delivery

READERS = ("ha@example.kr", "kim@example.kr", "lee@example.kr", "park@example.kr")


def settings(server: MailServer, **changes: object) -> DeliverySettings:
    """How to reach the server on loopback."""
    values = {"server": "localhost", "port": server.port, "security": "none", "timeout": 1}
    return DeliverySettings.model_validate({**values, **changes})


def letter(reader: str, issue: int = 0) -> Letter:
    """A small mail with what transports trip over: dots at the beginnings of lines, Korean."""
    content = f"To: {reader}\r\nMessage-ID: <{issue}.{reader}>\r\n\r\n.\r\n..끝\r\n.점\r\n".encode()
    return Letter(f"<{issue}.{reader}>", "brief@example.kr", reader, content)


def send_one(
    server: MailServer,
    brief: Brief,
    outbox: Outbox,
    what: Letter | None = None,
    **changes: object,
) -> Delivery:
    """Send one letter, without retries; returns how it ended."""
    transport = Server(settings(server, **changes), final_timeout=5)
    letters = [what or letter(READERS[0])]
    (line,) = send_letters(
        letters, brief, "default", outbox=outbox, transport=transport, pace=Pace()
    )
    return line

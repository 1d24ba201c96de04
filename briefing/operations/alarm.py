"""A mail to the desk when a run needs a person."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path

from briefing.delivery.errors import DeferredError, RefusedError
from briefing.delivery.folder import Folder
from briefing.delivery.message import Letter
from briefing.delivery.mime import POLICY
from briefing.delivery.recipients import own_mailbox
from briefing.delivery.sending import Transport
from briefing.delivery.smtp import Server
from briefing.desk import Desk
from briefing.errors import BriefingError
from briefing.operations.run import WeekReport
from briefing.periods import made_at

_log = logging.getLogger(__name__)


def tell_desk(reports: Sequence[WeekReport], health: str, desk: Desk, out: Path) -> None:
    """Mail what needs attention, with the health of the sources, to `desk` under `[delivery]`.

    Without that address nothing is sent. What goes wrong here is logged: the run's own failure
    must not be hidden behind it.
    """
    wanted = [report for report in reports if report.attention]
    settings = desk.settings.delivery
    if not (wanted and settings.desk):
        return
    transport: Transport = Server(settings) if settings.server else Folder(out / "mails")
    try:
        transport.send(_letter(wanted, health, desk), lambda: None)
    except (BriefingError, DeferredError, RefusedError) as error:
        _log.error("the desk could not be told: %s", error)
    finally:
        transport.close()


def _letter(reports: Sequence[WeekReport], health: str, desk: Desk) -> Letter:
    settings = desk.settings.delivery
    sender, reader = own_mailbox("sender", settings.sender), own_mailbox("desk", settings.desk)
    message = EmailMessage(policy=POLICY)
    message["From"], message["To"] = settings.sender, settings.desk
    message["Subject"] = "briefing: " + ", ".join(f"{one.week} {one.ending}" for one in reports)
    message["Date"] = made_at().astimezone(desk.zone)
    message["Message-ID"] = make_msgid(domain=sender.address.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    lines = [report.line for report in reports]
    message.set_content("\n\n".join([*lines, health]) + "\n", cte="base64")
    return Letter(message["Message-ID"], sender.address, reader.address, message.as_bytes())

"""An edition in the shapes that a mail needs, and the way to its readers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from briefing.audiences import view
from briefing.delivery.folder import Folder
from briefing.delivery.message import Letter, Mailing, write_letters
from briefing.delivery.outbox import MemoryOutbox, Outbox
from briefing.delivery.recipients import own_mailbox, read_recipients
from briefing.delivery.sending import Pace, Transport, send_letters
from briefing.delivery.smtp import Server
from briefing.desk import Desk
from briefing.editions import load_brief
from briefing.errors import InputError, SettingsError
from briefing.fitting import fitted
from briefing.formats import number, span
from briefing.labels import Own, gettext, replaced
from briefing.looks import audience_look
from briefing.models import Brief, Rendition
from briefing.periods import made_at
from briefing.renderers import RENDERERS
from briefing.review.approval import require_approval
from briefing.settings import Audience
from briefing.store import Delivery, DeliveryState

MAILS = "mails"  # folder of .eml files in an edition's

_UNSAFE = re.compile(r'[\\/:*?"<>|]')  # in file names, on one system or another


def write_mailing(brief: Brief, audience: Audience, desk: Desk) -> Mailing:
    """The edition as this audience gets it by mail; drawn from the model, so nothing is stale."""
    seen = view(fitted(brief, [audience], desk, lambda _: None), audience)
    drawn = audience_look(audience, desk)
    text, html = (RENDERERS[name](seen, look=drawn).content.decode() for name in ("txt", "mail"))
    language = audience.languages[0]
    attachments: tuple[Rendition, ...] = ()
    if desk.settings.delivery.pdf:
        pdf = RENDERERS["pdf"](seen, look=drawn)
        attachments = (replace(pdf, name=_file_name(seen, language)),)
    return Mailing(
        edition=brief.edition,
        audience=audience.name,
        issue=len(brief.corrections),
        subject=subject(seen, language, drawn.labels),
        text=text,
        html=html,
        attachments=attachments,
        date=made_at().astimezone(desk.zone),
    )


def subject(brief: Brief, language: str, labels: Own = ()) -> str:
    """The masthead, the number and the days; a correction says so first."""
    with replaced(labels):
        return _subject(brief, language)


def _subject(brief: Brief, language: str) -> str:
    masthead = brief.masthead_ko if language == "ko" else brief.masthead_en
    numbered = gettext("No. %(number)s", language, number=number(brief.number, language))
    days = span(brief.period.since, brief.period.until, language)
    notice = f"[{_correction(brief, language)}] " if brief.corrections else ""
    return f"{notice}{masthead} {numbered} – {days}"


def _correction(brief: Brief, language: str) -> str:
    count = number(len(brief.corrections), language)
    return gettext("Correction %(number)s", language, number=count)


def _file_name(brief: Brief, language: str) -> str:
    masthead = brief.masthead_ko if language == "ko" else brief.masthead_en
    notice = f" {_correction(brief, language)}" if brief.corrections else ""
    return _UNSAFE.sub("", f"{masthead} {brief.edition}{notice}.pdf")


def write_all_letters(brief: Brief, audience: Audience, desk: Desk) -> list[Letter]:
    """A letter for each recipient of the audience; raises before anything is sent.

    SettingsError for a wrong list or header, DeliveryError for a mail that is too large.
    """
    recipients = read_recipients(audience.recipients, desk.folder)
    if not recipients:
        hint = f"recipients = [...] in audiences/{audience.name}.toml"
        raise SettingsError(f"audience {audience.name!r} has no recipients", hint=hint)
    settings = desk.settings.delivery
    sender = own_mailbox("sender", audience.sender or settings.sender)
    return write_letters(write_mailing(brief, audience, desk), sender, recipients, settings)


def send_edition(
    folder: Path, audience: Audience, desk: Desk, again: Collection[str] = ()
) -> list[Delivery]:
    """Send an edition to an audience, each recipient once, and return every recipient's line.

    `again` names addresses that the server had refused and that are to be tried once more;
    InputError when one was not refused.

    Raises UnapprovedError when `[delivery] approval` asks for an approval that is not there, and
    EditionError when the edition lacks changes of its review.

    Without a server in the settings the mails become files in ``EDITION/mails/AUDIENCE/``; the
    outbox, which is for good, does not count those.
    """
    brief, settings = load_brief(folder), desk.settings.delivery
    require_approval(folder, brief, desk)
    letters = write_all_letters(brief, audience, desk)
    transport: Transport = Folder(folder / MAILS / audience.name)
    pace = Pace()
    if settings.server:
        transport = Server(settings)
        pace = Pace(60 / settings.rate, settings.retries, settings.retry_wait)
    with open_outbox(desk) as outbox:
        _requeue(again, outbox.deliveries(brief.edition, audience.name), outbox)
        return send_letters(
            letters, brief, audience.name, outbox=outbox, transport=transport, pace=pace
        )


def _requeue(again: Collection[str], lines: Iterable[Delivery], outbox: Outbox) -> None:
    """Put refused lines back; all of them, or none when an address is wrong."""
    refused = {line.recipient: line for line in lines if line.state is DeliveryState.REFUSED}
    for address in again:
        if address not in refused:
            hint = f"refused: {', '.join(refused) or 'nobody'}"
            raise InputError(f"{address!r} was not refused", hint=hint)
    for address in again:
        line = refused[address]
        outbox.settle(line, DeliveryState.QUEUED, f"again, after: {line.detail}")


@contextmanager
def open_outbox(desk: Desk) -> Iterator[Outbox]:
    """The outbox in the desk's store; one that forgets when there is no server."""
    if not desk.settings.delivery.server:
        yield MemoryOutbox()
        return
    from briefing.delivery.stored import StoredOutbox
    from briefing.store.database import Database

    database = Database(desk.store_location)
    try:
        yield StoredOutbox(database)
    finally:
        database.close()

"""An edition as a mail: text, HTML, the images in it, and the brief as PDF.

Equal input gives equal bytes: boundaries and the Message-ID come from what is sent and to whom.
Headers follow RFC 5322, 2047 and 2231 (`email.policy.SMTP`), 2919 (List-Id), 2369 and 8058
(unsubscribing with one click) and 3834 (Auto-Submitted).
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from urllib.parse import quote

from briefing.delivery.errors import DeliveryError
from briefing.delivery.mime import POLICY, assemble, body
from briefing.delivery.recipients import Mailbox, is_one_line, own_mailbox
from briefing.delivery.settings import DeliverySettings
from briefing.errors import SettingsError
from briefing.models import Rendition

SECRET = "BRIEFING_UNSUBSCRIBE_SECRET"  # environment variable that {token} is made with

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Mailing:
    """What every recipient of an audience gets alike."""

    edition: str
    audience: str
    issue: int  # 0, and one more for each correction
    subject: str
    text: str
    html: str
    attachments: tuple[Rendition, ...]
    date: datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to one recipient, ready to send."""

    message_id: str
    sender: str
    recipient: str
    content: bytes  # lines end with CRLF


def message_id(mailing: Mailing, recipient: str, domain: str) -> str:
    """The same for each try at one edition, audience, issue and recipient."""
    key = "\0".join((mailing.edition, mailing.audience, str(mailing.issue), recipient))
    digest = hashlib.sha256(key.encode()).hexdigest()[:24]
    return f"<{mailing.audience}.{digest}@{domain}>"


def write_letters(
    mailing: Mailing, sender: Mailbox, recipients: Iterable[Mailbox], settings: DeliverySettings
) -> list[Letter]:
    """A letter for each recipient.

    Raises SettingsError for a header that cannot be written, DeliveryError for one that is too
    large: before the first letter leaves, so that nothing is sent by half.
    """
    _check(mailing, sender)
    parts = body(mailing.text, mailing.html, mailing.attachments)
    letters = [_letter(mailing, parts, sender, recipient, settings) for recipient in recipients]
    if letters:
        _check_size(max(len(letter.content) for letter in letters), mailing, settings)
    return letters


def _letter(
    mailing: Mailing,
    parts: Sequence[MIMEPart],
    sender: Mailbox,
    recipient: Mailbox,
    settings: DeliverySettings,
) -> Letter:
    identity = message_id(mailing, recipient.address, sender.address.rpartition("@")[2])
    message = EmailMessage(policy=POLICY)
    message["From"] = _header(sender)
    message["To"] = _header(recipient)
    message["Subject"] = mailing.subject
    message["Date"] = mailing.date
    message["Message-ID"] = identity
    if settings.reply_to:
        message["Reply-To"] = _header(own_mailbox("reply_to", settings.reply_to))
    message["Auto-Submitted"] = "auto-generated"
    if settings.list_id:
        message["List-Id"] = f"<{mailing.audience}.{settings.list_id}>"
    if settings.unsubscribe:
        address = unsubscribe_address(settings.unsubscribe, mailing.audience, recipient.address)
        message["List-Unsubscribe"] = f"<{address}>"
        if address.startswith("https:"):
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["MIME-Version"] = "1.0"
    assemble(message, "mixed", parts, identity)
    return Letter(identity, sender.address, recipient.address, message.as_bytes())


def unsubscribe_address(pattern: str, audience: str, address: str) -> str:
    """The pattern filled in; the token proves that the address came from this desk (RFC 8058)."""
    values = {"address": quote(address, safe=""), "audience": quote(audience, safe="")}
    if "{token}" in pattern:
        secret = os.environ.get(SECRET, "")
        if not secret:
            hint = f"set the environment variable {SECRET}, or leave out {{token}}"
            raise SettingsError("delivery.unsubscribe: no secret for {token}", hint=hint)
        signed = f"{audience}\0{address}".encode()
        values["token"] = hmac.new(secret.encode(), signed, "sha256").hexdigest()[:32]
    return pattern.format(**values)


def _header(mailbox: Mailbox) -> Address:
    return Address(mailbox.name, addr_spec=mailbox.address)


def _check(mailing: Mailing, sender: Mailbox) -> None:
    names = [("subject", mailing.subject), ("delivery.sender", sender.name)]
    names += [("attachment", rendition.name) for rendition in mailing.attachments]
    for what, text in names:
        if not is_one_line(text):
            hint = "nothing was sent; take it out of the masthead or the settings"
            raise SettingsError(f"{what}: {text!r} holds a line break or control code", hint=hint)


def _check_size(size: int, mailing: Mailing, settings: DeliverySettings) -> None:
    if size <= settings.size_limit * _MEGABYTE:
        return
    parts = {"HTML with its images": len(mailing.html.encode())}
    parts |= {rendition.name: len(rendition.content) for rendition in mailing.attachments}
    largest = max(parts, key=lambda name: parts[name])
    raise DeliveryError(
        f"the mail has {size / _MEGABYTE:.1f} MB, more than delivery.size_limit "
        f"({settings.size_limit:g} MB)",
        hint=f"nothing was sent; most of it is {largest}, {parts[largest] / _MEGABYTE:.1f} MB",
    )

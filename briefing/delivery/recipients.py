"""Who gets the brief: mail addresses checked one by one, all faults named before anything is sent.

A list is written in the settings or stands in a text file, one recipient a line, `#` for remarks:

    김하늘 <haneul.kim@example.kr>
    desk@example.com    # the English desk
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import SettingsError, counted

_MOST_SHOWN = 10  # faults in one message
_MAILBOX = re.compile(r"(?P<name>[^<>]*?)\s*<(?P<address>[^<>\s]+)>|[^<>\s]+")
_REMARK = re.compile(r"(^|\s)#.*")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an address, safe to write into a header."""

    name: str
    address: str  # ASCII; the domain in its IDNA form


def read_mailbox(text: str) -> Mailbox:
    """The mailbox in ``Name <address>`` or ``address``; ValueError says what is wrong with it."""
    from email_validator import EmailNotValidError, validate_email

    if not is_one_line(text):
        raise ValueError("holds a line break or control character")
    match = _MAILBOX.fullmatch(text.strip())
    if not match:
        raise ValueError("is not one address, alone or as Name <address>")
    try:
        checked = validate_email(
            match["address"] or match[0], check_deliverability=False, allow_smtputf8=False
        )
    except EmailNotValidError as error:
        raise ValueError(str(error)) from None
    name = (match["name"] or "").removeprefix('"').removesuffix('"')
    return Mailbox(name, checked.ascii_email or checked.normalized)


def own_mailbox(setting: str, text: str) -> Mailbox:
    """A mailbox out of the table `[delivery]`; SettingsError where it is missing or wrong."""
    hint = f'{setting} = "Name <address>" in the table [delivery]'
    if not text:
        raise SettingsError(f"delivery.{setting} is not set", hint=hint)
    try:
        return read_mailbox(text)
    except ValueError as error:
        raise SettingsError(f"delivery.{setting}: {text!r} {error}", hint=hint) from None


def is_one_line(text: str) -> bool:
    """Whether text can stand in a header: no line break of any script, no control character."""
    return not any(unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs") for c in text)


def read_recipients(given: str | Iterable[str], folder: Path | None = None) -> tuple[Mailbox, ...]:
    """The recipients in a list, or in the file that `given` names, each address once.

    Raises SettingsError that names every wrong one, so that none is left out unseen.
    """
    if isinstance(given, str):
        path = (folder or Path()) / given
        where, lines = str(path), list(_lines(path))
    else:
        where, lines = "recipients", list(enumerate(given, 1))
    found: dict[str, Mailbox] = {}
    faults = []
    for number, text in lines:
        try:
            mailbox = read_mailbox(text)
        except ValueError as error:
            faults.append(f"{number}: {text!r} {error}")
        else:
            found.setdefault(mailbox.address.casefold(), mailbox)
    if faults:
        raise _all_faults(faults, where)
    return tuple(found.values())


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not UTF-8 text"
        hint = "one recipient a line: Name <address>"
        raise SettingsError(f"recipients: {reason}", where=str(path), hint=hint) from None
    for number, line in enumerate(text.split("\n"), 1):
        if recipient := _REMARK.sub("", line).strip():
            yield number, recipient


def _all_faults(faults: list[str], where: str) -> SettingsError:
    more = len(faults) - _MOST_SHOWN
    shown = "; ".join(faults[:_MOST_SHOWN]) + (f"; and {more} more" if more > 0 else "")
    count = counted(len(faults), "wrong recipient")
    return SettingsError(f"{count}: {shown}", where=where, hint="nothing was sent; correct them")

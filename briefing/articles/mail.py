"""Newsletters: a message (RFC 5322, MIME) as an article."""

from __future__ import annotations

import re
from email import policy
from email.errors import MessageError
from email.header import decode_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from itertools import islice

from briefing.articles.draft import Cut, Draft
from briefing.articles.markup import HEADING, markdown_text
from briefing.errors import InputError
from briefing.hypertext import decode, read_fragment
from briefing.models import Document

_SHORT = 0.5  # of the HTML's characters: plain text below that only says to look at the HTML
_MOST_PARTS = 200
_LINK = re.compile(r"\s*[(<\[]?\s*https?://[^\s<>\])]+\s*[)>\]]?")  # behind the words it is set on
_SIGNATURE = "\n-- \n"  # RFC 3676
_FLOWED = re.compile(r"(?<=\S) \n(?=\S)")  # a line break for show only (RFC 3676)


def read_mail(document: Document) -> Draft:
    """The message as a draft: subject, sender's name as outlet, date, text.

    Plain text is taken unless it is much shorter than the HTML. InputError when there is neither.
    """
    message = BytesParser(policy=policy.default).parsebytes(document.content)
    lines, cuts = _plain(_part(message, "text/plain"))
    rich = read_fragment(_part(message, "text/html"), heading=HEADING)
    if sum(map(len, lines)) < sum(map(len, rich.lines)) * _SHORT:
        lines, cuts = rich.lines, [Cut("caption-cut", one) for one in rich.captions]
    if not lines:
        raise InputError("no text in the message", where=document.url)
    return Draft(
        lines=tuple(lines),
        headline=_header(message, "subject"),
        url=_address(message),
        outlet=_sender(message),
        given_date=_header(message, "date") or None,
        source=document.url,
        cuts=tuple(cuts),
    )


def _part(message: EmailMessage, kind: str) -> str:
    """The text of the first part of this media type that is no attachment; empty without one."""
    for part in islice(message.walk(), _MOST_PARTS):
        try:
            if part.get_content_type() != kind or part.get_filename():
                continue
            content = part.get_payload(decode=True)
            if not content:  # it is not in the encoding that it names
                del part["Content-Transfer-Encoding"]
                content = part.get_payload(decode=True)
            charset = part.get_content_charset("")
            is_flowed = part.get_param("format") == "flowed"
        except Exception:  # broken MIME headers; the parser has no list of what they raise
            continue
        if isinstance(content, bytes) and content.strip():
            text = decode(content, charset).replace("\r\n", "\n")
            return _FLOWED.sub(" ", text) if is_flowed else text
    return ""


def _plain(text: str) -> tuple[list[str], list[Cut]]:
    """The paragraphs of plain text, which newsletters write much like Markdown."""
    text, _, signature = text.partition(_SIGNATURE)
    title, body = markdown_text(_LINK.sub("", text))
    lines = [f"{HEADING}{title}"] if title else []
    lines += body.split("\n") if body else []
    return lines, [Cut("signature-cut", signature.strip())] if signature.strip() else []


def _header(message: EmailMessage, name: str) -> str:
    """A header's text, decoded; empty when there is none."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
    return _decoded(raw)


def _decoded(raw: str) -> str:
    """Encoded words and bare 8-bit characters as text; the charset they name may be wrong."""
    try:
        pieces = decode_header(raw.encode("ascii", "surrogateescape").decode("latin-1"))
    except (MessageError, ValueError, LookupError):
        return " ".join(raw.split())
    words = (
        decode(piece, charset or "")
        if isinstance(piece, bytes)
        else decode(piece.encode("latin-1"))
        for piece, charset in pieces
    )
    return " ".join("".join(words).split())


def _sender(message: EmailMessage) -> str:
    """The sender's name, or else the domain."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == "from"), "")
    name, address = parseaddr(raw)
    return _decoded(name) or address.rpartition("@")[2]


def _address(message: EmailMessage) -> str:
    """Where the message stands on the web (RFC 5064); empty when it does not say."""
    address = _header(message, "archived-at").strip("<> ")
    return address if address.startswith(("http://", "https://")) else ""

"""The parts of a mail.

multipart/mixed
├── multipart/related
│   ├── multipart/alternative
│   │   ├── text/plain
│   │   └── text/html
│   └── image/*           what the HTML held as data: addresses, which mail programs block
└── application/pdf
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from email.header import Header
from email.headerregistry import HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP, EmailPolicy

from briefing.delivery.errors import DeliveryError
from briefing.models import Rendition

_DATA_ADDRESS = re.compile(r'(?<=src=")data:image/([a-z+.-]+);base64,([^"]+)(?=")')


class _Verbatim(UnstructuredHeader):
    """A header that is one long address, which folding would break into encoded words."""

    name: str  # BaseHeader, which the registry adds, has it

    def fold(self, *, policy: EmailPolicy[EmailMessage]) -> str:
        """The header on one line; RFC 5322 allows 998 characters."""
        return f"{self.name}: {self}{policy.linesep}"


def _policy() -> EmailPolicy[EmailMessage]:
    headers = HeaderRegistry()
    for name in ("list-unsubscribe", "list-id", "message-id"):
        headers.map_to_type(name, _Verbatim)  # type: ignore[arg-type]  # it becomes a BaseHeader
    return SMTP.clone(header_factory=headers, max_line_length=76)  # RFC 2047


POLICY = _policy()


def body(text: str, html: str, attachments: Iterable[Rendition]) -> list[MIMEPart]:
    """The parts that all letters share, made once; DeliveryError for a damaged image."""
    html, images = _inline_images(html)
    alternative = _multipart("alternative", [_text(text), _text(html, "html")])
    related = alternative
    if images:
        related = _multipart("related", [alternative, *images], type="multipart/alternative")
    return [related, *(_attachment(rendition) for rendition in attachments)]


def _text(content: str, subtype: str = "plain") -> MIMEPart:
    """Text in base64: Korean grows least in it, and no server on the way rewrites its lines."""
    part = MIMEPart(policy=POLICY)
    part.set_content(content, subtype=subtype, cte="base64")
    return part


def _inline_images(html: str) -> tuple[str, list[MIMEPart]]:
    """The HTML with its data: images as cid: addresses, and a part for each image."""
    images: dict[str, MIMEPart] = {}

    def move(match: re.Match[str]) -> str:
        try:
            content = base64.b64decode(match[2], validate=True)
        except binascii.Error:
            raise DeliveryError(
                "an image in the mail is damaged", hint="look at the logo"
            ) from None
        cid = f"{hashlib.sha256(content).hexdigest()[:16]}@briefing"
        if cid not in images:
            part = images[cid] = MIMEPart(policy=POLICY)
            part.set_content(content, "image", match[1], disposition="inline", cid=f"<{cid}>")
        return f"cid:{cid}"

    return _DATA_ADDRESS.sub(move, html), list(images.values())


def _attachment(rendition: Rendition) -> MIMEPart:
    """A file. Its name is in RFC 2231, and in RFC 2047 for programs that know only that."""
    part = MIMEPart(policy=POLICY)
    kind, _, subtype = rendition.media_type.partition("/")
    part.set_content(
        rendition.content, kind, subtype, disposition="attachment", filename=rendition.name
    )
    del part["Content-Type"]  # the policy would write its name in RFC 2231 as well
    name = Header(rendition.name, maxlinelen=68).encode(linesep="\r\n")
    part.set_raw("Content-Type", f'{rendition.media_type};\r\n name="{name}"')
    return part


def _multipart(subtype: str, parts: Iterable[MIMEPart], **parameters: str) -> MIMEPart:
    part = MIMEPart(policy=POLICY)
    assemble(part, subtype, parts, subtype, **parameters)
    return part


def assemble(
    part: MIMEPart, subtype: str, parts: Iterable[MIMEPart], seed: str, **parameters: str
) -> None:
    """Make `part` a multipart; `=_` never begins a line of base64, so no boundary is in a part."""
    digest = hashlib.sha256(f"{subtype}\0{seed}".encode()).hexdigest()[:24]
    part.add_header("Content-Type", f"multipart/{subtype}", boundary=f"=_{digest}", **parameters)
    part.set_payload(list(parts))

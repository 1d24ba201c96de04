"""The JSON records in which items of feeds and pages are passed on.

Fields as in a desk's own JSON Lines: id, url, title, text, published, authors, outlet, language;
and `html`, the whole page, and `captions`, of pictures in the item. Empty ones are left out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from briefing.language import detect_language
from briefing.models import Document

if TYPE_CHECKING:
    from briefing.sources.settings import SourceSettings

_WEB = ("http://", "https://")

Record = Mapping[str, Any]


def record_document(
    record: Record, place: str, fetched_at: datetime, settings: SourceSettings
) -> Document:
    """The record; `place` is the document's address when the record has none."""
    filled = {name: value for name, value in record.items() if value}
    content = json.dumps(filled, ensure_ascii=False)
    url = record.get("url")
    return Document(
        url=url if url and isinstance(url, str) else place,
        media_type="application/json",
        content=content.encode("utf-8", "surrogatepass"),
        fetched_at=fetched_at,
        source=settings.name,
    )


def item_id(key: str, feed: str) -> str:
    """12 hexadecimal digits for an item; a key that is no address holds within its feed only."""
    if not key:
        return ""
    whole = key if ":" in key else f"{feed}\n{key}"
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def web_address(link: str, base: str = "") -> str:
    """An absolute web address; empty when the link is none."""
    address = link.strip()
    if not address:
        return ""
    try:
        if not address.startswith(_WEB):
            address = urljoin(base, address)
        is_web = address.startswith(_WEB) and urlsplit(address).netloc
    except ValueError:
        return ""
    return address if is_web else ""


def likely_language(declared: str, text: str) -> str:
    """The declared language, unless the script is that of another: many feeds keep a default."""
    code = declared.strip()[:2].lower()
    if not code:
        return ""
    found = detect_language(text)
    return code if code == found or (found == "en" and code not in ("ko", "zh")) else ""

"""JSON Feed, versions 1 and 1.1 (jsonfeed.org). Fields of a wrong type count as missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from briefing.hypertext import read_fragment
from briefing.sources.faults import FetchError
from briefing.sources.records import Record, item_id, likely_language, web_address


def is_json(content: bytes) -> bool:
    """Whether it begins like a JSON object."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def read_json_feed(text: str, url: str) -> list[Record]:
    """The items of a feed, in its order; FetchError when it is none."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FetchError("not-a-feed", f"not JSON: {error}", where=url) from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise FetchError("not-a-feed", "JSON without a list of items", where=url)
    return [_record(item, url) for item in items if isinstance(item, dict)]


def _record(item: dict[str, Any], feed_url: str) -> Record:
    link = web_address(_text(item, "url") or _text(item, "external_url"), feed_url)
    body = read_fragment(_text(item, "content_html"))
    text = "\n".join(body.lines) or _text(item, "content_text") or _text(item, "summary")
    return {
        "id": item_id(_text(item, "id") or link, feed_url),
        "url": link,
        "title": _text(item, "title"),
        "text": text,
        "published": _text(item, "date_published") or _text(item, "date_modified"),
        "authors": list(_authors(item)),
        "language": likely_language(_text(item, "language"), text),
        "captions": body.captions,
    }


def _authors(item: dict[str, Any]) -> Iterator[str]:
    listed = item.get("authors")
    for author in listed if isinstance(listed, list) else [item.get("author")]:
        if isinstance(author, dict) and (name := _text(author, "name")):
            yield name


def _text(fields: dict[str, Any], name: str) -> str:
    """Text, or a number as text (version 1 allowed numeric ids)."""
    value = fields.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()

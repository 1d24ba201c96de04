"""RSS and Atom of all versions, read by feedparser; also what is not quite XML."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from briefing.hypertext import Fragment, declared_codec, decode, read_fragment
from briefing.sources.faults import FetchError
from briefing.sources.records import Record, item_id, likely_language, web_address

_OUR_CODECS = ("", "utf-8", "cp949", "cp1252")  # feedparser knows EUC-KR without its extension
_MUCH_FULLER = 2  # times the text of content that a summary must have to stand for it
_MOST_TAGS = 200_000  # feedparser's time grows faster than their number
_MEDIA = re.compile(rb"<(/?)media:(title|description)\b[^<>]*?(/?)>")
_FILES = re.compile(r"(?:image|audio|video|application)/(?!xhtml|octet-stream)")
_CLOSED = re.compile(
    rb"</(?:\w+:)?(?:rss|feed|RDF|channel)\s*>\s*(?:<!--.{0,200}-->\s*)*$", re.DOTALL
)
_TAIL = 1_000  # bytes at the end of a feed in which it is closed
_ADDRESS = re.compile(r"\S+@\S+")


class Feed(NamedTuple):
    """The items of a feed, in its order."""

    records: list[Record]
    fault: str = ""  # what is wrong with its XML
    is_whole: bool = True  # False: it breaks off


def read_xml_feed(content: bytes, url: str, charset: str = "") -> Feed:
    """The items; FetchError when it is no feed. `charset` is what the header says."""
    parsed = _parse(content, url, charset)
    if not (parsed["entries"] or parsed["version"]):
        what = "neither RSS nor Atom nor JSON Feed"
        raise FetchError("not-a-feed", what, where=url, hint=_hint(parsed, url))
    fault = str(parsed.get("bozo_exception", "")) if parsed["bozo"] else ""
    is_whole = not fault or _CLOSED.search(content[-_TAIL:]) is not None
    return Feed([_record(entry, url) for entry in parsed["entries"]], fault, is_whole)


def _parse(content: bytes, url: str, charset: str) -> Mapping[str, Any]:
    """What feedparser makes of it, with all markup left in place."""
    import feedparser

    if b"\0" not in content[:64] and declared_codec(content, charset) in _OUR_CODECS:
        content, charset = decode(content, charset).encode("utf-8", "replace"), "utf-8"
    if content.count(b"<") > _MOST_TAGS:
        raise FetchError("too-large", f"more than {_MOST_TAGS:,} tags", where=url)
    # a picture's own title and description are not the item's
    content = _MEDIA.sub(rb"<\1media:picture-\2\3>", content)
    try:
        # a stream: feedparser takes other bytes for the name of a file
        parsed: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(content),
            # without an address: links are made absolute by `web_address`, in half the time
            response_headers={
                "content-type": f"application/xml; charset={charset}" if charset else ""
            },
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:  # it has no list of what its parsers raise on hostile input
        raise FetchError("not-a-feed", f"cannot be parsed: {error}", where=url) from None
    return parsed


def _hint(parsed: Mapping[str, Any], url: str) -> str:
    """Where a page says that its feed is."""
    for link in parsed["feed"].get("links", ()):
        if link.get("rel") == "alternate" and "xml" in link.get("type", ""):
            return f"the page names a feed: {web_address(link.get('href', ''), url)}"
    return "is the address that of a page?"


def _record(entry: Mapping[str, Any], feed_url: str) -> Record:
    # feedparser's own look-ups are slow, and fall back from field to field with warnings
    fields = dict(entry)
    fields["title_detail"] = dict(fields.get("title_detail") or {})
    texts = (*fields.get("content", ()), fields.get("summary_detail") or {})
    fields["details"] = [dict(detail) for detail in texts]
    link = web_address(fields.get("link", ""), feed_url)
    title, (text, captions) = _title(fields), _body(fields)
    dates = (fields.get(name) for name in ("published", "updated", "created"))
    return {
        "id": item_id(fields.get("id") or link, feed_url),
        "url": link,
        "title": title,
        "text": text,
        "published": next(filter(None, dates), ""),
        "authors": list(_authors(fields)),
        "outlet": (fields.get("source") or {}).get("title", ""),
        "language": likely_language(_declared_language(fields), f"{title}\n{text}"),
        "captions": captions,
    }


def _title(fields: Mapping[str, Any]) -> str:
    title: str = fields.get("title", "")
    if fields["title_detail"].get("type") == "text/plain":
        return title
    return " ".join(read_fragment(title).lines)


def _body(fields: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Text and captions of the fullest of content and summary; of a film, what is said of it."""
    details = fields["details"]
    text, captions = "", []
    for detail in sorted(details, key=lambda one: len(one.get("value") or ""), reverse=True):
        if len(detail.get("value") or "") <= _MUCH_FULLER * len(text):
            break
        body = _fragment(detail)
        if sum(map(len, body.lines)) > _MUCH_FULLER * len(text):
            text, captions = "\n".join(body.lines), body.captions
    if not text and _is_film(fields):
        text = "\n".join(read_fragment(str(fields.get("media_picture-description", ""))).lines)
    return text, captions


def _fragment(detail: Mapping[str, Any]) -> Fragment:
    kind, value = detail.get("type") or "", detail["value"]
    if kind == "text/plain":
        return Fragment(list(filter(None, [value.strip()])), [])
    return Fragment([], []) if _FILES.match(kind) else read_fragment(value)


def _is_film(fields: Mapping[str, Any]) -> bool:
    """Whether the item's media are no pictures; a picture's description is a caption."""
    kinds = [f"{one.get('medium')} {one.get('type')}" for one in fields.get("media_content", ())]
    return bool(kinds) and not any("image" in kind for kind in kinds)


def _authors(fields: Mapping[str, Any]) -> Iterator[str]:
    for author in fields.get("authors", ()):
        text = " ".join(read_fragment(author.get("name") or "").lines)
        if name := _name(text):
            yield name


def _name(text: str) -> str:
    """A name without its address.

    Of an address with a long top-level domain feedparser leaves an end: ``ple (홍길동``.
    """
    name = _ADDRESS.sub("", text).strip(" <>,")
    if name.count("(") != name.count(")"):
        name = name.rpartition("(")[2]
    elif name.startswith("(") and name.endswith(")"):
        name = name[1:-1]
    return name.strip() if "(" in name else name.strip(" )")


def _declared_language(fields: Mapping[str, Any]) -> str:
    details = (*fields["details"], fields["title_detail"])
    return next((one["language"] for one in details if one.get("language")), "")

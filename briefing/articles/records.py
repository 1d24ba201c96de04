"""From a document to a draft: JSON records, texts with front matter, plain lines.

Fields: id, url, language, title, text, published (front matter: date), outlet, authors, sample.
Others are ignored, and so are values of a wrong type.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from briefing.articles.draft import Cut, Draft
from briefing.articles.html import read_html, with_page
from briefing.articles.mail import read_mail
from briefing.articles.markup import markdown_text
from briefing.articles.pdf import read_pdf
from briefing.errors import InputError
from briefing.models import Document

_AUTHORS = re.compile(r"\s*(?:[,;·/]|\band\b)\s*")
_ROLE = re.compile(r"\s*(?:기자|특파원)$|^By\s+", re.IGNORECASE)
_FIELD = re.compile(r"^([a-z]+)\s*:\s*(.+)$", re.MULTILINE)
_MILLISECONDS = 10**11  # a larger number of seconds is one of milliseconds


def read_draft(document: Document) -> Draft:
    """The fields as the source gives them; InputError when the document cannot be read."""
    if document.media_type in _FILE_READERS:
        return _FILE_READERS[document.media_type](document)
    reader = _READERS.get(document.media_type)
    if reader is None:
        raise InputError(f"cannot read {document.media_type}", where=document.url)
    return reader(document.content.decode("utf-8", "replace"), document.url)


def _read_plain(content: str, source: str) -> Draft:
    return Draft(tuple(content.split("\n")), source=source)


def _read_json(content: str, source: str) -> Draft:
    try:
        record = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {error}", where=source) from None
    if not isinstance(record, dict):
        raise InputError("not a JSON object", where=source)
    draft = _from_fields(record, _string(record.get("text")), source)
    listed = record.get("captions")
    captions = filter(None, map(_string, listed if isinstance(listed, list) else ()))
    draft = replace(draft, cuts=tuple(Cut("caption-cut", caption) for caption in captions))
    page = record.get("html")
    return with_page(draft, page) if isinstance(page, str) else draft


def _read_markdown(content: str, source: str) -> Draft:
    fields, text = split_front_matter(content)
    title, body = markdown_text(text)
    given = {str(name).lower(): value for name, value in fields.items() if value is not None}
    return _from_fields({"title": title, "published": given.get("date"), **given}, body, source)


_READERS: dict[str, Callable[[str, str], Draft]] = {
    "text/plain": _read_plain,
    "text/markdown": _read_markdown,
    "application/json": _read_json,
}


_FILE_READERS: dict[str, Callable[[Document], Draft]] = {
    "text/html": read_html,
    "message/rfc822": read_mail,
    "application/pdf": read_pdf,
}


def split_front_matter(content: str) -> tuple[Mapping[str, Any], str]:
    """The YAML fields between ``---`` lines, and the text below them.

    Front matter that is not YAML, as ``title: A: B``, is read line by line.
    """
    import frontmatter
    from yaml import YAMLError

    handler = frontmatter.default_handlers.YAMLHandler()
    if not handler.detect(content):
        return {}, content
    try:
        fields, text = frontmatter.parse(content, handler=handler)
    except (YAMLError, ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        head, text = handler.split(content)
        fields = {name: value.strip(" \"'") for name, value in _FIELD.findall(head)}
    return fields, text


def _from_fields(fields: Mapping[str, Any], text: str, source: str) -> Draft:
    sample = fields.get("sample")
    return Draft(
        tuple(text.split("\n")),
        headline=_string(fields.get("title")),
        id=_string(fields.get("id")),
        url=_string(fields.get("url")),
        outlet=_string(fields.get("outlet")),
        authors=_authors(fields.get("authors")),
        language=_string(fields.get("language")),
        given_date=_moment(fields.get("published")),
        sample="sample" if sample is True else _string(sample),
        source=source,
    )


def _string(value: object) -> str:
    """Text or a number as text; anything else is empty."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def _authors(value: object) -> tuple[str, ...]:
    """Names out of a list or a text: ``홍길동 기자, 김영희 기자``."""
    listed = value if isinstance(value, list) else [value]
    names = (name for one in listed for name in _AUTHORS.split(_string(one)))
    return tuple(filter(None, (_ROLE.sub("", name).strip() for name in names)))


def _moment(value: object) -> str | date | datetime | None:
    """A date as text or as YAML reads it, or seconds since 1970."""
    if isinstance(value, str | date):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value / 1000 if value > _MILLISECONDS else value, UTC)
    except (ValueError, OverflowError, OSError):
        return None

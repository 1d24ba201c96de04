"""When two things that came in are one: a document read again, an article in a newer version."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from briefing.models import Article, Document
from briefing.store.rows import digest

_REVISED = 0.5  # share of the words of the shorter text that a revision keeps
_NUL = "\0"
_LONGEST_ID = 200  # characters; PostgreSQL's index takes no more than 2,700 bytes


class Origin(Protocol):
    """Where and when a document came from."""

    @property
    def url(self) -> str: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102
    @property
    def fetched_at(self) -> datetime: ...  # noqa: D102


def is_again(one: Origin, other: Origin) -> bool:
    """Whether equal contents are one thing read twice, and not two.

    They are when they came from one address; or from one source at two times, as when a line of
    a file has moved. Two equal lines of one file are two.
    """
    if one.url == other.url:
        return True
    return one.source == other.source != "" and one.fetched_at != other.fetched_at


@dataclass(frozen=True, slots=True)
class Held:
    """The newest version of an article in the store."""

    article: Article
    number: int
    version: int
    is_copy: bool
    url: str  # of its document
    source: str
    fetched_at: datetime


def address_of(article: Article) -> str:
    """Hash of the web address, of a digest's item with its number; empty when there is none."""
    if "://" not in article.url:
        return ""
    item = article.id.removeprefix(article.parent) if article.parent else ""
    return digest(article.url, item)


def may_be(held: Held, article: Article, document: Document) -> bool:
    """Whether the article could be another version: same address, or without one, same source."""
    here, there = address_of(article), address_of(held.article)
    return here == there if here and there else held.source == document.source


def own_id(article: Article, document: Document) -> str:
    """An id made of the article's place and text, for when its own is taken or cannot be kept."""
    place = digest(document.source, document.url, article.url, article.body)
    return f"{article.id[:_LONGEST_ID].replace(_NUL, '')}~{place[:12]}"


def has_plain_id(article: Article) -> bool:
    """Whether every database takes its id."""
    return len(article.id) <= _LONGEST_ID and _NUL not in article.id


def is_known(held: Held, article: Article, document: Document) -> bool:
    """Whether there is nothing new in the article; one cut short is never news."""
    if held.article.body != article.body:
        return article.is_truncated and not held.article.is_truncated and _is_revised(held, article)
    return is_again(held, document) and (held.is_copy or _is_same(held.article, article))


def is_newer(held: Held, article: Article, document: Document) -> bool:
    """Whether the article is another version: a revised text, or its headline or date."""
    if held.article.body == article.body:
        return is_again(held, document)
    return _is_revised(held, article)


def _is_same(one: Article, other: Article) -> bool:
    other = replace(other, id=one.id, parent=one.parent, source=one.source)
    return one == other


def _is_revised(held: Held, article: Article) -> bool:
    """Whether two texts are mostly the same: an address or a number may also be used anew."""
    old, new = set(held.article.body.split()), set(article.body.split())
    return len(old & new) >= _REVISED * min(len(old), len(new))

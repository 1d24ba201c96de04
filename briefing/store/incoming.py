"""A document on its way into the store: parsed, and fit to be written."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefing.models import Article, Decision, Document, Outcome
from briefing.periods import made_at
from briefing.sources.preview import Parse
from briefing.store.rows import digest, dump
from briefing.store.versions import address_of


@dataclass(frozen=True, slots=True)
class Found:
    """An article in a document."""

    article: Article
    sha256: str  # of its body
    address: str  # hash of its web address; empty: none
    record: str  # the article as JSON
    words: str | None = None  # to index; None: not read yet


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document with what was read in it."""

    document: Document
    sha256: str  # of its bytes
    found: tuple[Found, ...]
    decisions: tuple[Decision, ...]


def parsed(document: Document, sha256: str, parse: Parse) -> Incoming:
    """The document with its articles, without those that cannot be written."""
    decisions: list[Decision] = []
    articles = parse(document, decisions.append)
    found = tuple(one for article in articles if (one := _found(article, decisions)))
    return Incoming(document, sha256, found, tuple(map(plain_decision, decisions)))


def _found(article: Article, decisions: list[Decision]) -> Found | None:
    """The article as it can be written; None, and a decision, when it is not Unicode throughout."""
    try:
        record = dump(Article, article)
    except ValueError as error:
        reason = str(error).splitlines()[0]
        lost = Decision(article.source, "keep", Outcome.DROPPED, "not-unicode", detail=reason)
        decisions.append(lost)
        return None
    return Found(article, article.sha256, address_of(article), record)


def unread(decision: Decision) -> Incoming:
    """What could not be read stands in the store as a document without content."""
    decision = plain_decision(decision)
    document = Document(decision.subject, "", b"", made_at())
    return Incoming(document, digest(b""), (), (decision,))


def plain_document(document: Document) -> Document:
    """The document with names that every database takes."""
    names = (document.url, document.source, document.media_type)
    url, source, media_type = plain = tuple(map(_plain, names))
    if plain == names:
        return document
    return replace(document, url=url, source=source, media_type=media_type)


def plain_decision(decision: Decision) -> Decision:
    """The decision in characters that every database takes."""
    names = decision.subject, decision.detail
    subject, detail = plain = tuple(map(_plain, names))
    return decision if plain == names else replace(decision, subject=subject, detail=detail)


def _plain(text: str) -> str:
    """Without NUL characters, which PostgreSQL does not take, and bytes that are no text."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()

"""Puts parsed documents on the shelf: what is new, what is newer, what was there all along.

    same text, same place              known: nothing changes
    text revised, same address or id   a newer version
    same text, another place           an exact copy, merged into the first
    all else                           a new article; if its id is taken, under one of its own

Nothing is ever overwritten: older texts stay for the receipts that quote them.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, select, update

from briefing.language import tokenise
from briefing.models import Article, Decision, Document, Outcome
from briefing.store import search
from briefing.store.incoming import Found, Incoming
from briefing.store.known import IS_CURRENT, KnownDocuments, is_fruitless
from briefing.store.rows import Decisions, digest, dump, load
from briefing.store.schema import article as articles
from briefing.store.schema import document as documents
from briefing.store.versions import (
    Held,
    has_plain_id,
    is_known,
    is_newer,
    may_be,
    own_id,
)


class Shelf:
    """One batch in its transaction; nobody else writes meanwhile."""

    def __init__(self, connection: Connection, batch: Sequence[Incoming]) -> None:
        """Find what the store has of the batch."""
        self.counts: Counter[str] = Counter()
        self._connection = connection
        self._known = KnownDocuments(connection, (item.sha256 for item in batch))
        self._by_id: dict[str, Held] = {}
        self._id_at: dict[str, str] = {}  # by address
        self._by_text: dict[str, Held] = {}  # current articles by hash of the body
        self._find([found for item in batch for found in item.found])
        self._first = _next(connection, documents), _next(connection, articles)
        self._documents: list[dict[str, Any]] = []
        self._articles: list[dict[str, Any]] = []
        self._replaced: list[tuple[int, int]] = []  # numbers of old and new versions
        self._words: dict[int, str] = {}

    def put(self, item: Incoming) -> None:
        """Place a document's articles; counts what became of them."""
        if self._known.has(item.document, item.sha256):
            self.counts["known"] += 1
            return
        self._known.add(item.document, item.sha256)
        number = self._first[0] + len(self._documents)
        ids = {one.article.id: self._place(one, item.document, number) for one in item.found}
        if ids and not any(ids.values()):
            self.counts["known"] += 1
            return
        if not ids:
            ids = {decision.subject: item.document.url for decision in item.decisions}
            self.counts["dropped"] += any(d.outcome is Outcome.DROPPED for d in item.decisions)
        self._documents.append(_document_row(number, item, ids))

    def write(self) -> None:
        """Write all that was placed."""
        run = self._connection.execute
        if self._documents:
            run(delete(documents).where(is_fruitless({row["url"] for row in self._documents})))
            run(insert(documents), self._documents)
        if self._articles:
            run(insert(articles), self._articles)
        for old, new in self._replaced:
            run(update(articles).where(articles.c.number == old).values(merged_into=new))
        search.index(self._connection, self._words)

    def _place(self, found: Found, document: Document, number: int) -> str | None:
        """Find the article's place; returns the id it is kept under, None when it is known."""
        article = found.article
        for held in self._candidates(found, document):
            if is_known(held, article, document):
                return None
            if is_newer(held, article, document):
                kept = replace(article, id=held.article.id, parent=held.article.parent)
                return self._add(found, kept, document, number, held)
        if not has_plain_id(article) or article.id in self._by_id:
            article = replace(article, id=own_id(article, document))
        return self._add(found, article, document, number)

    def _candidates(self, found: Found, document: Document) -> Iterator[Held]:
        """Articles of which this may be another version."""
        article = found.article
        names = [article.id, self._id_at.get(found.address, "")]
        if article.id in self._by_id or not has_plain_id(article):
            names.append(own_id(article, document))
            self._load(articles.c.id == names[-1])
        for name in dict.fromkeys(names):
            held = self._by_id.get(name)
            if held and may_be(held, article, document):
                yield held

    def _add(
        self,
        found: Found,
        article: Article,
        document: Document,
        document_number: int,
        older: Held | None = None,
    ) -> str:
        """Add the article: a new one, a newer version, or a copy of a text that is there."""
        number = self._first[1] + len(self._articles)
        if older and not older.is_copy:
            self._replaced.append((older.number, number))
            self._by_text.pop(older.article.sha256, None)
        original = self._by_text.get(found.sha256)
        version = older.version + 1 if older else 1
        origin = document.url, document.source, document.fetched_at
        held = Held(article, number, version, original is not None, *origin)
        self._by_id[article.id] = held
        if found.address:
            self._id_at[found.address] = article.id
        if original is None:
            self._by_text[found.sha256] = held
            self._words[number] = _words(article) if found.words is None else found.words
        self.counts["copies" if original else "updated" if older else "new"] += 1
        merged_into = original.number if original else None
        self._articles.append(_article_row(held, found, document_number, merged_into))
        return article.id

    def _find(self, batch: Sequence[Found]) -> None:
        """Load the articles that share an id, an address or a text with one of the batch."""
        addresses = {found.address for found in batch} - {""}
        newest = (
            select(func.max(articles.c.number))
            .where(articles.c.address.in_(addresses))
            .group_by(articles.c.address)
        )
        at = select(articles.c.address, articles.c.id).where(articles.c.number.in_(newest))
        self._id_at = {row.address: row.id for row in self._connection.execute(at)}
        ids = {found.article.id for found in batch if has_plain_id(found.article)}
        self._load(articles.c.id.in_(ids | set(self._id_at.values())))
        hashes = {found.sha256 for found in batch}
        for held in self._held(articles.c.sha256.in_(hashes), IS_CURRENT):
            self._by_text[held.article.sha256] = held

    def _load(self, condition: ColumnElement[bool]) -> None:
        for held in self._held(condition):
            self._by_id.setdefault(held.article.id, held)

    def _held(self, *conditions: ColumnElement[bool]) -> Iterator[Held]:
        """Articles in the store, newer versions first."""
        rows = self._connection.execute(
            select(articles, documents.c.url, documents.c.source, documents.c.fetched_at)
            .join(documents)
            .where(*conditions)
            .order_by(articles.c.version.desc())
        )
        for row in rows:
            is_copy = row.merged_into is not None
            article = load(Article, row.record)
            origin = row.url, row.source, row.fetched_at
            yield Held(article, row.number, row.version, is_copy, *origin)


def _words(article: Article) -> str:
    content = search.indexed_text(article)
    return search.morphemes(tokenise(content, article.language), content)


def _next(connection: Connection, table: Table) -> int:
    return (connection.scalar(select(func.max(table.c.number))) or 0) + 1


def _article_row(
    held: Held, found: Found, document: int, merged_into: int | None
) -> dict[str, Any]:
    return {
        "number": held.number,
        "id": held.article.id,
        "version": held.version,
        "document": document,
        "address": found.address,
        "sha256": found.sha256,
        "language": held.article.language,
        "published": held.article.published,
        "merged_into": merged_into,
        "record": found.record if held.article is found.article else dump(Article, held.article),
    }


def _document_row(number: int, item: Incoming, ids: Mapping[str, str | None]) -> dict[str, Any]:
    """A row for the document; `ids` are what its articles are kept under, by what they were."""
    document = item.document
    published = [one.article.published for one in item.found if one.article.published]
    return {
        "number": number,
        "fingerprint": digest(document.url, document.content),
        "sha256": item.sha256,
        "url": document.url,
        "source": document.source,
        "media_type": document.media_type,
        "fetched_at": document.fetched_at,
        "counted_at": published[0] if published else document.fetched_at,
        "content": zlib.compress(document.content, 1),
        "decisions": dump(Decisions, tuple(_renamed(one, ids) for one in item.decisions)),
    }


def _renamed(decision: Decision, ids: Mapping[str, str | None]) -> Decision:
    name = ids.get(decision.subject) or decision.subject
    return decision if name == decision.subject else replace(decision, subject=name)

"""What of an intake is in the store already, so that it need not be parsed or read by Kiwi."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, select

from briefing.models import Document
from briefing.store.schema import URL_START, url_start
from briefing.store.schema import article as articles
from briefing.store.schema import document as documents
from briefing.store.versions import Origin, is_again

IS_CURRENT = articles.c.merged_into.is_(None)  # neither a copy nor an old text


_DOCUMENTS = select(
    documents.c.sha256, documents.c.url, documents.c.source, documents.c.fetched_at
).where(documents.c.sha256.in_(bindparam("hashes", expanding=True)))
_TEXTS = select(articles.c.sha256).where(
    articles.c.sha256.in_(bindparam("hashes", expanding=True)), IS_CURRENT
)


def is_fruitless(urls: Iterable[str]) -> ColumnElement[bool]:
    """Documents at these addresses in which no article was found, or that could not be had."""
    wanted = list(urls)
    return and_(
        url_start.in_([url[:URL_START] for url in wanted]),
        documents.c.url.in_(wanted),
        ~exists().where(articles.c.document == documents.c.number),
    )


class KnownDocuments:
    """Which documents are in the store."""

    def __init__(self, connection: Connection, hashes: Iterable[str]) -> None:
        """Look for documents with these hashes of their bytes."""
        self._held: defaultdict[str, list[Origin]] = defaultdict(list)
        for row in connection.execute(_DOCUMENTS, {"hashes": list(hashes)}):
            self._held[row.sha256].append(row)

    def has(self, document: Document, sha256: str) -> bool:
        """Whether the document is among them."""
        return any(is_again(held, document) for held in self._held[sha256])

    def add(self, document: Document, sha256: str) -> None:
        """From now on this one is known too."""
        self._held[sha256].append(document)


def current_texts(connection: Connection, hashes: Iterable[str]) -> frozenset[str]:
    """Those hashes that are of the body of a current article."""
    return frozenset(connection.scalars(_TEXTS, {"hashes": list(hashes)}))

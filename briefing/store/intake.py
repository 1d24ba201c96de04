"""Documents in: parsed, read by Kiwi in one pass, and written batch by batch.

A batch is one transaction, so whoever kills the process leaves whole documents behind, and the
next intake goes on from there. Memory holds a batch or two, whatever comes in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, tee
from typing import TypeVar

from briefing.language import tokenise_many
from briefing.models import Decision, Document
from briefing.sources import Read
from briefing.sources.preview import Parse
from briefing.store.database import Database
from briefing.store.incoming import Incoming, parsed, plain_document, unread
from briefing.store.known import KnownDocuments, current_texts
from briefing.store.records import Counts
from briefing.store.rows import digest
from briefing.store.search import indexed_text, morphemes
from briefing.store.shelf import Shelf

T = TypeVar("T")

_BATCH = 200  # documents in a transaction
_PARSED = 20  # documents at a time: Kiwi's threads work on, with thirty texts at hand


def ingest(database: Database, read: Read, parse: Parse) -> Counts:
    """Put everything that `read` brings into the store; what is there stays as it is."""
    total: Counter[str] = Counter()
    refused: list[Decision] = []
    fresh = _fresh(database, read(refused.append), parse, total)
    for batch in _batches(_with_words(fresh), _BATCH):
        total += _write(database, [*map(unread, refused), *batch])
        refused.clear()
    total += _write(database, [*map(unread, refused)])
    return Counts(**total)


def _write(database: Database, batch: Sequence[Incoming]) -> Counter[str]:
    if not batch:
        return Counter()
    with database.writing() as connection:
        shelf = Shelf(connection, batch)
        for item in batch:
            shelf.put(item)
        shelf.write()
    return shelf.counts


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    items = iter(items)
    while batch := list(islice(items, size)):
        yield batch


def _fresh(
    database: Database, documents: Iterable[Document], parse: Parse, total: Counter[str]
) -> Iterator[tuple[Incoming, frozenset[str]]]:
    """Documents that are not in the store, parsed, with the hashes of the texts that are."""
    for batch in _batches(map(plain_document, documents), _BATCH):
        hashed = [(document, digest(document.content)) for document in batch]
        with database.reading() as connection:
            known = KnownDocuments(connection, (sha256 for _, sha256 in hashed))
        fresh = [pair for pair in hashed if not known.has(*pair)]
        total["known"] += len(batch) - len(fresh)
        for some in _batches(fresh, _PARSED):
            items = [parsed(document, sha256, parse) for document, sha256 in some]
            texts = [found.sha256 for item in items for found in item.found]
            with database.reading() as connection:
                held = current_texts(connection, texts)
            yield from ((item, held) for item in items)


def _with_words(items: Iterable[tuple[Incoming, frozenset[str]]]) -> Iterator[Incoming]:
    """The same, with the words to index; all new texts pass through Kiwi as one stream."""
    left, right = tee(items)
    tokens = tokenise_many(
        (indexed_text(found.article), found.article.language)
        for item, held in left
        for found in item.found
        if found.sha256 not in held
    )
    for item, held in right:
        yield replace(
            item,
            found=tuple(
                found
                if found.sha256 in held
                else replace(found, words=morphemes(next(tokens), indexed_text(found.article)))
                for found in item.found
            ),
        )

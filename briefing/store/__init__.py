"""What a desk keeps: documents, articles, editions and deliveries, in one database.

    store.py      what the rest of the project sees
    inbox.py      documents as they were received
    intake.py     documents in, in batches             incoming.py  known.py  shelf.py  versions.py
    reading.py    articles out, and the ledger of their intake
    search.py     full text over morphemes
    editions.py   briefs, ledgers, printed stories
    keeper.py     what fetching remembers
    database.py   connections and migrations           schema.py  rows.py

SQLAlchemy is loaded when a store is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.store.records import (
    Counts,
    Delivery,
    DeliveryState,
    Hit,
    PublishedStory,
    SourceState,
    StoredEdition,
)

if TYPE_CHECKING:
    from briefing.store.store import Store

__all__ = [
    "Counts",
    "Delivery",
    "DeliveryState",
    "Hit",
    "PublishedStory",
    "SourceState",
    "StoredEdition",
    "open_store",
]


def open_store(location: str) -> Store:
    """The store at a path (SQLite) or address (``postgresql+psycopg://…``), made when missing.

    Raises StoreError when it cannot be opened, or was made by a newer version.
    """
    from briefing.store.store import Store

    return Store(location)

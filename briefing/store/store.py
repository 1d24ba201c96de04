"""The store as the rest of the project sees it; each method is one reading or one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from types import TracebackType

from briefing.models import Article, Brief, Decision, Document, Story
from briefing.sources import Read
from briefing.sources.preview import Parse
from briefing.store import editions, intake, reading
from briefing.store.database import Database
from briefing.store.keeper import StoredKeeper
from briefing.store.records import (
    Counts,
    Hit,
    PublishedStory,
    StoredEdition,
)


class Store:
    """Everything a desk keeps. Times are aware; a span is from `since`, before `until`.

    Any method raises StoreError when the database fails.
    """

    def __init__(self, location: str) -> None:
        """Open or make the store; StoreError when that cannot be done."""
        self.database = Database(location)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give up the connections."""
        self.database.close()

    def ingest(self, read: Read, parse: Parse) -> Counts:
        """Put what `read` brings into the store, parsed and indexed; known things stay untouched.

        Both get a reporter: what cannot be read or parsed is kept for the ledger. Documents are
        safe in batches; after a crash the same call goes on where it broke off.
        """
        return intake.ingest(self.database, read, parse)

    def article(self, name: str, sha256: str = "") -> Article | None:
        """An article's newest version by its id, or the version whose body has this hash."""
        with self.database.reading() as connection:
            return reading.find_article(connection, name, sha256)

    def document(self, name: str) -> Document | None:
        """The document that an article was parsed from, by the article's id."""
        with self.database.reading() as connection:
            return reading.find_document(connection, name)

    def keeper(self, parse: Parse) -> StoredKeeper:
        """What `briefing.sources.fetch_sources` takes: it fetches into this store."""
        return StoredKeeper(self.database, parse)

    def articles(
        self, since: datetime | None = None, until: datetime | None = None
    ) -> Iterator[Article]:
        """Newest versions, without exact copies, by time; an undated one counts when it came."""
        with self.database.reading() as connection:
            yield from reading.read_articles(connection, since, until)

    def intake_decisions(
        self, since: datetime | None = None, until: datetime | None = None
    ) -> Iterator[Decision]:
        """What became of all else that came in: with `articles` of the same span, the sum."""
        with self.database.reading() as connection:
            yield from reading.read_decisions(connection, since, until)

    def newest(self) -> datetime | None:
        """When the latest dated article was published."""
        with self.database.reading() as connection:
            return reading.find_newest(connection)

    def search(
        self,
        query: str,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        language: str = "",
        limit: int = 20,
    ) -> list[Hit]:
        """Articles with every word of `query`, in any inflection, best first.

        Words in double quotes stand together, in this order.
        """
        with self.database.reading() as connection:
            return reading.search_articles(
                connection, query, since=since, until=until, language=language, limit=limit
            )

    def save_edition(
        self, brief: Brief, ledger: Iterable[Decision], printed: Iterable[Story]
    ) -> None:
        """Keep an edition with its ledger and printed stories, over one of the same name."""
        with self.database.writing() as connection:
            editions.save_edition(connection, brief, ledger, printed)

    def editions(self) -> list[StoredEdition]:
        """All editions, the oldest first."""
        with self.database.reading() as connection:
            return editions.read_editions(connection)

    def brief(self, edition: str) -> Brief | None:
        """The brief of an edition."""
        with self.database.reading() as connection:
            return editions.read_brief(connection, edition)

    def decisions(self, edition: str) -> list[Decision]:
        """The ledger of an edition."""
        with self.database.reading() as connection:
            return editions.read_ledger(connection, edition)

    def published_stories(self, since: date, until: date) -> list[PublishedStory]:
        """Stories of the editions that ended from `since` and before `until`; latest first."""
        with self.database.reading() as connection:
            return editions.published_stories(connection, since, until)

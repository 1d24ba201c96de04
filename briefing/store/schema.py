"""The store's tables (SQLAlchemy Core), the same in SQLite and PostgreSQL.

    inbox                      what was received and is not taken in yet
    document ── article        bytes as they came (compressed), and what was parsed from them
    article ── article_search  morphemes for full-text search (see `search.py`)
    edition ── published_story what was printed, so that nothing is told twice
    edition ── decision        the ledger
    edition ── delivery        the outbox: who got what
    source, address            what fetching needs to remember

Articles and briefs are kept whole, as JSON text; a field is a column only where it is searched by.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    func,
    literal_column,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC; SQLite has no time zones of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware, in UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


migration = Table(
    "migration",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("applied_at", Instant, nullable=False),
)

document = Table(
    "document",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # order of arrival
    Column("fingerprint", Text, nullable=False, unique=True),  # hash of address and bytes
    Column("sha256", Text, nullable=False, index=True),  # of the bytes
    Column("url", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("fetched_at", Instant, nullable=False),
    Column("counted_at", Instant, nullable=False, index=True),  # publication, or else fetched_at
    Column("content", LargeBinary, nullable=False),  # zlib; empty: it could not be read
    Column("decisions", Text, nullable=False),  # of reading and parsing, JSON
    Index("ix_document_source", "source", "fetched_at"),
)

# the beginning of an address: PostgreSQL's index takes no more than 2,700 bytes
URL_START = 500
url_start = func.substr(document.c.url, literal_column("1"), literal_column(str(URL_START)))
document_url = Index("ix_document_url", url_start)

inbox = Table(
    "inbox",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # order of arrival
    Column("source", Text, nullable=False, index=True),  # as the settings name it
    Column("url", Text, nullable=False),
    Column("origin", Text, nullable=False),  # the document's own source
    Column("media_type", Text, nullable=False),
    Column("fetched_at", Instant),
    Column("content", LargeBinary),  # zlib; null: no document, but decisions
    Column("decisions", Text, nullable=False),  # what was left out, or was reached, JSON
)

article = Table(
    "article",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # rowid of the search index
    Column("id", Text, nullable=False),
    Column("version", Integer, nullable=False),  # 1, and one more for each newer text
    Column("document", Integer, ForeignKey("document.number"), nullable=False, index=True),
    Column("address", Text, nullable=False, index=True),  # hash of its web address; empty: none
    Column("sha256", Text, nullable=False, index=True),  # of the body
    Column("language", Text, nullable=False),
    Column("published", Instant, index=True),
    Column("merged_into", Integer, ForeignKey("article.number")),  # newer text, or original
    Column("record", Text, nullable=False),  # models.Article, JSON
    UniqueConstraint("id", "version"),
)

edition = Table(
    "edition",
    metadata,
    Column("name", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False, index=True),
    Column("made_at", Instant, nullable=False),
    Column("brief", Text, nullable=False),  # models.Brief, JSON
)

published_story = Table(
    "published_story",
    metadata,
    Column("edition", Text, ForeignKey("edition.name"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("headline", Text, nullable=False),
    Column("articles", Text, nullable=False),  # every models.Article in it, JSON
)

decision = Table(
    "decision",
    metadata,
    Column("edition", Text, ForeignKey("edition.name"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # order in the ledger
    Column("subject", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("score", Float),
    Column("detail", Text, nullable=False),
)

delivery = Table(
    "delivery",
    metadata,
    Column("message_id", Text, primary_key=True),
    Column("edition", Text, ForeignKey("edition.name"), nullable=False),
    Column("audience", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("detail", Text, nullable=False),
    UniqueConstraint("edition", "audience", "recipient"),
)

source = Table(
    "source",
    metadata,
    Column("name", Text, primary_key=True),
    Column("last_success", Instant),
    Column("last_failure", Instant),
    Column("failures", Integer, nullable=False),  # since the last success
    Column("message", Text, nullable=False),  # of the last failure
)

address = Table(
    "address",
    metadata,
    Column("key", Text, primary_key=True),  # hash of the address, which may be too long for one
    Column("url", Text, nullable=False),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
)

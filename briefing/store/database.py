"""Opens the database, brings its tables up to date, and says who may write when.

A plain path is a SQLite file; a SQLAlchemy address such as ``postgresql+psycopg://…`` a server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Table,
    create_engine,
    event,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.schema import CreateIndex

from briefing.errors import StoreError
from briefing.store import search
from briefing.store.schema import document_url, inbox, metadata, migration

_PATIENCE = 60  # seconds that a writer waits for another
_WRITER = 0x6272696566  # the advisory lock that every PostgreSQL writer takes
_SQLITE = "sqlite:///"


class Database:
    """Connections for reading, and one writer at a time over all processes."""

    def __init__(self, location: str) -> None:
        """Open `location`, made when missing; StoreError when that cannot be done."""
        self._engine = _engine(location)
        self._writer = self._engine.execution_options(is_writer=True)
        self._reader = self._engine
        if self._engine.dialect.name == "postgresql":  # as SQLite has it anyway
            self._reader = self._engine.execution_options(isolation_level="REPEATABLE READ")
        self.where = self._engine.url.render_as_string(hide_password=True).removeprefix(_SQLITE)
        try:
            self._migrate()
        except StoreError:
            self.close()
            raise

    def close(self) -> None:
        """Give up all connections."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store, whoever writes meanwhile."""
        with self._translating(), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it or nothing, and nobody else writes between its lines."""
        with self._translating(), self._writer.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(_WRITER)))
            yield connection

    @contextmanager
    def _translating(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            reason = str(error.orig).strip().splitlines()[0]
            hint = "is it a briefing store, may you write there, and is there room?"
            raise StoreError(reason, where=self.where, hint=hint) from error

    def _migrate(self) -> None:
        """Bring the tables up to date, unless they are; StoreError when they are ahead."""
        with self.reading() as connection:
            if _version(connection) == len(MIGRATIONS):
                return
        with self.writing() as connection:
            version = _version(connection)  # another process may have been quicker
            if version > len(MIGRATIONS):
                raise StoreError(
                    f"made by a newer version (schema {version}; this one knows {len(MIGRATIONS)})",
                    where=self.where,
                    hint="upgrade briefing",
                )
            for number, migrate in enumerate(MIGRATIONS[version:], version + 1):
                migrate(connection)
                row = {"version": number, "applied_at": datetime.now(UTC)}
                connection.execute(insert(migration), row)


def _engine(location: str) -> Engine:
    url = location if "://" in location else f"{_SQLITE}{location}"
    if url.startswith(_SQLITE):
        _make_folder(Path(url.removeprefix(_SQLITE)))
    try:
        engine = create_engine(make_url(url), connect_args=_arguments(url))
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        hint = "a path, or postgresql+psycopg://user@host/name with briefing[postgresql] installed"
        raise StoreError(f"no such kind of store: {error}", where=location, hint=hint) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"no folder for the store: {error.strerror}", where=str(path)) from None


def _arguments(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"timeout": _PATIENCE}
    return {"options": f"-c lock_timeout={_PATIENCE}s", "connect_timeout": _PATIENCE}


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """WAL lets readers read while one writes; foreign keys are off unless asked for."""
    connection.isolation_level = None  # transactions begin where SQLAlchemy says so
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock first: one that reads before it writes would fail at once."""
    is_writer = connection.get_execution_options().get("is_writer")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


def _version(connection: Connection) -> int:
    """How many migrations this store has seen."""
    if not inspect(connection).has_table(migration.name):
        return 0
    return connection.scalar(select(func.max(migration.c.version))) or 0


def _first(connection: Connection) -> None:
    metadata.create_all(connection)
    search.create(connection)


def _second(connection: Connection) -> None:
    """The inbox, and a way to what failed at an address."""
    inbox.create(connection, checkfirst=True)
    connection.execute(CreateIndex(document_url, if_not_exists=True))


# Each runs once, in order, and is never changed: a new one is added at the end.
MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_first, _second)


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows, or overwrite those that have the same primary key."""
    if not rows:
        return
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table)
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(
        statement.on_conflict_do_update(index_elements=keys, set_=changed), list(rows)
    )

"""The store: opening, migrations, and clear words when it cannot be."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select, text
from store_servers import document, put, record

from briefing.errors import StoreError
from briefing.store import database, open_store
from briefing.store.schema import migration

pytest_plugins = ["store_fixtures"]


def test_a_store_opens_again_with_everything_in_it(location: str) -> None:
    """What one process wrote another reads; migrations do not run again."""
    with open_store(location) as store:
        put(store, document(record("물가가 올랐다.", id="1")))
    with open_store(location) as store:
        assert [article.id for article in store.articles()] == ["1"]
        with store.database.reading() as connection:
            assert connection.scalars(select(migration.c.version)).all() == [1, 2]


def test_migrations_run_in_order_and_once(location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer version adds its own to the old store, which keeps its content."""
    with open_store(location) as store:
        put(store, document(record("물가가 올랐다.", id="1")))
    ran, new = [], len(database.MIGRATIONS)

    def second(connection: Connection) -> None:
        ran.append(new + 1)
        connection.execute(text("ALTER TABLE article ADD COLUMN mood TEXT"))

    def third(connection: Connection) -> None:
        ran.append(new + 2)
        connection.execute(text("UPDATE article SET mood = 'calm'"))

    monkeypatch.setattr(database, "MIGRATIONS", (*database.MIGRATIONS, second, third))
    for _ in range(2):
        with open_store(location) as store, store.database.reading() as connection:
            assert connection.scalar(text("SELECT mood FROM article")) == "calm"
    assert ran == [new + 1, new + 2]


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All or nothing: the next attempt starts from the same place."""
    with open_store(location):
        pass

    def broken(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE article ADD COLUMN mood TEXT"))
        connection.execute(text("UPDATE nowhere SET mood = 'calm'"))

    monkeypatch.setattr(database, "MIGRATIONS", (*database.MIGRATIONS, broken))
    for _ in range(2):
        with pytest.raises(StoreError, match="nowhere"):
            open_store(location)


def test_a_store_of_a_newer_version_is_left_alone(location: str) -> None:
    """One clear message, and nothing is touched."""
    with open_store(location) as store, store.database.writing() as connection:
        row = {"version": 99, "applied_at": datetime.now(UTC)}
        connection.execute(insert(migration), row)
    with pytest.raises(StoreError, match="newer version") as caught:
        open_store(location)
    assert caught.value.hint == "upgrade briefing"


@pytest.mark.parametrize(
    ("name", "content"),
    [("notes.txt", b"not a database at all, but long enough to look like a file\n" * 40)],
)
def test_a_file_that_is_no_store_says_so(tmp_path: Path, name: str, content: bytes) -> None:
    """The file is named, and stays as it was."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not a database") as caught:
        open_store(str(path))
    assert str(path) in str(caught.value)
    assert path.read_bytes() == content


def test_a_folder_in_the_way_says_so(tmp_path: Path) -> None:
    """A path that cannot be a file, and one below a file."""
    with pytest.raises(StoreError, match="unable to open"):
        open_store(str(tmp_path))
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="no folder"):
        open_store(str(tmp_path / "file" / "store.sqlite"))


@pytest.mark.parametrize("address", ["mysql://here/it", "nonsense://", "postgresql+nodriver://x/y"])
def test_an_unknown_kind_of_store_names_the_known_ones(address: str) -> None:
    """The hint shows both forms."""
    with pytest.raises(StoreError) as caught:
        open_store(address)
    assert "postgresql+psycopg://" in caught.value.hint


def test_a_server_that_is_not_there_does_not_tell_the_password() -> None:
    """The address is shown without it."""
    with pytest.raises(StoreError) as caught:
        open_store("postgresql+psycopg://briefing:s3cret@127.0.0.1:1/briefing")
    assert "127.0.0.1" in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_a_reader_is_not_kept_waiting_by_a_writer(location: str) -> None:
    """It sees the store as it was before, and afterwards the whole change."""
    with open_store(location) as store:
        put(store, document(record("물가가 올랐다.", id="1")))
        with store.database.writing() as connection:
            connection.execute(text("UPDATE article SET language = 'xx'"))
            assert [article.id for article in store.articles()] == ["1"]
            assert store.search("물가", language="ko")
        assert not store.search("물가", language="ko")


def test_a_store_closed_in_mid_reading_gives_up_its_connections(location: str) -> None:
    """An iterator that nobody finishes does no harm."""
    with open_store(location) as store:
        put(store, *(document(record(f"{n}번째다.", id=str(n)), f"a#L{n}") for n in range(9)))
        reading = store.articles()
        next(reading)
        reading.close()  # type: ignore[attr-defined]
        put(store, document(record("물가가 올랐다.", id="x"), "b#L1"))
        assert len(list(store.articles())) == 10


def test_the_package_is_light_until_a_store_is_opened() -> None:
    """Commands that need no store do not pay for SQLAlchemy."""
    code = "import briefing.store, sys; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

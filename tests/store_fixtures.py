"""Fixtures of the store's tests: take them with `pytest_plugins = ["store_fixtures"]`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from store_servers import Server, find_binaries, running_server

from briefing.store import open_store
from briefing.store.store import Store


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server that the whole run shares."""
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL here; install it with: apt-get install postgresql")
    with running_server(binaries) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new store may be made, on either database."""
    if request.param == "sqlite":
        return str(tmp_path / "briefing.db")
    server: Server = request.getfixturevalue("postgresql")
    return server.location()


@pytest.fixture
def store(location: str) -> Iterator[Store]:
    """An empty store, on either database."""
    with open_store(location) as opened:
        yield opened

"""Only public web addresses are fetched, whatever their spelling and whatever their names say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sources_web import Web, serving

from briefing.sources.addresses import Guard, check_url, is_public
from briefing.sources.faults import FetchError
from briefing.sources.http import Client
from briefing.sources.settings import FetchSettings
from briefing.sources.state import MemoryState

DATA = Path(__file__).parent / "data" / "sources"
ADDRESSES = json.loads((DATA / "addresses.json").read_text("utf-8"))


@pytest.fixture
def web() -> Iterator[Web]:
    """A server."""
    with serving() as server:
        yield server


@pytest.mark.parametrize("url", ADDRESSES["refused"])
def test_private_addresses_in_any_spelling(url: str) -> None:
    """Nothing is fetched that is not http, or not in the public internet."""
    with Client(FetchSettings.model_validate({"retries": 0})) as client, pytest.raises(FetchError):
        client.get(url, MemoryState())


@pytest.mark.parametrize("address", ADDRESSES["private"])
def test_private_ranges(address: str) -> None:
    """Every range that is not public, also behind IPv6."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ADDRESSES["public"])
def test_public_ranges(address: str) -> None:
    """The rest is public."""
    assert is_public(address)


def test_a_name_that_resolves_to_a_private_address(web: Web) -> None:
    """It is refused, also when only one of its addresses is private."""
    for found in (["127.0.0.1"], ["8.8.8.8", "10.0.0.1"]):
        guard = Guard(resolve=lambda host, port, found=found: found)  # type: ignore[misc]
        client = Client(FetchSettings.model_validate({"retries": 0}), guard=guard)
        with client, pytest.raises(FetchError) as caught:
            client.get("http://news.example/", MemoryState())
        assert caught.value.rule == "private-address"
    assert web.asked == []


def test_the_checked_address_is_the_one_connected_to(web: Web) -> None:
    """A name is resolved once a connection; there is no second look that could differ."""
    resolved: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        resolved.append(host)
        return ["127.0.0.1"]

    web.page("/a", "x")
    port = web.base.rpartition(":")[2]
    settings = FetchSettings.model_validate({"allow_hosts": ["news.example"]})
    with Client(settings, guard=Guard(["news.example"], resolve), sleep=lambda _: None) as client:
        response = client.get(f"http://news.example:{port}/a", MemoryState())
    assert response is not None
    assert set(resolved) == {"news.example"}
    assert {headers["host"] for _, headers in web.asked} == {f"news.example:{port}"}


def test_the_next_address_is_tried(web: Web) -> None:
    """Where one address of a host does not answer, another may."""
    web.page("/a", "x")
    port = web.base.rpartition(":")[2]
    guard = Guard(["news.example"], lambda host, port: ["127.0.0.2", "127.0.0.1"])
    with Client(FetchSettings.model_validate({"retries": 0}), guard=guard) as client:
        assert client.get(f"http://news.example:{port}/a", MemoryState()) is not None


def test_a_password_is_never_shown() -> None:
    """An address with one is refused, and the error leaves it out."""
    with pytest.raises(FetchError) as caught:
        check_url("http://desk:secret@news.example/a")
    assert "secret" not in str(caught.value)

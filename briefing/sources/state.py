"""What is remembered of an address between two fetches: its ETag and Last-Modified."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Validators(NamedTuple):
    """What a server said of the version that was fetched last; empty: nothing."""

    etag: str = ""
    last_modified: str = ""


class FetchState(Protocol):
    """The memory of fetched addresses; the store keeps a durable one."""

    def get(self, url: str) -> Validators | None:
        """What was put last; None for an address that was never fetched."""

    def put(self, url: str, etag: str, last_modified: str) -> None:
        """Remember an address as fetched."""


class MemoryState:
    """A state that lasts as long as the process."""

    def __init__(self) -> None:
        """Start empty."""
        self._known: dict[str, Validators] = {}

    def get(self, url: str) -> Validators | None:
        """What was put last."""
        return self._known.get(url)

    def put(self, url: str, etag: str, last_modified: str) -> None:
        """Remember."""
        self._known[url] = Validators(etag, last_modified)


class PendingState:
    """Holds back what is put until `take`: an address counts as fetched once its items are safe."""

    def __init__(self, state: FetchState) -> None:
        """`state` is the one that lasts."""
        self._state = state
        self._pending: dict[str, Validators] = {}

    def get(self, url: str) -> Validators | None:
        """What was put last, here or before."""
        return self._pending.get(url) or self._state.get(url)

    def put(self, url: str, etag: str, last_modified: str) -> None:
        """Hold back."""
        self._pending[url] = Validators(etag, last_modified)

    def take(self) -> dict[str, Validators]:
        """All that was held back, which is held no longer."""
        pending, self._pending = self._pending, {}
        return pending

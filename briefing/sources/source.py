"""What every kind of source has in common."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from briefing.models import Document, Reporter
from briefing.sources.faults import FetchError, noted

if TYPE_CHECKING:
    from briefing.sources.http import Response
    from briefing.sources.settings import SourceSettings
    from briefing.sources.state import FetchState

FETCHED, UNCHANGED = "fetched", "unchanged"  # rules of what went well

# Reads an answer into documents, and returns whether it was whole.
Reader = Callable[["Response"], Generator[Document, None, bool]]


class Getter(Protocol):
    """Fetches addresses, as `http.Client` does."""

    def get(self, url: str, state: FetchState) -> Response | None:
        """What an address holds; None when it has not changed. Raises FetchError."""


class Source(Protocol):
    """Brings documents. What fails is reported, never raised, and costs nothing else."""

    @property
    def settings(self) -> SourceSettings: ...  # noqa: D102

    def fetch(self, client: Getter, state: FetchState, report: Reporter) -> Iterator[Document]:
        """New documents, lazily; an address is put into `state` behind its last one."""


def visit(
    location: str, client: Getter, state: FetchState, report: Reporter, read: Reader
) -> Iterator[Document]:
    """The documents at an address that has changed since the last fetch."""
    try:
        response = client.get(location, state)
        if response is None:
            report(noted(location, UNCHANGED, ""))
            return
        is_whole = yield from read(response)
    except FetchError as error:
        report(error.decision)
        return
    report(noted(location, FETCHED, ""))
    if is_whole:
        state.put(location, response.etag, response.last_modified)


def is_address(location: str) -> bool:
    """Whether it is an address rather than a path."""
    return "://" in location


def read_bytes(path: Path, limit: int) -> bytes:
    """A file's content; FetchError when it cannot be read or is over `limit` bytes."""
    try:
        if path.stat().st_size > limit:
            raise FetchError("too-large", f"more than {limit:,} bytes", where=str(path))
        return path.read_bytes()
    except OSError as error:
        what = error.strerror or str(error)
        raise FetchError("unreadable", what, where=str(path)) from None

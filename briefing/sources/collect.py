"""Fetches sources side by side; what goes wrong in one costs the others nothing.

    source ── worker ── receive     written down as it came, before anything else is asked for
                        take_in     parsed and kept, source by source in their order

So a run that is killed loses nothing that it was given, and what comes of a fetch does not depend
on which host was the quickest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING, Protocol

from briefing.models import Decision, Document, Outcome, Reporter
from briefing.sources.health import History
from briefing.sources.source import FETCHED, UNCHANGED, Getter, Source
from briefing.sources.state import FetchState, PendingState, Validators

if TYPE_CHECKING:
    from briefing.sources.http import Response

Read = Callable[[Reporter], Iterable[Document]]  # brings documents, reports what is left out
_MOST = 200  # documents that are held before they are written down


class Counts(Protocol):
    """What an intake made of the documents."""

    @property
    def new(self) -> int:
        """Articles that were not known before."""


@dataclass(slots=True)
class Received:
    """What came from a source and is not written down yet."""

    documents: list[Document] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)  # what was left out, or was reached
    fetched: dict[str, Validators] = field(default_factory=dict)  # addresses with all their items


class Intake(Protocol):
    """Takes documents in: writes them down, parses and keeps them."""

    def receive(self, source: str, received: Received) -> None:
        """Write down what came from a source; it is safe when this returns."""

    def waiting(self) -> Sequence[str]:
        """The sources from which something was received that is not taken in."""

    def take_in(self, source: str) -> Counts:
        """Parse and keep what was received from a source."""


class Keeper(Intake, FetchState, Protocol):
    """All that fetching remembers; the store does it for good, `Preview` for one run."""

    def remember(self, result: FetchResult) -> None:
        """Take note of how a fetch ended."""

    def history(self, source: str) -> History | None:
        """How fetching the source has gone; None when it was never fetched."""

    def arrivals(self, source: str, since: datetime) -> tuple[int, datetime | None]:
        """How many items the source has brought since then, and when the last one ever came."""


@dataclass(frozen=True, slots=True)
class FetchResult:
    """How one source fared."""

    name: str
    at: datetime
    documents: int  # that came in
    new: int  # articles that were not known before
    faults: tuple[Decision, ...]  # locations and items that were left out
    failed: bool  # nothing came, and no location could be reached

    @property
    def message(self) -> str:
        """The first fault, and how many more there are; empty when there is none."""
        if not self.faults:
            return ""
        first, more = self.faults[0], len(self.faults) - 1
        rest = f" (and {more} more)" if more else ""
        return f"{first.subject}: {first.detail}{rest}"


def fetch_sources(
    sources: Iterable[Source], client: Getter, keeper: Keeper, *, workers: int = 1
) -> Iterator[FetchResult]:
    """Fetch up to `workers` sources at once, lazily; results come in the order of the sources.

    What a run that was killed has received is taken in first. Raises only what the keeper raises.
    """
    for name in keeper.waiting():
        keeper.take_in(name)
    with _pool(workers) as (pool, stop):
        visits = [_Visit(source, client, keeper, stop) for source in sources]
        for visit, visited in [(visit, pool.submit(visit.run)) for visit in visits]:
            visited.result()
            result = visit.result(keeper.take_in(visit.name))
            keeper.remember(result)
            yield result


@contextmanager
def _pool(workers: int) -> Iterator[tuple[ThreadPoolExecutor, Event]]:
    """Workers, and the sign to stop early, which is given when the block is left early."""
    pool, stop = ThreadPoolExecutor(workers, thread_name_prefix="fetch"), Event()
    try:
        yield pool, stop
    finally:
        stop.set()
        pool.shutdown(wait=False, cancel_futures=True)


class _Visit:
    """One fetch of one source."""

    def __init__(self, source: Source, client: Getter, keeper: Keeper, stop: Event) -> None:
        self._source, self._client, self._keeper, self._stop = source, client, keeper, stop
        self.name = source.settings.name
        self._state = PendingState(keeper)
        self._received = Received()
        self._documents = 0
        self._decisions: list[Decision] = []

    def run(self) -> None:
        """Bring what the source has, and write it down."""
        for document in self._source.fetch(self, self._state, self._note):
            self._received.documents.append(document)
            self._documents += 1
            if self._stop.is_set():
                return
            if len(self._received.documents) >= _MOST:
                self._save()
        self._save()

    def get(self, url: str, state: FetchState) -> Response | None:
        """As the client does; what came so far is written down before a host is waited for."""
        self._save()
        return self._client.get(url, state)

    def _note(self, decision: Decision) -> None:
        self._decisions.append(decision)
        self._received.decisions.append(decision)

    def _save(self) -> None:
        received, self._received = self._received, Received()
        received.fetched = self._state.take()
        if received.documents or received.decisions or received.fetched:
            self._keeper.receive(self.name, received)

    def result(self, counts: Counts) -> FetchResult:
        """How it went."""
        faults = tuple(one for one in self._decisions if one.outcome is Outcome.DROPPED)
        came = self._documents or any(map(is_reached, self._decisions))
        return FetchResult(
            name=self.name,
            at=datetime.now(UTC),
            documents=self._documents,
            new=counts.new,
            faults=faults,
            failed=bool(faults) and not came,
        )


def is_reached(decision: Decision) -> bool:
    """Whether it says that a location was reached."""
    return decision.rule in (FETCHED, UNCHANGED)

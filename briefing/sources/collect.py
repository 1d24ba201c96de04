"""Fetches all sources, one after another; what goes wrong in one costs the others nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from briefing.models import Decision, Document, Outcome, Reporter
from briefing.sources.health import History
from briefing.sources.source import FETCHED, UNCHANGED, Source
from briefing.sources.state import FetchState, PendingState

if TYPE_CHECKING:
    from briefing.sources.http import Client

Read = Callable[[Reporter], Iterable[Document]]  # brings documents, reports what is left out


class Counts(Protocol):
    """What an intake made of the documents."""

    @property
    def new(self) -> int:
        """Articles that were not known before."""


class Intake(Protocol):
    """Takes documents in: parses and keeps them."""

    def add(self, read: Read) -> Counts:
        """Take all that `read` brings; it is safe when this returns."""


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
    sources: Iterable[Source], client: Client, keeper: Keeper
) -> Iterator[FetchResult]:
    """Fetch each source, lazily; its addresses count as fetched once the items are safe.

    Raises only what the keeper raises.
    """
    for source in sources:
        pending = PendingState(keeper)
        visit = _Visit(source, client, pending)
        counts = keeper.add(visit.read)
        pending.keep()
        result = visit.result(counts)
        keeper.remember(result)
        yield result


class _Visit:
    """One fetch of one source, with what is counted along the way."""

    def __init__(self, source: Source, client: Client, state: FetchState) -> None:
        self._source, self._client, self._state = source, client, state
        self._documents = 0
        self._decisions: list[Decision] = []

    def read(self, report: Reporter) -> Iterator[Document]:
        """The source's documents; what is left out goes to `report`."""

        def note(decision: Decision) -> None:
            self._decisions.append(decision)
            if decision.outcome is Outcome.DROPPED:
                report(decision)

        for document in self._source.fetch(self._client, self._state, note):
            self._documents += 1
            yield document

    def result(self, counts: Counts) -> FetchResult:
        """How it went."""
        faults = tuple(one for one in self._decisions if one.outcome is Outcome.DROPPED)
        return FetchResult(
            name=self._source.settings.name,
            at=datetime.now(UTC),
            documents=self._documents,
            new=counts.new,
            faults=faults,
            failed=bool(faults) and not self._documents and not _is_reached(self._decisions),
        )


def _is_reached(decisions: Sequence[Decision]) -> bool:
    return any(decision.rule in (FETCHED, UNCHANGED) for decision in decisions)

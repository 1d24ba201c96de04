"""A keeper that forgets: what a fetch would bring, without a store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from briefing.models import Article, Decision, Document, Outcome, Reporter
from briefing.sources.collect import FetchResult, Received
from briefing.sources.health import History
from briefing.sources.state import MemoryState

Parse = Callable[[Document, Reporter], Sequence[Article]]


class PreviewCounts(NamedTuple):
    """What came in."""

    new: int


class Preview(MemoryState):
    """Parses what comes in and holds it; `articles` and `decisions` are there to look at."""

    def __init__(self, parse: Parse) -> None:
        """`parse` reads a document into articles."""
        super().__init__()
        self._parse = parse
        self.articles: list[Article] = []
        self.decisions: list[Decision] = []
        self._inbox: dict[str, list[Document]] = {}  # by source
        self._texts: set[str] = set()

    def receive(self, source: str, received: Received) -> None:
        """Hold it."""
        self._inbox.setdefault(source, []).extend(received.documents)
        dropped = (one for one in received.decisions if one.outcome is Outcome.DROPPED)
        self.decisions.extend(dropped)
        for url, known in received.fetched.items():
            self.put(url, *known)

    def waiting(self) -> Sequence[str]:
        """Those from which something was received."""
        return tuple(self._inbox)

    def take_in(self, source: str) -> PreviewCounts:
        """Parse what was received; a text that is there already is not new."""
        report = self.decisions.append
        new = 0
        for document in self._inbox.get(source, ()):
            for article in self._parse(document, report):
                if article.sha256 not in self._texts:
                    self._texts.add(article.sha256)
                    self.articles.append(article)
                    new += 1
        self._inbox.pop(source, None)
        return PreviewCounts(new)

    def remember(self, result: FetchResult) -> None:
        """Nothing outlasts the run."""

    def history(self, source: str) -> History | None:
        """None is known."""
        return None

    def arrivals(self, source: str, since: datetime) -> tuple[int, datetime | None]:
        """None is known."""
        return 0, None

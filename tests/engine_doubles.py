"""An engine that a test tells what to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from briefing.bilingual.engines import (
    EngineFailure,
    Markup,
    NoCache,
    Passage,
    Runner,
)
from briefing.bilingual.engines.cache import Answer, Cache

DAY = date(2025, 5, 5)
Reading = Callable[[str], "str | EngineFailure"]


class Echo:
    """An engine that answers what `reading` makes of each text, and keeps what it was asked."""

    name, version = "Echo", "1"

    def __init__(
        self, reading: Reading = str.upper, *, batch: int = 10, markup: Markup | None = None
    ) -> None:
        self.batch, self.markup = batch, markup
        self.asked: list[list[str]] = []
        self.terms: list[dict[str, str]] = []
        self._reading = reading

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, terms: Mapping[str, str]
    ) -> list[str | EngineFailure]:
        """What `reading` makes of them."""
        self.asked.append(list(texts))
        self.terms.append(dict(terms))
        return [self._reading(text) for text in texts]


def runner(engine: Echo, kept: Cache | None = None, budget: int = 1000) -> Runner:
    """A run of an engine."""
    return Runner(engine, kept or NoCache(), budget=budget, today=DAY)


def passages(*texts: str) -> list[Passage]:
    """Texts on their way from Korean to English."""
    return [Passage(text, "ko", "en") for text in texts]


def texts_of(answers: Sequence[Answer | EngineFailure]) -> list[str]:
    """Each answer's text, or the reason of its failure in brackets."""
    return [a.text if isinstance(a, Answer) else f"[{a.reason}]" for a in answers]

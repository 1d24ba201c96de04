"""Runs an engine: cache first, within a budget, in batches; a failure costs only its own texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from briefing.bilingual.engines.base import Engine, EngineError, EngineFailure
from briefing.bilingual.engines.cache import Answer, Cache, cache_key


@dataclass(frozen=True, slots=True)
class Passage:
    """A text on its way to an engine."""

    text: str
    source: str
    target: str
    terms: Mapping[str, str] = field(default_factory=dict)


class Runner:
    """An engine with its cache and its budget for one run."""

    def __init__(self, engine: Engine, cache: Cache, *, budget: int, today: date) -> None:
        """`budget` counts the characters sent; what the cache holds is free."""
        self.engine = engine
        self._cache, self._left, self._today = cache, budget, today
        self._stopped: EngineFailure | None = None

    def run(self, passages: Sequence[Passage]) -> list[Answer | EngineFailure]:
        """An answer or a failure for each passage, in order."""
        found: dict[str, Answer | EngineFailure] = {}
        keys = [self._key(passage) for passage in passages]
        waiting = {}
        for key, passage in zip(keys, passages, strict=True):
            if kept := self._cache.get(key):
                found[key] = kept
            else:
                waiting[key] = passage
        for batch in self._batches(waiting):
            found |= self._ask(batch)
        return [found[key] for key in keys]

    def _key(self, passage: Passage) -> str:
        return cache_key(
            self.engine,
            passage.text,
            source=passage.source,
            target=passage.target,
            terms=passage.terms,
        )

    def _batches(self, waiting: Mapping[str, Passage]) -> Iterator[dict[str, Passage]]:
        """The passages by direction, as many at once as the engine takes."""
        directions = dict.fromkeys((p.source, p.target) for p in waiting.values())
        for pair in directions:
            own = [(k, p) for k, p in waiting.items() if (p.source, p.target) == pair]
            for start in range(0, len(own), self.engine.batch):
                yield dict(own[start : start + self.engine.batch])

    def _ask(self, batch: dict[str, Passage]) -> dict[str, Answer | EngineFailure]:
        """The answers for a batch; one that fails as a whole is halved until the cause is alone."""
        if self._stopped:
            return dict.fromkeys(batch, self._stopped)
        size = sum(len(passage.text) for passage in batch.values())
        if size > self._left:
            return self._halved(batch, EngineFailure("the budget of this run is spent"))
        self._left -= size
        try:
            answers = self._translate(list(batch.values()))
        except EngineError as error:
            failure = EngineFailure(str(error))
            if error.is_final:
                self._stopped = failure
                return dict.fromkeys(batch, failure)
            return self._halved(batch, failure)
        return {key: self._keep(key, a) for key, a in zip(batch, answers, strict=True)}

    def _halved(
        self, batch: dict[str, Passage], failure: EngineFailure
    ) -> dict[str, Answer | EngineFailure]:
        if len(batch) == 1:
            return dict.fromkeys(batch, failure)
        items, middle = list(batch.items()), len(batch) // 2
        return self._ask(dict(items[:middle])) | self._ask(dict(items[middle:]))

    def _translate(self, passages: Sequence[Passage]) -> list[str | EngineFailure]:
        return self.engine.translate(
            [passage.text for passage in passages],
            source=passages[0].source,
            target=passages[0].target,
            terms={key: form for p in passages for key, form in p.terms.items()},
        )

    def _keep(self, key: str, answer: str | EngineFailure) -> Answer | EngineFailure:
        if isinstance(answer, EngineFailure):
            return answer
        kept = Answer(answer, self._today)
        self._cache.put(key, kept)
        return kept

"""Picks sentences by rank, without saying a thing twice and without loose ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefing.summary.reading import Page, Reading
from briefing.summary.rules import SummaryRules


@dataclass(slots=True)
class Selection:
    """What is chosen so far from one or more pages, and what may join it."""

    pages: Sequence[Page]
    scores: Mapping[int, float]  # by index
    rules: SummaryRules
    count: int
    max_share: float = 1.0  # of a page's characters
    strict: bool = False  # rather too few sentences than a repeated fact or a loose end
    chosen: list[Reading] = field(default_factory=list)

    def run(self) -> tuple[Reading, ...]:
        """The chosen sentences, in the order of pages and text."""
        while len(self.chosen) < self.count and (
            group := max(self._groups(), key=self._worth, default=())
        ):
            self.chosen.extend(group)
        least = min(1, self.count) if self.strict else self.count
        while len(self.chosen) < least and (rest := self._leftovers()):
            self.chosen.append(max(rest, key=lambda one: (not one.fault, self._worth((one,)))))
        return tuple(sorted(self.chosen, key=lambda reading: reading.index))

    def _groups(self) -> Iterator[tuple[Reading, ...]]:
        """Every sentence that may come next, with the one that it leans on where that lacks."""
        taken = {one.index for one in self.chosen}
        for page in self.pages:
            first = page.readings[0].index if page.readings else 0
            for reading in page.readings:
                if reading.index in taken or reading.fault or reading.sentence.is_truncated:
                    continue
                group: tuple[Reading, ...] = (reading,)
                if reading.needs and not taken.intersection(reading.needs):
                    support = page.readings[reading.needs[0] - first]
                    if support.needs and not taken.intersection(support.needs):
                        continue
                    group = (support, reading)
                if self._may_join(group, page):
                    yield group

    def _may_join(self, group: tuple[Reading, ...], page: Page) -> bool:
        if len(self.chosen) + len(group) > self.count:
            return False
        if self.strict and any(self._is_told(one) for one in group):
            return False
        own = (one for one in self.chosen if one in page.readings)
        quoted = sum(len(one.sentence.text) for one in (*own, *group))
        return quoted <= self.max_share * page.size or len(self.chosen) + len(group) == 1

    def _is_told(self, reading: Reading) -> bool:
        """Whether a chosen sentence gives the same fact."""
        rules = self.rules
        return any(
            _overlap(reading, one) >= rules.same_fact
            or (reading.figures & one.figures and _overlap(reading, one) >= rules.same_figure)
            for one in self.chosen
        )

    def _worth(self, group: tuple[Reading, ...]) -> float:
        """Points for each sentence, less what the chosen ones say already."""
        return sum(map(self._points, group)) / len(group)

    def _points(self, reading: Reading) -> float:
        repeated = max((_overlap(reading, one) for one in self.chosen), default=0.0)
        return self.scores[reading.index] - self.rules.redundancy * repeated

    def _leftovers(self) -> list[Reading]:
        return [
            reading
            for page in self.pages
            for reading in page.readings
            if reading not in self.chosen and not reading.sentence.is_truncated
        ]


def _overlap(one: Reading, other: Reading) -> float:
    """The share of the shorter sentence's words that stands in the other too."""
    shorter = min(len(one.lemmas), len(other.lemmas))
    return len(one.lemmas & other.lemmas) / shorter if shorter else 0.0

"""The ledger: one line for every decision on every article, and the sum that proves it whole."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from briefing.errors import EditionError
from briefing.models import Decision, Outcome


class Ledger:
    """Collects decisions; give its `report` to the stages."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self.decisions = list(decisions)

    def report(self, decision: Decision) -> None:
        """Add a line."""
        self.decisions.append(decision)

    def __iter__(self) -> Iterator[Decision]:
        return iter(self.decisions)

    def about(self, subject: str) -> list[Decision]:
        """The lines on one article, in the order they were decided."""
        return [decision for decision in self.decisions if decision.subject == subject]

    def outcomes(self) -> dict[str, Decision]:
        """The deciding line of every article that was read: its last that is not a note."""
        return {d.subject: d for d in self.decisions if d.outcome is not Outcome.NOTED}

    def tally(self) -> Counter[Outcome]:
        """How many articles ended how; the counts sum to the articles read."""
        return Counter(decision.outcome for decision in self.outcomes().values())

    def dumps(self) -> str:
        """JSON Lines, a decision a line."""
        return "".join(json.dumps(_record(d), ensure_ascii=False) + "\n" for d in self.decisions)


def load_ledger(path: Path) -> Ledger:
    """Read a ledger back; EditionError where a line is damaged."""
    ledger = Ledger()
    text = path.read_text(encoding="utf-8").rstrip("\n")
    for number, line in enumerate(text.split("\n") if text else (), 1):
        try:
            record = json.loads(line)
            ledger.report(Decision(**{**record, "outcome": Outcome(record["outcome"])}))
        except (ValueError, TypeError, KeyError) as error:
            raise EditionError(
                f"damaged ledger line: {error}", where=f"{path}:{number}", hint="build it again"
            ) from error
    return ledger


def _record(decision: Decision) -> dict[str, object]:
    record = asdict(decision)
    if decision.score is not None:
        record["score"] = round(decision.score, 4)
    return record

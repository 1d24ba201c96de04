"""The ledger: complete, readable back, and its sum holds."""

from pathlib import Path

import pytest

from briefing.errors import EditionError
from briefing.ledger import Ledger, load_ledger
from briefing.models import Decision, Outcome


def example() -> Ledger:
    """Three articles: one kept, one merged and later noted, one dropped."""
    return Ledger(
        [
            Decision("a", "parse", Outcome.NOTED, "byline-cut", detail="홍길동 기자"),
            Decision("b", "group", Outcome.MERGED, "same-event", 0.81234567),
            Decision("c", "file", Outcome.DROPPED, "off-theme"),
            Decision("a", "rank", Outcome.KEPT, "ranked", 2.5),
            Decision("b", "translate", Outcome.NOTED, "facts"),
        ]
    )


def test_each_article_has_one_outcome() -> None:
    """Notes decide nothing; the tally sums to the articles read."""
    ledger = example()
    assert ledger.outcomes()["b"].outcome is Outcome.MERGED
    assert ledger.tally().total() == 3
    assert [d.stage for d in ledger.about("a")] == ["parse", "rank"]


def test_a_ledger_reads_back_what_was_written(tmp_path: Path) -> None:
    """Scores are rounded to four places, all else is the same."""
    path = tmp_path / "ledger.jsonl"
    path.write_text(example().dumps(), encoding="utf-8")
    back = load_ledger(path)
    assert back.about("b")[0].score == 0.8123
    assert back.about("a") == example().about("a")


@pytest.mark.parametrize("line", ["{", "[]", '{"subject": "a"}', '{"outcome": "lost"}'])
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    """The message says file and line."""
    path = tmp_path / "ledger.jsonl"
    path.write_text(example().dumps() + line + "\n", encoding="utf-8")
    with pytest.raises(EditionError, match=r"ledger\.jsonl:6"):
        load_ledger(path)

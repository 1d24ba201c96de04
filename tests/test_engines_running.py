"""Running an engine: cache, budget, batches, partial failure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from engine_doubles import DAY, Echo, passages, runner, texts_of

from briefing.bilingual.engines import (
    EngineError,
    EngineFailure,
    Passage,
    Runner,
    SqliteCache,
)
from briefing.bilingual.engines.cache import Answer, cache_key

# Cache


def test_an_answer_is_asked_for_once(tmp_path: Path) -> None:
    """Also by a later run, which keeps the day on which it was made."""
    first, second = Echo(), Echo()
    runner(first, SqliteCache(tmp_path / "desk" / "cache.sqlite3")).run(passages("a", "b", "a"))
    later = Runner(
        second, SqliteCache(tmp_path / "desk" / "cache.sqlite3"), budget=0, today=date(2026, 1, 1)
    )
    answers = later.run(passages("b", "a"))
    assert first.asked == [["a", "b"]]
    assert second.asked == []
    assert answers == [Answer("B", DAY), Answer("A", DAY)]


def test_the_key_tells_apart_what_must_differ() -> None:
    """Engine, model, text, direction and terms; the order of the terms does not count."""
    other = Echo()
    other.version = "2"
    terms = {"나": "I", "너": "you"}
    keys = {
        cache_key(Echo(), "a", source="ko", target="en", terms={}),
        cache_key(other, "a", source="ko", target="en", terms={}),
        cache_key(Echo(), "b", source="ko", target="en", terms={}),
        cache_key(Echo(), "a", source="en", target="ko", terms={}),
        cache_key(Echo(), "a", source="ko", target="en", terms=terms),
    }
    assert len(keys) == 5
    turned = dict(reversed(terms.items()))
    assert cache_key(Echo(), "a", source="ko", target="en", terms=turned) in keys


def test_a_failure_is_not_kept(tmp_path: Path) -> None:
    """The next run asks again."""
    kept = SqliteCache(tmp_path / "cache.sqlite3")
    runner(Echo(lambda _: EngineFailure("tired")), kept).run(passages("a"))
    assert texts_of(runner(Echo(), kept).run(passages("a"))) == ["A"]


def test_a_cache_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    """It is a folder, or no database."""
    with pytest.raises(EngineError, match="cannot be used"):
        SqliteCache(tmp_path)
    (tmp_path / "text").write_text("no database " * 100)
    with pytest.raises(EngineError, match="cannot be used"):
        SqliteCache(tmp_path / "text")


# Batches, budget, partial failure


def test_batches_hold_one_direction_and_no_more_than_they_may() -> None:
    """The answers come back in the order of the passages."""
    engine = Echo(batch=2)
    given = [
        *passages("a", "b"),
        Passage("x", "en", "ko"),
        *passages("c"),
    ]
    assert texts_of(runner(engine).run(given)) == ["A", "B", "X", "C"]
    assert engine.asked == [["a", "b"], ["c"], ["x"]]


def test_the_budget_counts_what_is_sent() -> None:
    """What does not fit any more falls; a shorter text after it may still fit."""
    engine = Echo(batch=3)
    answers = runner(engine, budget=6).run(passages("aaaa", "bbbb", "cc"))
    assert texts_of(answers) == ["AAAA", "[the budget of this run is spent]", "CC"]
    assert sum(len(text) for batch in engine.asked for text in batch) == 6


def test_one_bad_text_costs_only_itself() -> None:
    """A batch that fails as a whole is halved until the cause is alone."""

    def reading(text: str) -> str:
        if text == "bad":
            raise EngineError("cannot read this")
        return text.upper()

    engine = Echo(reading, batch=8)
    answers = runner(engine).run(passages("a", "b", "bad", "c"))
    assert texts_of(answers) == ["A", "B", "[cannot read this]", "C"]


def test_a_final_error_ends_the_requests_of_the_run() -> None:
    """With a refused key the other batches would fare no better; what came before stands."""

    def reading(text: str) -> str:
        if text == "b":
            raise EngineError("the key was refused", is_final=True)
        return text.upper()

    engine = Echo(reading, batch=1)
    answers = runner(engine).run(passages("a", "b", "c"))
    assert texts_of(answers) == ["A", "[the key was refused]", "[the key was refused]"]
    assert len(engine.asked) == 2

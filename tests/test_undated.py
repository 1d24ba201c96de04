"""An article without a date: dropped from files, and counted by when it was fetched in a store."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from store_servers import document, put, read_article, record
from typer.testing import CliRunner

from briefing.cli import app
from briefing.desk import Desk
from briefing.editions import load_brief, load_decisions
from briefing.models import Outcome, Precision
from briefing.periods import week_period
from briefing.pipeline import build_edition
from briefing.store.store import Store

pytest_plugins = ["store_fixtures"]

UNDATED = (
    "더지엠뉴스 김완석 기자 | 중국 인공지능 기업 딥시크(DeepSeek)가 새 오픈소스 모델을 공개했다. "
    "이 모델의 매개변수는 6710억 개이며 누구나 내려받을 수 있다고 회사가 밝혔다."
)
DATED = "알리바바는 오픈소스 인공지능 모델 큐원을 18일 공개했다. 매개변수는 2350억 개라고 밝혔다."


@pytest.fixture
def stored(store: Store) -> Store:
    """A dated and an undated article, fetched on 18 November."""
    undated = record(UNDATED, id="undated", published="")
    put(store, document(undated, "a.jsonl#L1"), document(record(DATED, id="dated"), "a.jsonl#L2"))
    return store


def test_in_a_store_it_counts_for_the_week_in_which_it_was_fetched(
    stored: Store, desk: Desk
) -> None:
    """It is kept, marked, and the ledger says when it was fetched; other weeks have it not."""
    edition = build_edition((), desk, period=week_period("2026-W47"), store=stored)
    (source,) = (one for one in edition.brief.sources if one.article_id == "undated")
    assert (source.published, source.precision) == (None, Precision.FETCHED)
    assert edition.brief.undated == 1
    notes = [one for one in edition.ledger.about("undated") if one.rule == "undated"]
    assert [(one.outcome, one.stage) for one in notes] == [(Outcome.NOTED, "keep")]
    assert "2026-11-18 12:00 UTC" in notes[0].detail
    tally = edition.ledger.tally()
    assert (tally.total(), edition.brief.colophon.read) == (2, 2)
    week_before = [datetime(2026, 11, day, tzinfo=desk.zone) for day in (9, 16)]
    assert list(stored.articles(*week_before)) == []


def test_a_date_that_comes_later_wins(stored: Store, desk: Desk) -> None:
    """The newer version counts for its own week, and is no longer marked."""
    dated = record(UNDATED, id="undated", published="2026-11-12")
    put(stored, document(dated, "a.jsonl#L1", day=19))
    edition = build_edition((), desk, period=week_period("2026-W46"), store=stored)
    (source,) = edition.brief.sources
    assert source.precision is Precision.DAY
    assert not any(one.rule == "undated" for one in edition.ledger)


def test_readers_see_how_it_was_counted(stored: Store, desk: Desk, tmp_path: Path) -> None:
    """In both languages."""
    edition = build_edition((), desk, period=week_period("2026-W47"), store=stored)
    edition.write(tmp_path, [desk.audience("default")], ("md", "html"), desk)
    for name in ("brief.default.md", "brief.default.html"):
        text = (tmp_path / name).read_text("utf-8")
        assert "date not known, counted by when it was fetched" in text
        assert "날짜 미상, 수집일 기준" in text


def test_in_files_it_is_dropped_unless_all_are_wanted(tmp_path: Path) -> None:
    """A file's own time says nothing of its articles."""
    path = tmp_path / "news.txt"
    path.write_text(f"{UNDATED}\n2026년 11월 18일 {DATED}\n", "utf-8")
    for words, outcome in ((["--week", "2026-W47"], Outcome.DROPPED), (["--all"], Outcome.KEPT)):
        command = ["build", str(path), *words, "--format", "md", "--out", str(tmp_path)]
        assert CliRunner().invoke(app, command).exit_code == 0
        folder = tmp_path / (words[1:] or ["all"])[0]
        brief, ledger = load_brief(folder), load_decisions(folder)
        decisions = {one.rule: one for one in ledger if one.rule == "undated"}
        assert ("undated" in decisions) == (outcome is Outcome.DROPPED)
        assert brief.undated == (outcome is Outcome.KEPT)


def test_the_parser_itself_never_takes_the_fetch_for_a_date() -> None:
    """The date stays unknown, so that 어제 and 9일 are not resolved by it."""
    (article,) = read_article(document(record(UNDATED, published="")), lambda _: None)
    assert (article.published, article.precision) == (None, Precision.UNKNOWN)

"""The whole path: what goes in is accounted for, what comes out stands in an article."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from briefing.desk import Desk
from briefing.editions import load_brief
from briefing.errors import InputError
from briefing.intake import unique
from briefing.ledger import Ledger
from briefing.models import Origin, Outcome
from briefing.periods import span_period, week_period
from briefing.pipeline import Edition, build_edition
from briefing.verification import quoted_lines

KEYS = [
    "chinese-ai-talent",
    "open-source-models",
    "market-competition",
    "regulation",
    "china-macro-policy",
]


def test_the_sample_week_fills_every_section(sample: Edition) -> None:
    """The newest article decides the week; each theme has stories."""
    assert sample.brief.edition == "2025-W18"
    assert [section.key for section in sample.brief.sections] == KEYS
    assert all(section.items for section in sample.brief.sections)


def test_kept_merged_and_dropped_make_up_what_was_read(sample: Edition) -> None:
    """The colophon's sum is the ledger's, and every item's lead was kept."""
    colophon = sample.brief.colophon
    assert colophon.kept + colophon.merged + colophon.dropped == colophon.read
    items = [item for section in sample.brief.sections for item in section.items]
    assert colophon.kept == len(items)
    final = sample.ledger.outcomes()
    for item in items:
        first, *others = (sample.brief.sources[number - 1] for number in item.sources)
        assert final[first.article_id].outcome is Outcome.KEPT
        assert all(final[other.article_id].outcome is Outcome.MERGED for other in others)


def test_off_theme_articles_are_dropped_and_say_so(sample: Edition) -> None:
    """Sports, weather and a festival are not in the brief."""
    off_theme = {d.subject for d in sample.ledger.outcomes().values() if d.rule == "off-theme"}
    headlines = [article.headline for article in sample.articles if article.id in off_theme]
    assert any("탁구" in headline for headline in headlines)
    assert any("ferry" in headline for headline in headlines)


def test_every_line_is_a_quotation_with_a_counterpart(sample: Edition) -> None:
    """Sentences stand in their article at the place that the receipt says."""
    bodies = {article.id: article.body for article in sample.articles}
    lines = list(quoted_lines(sample.brief))
    assert lines
    for line in lines:
        assert line.receipt is not None
        assert bodies[line.receipt.article_id][line.receipt.start : line.receipt.end] == line.text
        assert line.rendering.text
        assert {line.language, line.rendering.language} == {"ko", "en"}


def test_the_sample_week_reads_perfectly_in_both_languages(sample: Edition) -> None:
    """Every line of the sample brief has a reviewed translation."""
    lines = [
        line
        for section in sample.brief.sections
        for item in section.items
        for line in (item.headline, *item.lines)
    ]
    poor = [line.text for line in lines if line.rendering.origin is not Origin.REVIEWED]
    assert poor == []


def test_key_figures_can_be_compared(sample: Edition) -> None:
    """Each says in both languages what it measures, with its value and unit; a range has none."""
    figures = [f for part in sample.brief.sections for item in part.items for f in item.figures]
    assert all(figure.subject_ko and figure.subject_en and figure.unit for figure in figures)
    values = {figure.ko: (figure.value, figure.unit) for figure in figures}
    assert values["293억 달러"] == (Decimal(29_300_000_000), "USD")
    assert values["640억~720억 달러"] == (None, "USD")


def test_truncated_sentences_are_never_quoted(sample: Edition) -> None:
    """The article that breaks off in mid-word is quoted only up to there."""
    cut = [article for article in sample.articles if article.is_truncated]
    assert cut
    ends = {article.id: len(article.body) for article in cut}
    for line in quoted_lines(sample.brief):
        assert line.receipt is not None
        assert line.receipt.end != ends.get(line.receipt.article_id)


def test_building_twice_gives_the_same_bytes(
    sample: Edition, sample_folder: Path, sample_week: Path, desk: Desk, tmp_path: Path
) -> None:
    """Same inputs and settings, same outputs."""
    again = build_edition([sample_week], desk)
    again.write(tmp_path, [desk.audience("default")], ("md", "html"), desk)
    for path in sorted(sample_folder.iterdir()):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_an_edition_reads_back_from_disk(sample: Edition, sample_folder: Path) -> None:
    """`brief.json` is the whole model."""
    assert load_brief(sample_folder) == sample.brief


def test_a_period_drops_what_lies_outside(sample_week: Path, desk: Desk) -> None:
    """The ledger says which day each dropped article is of, and that undated ones have none."""
    period = span_period(date(2025, 4, 30), date(2025, 5, 1))
    edition = build_edition([sample_week], desk, period=period)
    assert edition.brief.edition == "2025-04-30_2025-05-01"
    rules = {d.rule for d in edition.ledger.outcomes().values() if d.outcome is Outcome.DROPPED}
    assert {"outside-period", "undated"} <= rules
    assert edition.ledger.tally().total() == edition.brief.colophon.read


def test_all_takes_undated_articles_too(
    article_file: Callable[[str, str], Path], desk: Desk
) -> None:
    """An article without any date is in the brief of everything, and counted as undated."""
    path = article_file(
        "one.txt",
        "서울테크신문 한지우 기자 | 중국 딥시크(DeepSeek)가 새 오픈소스 모델을 공개했다. "
        "딥시크는 모델 가중치를 누구나 내려받을 수 있다고 밝혔다.\n",
    )
    edition = build_edition([path], desk, everything=True)
    assert edition.brief.edition == "all"
    assert edition.brief.undated == 1
    (item,) = edition.brief.sections[1].items
    assert item.headline.language == "ko"
    assert "DeepSeek" in item.headline.rendering.text


def test_a_week_without_articles_is_an_error_that_says_what_there_is(
    sample_week: Path, desk: Desk
) -> None:
    """The message names the days that the articles cover."""
    with pytest.raises(InputError, match="2025-04-2"):
        build_edition([sample_week], desk, period=week_period("2026-W47"))


def test_exact_duplicates_stop_at_the_door(
    article_file: Callable[[str, str], Path], desk: Desk
) -> None:
    """The second copy is merged into the first; one id on two texts becomes two ids."""
    record = {
        "id": "7",
        "title": "딥시크 새 모델 공개",
        "text": "중국 딥시크가 새 오픈소스 모델을 공개했다. 모델은 무료다.",
    }
    other = record | {"text": "중국 알리바바가 오픈소스 모델 큐원을 새로 내놓았다. 모델은 무료다."}
    lines = "\n".join(json.dumps(r, ensure_ascii=False) for r in (record, record, other))
    edition = build_edition([article_file("a.jsonl", lines)], desk, everything=True)
    final = edition.ledger.outcomes()
    assert {article.id for article in edition.articles} == {"7", "7~3"}
    assert final["7~2"].rule == "exact-duplicate"
    assert edition.ledger.tally().total() == 3


def test_unique_keeps_the_first_of_equal_bodies(sample: Edition) -> None:
    """And reports the others as merged."""
    ledger = Ledger()
    first = sample.articles[0]
    second = replace(first, id="another")
    assert list(unique([first, second], ledger.report)) == [first]
    assert ledger.outcomes()["another"].detail == f"of {first.id}"

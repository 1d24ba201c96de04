"""The Python interface."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import briefing
from briefing.models import Article, Origin, Rendering, Story, Summary, ThemeScore

RECORD = {
    "id": "1",
    "title": "알리바바, 오픈소스 모델 큐원3 공개",
    "text": "중국 알리바바가 29일 오픈소스 모델 큐원3(Qwen3)를 공개했다. 모델은 8종이다.",
    "language": "ko",
    "published": "2025-04-29",
    "outlet": "한강일보",
    "url": "https://www.hangang.example/1",
}


def test_the_public_names_are_exactly_these() -> None:
    """Each can be imported, and nothing else is offered."""
    assert set(briefing.__all__) == {
        "Article", "Brief", "Rendering", "Story", "Summary", "ThemeScore", "__version__",
        "build", "classify", "cluster", "summarise", "translate",
    }  # fmt: skip
    assert all(hasattr(briefing, name) for name in briefing.__all__)
    assert not hasattr(briefing, "pipeline_secret")


def test_build_gives_a_brief_and_writes_only_when_asked(sample_week: Path, tmp_path: Path) -> None:
    """With `out`, the edition stands in its folder."""
    brief = briefing.build([sample_week], week="2025-W18")
    assert isinstance(brief, briefing.Brief)
    assert brief.edition == "2025-W18"
    briefing.build([str(sample_week)], week="2025-W18", out=tmp_path, formats=["md"])
    assert (tmp_path / "2025-W18" / "brief.default.md").exists()


def test_summarise_picks_sentences_in_text_order() -> None:
    """Indices into what was given; at most as many as there are."""
    sentences = [
        "알리바바가 29일 인공지능 모델 큐원3 8종을 공개했다.",
        "날씨가 맑았다.",
        "큐원3의 매개변수는 최대 2350억 개라고 회사는 밝혔다.",
        "모델은 누구나 무료로 내려받을 수 있다.",
    ]
    summary = briefing.summarise(sentences, title="알리바바 큐원3 공개", count=2)
    assert isinstance(summary, Summary)
    assert list(summary.indices) == sorted(summary.indices)
    assert len(summary.indices) == 2
    assert 1 not in summary.indices
    assert len(briefing.summarise(sentences[:1], count=3).indices) == 1
    assert briefing.summarise([]).indices == ()


def test_classify_takes_a_record_or_an_article() -> None:
    """Best theme first; off-theme gives nothing."""
    scores = briefing.classify(RECORD)
    assert isinstance(scores[0], ThemeScore)
    assert scores[0].key == "open-source-models"
    article = Article("1", RECORD["title"], RECORD["text"])
    assert briefing.classify(article)[0].key == "open-source-models"
    assert briefing.classify({"title": "동네 축제 열린다", "text": "감자꽃 축제가 열린다."}) == []


def test_cluster_joins_reports_on_one_event() -> None:
    """Across languages too."""
    english = {
        "id": "2",
        "title": "Alibaba releases open-source Qwen3 models",
        "text": "Alibaba on April 29 released eight Qwen3 models as open source.",
        "language": "en",
        "published": "2025-04-29",
        "outlet": "Harbour Post",
    }
    other = {
        "id": "3",
        "title": "중국 4월 제조업 PMI 49.0으로 하락",
        "text": "중국 국가통계국은 30일 4월 제조업 구매관리자지수(PMI)가 49.0이라고 밝혔다.",
        "published": "2025-04-30",
        "outlet": "동해경제",
    }
    stories = briefing.cluster([RECORD, english, other])
    assert all(isinstance(story, Story) for story in stories)
    assert sorted(len(story.articles) for story in stories) == [1, 2]


def test_translate_says_how_the_line_came_about() -> None:
    """Reviewed, original, or by rule; figures and names are kept."""
    reviewed = briefing.translate("알리바바, 차세대 AI ‘큐원3’ 8종 오픈소스로 공개")
    assert reviewed.origin is Origin.REVIEWED
    same = briefing.translate("Already English.", source="en", target="en")
    assert (same.text, same.origin) == ("Already English.", Origin.ORIGINAL)
    facts = briefing.translate("딥시크는 9일 이용자가 9억1천만 명이라고 밝혔다.", article=RECORD)
    assert isinstance(facts, Rendering)
    assert "DeepSeek" in facts.text
    assert "910 million" in facts.text


def test_the_same_article_file_gives_the_same_brief(
    article_file: Callable[[str, str], Path],
) -> None:
    """Building is deterministic."""
    path = article_file("a.txt", f"{RECORD['text']}\n")
    assert briefing.build([path], everything=True) == briefing.build([path], everything=True)

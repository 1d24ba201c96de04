"""What holds of every text that comes in."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import UTC, datetime
from typing import Any

from article_cases import OUTLETS, text_of
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.articles import parse
from briefing.models import Decision, Document, Outcome

SENTENCES = st.lists(
    st.sampled_from(
        [
            "남산연구소가 새 모델을 공개했다.",
            "홍길동 소장은 “값은 무료”라고 말했다.",
            "매출은 9억1천만 원으로 12.5% 늘었다.",
            "한강시는 지난 2월 예산을 확정했다.",
            "김영희 기자가 물었다.",
        ]
    ),
    min_size=1,
    max_size=6,
)
BEFORE = st.sampled_from(
    [
        "",
        "[더지엠뉴스] ",
        "(베이징=연합뉴스) 홍길동 특파원 = ",
        "더지엠뉴스 홍길동 기자 | ",
        "[사진=연합뉴스]",
    ]
)
BEHIND = st.sampled_from(
    [
        "",
        " /hong@a.example",
        "\n\n홍길동 기자 hong@a.example",
        "\n\nⓒ한강일보, 무단 전재 및 재배포 금지",
        "\n\n관련 기사\n▶ 다른 소식",
        " [연합뉴스]",
    ]
)


@settings(deadline=None)
@given(BEFORE, SENTENCES, BEHIND)
def test_a_clean_text_stays_as_it_is(before: str, sentences: list[str], behind: str) -> None:
    """What parsing leaves is parsed again without another cut."""
    text = before + "\n".join(sentences) + behind
    (once,) = parse(text_of(text), outlets=OUTLETS, report=lambda _: None)
    (twice,) = parse(text_of(once.body), outlets=OUTLETS, report=lambda _: None)
    assert twice.body == once.body


@settings(deadline=None)
@given(BEFORE, SENTENCES, st.sampled_from([" ", "\n", "\n\n"]), BEHIND)
def test_sentences_survive_word_for_word(
    before: str, sentences: list[str], gap: str, behind: str
) -> None:
    """Whatever stands around them, the sentences of the article are its body."""
    (article,) = parse(
        text_of(before + gap.join(sentences) + behind), outlets=OUTLETS, report=lambda _: None
    )
    assert re.sub(r"\s+", " ", article.body) == " ".join(sentences)


PIECES = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            [
                "■ ",
                "▲",
                "◇",
                "(서울=",
                "기자",
                " = ",
                "|",
                "@",
                "\n",
                "\n\n",
                "사진=",
                "ⓒ",
                "다. ",
                "[앵커]",
                "<script>",
                "<",
                ">",
                "&amp;",
                "&#",
                "2025년 ",
                "5월 ",
                "9일",
                "입력 2025-05-01 09:12",
                '\\"',
                "AI 요약",
                "관련 기사",
                "1. ",
                "...",
                "“",
                "By ",
                "(Reuters) - ",
                "---\n",
                "## ",
                "\0",
                "\ud800",
            ]
        ),
    ),
    max_size=20,
).map("".join)


@settings(deadline=None, max_examples=300)
@given(PIECES, st.sampled_from(["text/plain", "text/markdown"]))
def test_any_text_parses(text: str, media_type: str) -> None:
    """No text raises; bodies are NFC, without blank lines or double spaces, headlines prefixes."""
    content = text.encode("utf-8", "surrogatepass")
    whole = Document("x", media_type, content, datetime.now(UTC))
    for article in parse(whole, outlets=OUTLETS, report=lambda _: None):
        assert article.body == unicodedata.normalize("NFC", article.body)
        assert all(line == " ".join(line.split()) and line for line in article.body.split("\n"))
        assert len(article.sha256) == 64
        if not article.headline_given:
            assert any(
                line.startswith(article.headline.rstrip("…")) for line in article.body.split("\n")
            )


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
FIELDS = ("id", "url", "title", "text", "published", "outlet", "authors", "language", "sample")


@settings(deadline=None, max_examples=200)
@given(st.dictionaries(st.sampled_from(FIELDS), JSON | PIECES, max_size=9))
def test_any_record_parses(record: dict[str, Any]) -> None:
    """No JSON record raises; what brings no article says why."""
    decisions: list[Decision] = []
    content = json.dumps(record).encode()
    whole = Document("x", "application/json", content, datetime.now(UTC))
    articles = parse(whole, outlets=OUTLETS, report=decisions.append)
    assert articles or decisions[-1].outcome is Outcome.DROPPED
    assert all(article.published is None or article.published.tzinfo for article in articles)

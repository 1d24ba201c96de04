"""Small reports for the tests of grouping and ranking, analysed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from briefing.language import detect_language, tokenise
from briefing.models import Analysis, Article, Figure, GlossaryEntry, Mention, Precision

MONDAY = datetime(2025, 7, 14, 9, tzinfo=UTC)
KIMI = GlossaryEntry("model", "키미 K2", "Kimi K2")
MOONSHOT = GlossaryEntry("company", "문샷", "Moonshot")
AMOUNTS = {
    "1조 개": (Decimal(10**12), "count"),
    "one trillion": (Decimal(10**12), "count"),
    "320억 개": (Decimal(32 * 10**9), "count"),
    "32 billion": (Decimal(32 * 10**9), "count"),
    "0.5%": (Decimal("0.5"), "percent"),
    "0.7%": (Decimal("0.7"), "percent"),
}

RELEASE_KO = (
    "문샷이 매개변수 1조 개의 키미 K2를 오픈소스로 공개했다. 코딩과 에이전트 작업에 강하다고 "
    "회사는 설명했다. 한 번에 320억 개만 움직이는 구조라서 값이 싸다는 점도 내세웠다."
)
RELEASE_EN = (
    "Moonshot released Kimi K2, an open model with one trillion parameters of which 32 billion "
    "are active. The firm says it is strong in coding."
)


def read(
    number: str, headline: str, body: str, names: Sequence[GlossaryEntry] = (), **fields: Any
) -> Analysis:
    """An analysis in which `names` and `AMOUNTS` are found wherever they first stand."""
    language = detect_language(f"{headline} {body}")
    article = Article(
        number,
        headline,
        body,
        language,
        outlet=f"outlet of {number}",
        published=MONDAY,
        precision=Precision.EXACT,
    )

    def mentions(text: str) -> tuple[Mention, ...]:
        forms = [(entry.ko if language == "ko" else entry.en, entry) for entry in names]
        return tuple(
            Mention(form, text.find(form), text.find(form) + len(form), entry)
            for form, entry in forms
            if form in text
        )

    def figures(text: str) -> tuple[Figure, ...]:
        return tuple(
            Figure(form, text.find(form), text.find(form) + len(form), *amount)
            for form, amount in AMOUNTS.items()
            if form in text
        )

    return Analysis(
        article=replace(article, **fields),
        headline_tokens=tokenise(headline, language),
        body_tokens=tokenise(body, language),
        sentences=(),
        headline_names=mentions(headline),
        names=mentions(body),
        headline_figures=figures(headline),
        figures=figures(body),
    )


def kimi(number: str, body: str = RELEASE_KO, **fields: Any) -> Analysis:
    """A Korean report on the release of Kimi K2."""
    return read(number, "문샷, 키미 K2 공개", body, [KIMI, MOONSHOT], **fields)


def kimi_en(number: str, **fields: Any) -> Analysis:
    """An English report on the same release."""
    return read(number, "Moonshot opens Kimi K2", RELEASE_EN, [KIMI, MOONSHOT], **fields)


def ids(articles: Sequence[Article]) -> list[str]:
    """The ids of articles, in order."""
    return [article.id for article in articles]

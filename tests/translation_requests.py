"""Articles of one day, read by the rules, and the requests for their sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from briefing.analysis import analyse_articles
from briefing.bilingual.request import Request, request_for
from briefing.desk import Desk
from briefing.models import Analysis, Article

NOON = datetime(2025, 4, 30, 12, tzinfo=UTC)
OTHER = {"ko": "en", "en": "ko"}


def article(language: str, body: str, **values: object) -> Article:
    """An article of the day."""
    one = Article(f"id-{language}", "", body, language, outlet="한강일보", published=NOON)
    return replace(one, **values)  # type: ignore[arg-type]


def analysed(desk: Desk, *articles: Article) -> tuple[Analysis, ...]:
    """The articles as the rules read them."""
    return tuple(analyse_articles(articles, desk))


def first(analysis: Analysis) -> Request:
    """The request for the first sentence of an article."""
    language = analysis.article.language
    return request_for(analysis.sentences[0], analysis, OTHER[language])

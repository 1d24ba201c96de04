"""The public functions, each on its own; `build` is the whole pipeline.

They use the packaged desk, or the one in the current folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from briefing.analysis import analyse_articles
from briefing.bilingual import RuleEngine, Translator
from briefing.desk import Desk, open_desk
from briefing.language import detect_language
from briefing.models import (
    Article,
    Brief,
    Document,
    Rendering,
    Sentence,
    Story,
    ThemeScore,
)
from briefing.periods import made_at, span_period, week_period
from briefing.summary import summarise

__all__ = ["build", "classify", "cluster", "summarise", "translate"]

ArticleLike = Article | Mapping[str, Any]


def build(
    paths: Iterable[str | Path],
    *,
    week: str | None = None,
    since: date | None = None,
    until: date | None = None,
    everything: bool = False,
    audience: str = "default",
    out: Path | None = None,
    formats: Sequence[str] = (),
    desk: Path | None = None,
) -> Brief:
    """Build the brief of a period from files and folders of articles.

    `week` is an ISO week (``2026-W47``); `since` and `until` are days, both included; without
    any, the week of the newest article. With `out`, the edition is written to
    ``out/EDITION/`` in the given `formats` (default: the audience's). Raises BriefingError.
    """
    from briefing.audiences import view
    from briefing.pipeline import build_edition

    opened = open_desk(desk)
    period = week_period(week) if week else span_period(since, until) if since and until else None
    edition = build_edition(
        [Path(path) for path in paths], opened, period=period, everything=everything, out=out
    )
    reader = opened.audience(audience)
    if out:
        edition.write(out / edition.brief.edition, [reader], formats, opened)
    return view(edition.brief, reader)


def classify(article: ArticleLike) -> list[ThemeScore]:
    """The themes an article belongs to, best first; empty when it is off-theme.

    `article` is an Article or a mapping with the fields of a JSON Lines record (id, url,
    language, title, text, published, outlet).
    """
    (analysis,) = analyse_articles(_articles([article]), _desk())
    return list(analysis.themes)


def cluster(articles: Iterable[ArticleLike]) -> list[Story]:
    """Group articles into stories: near-duplicates, then reports on the same event."""
    from briefing.stories import group_stories

    desk = _desk()
    analyses = list(analyse_articles(_articles(articles), desk))
    return group_stories(analyses, rules=desk.story_rules, tier=desk.tier, report=lambda _: None)


def translate(
    text: str, *, source: str = "ko", target: str = "en", article: ArticleLike | None = None
) -> Rendering:
    """The most trusted counterpart of a sentence; `.origin` says how it came about.

    The `article` it stands in gives the date that "9일" refers to and the glosses of names.
    """
    from briefing.bilingual import request_for

    desk = _desk()
    given = _articles([article]) if article is not None else []
    context = given[0] if given else Article(id="", headline="", body="", language=source)
    sentence = Article(
        id=context.id,
        headline="",
        body=text,
        language=source,
        published=context.published,
        precision=context.precision,
        glosses=context.glosses,
    )
    (analysis,) = analyse_articles([sentence], desk)
    whole = Sentence(text, sentence.id, 0, len(text), source)
    translator = Translator(desk.memory, desk.glossary, rules=RuleEngine())
    return translator.translate(request_for(whole, analysis, target))


def _articles(articles: Iterable[ArticleLike]) -> list[Article]:
    return [
        article if isinstance(article, Article) else _from_record(article) for article in articles
    ]


def _from_record(record: Mapping[str, Any]) -> Article:
    """The article in a record, cleaned; a digest stays whole here, since it was given as one."""
    from briefing.articles import parse

    content = json.dumps(dict(record), ensure_ascii=False, default=str).encode()
    document = Document(str(record.get("url", "")), "application/json", content, made_at())
    parsed = parse(document, outlets=_desk().outlets, report=lambda _: None)
    if len(parsed) == 1:
        return parsed[0]
    title, text = str(record.get("title", "")), str(record.get("text", ""))
    language = str(record.get("language") or detect_language(f"{title} {text}"))
    return Article(str(record.get("id", "")), title, text, language)


@cache
def _desk() -> Desk:
    return open_desk()

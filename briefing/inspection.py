"""What the rules read in each article, as plain records: `briefing analyse`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from briefing.analysis import analyse_articles
from briefing.desk import Desk
from briefing.intake import read_articles
from briefing.models import Analysis, Decision, Figure, Mention, Outcome, Story, Summary
from briefing.stories import group_stories
from briefing.summary import summarise_story


def inspect_articles(
    paths: Sequence[Path], desk: Desk, skipped: Callable[[str], None]
) -> list[dict[str, Any]]:
    """A record for each article (fields: `docs/fields.md`); `skipped` gets a line for the rest."""

    def report(decision: Decision) -> None:
        if decision.outcome in (Outcome.DROPPED, Outcome.MERGED):
            skipped(f"{decision.subject}: {decision.rule}: {decision.detail}")

    analyses = list(analyse_articles(read_articles(paths, desk, report), desk))
    stories = group_stories(analyses, rules=desk.story_rules, tier=desk.tier, report=lambda _: None)
    story_of = {
        article.id: story for story in stories for article in (*story.articles, *story.copies)
    }
    return [_record(analysis, story_of[analysis.article.id], desk) for analysis in analyses]


def _record(analysis: Analysis, story: Story, desk: Desk) -> dict[str, Any]:
    article, rules = analysis.article, desk.settings.summary
    summary = summarise_story(
        [analysis],
        count=rules.sentences,
        max_share=rules.max_share,
        rules=desk.summary_rules,
    )
    return {
        "id": article.id,
        "parent": article.parent or None,
        "headline": article.headline,
        "headline_given": article.headline_given,
        "language": article.language,
        "published": article.published.isoformat() if article.published else None,
        "precision": str(article.precision),
        "outlet": article.outlet,
        "agency": article.agency or None,
        "authors": list(article.authors),
        "url": article.url,
        "truncated": article.is_truncated,
        "themes": [asdict(theme) for theme in analysis.themes],
        "story": story.id,
        "summary": _summary(summary),
        "names": _places(analysis.headline_names, analysis.names, _name),
        "figures": _places(analysis.headline_figures, analysis.figures, _figure),
        "body": article.body,
    }


def _summary(summary: Summary) -> list[dict[str, Any]]:
    scores = {score.index: score.score for score in summary.scores}
    return [
        {
            "text": sentence.text,
            "start": sentence.start,
            "end": sentence.end,
            "score": round(scores.get(index, 0.0), 4),
        }
        for index, sentence in zip(summary.indices, summary.sentences, strict=True)
    ]


def _places(
    headline: Sequence[Any], body: Sequence[Any], record: Callable[[Any], dict[str, Any]]
) -> list[dict[str, Any]]:
    return [
        {"text": found.text, "start": found.start, "end": found.end, "where": where} | record(found)
        for where, items in (("headline", headline), ("body", body))
        for found in items
    ]


def _name(mention: Mention) -> dict[str, Any]:
    entry = mention.entry
    return {
        "kind": entry.kind,
        "ko": entry.ko,
        "en": entry.en,
        "zh": entry.zh,
        "origin": entry.origin,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "value": _number(figure.value),
        "high": None if figure.high is None else _number(figure.high),
        "unit": figure.unit,
        "counter": figure.counter,
        "qualifier": figure.qualifier,
        "direction": figure.direction,
        "subject": figure.subject,
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)

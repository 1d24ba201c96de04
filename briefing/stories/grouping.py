"""Puts near-duplicates and same-event groups together as stories, and reports every merge."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence

from briefing.models import Analysis, Article, Reporter, Story
from briefing.stories.duplicates import find_similar
from briefing.stories.events import group_events, score_pairs
from briefing.stories.evidence import read_evidence
from briefing.stories.reasons import copy_of, same_event
from briefing.stories.rules import StoryRules

Tier = Callable[[Article], int]

_COPY_STEP, _REPORT_STEP = 1.1, 1.5  # factors of length within which others decide


def group_stories(
    analyses: Sequence[Analysis],
    *,
    rules: StoryRules,
    tier: Tier = lambda _: 1,
    report: Reporter = lambda _: None,
) -> list[Story]:
    """Every article in exactly one story; stories in order of their first article.

    The result does not depend on the order of `analyses`. Each article that stands in a story
    beside its lead is reported as merged, once. `tier` is 1 for the preferred outlets.
    """
    analyses = sorted(analyses, key=lambda analysis: _time(analysis.article))
    articles = [analysis.article for analysis in analyses]
    copies = _set_aside(articles, find_similar(analyses, rules), tier, report)
    kept = [analyses[index] for index in copies]
    families = [[articles[i] for i in (index, *copies[index])] for index in copies]
    evidence = read_evidence(kept, rules)
    scores = score_pairs(evidence, rules.events)
    stories = []
    for members in group_events(evidence, families, scores, rules.events):
        reports = [kept[index].article for index in members]
        reports.sort(key=lambda article: _preference(article, tier, _REPORT_STEP))
        stories.append(_story(reports, [copy for i in members for copy in families[i][1:]]))
        for index in members:
            if kept[index].article is not reports[0]:
                report(same_event(index, members, kept, evidence, scores, rules))
    return sorted(stories, key=lambda story: _time(_first(story.articles + story.copies)))


def _time(article: Article) -> tuple[float, str]:
    """Sorts by publication, undated articles last."""
    return (article.published.timestamp() if article.published else math.inf, article.id)


def _first(articles: Sequence[Article]) -> Article:
    return min(articles, key=_time)


def _preference(article: Article, tier: Tier, step: float) -> tuple[object, ...]:
    """Sorts the article that should stand for the others first.

    Originals before wire copies, whole before cut, longer before shorter (lengths within about
    one `step`, a factor, count as equal; in bytes of UTF-8, as a Hangul syllable says about as
    much as three letters), then the earlier, then the preferred outlet.
    """
    length = round(math.log(len(article.body.encode()) + 1, step))
    time, identity = _time(article)
    return (_is_wire_copy(article), article.is_truncated, -length, time, tier(article), identity)


def _is_wire_copy(article: Article) -> bool:
    return bool(article.agency) and article.agency.casefold() != article.outlet.casefold()


def _source(article: Article) -> str:
    """Who reported it: the wire agency, or else the outlet."""
    return (article.agency or article.outlet).casefold()


def _set_aside(
    articles: Sequence[Article],
    similar: dict[int, dict[int, float]],
    tier: Tier,
    report: Reporter,
) -> dict[int, list[int]]:
    """Index of every article that is kept, in order, with the copies that it stands for.

    Taken in order of preference, so that each copy is a near-duplicate of the very article kept.
    """
    copies: dict[int, list[int]] = {i: [] for i in range(len(articles)) if i not in similar}
    gone: set[int] = set()
    for index in sorted(similar, key=lambda i: _preference(articles[i], tier, _COPY_STEP)):
        if index in gone:
            continue
        copies[index] = []
        parents = {articles[index].parent}
        for other, jaccard in sorted(similar[index].items()):
            parent = articles[other].parent
            if other in gone or other in copies or (parent and parent in parents):
                continue
            copies[index].append(other)
            gone.add(other)
            parents.add(parent)
            report(copy_of(articles[index], articles[other], jaccard))
    return dict(sorted(copies.items()))


def _story(reports: Sequence[Article], copies: Sequence[Article]) -> Story:
    """A story of `reports`, the lead first; those of a wire report already told become copies."""
    lead, *others = reports
    articles, again, wired, sources = [lead], list[Article](), list(copies), {_source(lead)}
    for article in sorted(others, key=lambda article: (_is_wire_copy(article), _time(article))):
        if _source(article) not in sources:
            articles.append(article)
        elif _is_wire_copy(article):
            wired.append(article)
        else:
            again.append(article)
        sources.add(_source(article))
    return Story(
        id=hashlib.sha256(_first([*reports, *copies]).id.encode()).hexdigest()[:12],
        lead=lead,
        articles=(*articles, *again),
        copies=tuple(sorted(wired, key=_time)),
        independent_sources=len(sources),
    )

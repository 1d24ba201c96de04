"""Summaries: sentences taken word for word, chosen by weighted features.

read     sentences -> Page      words, figures, faults, openers
weigh    Page -> scores         features times weights, all kept for `explain`
select   scores -> sentences    by rank, without repeats and loose ends, in text order
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.models import Analysis, Sentence, SentenceScore, Summary
from briefing.summary.features import weigh
from briefing.summary.reading import Page, Reading, read_analysis, read_sentences
from briefing.summary.rules import SummaryRules, packaged_rules
from briefing.summary.selection import Selection


def summarise(
    sentences: Sequence[str | Sentence],
    *,
    title: str = "",
    language: str = "ko",
    count: int = 3,
    rules: SummaryRules | None = None,
) -> Summary:
    """The `count` sentences that tell most of one article, in text order.

    A truncated sentence is never chosen. Captions, headings, questions, torn quotations and
    sentences that lean on one left out come last, only to make up `count`.
    """
    rules = rules or packaged_rules()
    page = read_sentences(sentences, title, language, rules.cues)
    scores = _score(page, rules)
    chosen = Selection([page], {s.index: s.score for s in scores}, rules, count).run()
    return _summary(chosen, scores)


def summarise_story(
    analyses: Sequence[Analysis],
    *,
    count: int = 3,
    max_share: float = 0.5,
    rules: SummaryRules | None = None,
) -> Summary:
    """At most `count` sentences over a story's articles, the lead first, in its language.

    No fact stands there twice. `max_share` caps the share of an article's characters that may be
    quoted; one sentence is always allowed. `indices` count through the sentences of all
    `analyses` in order; articles in another language than the lead's have no scores.
    """
    rules = rules or packaged_rules()
    pages, scores, first = [], [], 0
    for analysis in analyses:
        if analysis.article.language == analyses[0].article.language:
            pages.append(read_analysis(analysis, rules.cues, first))
            bonus = rules.lead_article if analysis is analyses[0] else 0.0
            scores.extend(_score(pages[-1], rules, bonus))
        first += len(analysis.sentences)
    points = {score.index: score.score for score in scores}
    return _summary(Selection(pages, points, rules, count, max_share, strict=True).run(), scores)


def _score(page: Page, rules: SummaryRules, bonus: float = 0.0) -> list[SentenceScore]:
    weights = rules.weights[page.language]
    extra = (("lead article", bonus),) if bonus else ()
    scores = []
    for reading in page.readings:
        points = (*weigh(page, reading, weights), *extra)
        total = sum(value for _, value in points)
        notes = ((reading.fault, 0.0),) if reading.fault else ()
        scores.append(SentenceScore(reading.index, total, (*points, *notes)))
    return scores


def _summary(chosen: Sequence[Reading], scores: Sequence[SentenceScore]) -> Summary:
    return Summary(
        indices=tuple(reading.index for reading in chosen),
        sentences=tuple(reading.sentence for reading in chosen),
        scores=tuple(scores),
    )

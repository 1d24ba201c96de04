"""Across editions: nothing is told twice, and what has moved on says where it began.

A story was published when it shares an article with one of an earlier edition, or tells of the same
event by the rules that group articles. It comes back only with something new: figures and names at
the top of an article that the published ones have nowhere, or sentences on other things. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, product
from statistics import fmean

from briefing.language import content_lemmas
from briefing.models import Analysis, Article, Decision, Outcome, Reporter, Story, Token
from briefing.settings import FollowupSettings
from briefing.store import PublishedStory
from briefing.stories.events import event_score
from briefing.stories.evidence import Evidence, figure_key, name_keys, read_evidence
from briefing.stories.rules import StoryRules


@dataclass(frozen=True, slots=True)
class EarlierStory:
    """A story as an edition printed it, read again."""

    edition: str
    id: str
    until: date  # the edition's last day
    headline: str
    analyses: tuple[Analysis, ...]  # of its articles, as they were then


@dataclass(frozen=True, slots=True)
class Followup:
    """A story that goes on from an earlier edition, the latest that had it."""

    edition: str
    story: str  # its id there
    until: date
    headline: str
    news: tuple[str, ...]  # figures, names and sentences that are new, word for word
    pages: tuple[str, ...] = ()  # audiences for which that edition has a page


def within_reach(
    published: Iterable[PublishedStory],
    articles: Iterable[Article],
    since: date,
    rules: StoryRules,
) -> list[PublishedStory]:
    """Those stories that articles of a period from `since` may go on from.

    They share an article, or are not older than one event may last; the others need not be read.
    """
    known = {name for article in articles for name in (article.id, article.sha256)}
    first = since - timedelta(days=rules.events.followup_days + 1)  # wherever the day began

    def is_near(article: Article) -> bool:
        if article.id in known or article.sha256 in known or article.published is None:
            return True
        return article.published.date() >= first

    return [one for one in published if any(map(is_near, one.articles))]


def follow_up(
    stories: Sequence[Story],
    analyses: Mapping[str, Analysis],
    published: Sequence[EarlierStory],
    *,
    rules: StoryRules,
    settings: FollowupSettings,
    report: Reporter = lambda _: None,
) -> tuple[list[Story], dict[str, Followup]]:
    """The stories that may be printed, and what those of them that are follow-ups go on from.

    `analyses` are by article id, the follow-ups by story id. Of a story without anything new the
    lead is reported as dropped; its other articles stay merged, with a note.
    """
    if not published:
        return list(stories), {}
    finder = _Finder(stories, analyses, published, rules)
    kept, followups = [], dict[str, Followup]()
    for story in stories:
        if earlier := finder.find(story):
            known = [analysis for one in earlier for analysis in one.analyses]
            read = [analyses[article.id] for article in story.articles]
            news = _news(read, known, rules, settings)
            last = max(earlier, key=lambda one: one.until)
            _report(story, last, news, report)
            if not news:
                continue
            followups[story.id] = Followup(last.edition, last.id, last.until, last.headline, news)
        kept.append(story)
    return kept, followups


class _Finder:
    """Finds the earlier stories that a story goes on from."""

    def __init__(
        self,
        stories: Sequence[Story],
        analyses: Mapping[str, Analysis],
        published: Sequence[EarlierStory],
        rules: StoryRules,
    ) -> None:
        self._published, self._rules = published, rules
        new = [analyses[article.id] for story in stories for article in story.articles]
        old = [analysis for one in published for analysis in one.analyses]
        evidence = read_evidence([*new, *old], rules)
        self._new = {one.article.id: one for one in evidence[: len(new)]}
        rest = iter(evidence[len(new) :])
        self._old = [[next(rest) for _ in one.analyses] for one in published]

    def find(self, story: Story) -> list[EarlierStory]:
        """Those that share an article with it, or tell of the same event."""
        texts = {(article.id, article.sha256) for article in (*story.articles, *story.copies)}
        ids = {name for name, _ in texts} | {sha256 for _, sha256 in texts}
        new = [self._new[article.id] for article in story.articles]
        return [
            one
            for one, old in zip(self._published, self._old, strict=True)
            if any(e.article.id in ids or e.article.sha256 in ids for e in old)
            or self._is_same_event(new, old)
        ]

    def _is_same_event(self, new: Sequence[Evidence], old: Sequence[Evidence]) -> bool:
        """As two groups of articles would become one story: see `stories.events`."""
        events = self._rules.events
        events = events.model_copy(update={"days": events.followup_days})
        scores = [event_score(one, other, events) for one, other in product(new, old)]
        return bool(scores) and fmean(scores) >= 1


def _news(
    read: Sequence[Analysis],
    known: Sequence[Analysis],
    rules: StoryRules,
    settings: FollowupSettings,
) -> tuple[str, ...]:
    """What is new, in words; empty when it is not enough to come back with."""
    bodies = {analysis.article.body for analysis in known}
    fresh = [analysis for analysis in read if analysis.article.body not in bodies]
    facts = _new_facts(fresh, known, rules)
    sentences = [text for one in fresh for text in _new_sentences(one, known, settings)]
    is_enough = len(facts) >= settings.facts or len(sentences) >= settings.sentences
    return (*facts, *sentences) if is_enough else ()


def _new_facts(
    fresh: Sequence[Analysis], known: Sequence[Analysis], rules: StoryRules
) -> tuple[str, ...]:
    """Figures and names at the top of fresh articles that stand nowhere in the known ones."""
    told = {key for analysis in known for key, _, _ in _facts(analysis, rules)}
    new = {
        key: text
        for analysis in fresh
        for key, text, place in _facts(analysis, rules)
        if key not in told and place < rules.events.characters
    }
    return tuple(new.values())


def _facts(analysis: Analysis, rules: StoryRules) -> Iterator[tuple[str, str, int]]:
    """Key, text and place of every figure and every identifying name."""
    for figure in chain(analysis.headline_figures, analysis.figures):
        if figure.unit.isupper() or figure.value >= rules.events.smallest_count:
            yield figure_key(figure), figure.text, figure.start
    for mention in chain(analysis.headline_names, analysis.names):
        for key in name_keys(mention, rules):
            if key.startswith("name:"):
                yield key, mention.text, mention.start


def _new_sentences(
    analysis: Analysis, known: Sequence[Analysis], settings: FollowupSettings
) -> Iterator[str]:
    """Sentences of mostly other words than known articles in this language, if there are any."""
    language = analysis.article.language
    told = {
        lemma
        for other in known
        if other.article.language == language
        for lemma in content_lemmas(chain(other.headline_tokens, other.body_tokens))
    }
    for sentence in analysis.sentences if told else ():
        lemmas = set(content_lemmas(_between(analysis.body_tokens, sentence.start, sentence.end)))
        if lemmas and len(lemmas & told) < settings.known_share * len(lemmas):
            yield sentence.text


def _between(tokens: Iterable[Token], start: int, end: int) -> Iterator[Token]:
    return (token for token in tokens if start <= token.start < end)


def _report(story: Story, earlier: EarlierStory, news: Sequence[str], report: Reporter) -> None:
    where = f"{earlier.edition}: {earlier.headline}"
    if news:
        detail = f"{where}; new: {'; '.join(news)}"
        report(Decision(story.lead.id, "follow", Outcome.NOTED, "follow-up", detail=detail))
        return
    for article in (*story.articles, *story.copies):
        outcome = Outcome.DROPPED if _is_lead(article, story) else Outcome.NOTED
        report(Decision(article.id, "follow", outcome, "already-published", detail=where))


def _is_lead(article: Article, story: Story) -> bool:
    return article.id == story.lead.id

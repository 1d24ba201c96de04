"""Composes the one model that every output reads, and each audience's view of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing import __version__
from briefing.bilingual import (
    RuleEngine,
    Task,
    Translator,
    likeness,
    open_machine,
    request_for,
    request_for_headline,
)
from briefing.desk import Desk
from briefing.followups import Followup
from briefing.headlines import as_edited, headline_of, is_repeated
from briefing.keyfigures import figures_of_the_week, key_figures
from briefing.ledger import Ledger
from briefing.models import (
    Analysis,
    Brief,
    Colophon,
    Decision,
    GlossaryEntry,
    Item,
    Line,
    Outcome,
    Period,
    Receipt,
    Rendering,
    Section,
    Sentence,
    SourceRef,
    Summary,
)
from briefing.paragraphs import around
from briefing.periods import edition_number
from briefing.ranking import RankedStory
from briefing.review.applying import UNREVIEWED, Decided
from briefing.sourcelist import SourceList
from briefing.summary import summarise_story

OTHER = {"ko": "en", "en": "ko"}


@dataclass(frozen=True, slots=True)
class _Draft:
    """A story before its translations are known."""

    ranked: RankedStory
    lead: Analysis  # with the headline that is printed
    summary: Summary
    tasks: tuple[Task, ...]  # the headline's first, then the sentences'


class Composer:
    """Turns ranked stories into a Brief; numbers the sources as it goes."""

    def __init__(
        self,
        desk: Desk,
        analyses: Mapping[str, Analysis],
        followups: Mapping[str, Followup],
        ledger: Ledger,
        decided: Decided = UNREVIEWED,
    ) -> None:
        self._desk = desk
        self._analyses = analyses
        self._followups = followups
        self._ledger = ledger
        self._decided = decided
        self._sources = SourceList(desk.outlets)
        self._mentions: Counter[GlossaryEntry] = Counter()

    def compose(
        self,
        edition: str,
        period: Period,
        ranked: Mapping[str, Sequence[RankedStory]],
        made_at: datetime,
    ) -> Brief:
        """The whole brief, for an audience that wants everything."""
        desk = self._desk.settings.desk
        drafts = {key: [self._draft(one) for one in some] for key, some in ranked.items()}
        tasks = [task for some in drafts.values() for one in some for task in one.tasks]
        renderings = iter(self._translator(made_at).translate_all(tasks))
        items = {key: [self._item(one, renderings) for one in some] for key, some in drafts.items()}
        sections = tuple(
            Section(theme.key, theme.title_ko, theme.title_en, tuple(items.get(theme.key, ())))
            for theme in self._desk.themes
        )
        sources = self._sources.all
        return Brief(
            edition=edition,
            number=edition_number(period, desk.first_week),
            audience="default",
            masthead_ko=desk.masthead_ko,
            masthead_en=desk.masthead_en,
            period=period,
            sections=sections,
            figures=figures_of_the_week(sections, self._desk.settings.brief.figures),
            glossary=self._glossary(),
            sources=sources,
            colophon=self._colophon(sources, made_at),
            undated=sum(source.published is None for source in sources),
        )

    def _translator(self, made_at: datetime) -> Translator:
        desk, settings = self._desk, self._desk.settings.translation
        return Translator(
            desk.memory,
            desk.glossary,
            quotes=settings.related,
            likeness=likeness if settings.encoder else None,
            machine=open_machine(settings, desk.glossary, today=made_at.date(), folder=desk.folder),
            rules=RuleEngine(),
            report=self._ledger.report,
        )

    def _draft(self, ranked: RankedStory) -> _Draft:
        """What is quoted of a story, and what has to be translated."""
        story, rules = ranked.story, self._desk.settings.summary
        decided = self._decided.on(story)
        lead = as_edited(self._analyses[story.lead.id], decided, self._desk)
        members = tuple(self._analyses[article.id] for article in story.articles)
        summary = summarise_story(
            members,
            count=rules.sentences,
            max_share=rules.max_share,
            rules=self._desk.summary_rules,
        )
        self._explain(summary)
        requests = [(request_for_headline(lead, OTHER[lead.article.language]), lead)]
        for sentence in summary.sentences:
            analysis = self._analyses[sentence.article_id]
            requests.append((request_for(sentence, analysis, OTHER[sentence.language]), analysis))
        tasks = tuple(Task(request, one.article, members) for request, one in requests)
        return _Draft(ranked, lead, summary, tasks)

    def _item(self, draft: _Draft, renderings: Iterator[Rendering]) -> Item:
        """The item; takes the renderings of the draft's tasks, in their order."""
        story = draft.ranked.story
        numbers = tuple(self._sources.number(a) for a in (*story.articles, *story.copies))
        headline = self._headline(draft, next(renderings))
        lines = [
            self._line(sentence, rank, next(renderings))
            for sentence, rank in zip(draft.summary.sentences, _ranks(draft.summary), strict=True)
        ]
        for task in draft.tasks:
            self._mentions.update(mention.entry for mention in task.request.names)
        followup = self._followups.get(story.id)
        return Item(
            story_id=story.id,
            headline=headline,
            lines=tuple(line for line in lines if not is_repeated(line, headline)),
            sources=numbers,
            independent_sources=story.independent_sources,
            figures=key_figures(
                draft.summary.sentences,
                self._analyses,
                self._desk.glossary,
                wanted=self._desk.settings.brief.figures_per_item,
                number=self._sources.number,
            ),
            second_theme=draft.ranked.second_theme,
            score=draft.ranked.score,
            follows=followup.edition if followup else "",
            follows_story=followup.story if followup else "",
            follows_pages=followup.pages if followup else (),
            pinned=self._decided.on(story).pin,
        )

    def _headline(self, draft: _Draft, rendering: Rendering) -> Line:
        story = draft.ranked.story
        self._note(story.lead.id, "translate", str(rendering.origin), f"headline: {rendering.text}")
        decided = self._decided.on(story)
        return headline_of(draft.lead.article, story.lead.headline, rendering, decided)

    def _line(self, sentence: Sentence, rank: int, rendering: Rendering) -> Line:
        where = f"{sentence.start}–{sentence.end}: {rendering.text}"
        self._note(sentence.article_id, "translate", str(rendering.origin), where)
        receipt = Receipt.of(sentence.article_id, sentence.text, sentence.start)
        body = self._analyses[sentence.article_id].article.body
        place = around(body, sentence.start, sentence.end)
        return Line(sentence.text, sentence.language, rendering, receipt, rank, *place)

    def _glossary(self) -> tuple[GlossaryEntry, ...]:
        """The names and terms most often met in what is printed, in Korean order."""
        names = Counter({e: n for e, n in self._mentions.items() if e.kind != "title"})
        frequent = names.most_common(self._desk.settings.brief.glossary)
        return tuple(sorted((entry for entry, _ in frequent), key=lambda entry: entry.ko))

    def _colophon(self, sources: Iterable[SourceRef], made_at: datetime) -> Colophon:
        tally = self._ledger.tally()
        return Colophon(
            version=__version__,
            settings_hash=self._desk.sha256,
            made_at=made_at,
            read=tally.total(),
            kept=tally[Outcome.KEPT],
            merged=tally[Outcome.MERGED],
            dropped=tally[Outcome.DROPPED],
            samples=any(source.sample for source in sources),
            review=self._decided.sha256,
        )

    def _explain(self, summary: Summary) -> None:
        scores = {score.index: score for score in summary.scores}
        for index, sentence in zip(summary.indices, summary.sentences, strict=True):
            score = scores[index]
            parts = ", ".join(f"{name} {value:+.2f}" for name, value in score.features)
            detail = f"{sentence.start}–{sentence.end}: {parts}"
            self._note(sentence.article_id, "summarise", summary.method, detail, score.score)

    def _note(
        self, subject: str, stage: str, rule: str, detail: str, score: float | None = None
    ) -> None:
        self._ledger.report(Decision(subject, stage, Outcome.NOTED, rule, score, detail))


def _ranks(summary: Summary) -> list[int]:
    """The rank of each chosen sentence by score, from 1."""
    scores = {score.index: score.score for score in summary.scores}
    best_first = sorted(summary.indices, key=lambda index: (-scores[index], index))
    return [best_first.index(index) + 1 for index in summary.indices]

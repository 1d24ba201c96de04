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
    write_phrase,
)
from briefing.desk import Desk
from briefing.figures import write_figure
from briefing.followups import Followup
from briefing.keyfigures import figures_of_the_week, pick_figures
from briefing.ledger import Ledger
from briefing.models import (
    Analysis,
    Brief,
    Colophon,
    Decision,
    Figure,
    GlossaryEntry,
    Item,
    KeyFigure,
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
from briefing.sourcelist import SourceList
from briefing.summary import summarise_story

OTHER = {"ko": "en", "en": "ko"}


@dataclass(frozen=True, slots=True)
class _Draft:
    """A story before its translations are known."""

    ranked: RankedStory
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
    ) -> None:
        self._desk = desk
        self._analyses = analyses
        self._followups = followups
        self._ledger = ledger
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
        lead = self._analyses[story.lead.id]
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
        return _Draft(ranked, summary, tasks)

    def _item(self, draft: _Draft, renderings: Iterator[Rendering]) -> Item:
        """The item; takes the renderings of the draft's tasks, in their order."""
        story = draft.ranked.story
        numbers = tuple(self._sources.number(a) for a in (*story.articles, *story.copies))
        headline = self._headline(self._analyses[story.lead.id], next(renderings))
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
            lines=tuple(line for line in lines if not _is_headline(line, headline)),
            sources=numbers,
            independent_sources=story.independent_sources,
            figures=self._key_figures(draft.summary.sentences),
            second_theme=draft.ranked.second_theme,
            score=draft.ranked.score,
            follows=followup.edition if followup else "",
        )

    def _headline(self, lead: Analysis, rendering: Rendering) -> Line:
        """The lead's headline; a derived one is the beginning of its first sentence, and quoted."""
        article = lead.article
        self._note(article.id, "translate", str(rendering.origin), f"headline: {rendering.text}")
        quoted = not article.headline_given and article.body.startswith(article.headline)
        receipt = Receipt.of(article.id, article.headline, 0) if quoted else None
        place = around(article.body, 0, len(article.headline)) if quoted else ("", "")
        return Line(article.headline, article.language, rendering, receipt, 0, *place)

    def _line(self, sentence: Sentence, rank: int, rendering: Rendering) -> Line:
        where = f"{sentence.start}–{sentence.end}: {rendering.text}"
        self._note(sentence.article_id, "translate", str(rendering.origin), where)
        receipt = Receipt.of(sentence.article_id, sentence.text, sentence.start)
        body = self._analyses[sentence.article_id].article.body
        place = around(body, sentence.start, sentence.end)
        return Line(sentence.text, sentence.language, rendering, receipt, rank, *place)

    def _key_figures(self, sentences: Sequence[Sentence]) -> tuple[KeyFigure, ...]:
        wanted = self._desk.settings.brief.figures_per_item
        return tuple(
            self._key_figure(figure, analysis)
            for figure, analysis in pick_figures(sentences, self._analyses, wanted)
        )

    def _key_figure(self, figure: Figure, analysis: Analysis) -> KeyFigure:
        article = analysis.article
        language, other = article.language, OTHER[article.language]
        texts = {language: figure.text, other: write_figure(figure, other, directed=True)}
        glossary = self._desk.glossary
        subjects = {
            language: figure.subject,
            other: write_phrase(figure.subject, language, other, glossary, article.glosses),
        }
        return KeyFigure(
            ko=texts["ko"],
            en=texts["en"],
            subject_ko=subjects["ko"],
            subject_en=subjects["en"],
            source=self._sources.number(article),
            receipt=Receipt.of(article.id, figure.text, figure.start),
        )

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


def _is_headline(line: Line, headline: Line) -> bool:
    """Whether the headline already quotes the whole sentence."""
    return bool(headline.receipt) and line.text.rstrip(".") == headline.text


def _ranks(summary: Summary) -> list[int]:
    """The rank of each chosen sentence by score, from 1."""
    scores = {score.index: score.score for score in summary.scores}
    best_first = sorted(summary.indices, key=lambda index: (-scores[index], index))
    return [best_first.index(index) + 1 for index in summary.indices]

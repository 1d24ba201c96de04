"""Composes the one model that every output reads, and each audience's view of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from briefing import __version__
from briefing.bilingual import Request, Translator, request_for, write_phrase
from briefing.desk import Desk
from briefing.figures import write_figure
from briefing.keyfigures import pick_figures
from briefing.ledger import Ledger
from briefing.models import (
    Analysis,
    Article,
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
    Section,
    Sentence,
    SourceRef,
    Summary,
)
from briefing.periods import edition_number
from briefing.ranking import RankedStory
from briefing.summary import summarise_story

OTHER = {"ko": "en", "en": "ko"}


class Composer:
    """Turns ranked stories into a Brief; numbers the sources as it goes."""

    def __init__(self, desk: Desk, analyses: Mapping[str, Analysis], ledger: Ledger) -> None:
        self._desk = desk
        self._analyses = analyses
        self._ledger = ledger
        self._translator = Translator(desk.memory, desk.glossary)
        self._sources: dict[str, SourceRef] = {}
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
        sections = tuple(
            Section(
                theme.key,
                theme.title_ko,
                theme.title_en,
                tuple(self._item(story) for story in ranked.get(theme.key, ())),
            )
            for theme in self._desk.themes
        )
        sources = tuple(self._sources.values())
        return Brief(
            edition=edition,
            number=edition_number(period, desk.first_week),
            audience="default",
            masthead_ko=desk.masthead_ko,
            masthead_en=desk.masthead_en,
            period=period,
            sections=sections,
            figures=_figures_of_the_week(sections, self._desk.settings.brief.figures),
            glossary=self._glossary(),
            sources=sources,
            colophon=self._colophon(sources, made_at),
            undated=sum(source.published is None for source in sources),
        )

    def _item(self, ranked: RankedStory) -> Item:
        story, rules = ranked.story, self._desk.settings.summary
        lead = self._analyses[story.lead.id]
        members = [self._analyses[article.id] for article in story.articles]
        summary = summarise_story(
            members,
            count=rules.sentences,
            max_share=rules.max_share,
            rules=self._desk.summary_rules,
        )
        self._explain(summary)
        numbers = tuple(self._source(a) for a in (*story.articles, *story.copies))
        headline = self._headline(lead)
        lines = tuple(
            self._line(sentence, rank)
            for sentence, rank in zip(summary.sentences, _ranks(summary), strict=True)
            if not _is_headline(sentence, headline)
        )
        return Item(
            story_id=story.id,
            headline=headline,
            lines=lines,
            sources=numbers,
            independent_sources=story.independent_sources,
            figures=self._key_figures(summary.sentences),
            second_theme=ranked.second_theme,
            score=ranked.score,
        )

    def _headline(self, lead: Analysis) -> Line:
        """The lead's headline; a derived one is the beginning of its first sentence, and quoted."""
        article = lead.article
        request = Request(
            article.headline,
            article.language,
            OTHER[article.language],
            names=lead.headline_names,
            figures=lead.headline_figures,
            published=article.published.date() if article.published else None,
            is_headline=True,
        )
        self._mentions.update(mention.entry for mention in lead.headline_names)
        rendering = self._translator.translate(request)
        self._note(article.id, "translate", str(rendering.origin), f"headline: {rendering.text}")
        quoted = not article.headline_given and article.body.startswith(article.headline)
        receipt = Receipt.of(article.id, article.headline, 0) if quoted else None
        return Line(article.headline, article.language, rendering, receipt)

    def _line(self, sentence: Sentence, rank: int) -> Line:
        analysis = self._analyses[sentence.article_id]
        request = request_for(sentence, analysis, OTHER[sentence.language])
        self._mentions.update(mention.entry for mention in request.names)
        rendering = self._translator.translate(request)
        self._note(
            sentence.article_id,
            "translate",
            str(rendering.origin),
            f"{sentence.start}–{sentence.end}: {rendering.text}",
        )
        receipt = Receipt.of(sentence.article_id, sentence.text, sentence.start)
        return Line(sentence.text, sentence.language, rendering, receipt, rank)

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
            source=self._sources[article.id].number,
            receipt=Receipt.of(article.id, figure.text, figure.start),
        )

    def _source(self, article: Article) -> int:
        """The article's number in the list of sources, given on first use."""
        if article.id not in self._sources:
            outlet = self._desk.outlets.find(article.outlet)
            self._sources[article.id] = SourceRef(
                number=len(self._sources) + 1,
                article_id=article.id,
                outlet=article.outlet,
                outlet_en=outlet.en if outlet else article.outlet,
                headline=article.headline,
                language=article.language,
                url=article.url,
                published=article.published,
                precision=article.precision,
                sample=article.sample,
                sha256=article.sha256,
            )
        return self._sources[article.id].number

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


def _is_headline(sentence: Sentence, headline: Line) -> bool:
    """Whether the headline already quotes the whole sentence."""
    return bool(headline.receipt) and sentence.text.rstrip(".") == headline.text


def _ranks(summary: Summary) -> list[int]:
    """The rank of each chosen sentence by score, from 1."""
    scores = {score.index: score.score for score in summary.scores}
    best_first = sorted(summary.indices, key=lambda index: (-scores[index], index))
    return [best_first.index(index) + 1 for index in summary.indices]


def _figures_of_the_week(sections: Sequence[Section], wanted: int) -> tuple[KeyFigure, ...]:
    """Each item's first figures, best items first, back in the order of the sections."""
    items = [item for section in sections for item in section.items]
    ranked = sorted(
        ((-rank, item.score, figure) for item in items for rank, figure in enumerate(item.figures)),
        key=lambda entry: entry[:2],
        reverse=True,
    )
    chosen = {figure for _, _, figure in ranked[:wanted]}
    return tuple(figure for item in items for figure in item.figures if figure in chosen)

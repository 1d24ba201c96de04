"""Levels 2 and 3: what the outlet itself, or another one, says of it in the other language.

A sentence stands for another only if it gives the same figures and names and contradicts nothing.
It is quoted with its outlet, never called a translation. Figures, days and rare names tell which
fact a sentence is about; a name that many sentences of an article share tells little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date

from briefing.bilingual.gate import NAMED, check_senses, unshared_figures
from briefing.bilingual.request import Request, within
from briefing.bilingual.versions import is_version
from briefing.dates import find_dates
from briefing.models import Analysis, Article, Check, Figure, Mention, Origin, Receipt, Rendering

Likeness = Callable[[str, Sequence[str]], Sequence[float]]  # of a text to others, up to 1.0

_FIGURE, _DAY, _NAME, _TERM, _PLACE = 1.5, 0.8, 1.0, 0.5, 0.4  # what a shared one is worth
_COMMON = 0.3  # part of that which is left when many sentences of the article have the name
_OFTEN = 0.34  # share of sentences that are many
_LOST, _ADDED, _OTHER = 0.5, 0.25, 0.15  # what an unshared figure, extra figure or name costs
_SURE = ((2.0, 0.3), (1.0, 0.7))  # enough evidence, with so much more than the next best has
_COVERED = 0.5  # share of the source's names that must be there beside a figure or day
_NAMES = 3  # that must be shared where neither figure nor day is
_LIKE = 0.6  # meaning so near that names alone are enough
_MEANING = 3.0  # what full likeness of meaning is worth over half of it
_BRACKETED = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class _Match:
    """A sentence, or a headline, that may say the same."""

    text: str
    article: Article
    evidence: float
    shared: tuple[str, ...]  # in words
    fits: bool  # nothing lost, nothing contradicted
    start: int | None = None  # in the article's body; None for a headline


def own_version(request: Request, source: Article, story: Iterable[Analysis]) -> Rendering | None:
    """The sentence of the outlet's own version that says this; for a headline its headline."""
    versions = [analysis for analysis in story if is_version(source, analysis.article)]
    if request.is_headline and versions:
        article = versions[0].article
        match = _Match(article.headline, article, 0.0, ("the outlet's own headline",), True)
        return _quoted(match, Origin.OUTLET)
    return _best(request, versions, None, Origin.OUTLET)


def related(
    request: Request, story: Iterable[Analysis], likeness: Likeness | None = None
) -> Rendering | None:
    """The sentence of another report on the story that gives the same figures and names.

    `story` are the story's articles; those in the target language are looked at. `likeness`
    judges meaning too (see `encoder.py`). None when no sentence is sure.
    """
    others = [a for a in story if a.article.language == request.target]
    return _best(request, others, likeness, Origin.RELATED)


def _best(
    request: Request, reports: Iterable[Analysis], likeness: Likeness | None, origin: Origin
) -> Rendering | None:
    """The surest match of all reports; each report must be sure of its own best sentence."""
    sure = [match for report in reports if (match := _surest(request, report, likeness))]
    best = max(sure, key=lambda match: match.evidence, default=None)
    return _quoted(best, origin) if best else None


def _quoted(match: _Match, origin: Origin) -> Rendering:
    article = match.article
    checks = (Check("related", passed=True, detail=", ".join(match.shared)),)
    return Rendering(
        match.text,
        article.language,
        origin,
        checks,
        attribution=article.outlet,
        url=article.url,
        receipt=_receipt(match),
    )


def _receipt(match: _Match) -> Receipt | None:
    """Where the quotation stands; a headline that the outlet gave is no part of the body."""
    return None if match.start is None else Receipt.of(match.article.id, match.text, match.start)


def _surest(request: Request, report: Analysis, likeness: Likeness | None) -> _Match | None:
    found = _Evidence(request, report).matches(likeness)
    if not found:
        return None
    best, *rest = sorted(found, key=lambda match: match.evidence, reverse=True)
    lead = best.evidence - rest[0].evidence if rest else best.evidence
    is_sure = any(best.evidence >= least and lead >= margin for least, margin in _SURE)
    return best if best.fits and is_sure else None


class _Evidence:
    """What a request shares with each sentence of a report."""

    def __init__(self, request: Request, report: Analysis) -> None:
        self._request, self._report = request, report
        self._names = _names(request.names)
        self._figures = _unbracketed(request.figures, request.text)
        self._days = _days(request.text, request.source, request.published)
        self._common = _common(report)

    def matches(self, likeness: Likeness | None) -> list[_Match]:
        """A match for each sentence; for a headline one with the report's headline."""
        passages = list(self._passages())
        texts = [passage.text for passage, _ in passages]
        likes = likeness(self._request.text, texts) if likeness and texts else [0.5] * len(texts)
        return [self._match(*p, like) for p, like in zip(passages, likes, strict=True)]

    def _passages(self) -> Iterator[tuple[Request, int | None]]:
        """What may match, and where it stands in the body."""
        report, article = self._report, self._report.article
        day = article.published.date() if article.published else None
        if self._request.is_headline:
            names, figures = report.headline_names, report.headline_figures
            passage = Request(
                article.headline, article.language, self._request.source, names, figures, day
            )
            derived = not article.headline_given and article.body.startswith(article.headline)
            yield passage, 0 if derived else None
            return
        for sentence in report.sentences:
            if not sentence.is_truncated:
                names, figures = within(report.names, sentence), within(report.figures, sentence)
                passage = Request(
                    sentence.text, article.language, self._request.source, names, figures, day
                )
                yield passage, sentence.start

    def _match(self, passage: Request, start: int | None, like: float) -> _Match:
        names = _names(passage.names)
        shared = self._names.keys() & names.keys()
        figures = _unbracketed(passage.figures, passage.text)
        lost, added = unshared_figures(self._figures, self._request.text, figures, passage.text)
        kept = [f for f in self._figures if f not in lost and re.search(r"\d", f.text)]
        days = self._days & _days(passage.text, passage.source, passage.published)
        evidence = (
            sum(self._worth(name, names[name]) for name in shared)
            + _FIGURE * len(kept)
            + _DAY * len(days)
            - _LOST * len(lost)
            - _ADDED * len(added)
            - _OTHER * len(_proper(self._names) ^ _proper(names))
            + _MEANING * (like - 0.5)
        )
        told = (*sorted(shared), *(figure.text for figure in kept), *map(str, sorted(days)))
        return _Match(
            passage.text,
            self._report.article,
            evidence,
            told,
            fits=not lost
            and self._covers(shared, bool(kept or days), like)
            and self._agrees(passage),
            start=start,
        )

    def _worth(self, name: str, kind: str) -> float:
        worth = _PLACE if kind == "place" else _NAME if kind in NAMED else _TERM
        return worth * _COMMON if name in self._common else worth

    def _covers(self, shared: Set[str], pinned: bool, like: float) -> bool:
        """Whether enough names are there: half of them beside a figure or day, else all."""
        own = _proper(self._names)
        if pinned:
            return len(own & shared) >= len(own) * _COVERED
        return own <= shared and (len(own) >= _NAMES or like >= _LIKE)

    def _agrees(self, passage: Request) -> bool:
        checks = check_senses(self._request, passage.text)
        return all(check.passed for check in checks if check.name != "modality")


def _names(mentions: Iterable[Mention]) -> dict[str, str]:
    """The names by a key that is the same in every language, with their kind."""
    entries = [mention.entry for mention in mentions]
    return {(entry.en or entry.ko).casefold(): entry.kind for entry in entries}


def _proper(names: dict[str, str]) -> set[str]:
    return {name for name, kind in names.items() if kind in NAMED}


def _common(report: Analysis) -> set[str]:
    """Names in so many sentences of the report that they do not tell one from another."""
    sentences = report.sentences
    found = Counter(name for s in sentences for name in _names(within(report.names, s)))
    return {name for name, times in found.items() if times > _OFTEN * len(sentences)}


def _unbracketed(figures: Sequence[Figure], text: str) -> list[Figure]:
    """Figures outside brackets: what an amount is in won stands in Korean reports only."""
    brackets = [match.span() for match in _BRACKETED.finditer(text)]
    return [f for f in figures if not any(start < f.start < end for start, end in brackets)]


def _days(text: str, language: str, published: date | None) -> set[date]:
    found = find_dates(text, language, published)
    return {mention.date for mention in found if mention.date and mention.precision == "day"}

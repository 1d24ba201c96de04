"""A sentence that needs a counterpart, with what the rules have read in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from briefing.models import Analysis, Figure, GlossaryEntry, Mention, Sentence

Span = TypeVar("Span", Mention, Figure)


@dataclass(frozen=True, slots=True)
class Request:
    """Text with names and figures at their places in it; languages are ``ko`` and ``en``."""

    text: str
    source: str
    target: str
    names: tuple[Mention, ...] = ()
    figures: tuple[Figure, ...] = ()
    published: date | None = None  # dates such as "9일" refer to it
    outlet: str = ""  # who reports it, in the target language
    is_headline: bool = False
    people: tuple[GlossaryEntry, ...] = ()  # whom the article names in full: 황 CEO refers to one


def request_for(sentence: Sentence, analysis: Analysis, target: str, outlet: str = "") -> Request:
    """The request for a sentence of an analysed article."""
    published = analysis.article.published
    return Request(
        sentence.text,
        sentence.language,
        target,
        names=within(analysis.names, sentence),
        figures=within(analysis.figures, sentence),
        published=published.date() if published else None,
        outlet=outlet,
        people=people_in(analysis),
    )


def people_in(analysis: Analysis) -> tuple[GlossaryEntry, ...]:
    """The persons whom an article names, each once."""
    people = (mention.entry for mention in analysis.names if mention.entry.kind == "person")
    return tuple({entry.ko: entry for entry in people}.values())


def request_for_headline(analysis: Analysis, target: str) -> Request:
    """The request for an article's headline."""
    article = analysis.article
    return Request(
        article.headline,
        article.language,
        target,
        names=analysis.headline_names,
        figures=analysis.headline_figures,
        published=article.published.date() if article.published else None,
        is_headline=True,
    )


def within(spans: Iterable[Span], sentence: Sentence) -> tuple[Span, ...]:
    """The spans that lie in the sentence, with offsets from its start."""
    return tuple(
        replace(span, start=span.start - sentence.start, end=span.end - sentence.start)
        for span in spans
        if sentence.start <= span.start and span.end <= sentence.end
    )

"""The headline of a story: the outlet's own, or the one that the editors wrote in its place."""

from __future__ import annotations

from dataclasses import replace

from briefing.analysis import analyse_articles
from briefing.desk import Desk
from briefing.models import Analysis, Article, Line, Origin, Receipt, Rendering
from briefing.paragraphs import around
from briefing.review.review import StoryReview


def as_edited(lead: Analysis, decided: StoryReview, desk: Desk) -> Analysis:
    """What was read in the lead, with the editors' headline in its place if they wrote one.

    It is read anew, so that its counterpart in the other language is one of what is printed.
    """
    edited = _edited(decided, lead.article.language)
    if not edited:
        return lead
    article = replace(lead.article, headline=edited, headline_given=True)
    return next(iter(analyse_articles([article], desk)))


def headline_of(article: Article, outlets: str, rendering: Rendering, decided: StoryReview) -> Line:
    """The headline that is printed; `outlets` is what stood over the article.

    A derived one is the beginning of the first sentence, and quoted. What the editors wrote, in
    either language, is no quotation.
    """
    if edited := _edited(decided, rendering.language):
        rendering = Rendering(edited, rendering.language, Origin.EDITED)
    text = article.headline
    quoted = not article.headline_given and article.body.startswith(text)
    receipt = Receipt.of(article.id, text, 0) if quoted else None
    place = around(article.body, 0, len(text)) if quoted else ("", "")
    edited_from = outlets if _edited(decided, article.language) else ""
    return Line(text, article.language, rendering, receipt, 0, *place, edited_from)


def is_repeated(line: Line, headline: Line) -> bool:
    """Whether the headline already quotes the whole sentence."""
    return bool(headline.receipt) and line.text.rstrip(".") == headline.text


def _edited(decided: StoryReview, language: str) -> str:
    return {"ko": decided.headline_ko, "en": decided.headline_en}.get(language, "")

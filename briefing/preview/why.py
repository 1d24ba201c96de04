"""Why a story is in the brief and reads as it does: what the ledger says of its articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.analysis import analyse_articles
from briefing.desk import Desk
from briefing.labels import origin_label
from briefing.models import Brief, Decision, Item, Line, SourceRef, ThemeScore
from briefing.pipeline import Edition


@dataclass(frozen=True, slots=True)
class Told:
    """An article of the story with each decision on it, as `briefing explain` prints them."""

    source: SourceRef
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the story: what it scored, and how its counterpart came about."""

    line: Line
    label: str
    chosen: Decision | None  # None: the headline, which no score chooses
    failed: tuple[str, ...]  # checks that a counterpart did not pass

    @property
    def features(self) -> str:
        """The parts of the score: ``early +1.00, length +0.91``."""
        return self.chosen.detail.partition(": ")[2] if self.chosen else ""


@dataclass(frozen=True, slots=True)
class Why:
    """What stands beside a story."""

    rank: Decision | None
    themes: tuple[ThemeScore, ...]  # of the lead, best first
    lines: tuple[Said, ...]  # the headline first
    articles: tuple[Told, ...]  # the lead first


def explain_item(item: Item, brief: Brief, edition: Edition, desk: Desk) -> Why:
    """What was decided on a story of `brief`, which is a view of the edition."""
    articles = tuple(_told(item, brief, edition))
    return Why(
        rank=next((one for one in articles[0].decisions if one.stage == "rank"), None),
        themes=_themes(articles[0].source.article_id, edition, desk),
        lines=tuple(_said(line, edition) for line in (item.headline, *item.lines)),
        articles=articles,
    )


def _told(item: Item, brief: Brief, edition: Edition) -> Iterator[Told]:
    by_number = {source.number: source for source in brief.sources}
    for number in item.sources:
        source = by_number[number]
        yield Told(source, tuple(edition.ledger.about(source.article_id)))


def _said(line: Line, edition: Edition) -> Said:
    rendering = line.rendering
    return Said(
        line=line,
        label=origin_label(rendering.origin, "en", rendering.attribution),
        chosen=_chosen(line, edition),
        failed=tuple(f"{c.name}: {c.detail}" for c in rendering.checks if not c.passed),
    )


def _chosen(line: Line, edition: Edition) -> Decision | None:
    """The note on the sentence's score: it begins with the place of the quotation."""
    if line.receipt is None or not line.rank:
        return None
    place = f"{line.receipt.start}–{line.receipt.end}:"
    notes = edition.ledger.about(line.receipt.article_id)
    return next((d for d in notes if d.stage == "summarise" and d.detail.startswith(place)), None)


def _themes(article_id: str, edition: Edition, desk: Desk) -> tuple[ThemeScore, ...]:
    """How well the article fits each theme, and by which terms: read again, as `analyse` does."""
    found = [article for article in edition.articles if article.id == article_id]
    return tuple(theme for one in analyse_articles(found, desk) for theme in one.themes)

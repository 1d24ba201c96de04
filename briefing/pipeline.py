"""From articles to a brief.

    sources/      bytes       paths, feeds … -> Document  fetching is apart from parsing
    articles/     parse       Document -> Article         byline, dateline, dates, digest split
    store/        keep        Article -> database         for desks that fetch; files need none
    intake.py     choose      Articles of the period      exact duplicates stop here
    analysis.py   read        Article -> Analysis         morphemes, sentences, names, figures
    themes/       file        Analysis -> ThemeScore      weighted terms; says which decided
    stories/      group       Analyses -> Story           near-duplicates, then same events
    followups.py  compare     Stories of earlier editions come back only with something new
    ranking.py    order       Stories -> RankedStory      score, floor, quota, outlet diversity
    summary/      extract     Story -> Summary            rule scores; picks by rank, text order
    bilingual/    translate   Sentence -> Rendering       in order of trust, down to key facts
    brief.py      compose     -> Brief                    the one model that every output reads
    renderers/    draw        Brief -> Rendition          markdown, html, pdf
    editions.py   write       -> OUT/EDITION/             and reads it back for explain and verify

Stages are pure and do not know one another; every decision goes to the ledger through `report`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.analysis import analyse_articles
from briefing.audiences import view
from briefing.brief import Composer
from briefing.commentary import load_comments, with_comments
from briefing.desk import Desk
from briefing.editions import save_edition, save_rendition
from briefing.followups import EarlierStory, Followup, follow_up, within_reach
from briefing.intake import days_of, from_files, from_store
from briefing.ledger import Ledger
from briefing.models import Analysis, Article, Brief, Period, Reporter, Story
from briefing.periods import edition_name, made_at, spanning
from briefing.ranking import RankedStory, rank_stories
from briefing.renderers import RENDERERS, look
from briefing.settings import Audience
from briefing.stories import group_stories

if TYPE_CHECKING:
    from briefing.store.store import Store

Progress = Callable[[str, Iterable[Analysis]], Iterable[Analysis]]
Sections = dict[str, list[RankedStory]]


@dataclass(frozen=True)
class Edition:
    """A brief with what proves it: the articles it quotes from and the ledger."""

    brief: Brief
    articles: tuple[Article, ...]
    ledger: Ledger
    stories: tuple[Story, ...]  # those in the brief

    def write(
        self, folder: Path, audiences: Sequence[Audience], formats: Sequence[str], desk: Desk
    ) -> list[Path]:
        """Write the edition's own files and each audience's renditions; returns all paths."""
        written = save_edition(folder, self.brief, self.articles, self.ledger)
        for audience in audiences:
            brief = view(self.brief, audience)
            drawn = look(audience.name, desk.folder, audience.languages)
            written += [
                save_rendition(folder, RENDERERS[name](brief, look=drawn)) for name in formats
            ]
        return written


def build_edition(
    paths: Sequence[Path],
    desk: Desk,
    *,
    period: Period | None = None,
    everything: bool = False,
    store: Store | None = None,
    progress: Progress = lambda _, items: items,
) -> Edition:
    """Compose the brief of `period` from `paths`, or from the store when one is given.

    Without a period: `everything`, or else the ISO week of the newest article. A store also
    knows what earlier editions told, and keeps this one.
    """
    ledger = Ledger()
    if store:
        articles, period = from_store(store, desk, period, everything, ledger)
    else:
        articles, period = from_files(paths, desk, period, everything, ledger)
    edition = compose_edition(
        articles, period, desk, ledger, everything=everything, store=store, progress=progress
    )
    if store:
        store.save_edition(edition.brief, ledger, edition.stories)
    return edition


def compose_edition(
    articles: Sequence[Article],
    period: Period | None,
    desk: Desk,
    ledger: Ledger,
    *,
    everything: bool = False,
    store: Store | None = None,
    progress: Progress = lambda _, items: items,
) -> Edition:
    """Compose the brief of articles that were chosen; `store` knows what was told before."""
    analyses = {
        analysis.article.id: analysis
        for analysis in progress("Reading", analyse_articles(articles, desk))
    }
    whole = period or spanning(days_of(articles, desk), made_at().astimezone(desk.zone).date())
    earlier = earlier_stories(store, articles, whole, desk) if store and not everything else []
    ranked, followups = select(analyses, desk, period, earlier, ledger.report)
    composer = Composer(desk, analyses, followups, ledger)
    brief = composer.compose(edition_name(whole, everything), whole, ranked, made_at())
    if desk.folder:
        comments = load_comments(desk.folder / "commentary" / brief.edition)
        brief = with_comments(brief, comments, ledger.report)
    stories = tuple(one.story for section in ranked.values() for one in section)
    return Edition(brief, tuple(articles), ledger, stories)


def select(
    analyses: Mapping[str, Analysis],
    desk: Desk,
    period: Period | None,
    earlier: Sequence[EarlierStory],
    report: Reporter,
) -> tuple[Sections, dict[str, Followup]]:
    """Group, compare with earlier editions, file and rank: each section's stories, best first."""
    rules = desk.story_rules
    stories = group_stories(list(analyses.values()), rules=rules, tier=desk.tier, report=report)
    stories, followups = follow_up(
        stories, analyses, earlier, rules=rules, settings=desk.settings.followups, report=report
    )
    ranked = rank_stories(
        stories,
        analyses,
        desk.themes,
        rules=desk.ranking_rules,
        tier=desk.tier,
        until=datetime.combine(period.until, datetime.max.time(), desk.zone) if period else None,
        report=report,
        published_before=lambda story: story.id in followups,
    )
    return ranked, followups


def earlier_stories(
    store: Store, articles: Sequence[Article], period: Period, desk: Desk
) -> list[EarlierStory]:
    """The stories of earlier editions that these articles may go on from, read again."""
    since = period.since - timedelta(weeks=desk.settings.followups.weeks)
    published = store.published_stories(since, period.since)
    return [
        EarlierStory(
            one.edition, one.until, one.headline, tuple(analyse_articles(one.articles, desk))
        )
        for one in within_reach(published, articles, period.since, desk.story_rules)
    ]

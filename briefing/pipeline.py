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
    review/       edit        pin, drop, move, headlines: what the editors decided, before ranking
    brief.py      compose     -> Brief                    the one model that every output reads
    renderers/    draw        Brief -> Rendition          markdown, html, pdf
    editions.py   write       -> OUT/EDITION/             and reads it back for explain and verify

Stages are pure and do not know one another; every decision goes to the ledger through `report`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.analysis import analyse_articles
from briefing.audiences import view
from briefing.brief import Composer
from briefing.commentary import joined, load_comments, with_comments
from briefing.desk import Desk
from briefing.editions import pages_of, save_edition, save_rendition
from briefing.fitting import fitted
from briefing.followups import EarlierStory, Followup, follow_up, within_reach
from briefing.intake import days_of, from_files, from_store
from briefing.ledger import Ledger
from briefing.looks import audience_look
from briefing.models import Analysis, Article, Brief, Period, Reporter, Story
from briefing.periods import edition_name, made_at, spanning
from briefing.ranking import RankedStory, rank_stories
from briefing.renderers import RENDERERS
from briefing.review.applying import Decided, arrange, choose, find_stories, open_review
from briefing.review.review import Review
from briefing.settings import Audience
from briefing.stories import group_stories
from briefing.weeks import earlier_weeks

if TYPE_CHECKING:
    from briefing.store.store import Store

Progress = Callable[[str, Iterable[Analysis]], Iterable[Analysis]]
Analyse = Callable[[Iterable[Article], Desk], Iterable[Analysis]]
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
        """Write the edition's own files and each audience's renditions; returns all paths.

        Without `formats` each audience gets its own, or else the desk's.
        """
        whole = fitted(self.brief, audiences, desk, self.ledger.report)
        written = save_edition(folder, whole, self.articles, self.ledger)
        for audience in audiences:
            brief = view(whole, audience)
            drawn = audience_look(audience, desk)
            wanted = formats or audience.formats or desk.settings.output.formats
            written += [
                save_rendition(folder, RENDERERS[name](brief, look=drawn)) for name in wanted
            ]
        return written


def build_edition(
    paths: Sequence[Path],
    desk: Desk,
    *,
    period: Period | None = None,
    everything: bool = False,
    store: Store | None = None,
    out: Path | None = None,
    progress: Progress = lambda _, items: items,
) -> Edition:
    """Compose the brief of `period` from `paths`, or from the store when one is given.

    Without a period: `everything`, or else the ISO week of the newest article. A store also
    knows what earlier editions told, and keeps this one. `out` is the folder of editions, in
    which the editors may have left their review of this one.
    """
    ledger = Ledger()
    if store:
        articles, period = from_store(store, desk, period, everything, ledger)
    else:
        articles, period = from_files(paths, desk, period, everything, ledger)
    edition = compose_edition(
        articles,
        period,
        desk,
        ledger,
        everything=everything,
        store=store,
        folder=out / edition_name(_covered(articles, period, desk), everything) if out else None,
        progress=progress,
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
    folder: Path | None = None,
    analyse: Analyse = analyse_articles,
    progress: Progress = lambda _, items: items,
) -> Edition:
    """Compose the brief of articles that were chosen; `store` knows what was told before.

    `folder` is the edition's own, where its review lies; `analyse` reads the articles.
    """
    review = open_review(folder, ledger.report)
    analyses = {
        analysis.article.id: analysis for analysis in progress("Reading", analyse(articles, desk))
    }
    whole = _covered(articles, period, desk)
    earlier = (
        earlier_stories(store, articles, whole, desk, analyse) if store and not everything else []
    )
    ranked, followups, decided = select(analyses, desk, period, earlier, review, ledger.report)
    if folder:
        followups = {
            story: replace(one, pages=pages_of(folder.parent / one.edition))
            for story, one in followups.items()
        }
    composer = Composer(desk, analyses, followups, ledger, decided)
    brief = composer.compose(edition_name(whole, everything), whole, ranked, made_at())
    if not everything:
        weeks = earlier_weeks(whole.week, folder.parent if folder else None, store, ledger.report)
        brief = replace(brief, archive=weeks)
    files = load_comments(desk.folder / "commentary" / brief.edition) if desk.folder else {}
    brief = with_comments(brief, joined(files, decided.comments), ledger.report)
    stories = tuple(one.story for section in ranked.values() for one in section)
    return Edition(brief, tuple(articles), ledger, stories)


def _covered(articles: Sequence[Article], period: Period | None, desk: Desk) -> Period:
    return period or spanning(days_of(articles, desk), made_at().astimezone(desk.zone).date())


def select(
    analyses: Mapping[str, Analysis],
    desk: Desk,
    period: Period | None,
    earlier: Sequence[EarlierStory],
    review: Review,
    report: Reporter,
) -> tuple[Sections, dict[str, Followup], Decided]:
    """Group, compare with earlier editions, heed the editors, file and rank.

    Each section's stories, best first, and what the editors decided on them.
    """
    rules = desk.story_rules
    grouped = group_stories(list(analyses.values()), rules=rules, tier=desk.tier, report=report)
    fresh, followups = follow_up(
        grouped, analyses, earlier, rules=rules, settings=desk.settings.followups, report=report
    )
    decided = find_stories(review, grouped, [theme.key for theme in desk.themes], report)
    stories = choose(grouped, fresh, decided, report)
    ranked = rank_stories(
        stories,
        analyses,
        desk.themes,
        rules=desk.ranking_rules,
        tier=desk.tier,
        until=datetime.combine(period.until, datetime.max.time(), desk.zone) if period else None,
        report=report,
        published_before=lambda story: story.id in followups,
        placed=decided.placed,
    )
    return arrange(ranked, grouped, decided, report), followups, decided


def earlier_stories(
    store: Store, articles: Sequence[Article], period: Period, desk: Desk, analyse: Analyse
) -> list[EarlierStory]:
    """The stories of earlier editions that these articles may go on from, read again."""
    since = period.since - timedelta(weeks=desk.settings.followups.weeks)
    published = store.published_stories(since, period.since)
    return [
        EarlierStory(
            one.edition,
            one.id,
            one.until,
            one.headline,
            tuple(analyse(one.articles, desk)),
        )
        for one in within_reach(published, articles, period.since, desk.story_rules)
    ]

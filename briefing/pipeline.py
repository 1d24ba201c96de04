"""From files of articles to a brief.

    sources/      bytes       paths -> Document           files (feeds, pages and mail to come)
    articles/     parse       Document -> Article         byline, dateline, dates, digest split
    (here)        keep        Articles of the period      exact duplicates stop here
    analysis.py   read        Article -> Analysis         morphemes, sentences, names, figures
    themes.py     file        Analysis -> ThemeScore      weighted terms; says which decided
    stories/      group       Analyses -> Story           near-duplicates, then same events
    ranking.py    order       Stories -> RankedStory      score, floor, quota, outlet diversity
    summary/      extract     Story -> Summary            rule scores; picks by rank, text order
    bilingual/    translate   Sentence -> Rendering       memory, original, key facts
    brief.py      compose     -> Brief                    the one model that every output reads
    renderers/    draw        Brief -> Rendition          markdown, html, pdf
    editions.py   write       -> OUT/EDITION/             and reads it back for explain and verify

Stages are pure and do not know one another; every decision goes to the ledger through `report`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count
from pathlib import Path

from briefing.analysis import analyse_articles
from briefing.articles import parse
from briefing.audiences import view
from briefing.brief import Composer
from briefing.desk import Desk
from briefing.editions import save_edition, save_rendition
from briefing.errors import InputError
from briefing.ledger import Ledger
from briefing.models import Analysis, Article, Brief, Decision, Outcome, Period, Reporter
from briefing.periods import day_of, edition_name, made_at, spanning, week_of, week_period
from briefing.ranking import RankedStory, rank_stories
from briefing.renderers import RENDERERS, look
from briefing.settings import Audience
from briefing.sources import read_documents
from briefing.stories import group_stories

Progress = Callable[[str, Iterable[Analysis]], Iterable[Analysis]]


@dataclass(frozen=True)
class Edition:
    """A brief with what proves it: the articles it quotes from and the ledger."""

    brief: Brief
    articles: tuple[Article, ...]
    ledger: Ledger

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
    progress: Progress = lambda _, items: items,
) -> Edition:
    """Read `paths` and compose the brief of `period`.

    Without a period: `everything`, or else the ISO week of the newest article.
    """
    ledger = Ledger()
    articles = read_articles(paths, desk, ledger.report)
    if not everything:
        period = period or newest_week(articles, desk)
        articles = in_period(articles, period, desk, ledger.report)
    if not articles:
        raise InputError("no articles could be read", hint=_reasons(ledger))
    analyses = list(progress("Reading", analyse_articles(articles, desk)))
    ranked = select(analyses, desk, period, ledger.report)
    period = period or spanning(_days(articles, desk), made_at().astimezone(desk.zone).date())
    composer = Composer(desk, {a.article.id: a for a in analyses}, ledger)
    brief = composer.compose(edition_name(period, everything), period, ranked, made_at())
    return Edition(brief, tuple(articles), ledger)


def read_articles(paths: Sequence[Path], desk: Desk, report: Reporter) -> list[Article]:
    """All articles in the files and folders, each once."""
    return list(
        unique(
            (
                article
                for document in read_documents(paths, report=report)
                for article in parse(
                    document,
                    outlets=desk.outlets,
                    report=report,
                    boilerplate=desk.file("boilerplate.toml"),
                )
            ),
            report,
        )
    )


def unique(articles: Iterable[Article], report: Reporter) -> Iterator[Article]:
    """Exact duplicates stop here; one id on two different texts becomes two ids."""
    ids: set[str] = set()
    first_with: dict[str, str] = {}  # body hash -> id
    for article in articles:
        if article.id in ids:
            number = next(n for n in count(2) if f"{article.id}~{n}" not in ids)
            article = replace(article, id=f"{article.id}~{number}")
        ids.add(article.id)
        first = first_with.setdefault(article.sha256, article.id)
        if first == article.id:
            yield article
        else:
            report(_decision(article, Outcome.MERGED, "exact-duplicate", f"of {first}"))


def newest_week(articles: Iterable[Article], desk: Desk) -> Period:
    """The ISO week of the newest dated article; this week when none is dated."""
    newest = max(_days(articles, desk), default=made_at().astimezone(desk.zone).date())
    return week_period(week_of(newest))


def in_period(
    articles: Iterable[Article], period: Period, desk: Desk, report: Reporter
) -> list[Article]:
    """The articles published in the period; the others are dropped, and the ledger says why.

    Raises InputError when none is left of some.
    """
    kept: list[Article] = []
    articles = list(articles)
    for article in articles:
        day = day_of(article, desk.zone)
        if day and period.since <= day <= period.until:
            kept.append(article)
            continue
        rule, when = ("outside-period", f"{day}: ") if day else ("undated", "")
        report(_decision(article, Outcome.DROPPED, rule, f"{when}{article.headline}"))
    if articles and not kept:
        days = _days(articles, desk)
        covered = f"they are of {min(days)} to {max(days)}" if days else "none of them has a date"
        raise InputError(
            f"no article of {period.since} to {period.until} among {len(articles)}",
            hint=f"{covered}; --all takes every one",
        )
    return kept


def _decision(article: Article, outcome: Outcome, rule: str, detail: str) -> Decision:
    return Decision(article.id, "keep", outcome, rule, detail=detail)


def _reasons(ledger: Ledger) -> str:
    """The first few reasons why nothing could be read."""
    dropped = [d for d in ledger if d.outcome is Outcome.DROPPED][:3]
    return "; ".join(f"{d.subject}: {d.rule}" for d in dropped) or "the folder holds no articles"


def _days(articles: Iterable[Article], desk: Desk) -> list[date]:
    return [day for article in articles if (day := day_of(article, desk.zone))]


def select(
    analyses: Sequence[Analysis], desk: Desk, period: Period | None, report: Reporter
) -> dict[str, list[RankedStory]]:
    """Group, file and rank: the stories of each section, best first."""
    stories = group_stories(analyses, rules=desk.story_rules, tier=desk.tier, report=report)
    return rank_stories(
        stories,
        {analysis.article.id: analysis for analysis in analyses},
        desk.themes,
        rules=desk.ranking_rules,
        tier=desk.tier,
        until=datetime.combine(period.until, datetime.max.time(), desk.zone) if period else None,
        report=report,
    )

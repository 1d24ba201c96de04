"""Where a build's articles come from: files, or the desk's store; and which of them count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.articles import parse
from briefing.desk import Desk
from briefing.errors import InputError
from briefing.ledger import Ledger
from briefing.models import Article, Decision, Document, Outcome, Period, Precision, Reporter
from briefing.periods import day_of, made_at, week_of, week_period
from briefing.sources import read_documents

if TYPE_CHECKING:
    from briefing.store.store import Store


def from_files(
    paths: Sequence[Path], desk: Desk, period: Period | None, everything: bool, ledger: Ledger
) -> tuple[list[Article], Period | None]:
    """The articles in files, and the period: the given one, or the week of the newest article."""
    articles = read_articles(paths, desk, ledger.report)
    if not everything:
        period = period or newest_week(articles, desk)
        articles = in_period(articles, period, desk, ledger.report)
    if not articles:
        raise InputError("no articles could be read", hint=_reasons(ledger))
    return articles, period


def from_store(
    store: Store, desk: Desk, period: Period | None, everything: bool, ledger: Ledger
) -> tuple[list[Article], Period | None]:
    """The store's articles of the period, and what became of all else that came in then."""
    if not everything and period is None:
        newest = store.newest() or made_at()
        period = week_period(week_of(newest.astimezone(desk.zone).date()))
    since = until = None
    if period:
        since = datetime.combine(period.since, time(), desk.zone)
        until = datetime.combine(period.until + timedelta(days=1), time(), desk.zone)
    for decision in store.intake_decisions(since, until):
        ledger.report(decision)
    articles = [_dated(article) for article in store.articles(since, until)]
    if not articles:
        span = f" of {period.since} to {period.until}" if period else ""
        raise InputError(f"the store has no articles{span}", hint="fetch some: briefing fetch")
    return articles, period


def _dated(article: Article) -> Article:
    """An undated article out of the store says that it counts for when it was fetched."""
    return article if article.published else replace(article, precision=Precision.FETCHED)


def parse_for(desk: Desk, document: Document, report: Reporter) -> tuple[Article, ...]:
    """The articles in a document, by the desk's own rules and what it says of the source."""
    return parse(
        document,
        outlets=desk.outlets,
        report=report,
        boilerplate=desk.file("boilerplate.toml"),
        provenance=desk.provenance(document.source),
    )


def read_articles(paths: Sequence[Path], desk: Desk, report: Reporter) -> list[Article]:
    """All articles in the files and folders, each once."""
    documents = read_documents(paths, report=report)
    parsed = (article for document in documents for article in parse_for(desk, document, report))
    return list(unique(parsed, report))


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
    newest = max(days_of(articles, desk), default=made_at().astimezone(desk.zone).date())
    return week_period(week_of(newest))


def in_period(
    articles: Sequence[Article], period: Period, desk: Desk, report: Reporter
) -> list[Article]:
    """The articles published in the period; the others are dropped, and the ledger says why.

    Raises InputError when none is left of some.
    """
    kept: list[Article] = []
    for article in articles:
        day = day_of(article, desk.zone)
        if day and period.since <= day <= period.until:
            kept.append(article)
            continue
        rule, when = ("outside-period", f"{day}: ") if day else ("undated", "")
        report(_decision(article, Outcome.DROPPED, rule, f"{when}{article.headline}"))
    if articles and not kept:
        days = days_of(articles, desk)
        covered = f"they are of {min(days)} to {max(days)}" if days else "none of them has a date"
        raise InputError(
            f"no article of {period.since} to {period.until} among {len(articles)}",
            hint=f"{covered}; --all takes every one",
        )
    return kept


def days_of(articles: Iterable[Article], desk: Desk) -> list[date]:
    """The days of the dated articles, where the desk is."""
    return [day for article in articles if (day := day_of(article, desk.zone))]


def _decision(article: Article, outcome: Outcome, rule: str, detail: str) -> Decision:
    return Decision(article.id, "keep", outcome, rule, detail=detail)


def _reasons(ledger: Ledger) -> str:
    """The first few reasons why nothing could be read."""
    dropped = [d for d in ledger if d.outcome is Outcome.DROPPED][:3]
    return "; ".join(f"{d.subject}: {d.rule}" for d in dropped) or "the folder holds no articles"

"""``briefing explain``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.app import app
from briefing.cli.console import print_json, print_table
from briefing.cli.options import PROVE, DeskOption, EditionArgument, JsonOption, OutOption
from briefing.errors import EditionError, nearest
from briefing.models import Article, Decision, Outcome

if TYPE_CHECKING:
    from briefing.ledger import Ledger

REVIEW = "review"  # the stage of what the editors decided


@app.command(rich_help_panel=PROVE)
def explain(
    edition: EditionArgument,
    article: Annotated[
        str | None, typer.Argument(help="An article's id, or words of its headline.")
    ] = None,
    out: OutOption = None,
    desk: DeskOption = None,
    as_json: JsonOption = False,
) -> None:
    """Explain every choice: what was read, kept, merged and dropped, and by which rule.

    With an article: each decision on it, in order.

    Examples:

    - `briefing explain 2026-W47`

    - `briefing explain 2026-W47 딥시크`
    """
    from briefing.desk import open_desk
    from briefing.editions import find_edition, load_articles, load_decisions

    folder = find_edition(edition, out or open_desk(desk).out)
    ledger, articles = load_decisions(folder), load_articles(folder)
    if article is None:
        _explain_edition(folder, ledger, articles, as_json)
    else:
        _explain_article(_find(article, ledger, articles), ledger, articles, as_json)


def _explain_edition(
    folder: Path, ledger: Ledger, articles: dict[str, Article], as_json: bool
) -> None:
    tally = {str(outcome): count for outcome, count in ledger.tally().items()}
    total = sum(tally.values())
    final = ledger.outcomes()
    if as_json:
        decisions = {subject: asdict(decision) for subject, decision in final.items()}
        review = [asdict(decision) for decision in ledger if decision.stage == REVIEW]
        print_json({"read": total, **tally, "articles": decisions, "review": review})
        return
    order = list(Outcome)
    rows = sorted(
        ((_title(d.subject, articles), d.outcome, d.rule, _score(d)) for d in final.values()),
        key=lambda row: order.index(row[1]),
    )
    print_table(str(folder), ["article", "outcome", "rule", "score"], rows)
    parts = " + ".join(f"{tally.get(o, 0)} {o}" for o in order if o is not Outcome.NOTED)
    typer.echo(f"{parts} = {total} read")
    for decision in ledger:
        if decision.stage == REVIEW:
            typer.echo(f"{REVIEW}: {_title(decision.subject, articles)}: {decision.detail}")


def _explain_article(
    subject: str, ledger: Ledger, articles: dict[str, Article], as_json: bool
) -> None:
    decisions = ledger.about(subject)
    if as_json:
        print_json([asdict(decision) for decision in decisions])
        return
    rows = ((d.stage, d.outcome, d.rule, _score(d), d.detail) for d in decisions)
    title = f"{_title(subject, articles)}  [{subject}]"
    print_table(title, ["stage", "outcome", "rule", "score", "detail"], rows)


def _find(wanted: str, ledger: Ledger, articles: dict[str, Article]) -> str:
    """The subject that `wanted` names: an id, or words of exactly one headline."""
    subjects = list(ledger.outcomes())
    if wanted in subjects:
        return wanted
    hits = [subject for subject in subjects if wanted in _title(subject, articles)]
    if len(hits) == 1:
        return hits[0]
    if hits:
        listed = "; ".join(f"{hit} {_title(hit, articles)}" for hit in hits[:8])
        raise EditionError(f"{wanted!r} is in {len(hits)} headlines", hint=listed)
    raise EditionError(f"no article {wanted!r} in this edition", hint=nearest(wanted, subjects))


def _title(subject: str, articles: dict[str, Article]) -> str:
    return articles[subject].headline if subject in articles else subject


def _score(decision: Decision) -> str:
    return "" if decision.score is None else f"{decision.score:.2f}"

"""``briefing build``."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.app import app
from briefing.cli.console import note, print_json, progress, warn
from briefing.cli.options import MAKE, DeskOption, JsonOption, OutOption
from briefing.errors import InputError
from briefing.models import Outcome

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.models import Period
    from briefing.pipeline import Edition
    from briefing.store.store import Store

PERIOD, OUTPUT = "Period", "Output"


@app.command(rich_help_panel=MAKE)
def build(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Article files and folders (default: the desk's `[input] paths`)."),
    ] = None,
    week: Annotated[
        str | None,
        typer.Option(help="An ISO week: 2026-W47.", rich_help_panel=PERIOD),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(help="First day.", formats=["%Y-%m-%d"], rich_help_panel=PERIOD),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(help="Last day.", formats=["%Y-%m-%d"], rich_help_panel=PERIOD),
    ] = None,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Every article, dated or not.", rich_help_panel=PERIOD),
    ] = False,
    audience: Annotated[
        list[str] | None,
        typer.Option(help="An audience; may be given more than once.", rich_help_panel=OUTPUT),
    ] = None,
    formats: Annotated[
        str | None,
        typer.Option("--format", help="Any of md,html,pdf,mail,txt.", rich_help_panel=OUTPUT),
    ] = None,
    out: OutOption = None,
    desk: DeskOption = None,
    as_json: JsonOption = False,
) -> None:
    """Build a brief from articles.

    Writes `OUT/EDITION/brief.AUDIENCE.{md,html,pdf}`, `brief.json` (the whole brief),
    `ledger.jsonl` (every decision on every article) and `articles.jsonl` (what was quoted from).
    Without a period it covers the week of the newest article.

    Examples:

    - `briefing build news/ --week 2026-W47`

    - `briefing build articles.txt --all --format pdf --out briefs`

    - `briefing build feed.jsonl --since 2026-11-01 --until 2026-11-15 --audience executives`
    """
    from briefing.desk import open_desk
    from briefing.pipeline import build_edition

    opened = open_desk(desk)
    wanted = _formats(formats)
    audiences = [opened.audience(name) for name in audience or ["default"]]
    with _store(opened, bool(paths)) as store:
        edition = build_edition(
            paths or _own_paths(opened),
            opened,
            period=_period(week, since, until, everything),
            everything=everything,
            store=store,
            out=out or opened.out,
            progress=progress,
        )
    folder = (out or opened.out) / edition.brief.edition
    written = edition.write(folder, audiences, wanted, opened)
    _summarise(edition, folder, written, as_json)
    if not as_json:
        from briefing.checks import check_edition, summary

        note(summary(check_edition(folder, opened)))


def _store(desk: Desk, has_paths: bool) -> AbstractContextManager[Store | None]:
    """The desk's store, unless articles are named or the desk has no sources."""
    from briefing.store import open_store

    if has_paths or not desk.settings.source:
        return nullcontext()
    desk.require_store()
    return open_store(desk.store_location)


def _own_paths(desk: Desk) -> list[Path]:
    if desk.settings.source:
        if desk.settings.input.paths:
            note("[input] paths are not read, since this desk has sources: make them one")
        return []
    paths = [(desk.folder or Path()) / path for path in desk.settings.input.paths]
    if not paths:
        raise InputError(
            "no articles were named",
            hint="briefing build PATHS…, or set [input] paths or [[source]] in briefing.toml",
        )
    return paths


def _formats(given: str | None) -> tuple[str, ...]:
    from briefing.errors import nearest
    from briefing.renderers import RENDERERS

    wanted = tuple(part.strip() for part in given.split(",")) if given else ()
    for name in wanted:
        if name not in RENDERERS:
            raise InputError(f"unknown format {name!r}", hint=nearest(name, RENDERERS))
    return wanted


def _period(
    week: str | None, since: datetime | None, until: datetime | None, everything: bool
) -> Period | None:
    from briefing.periods import span_period, week_period

    if sum((bool(week), bool(since or until), everything)) > 1:
        raise typer.BadParameter("give one of --week, --since with --until, and --all")
    if week:
        return week_period(week)
    if since and until:
        return span_period(since.date(), until.date())
    if since or until:
        raise typer.BadParameter("--since and --until go together")
    return None


def _summarise(edition: Edition, folder: Path, written: list[Path], as_json: bool) -> None:
    from briefing.review.applying import unheeded

    brief, colophon = edition.brief, edition.brief.colophon
    skipped = [
        decision
        for decision in edition.ledger
        if decision.stage in ("read", "parse") and decision.outcome is Outcome.DROPPED
    ]
    if as_json:
        counts = {name: getattr(colophon, name) for name in ("read", "kept", "merged", "dropped")}
        print_json({"edition": brief.edition, "files": written, **counts, "skipped": len(skipped)})
        return
    for path in written:
        typer.echo(path)
    note(
        f"{colophon.read} read: {colophon.kept} kept, {colophon.merged} merged, "
        f"{colophon.dropped} dropped. Why: briefing explain {folder}"
    )
    for decision in skipped:
        note(f"skipped {decision.subject}: {decision.detail}")
    for line in unheeded(edition.ledger):
        warn(line)

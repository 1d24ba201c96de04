"""``briefing run`` and ``briefing schedule``."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from briefing.cli.app import app
from briefing.cli.console import print_json
from briefing.cli.options import PUBLISH, DeskOption, JsonOption, OutOption
from briefing.errors import counted

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.operations.run import Done


@app.command(rich_help_panel=PUBLISH)
def run(
    week: Annotated[
        list[str] | None,
        typer.Option(help="This week instead of those that are missing: 2026-W47."),
    ] = None,
    log: Annotated[
        Path | None, typer.Option(help="Where the log goes (default: standard error).")
    ] = None,
    log_format: Annotated[
        Literal["text", "json"], typer.Option(help="Lines for people or for a collector.")
    ] = "text",
    out: OutOption = None,
    desk: DeskOption = None,
    as_json: JsonOption = False,
) -> None:
    """Do the week's work: fetch, build, check and send each edition that is missing.

    Made to be started by a scheduler (`briefing schedule`). Run again after a crash or a failure
    it goes on where it stopped; when nothing is missing it does nothing. A failure, and recipients
    that were refused, are mailed to `desk` under `[delivery]`. Exits with 1 when a week failed.

    Examples:

    - `briefing run --desk our-desk`

    - `briefing run --week 2026-W47 --log-format json --log briefing.log`
    """
    from briefing.desk import open_desk
    from briefing.operations.alarm import tell_desk
    from briefing.operations.lock import only_one
    from briefing.operations.log import log_to
    from briefing.operations.run import Ending, run_missed
    from briefing.operations.steps import weekly_steps
    from briefing.periods import made_at, week_period

    opened = open_desk(desk)
    for one in week or ():
        week_period(one)  # a wrong one is refused before anything happens
    editions = out or opened.out
    log_to(log, log_format)
    with only_one(editions):
        today = made_at().astimezone(opened.zone).date()
        fetched = cache(lambda: _fetch(opened))  # once a run, for however many weeks
        steps = {"fetch": lambda _: fetched(), **weekly_steps(opened, editions)}
        reports = run_missed(steps, editions, today, week or ())
        tell_desk(reports, _health(opened), opened, editions)
    if as_json:
        print_json([asdict(report) for report in reports])
    else:
        typer.echo(" | ".join(report.line for report in reports) or "no week is missing")
    raise typer.Exit(1 if any(report.ending is Ending.FAILED for report in reports) else 0)


def _fetch(desk: Desk) -> Done:
    """Bring in what is new; a source that fails is reported, and the others go on."""
    from briefing.cli.sources import chosen, keeping
    from briefing.operations.run import Done
    from briefing.sources import fetch_sources, make_source
    from briefing.sources.http import Client

    if not desk.settings.source:
        return Done("nothing, no sources")
    with keeping(desk) as keeper, Client(desk.settings.fetch) as client:
        made = [make_source(one, desk.folder or Path()) for one in chosen(desk, (), keeper)]
        workers = desk.settings.fetch.workers
        results = list(fetch_sources(made, client, keeper, workers=workers))
    failed = [f"{result.name} ({result.message})" for result in results if result.failed]
    said = f"{sum(result.new for result in results)} new from {counted(len(results), 'source')}"
    return Done(said, f"sources failed: {'; '.join(failed)}" if failed else "")


def _health(desk: Desk) -> str:
    """How the sources fare, a line each."""
    from briefing.cli.sources import assess_sources

    return "\n".join(
        f"{one.name}: {one.status}, {one.items_a_week} items a week {one.message}".rstrip()
        for one in assess_sources(desk)
    )


@app.command(rich_help_panel=PUBLISH)
def schedule(
    systemd: Annotated[
        Path | None,
        typer.Option(
            help="Write briefing.service and briefing.timer into this folder.", metavar="DIR"
        ),
    ] = None,
    desk: DeskOption = None,
) -> None:
    """Print what makes `briefing run` start by itself: Mondays at 07:00 where the desk is.

    A line for cron, and a service and timer for systemd. A machine that was off makes up for it:
    systemd starts the run when it is back, and each run looks for missing weeks.

    Examples:

    - `briefing schedule --desk our-desk`

    - `briefing schedule --systemd ~/.config/systemd/user`
    """
    from briefing.desk import open_desk
    from briefing.editions import write_file
    from briefing.operations.schedule import command, cron_line, systemd_units

    opened = open_desk(desk)
    run_it = command(opened)
    units = systemd_units(opened, run_it)
    files = {"briefing.service": units.service, "briefing.timer": units.timer}
    if systemd:
        systemd.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            typer.echo(write_file(systemd / name, content.encode()))
        return
    typer.echo(f"# crontab -e\n{cron_line(opened, run_it)}\n")
    for name, content in files.items():
        typer.echo(f"# ~/.config/systemd/user/{name}\n{content}")
    typer.echo("# systemctl --user daemon-reload && systemctl --user enable --now briefing.timer")

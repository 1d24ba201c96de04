"""``briefing check``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from briefing.cli.app import app
from briefing.cli.console import print_json, print_table
from briefing.cli.options import PROVE, DeskOption, EditionArgument, JsonOption, OutOption


@app.command(rich_help_panel=PROVE)
def check(
    edition: EditionArgument,
    out: OutOption = None,
    desk: DeskOption = None,
    as_json: JsonOption = False,
    strict: Annotated[bool, typer.Option(help="Let a warning fail too.")] = False,
) -> None:
    """Check that an edition is fit to send.

    Looks at quotations, dates, translations, sections, headings, links, colours, the mail and
    the PDF; exits with 1 where one fails. A warning (a section without a story, a source without
    a date) leaves the exit code at 0, unless `--strict` is given.

    Examples:

    - `briefing check 2026-W47`

    - `briefing check output/2026-W47 --json`
    """
    from briefing.checks import State, check_edition, summary
    from briefing.desk import open_desk
    from briefing.editions import find_edition

    opened = open_desk(desk)
    results = check_edition(find_edition(edition, out or opened.out), opened)
    if as_json:
        print_json([asdict(result) for result in results])
    else:
        rows = [(result.name, result.state, result.detail) for result in results]
        print_table("", ["Check", "State", "Detail"], rows)
        typer.echo(summary(results))
    worst = (State.FAILED, State.WARNING) if strict else (State.FAILED,)
    raise typer.Exit(1 if any(result.state in worst for result in results) else 0)

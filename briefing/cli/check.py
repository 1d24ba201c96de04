"""``briefing check``."""

from __future__ import annotations

from dataclasses import asdict

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
) -> None:
    """Check that an edition is fit to send.

    Looks at quotations, dates, translations, sections, headings, links, colours, the mail and
    the PDF; exits with 1 where one fails. Warnings leave the exit code at 0.

    Examples:

    - `briefing check 2026-W47`

    - `briefing check output/2026-W47 --json`
    """
    from briefing.checks import check_edition, has_failed, summary
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
    raise typer.Exit(1 if has_failed(results) else 0)

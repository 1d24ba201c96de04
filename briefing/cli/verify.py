"""``briefing verify``."""

from __future__ import annotations

from dataclasses import asdict

import typer

from briefing.cli.app import app
from briefing.cli.console import print_json
from briefing.cli.options import PROVE, DeskOption, EditionArgument, JsonOption, OutOption


@app.command(rich_help_panel=PROVE)
def verify(
    edition: EditionArgument,
    out: OutOption = None,
    desk: DeskOption = None,
    as_json: JsonOption = False,
) -> None:
    """Prove that each quoted sentence stands word for word in its article.

    Checks `brief.json` and the HTML and Markdown files against the edition's articles; exits
    with 1 and names the sentence where one does not.

    Examples:

    - `briefing verify 2026-W47`

    - `briefing verify output/2026-W47 --json`
    """
    from briefing.desk import open_desk
    from briefing.editions import find_edition
    from briefing.verification import verify_edition

    opened = open_desk(desk)
    result = verify_edition(find_edition(edition, out or opened.out), opened)
    if as_json:
        print_json({"quotations": result.checked, "faults": [asdict(f) for f in result.faults]})
    else:
        for fault in result.faults:
            typer.secho(f"{fault.where}: {fault.reason}\n  {fault.text}", fg=typer.colors.RED)
        good = result.checked - len(result.faults)
        typer.echo(f"{good} of {result.checked} quotations stand word for word in their articles")
    raise typer.Exit(1 if result.faults else 0)

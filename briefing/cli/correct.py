"""``briefing correct``."""

from __future__ import annotations

from typing import Annotated

import typer

from briefing.cli.app import app
from briefing.cli.console import note as remark
from briefing.cli.options import PUBLISH, DeskOption, EditionArgument, OutOption


@app.command(rich_help_panel=PUBLISH)
def correct(
    edition: EditionArgument,
    note: Annotated[
        list[str],
        typer.Option(help="What was wrong; may be given twice, in Korean and in English."),
    ],
    out: OutOption = None,
    desk: DeskOption = None,
) -> None:
    """Publish an edition again, with a numbered notice in every output and a diff beside it.

    First correct what was wrong in the desk: a translation, a name in the glossary, a rule. The
    edition is composed anew from the same articles; the old files stay as `brief.AUDIENCE.v1.*`.
    `briefing send` then sends the correction to everyone.

    Examples:

    - `briefing correct 2026-W47 --note "딥시크의 투자액은 5억 위안이다"`

    - `briefing correct 2026-W47 --note "환율을 고쳤다" --note "The exchange rate was wrong"`
    """
    from briefing.desk import open_desk
    from briefing.editions import find_edition
    from briefing.operations.corrections import correct_edition
    from briefing.operations.lock import only_one

    opened = open_desk(desk)
    editions = out or opened.out
    folder = find_edition(edition, editions)
    with only_one(editions):
        for path in correct_edition(folder, note, opened):
            typer.echo(path)
    remark(f"Next: look at it, then briefing send {folder} --audience NAME")

"""``briefing approve``."""

from __future__ import annotations

from typing import Annotated

import typer

from briefing.cli.app import app
from briefing.cli.console import editor, note
from briefing.cli.options import PUBLISH, DeskOption, EditionArgument, OutOption
from briefing.errors import InputError


@app.command(rich_help_panel=PUBLISH)
def approve(
    edition: EditionArgument,
    by: Annotated[
        str | None, typer.Option(help="Who approves it (default: the user's name).")
    ] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take the approval back.")] = False,
    out: OutOption = None,
    desk: DeskOption = None,
) -> None:
    """Approve an edition for sending, as it is now; any change makes it void.

    With `approval = true` under `[delivery]` in briefing.toml nothing is sent without it.

    Examples:

    - `briefing approve 2026-W47 --by "김하늘"`

    - `briefing approve 2026-W47 --withdraw`
    """
    from briefing.desk import open_desk
    from briefing.editions import find_edition
    from briefing.review import approval

    opened = open_desk(desk)
    folder = find_edition(edition, out or opened.out)
    if withdraw:
        approval.withdraw(folder)
        typer.echo(f"{folder.name}: not approved")
        return
    name = editor(by)
    if not name:
        raise InputError("nobody approves it", hint="--by NAME")
    review = approval.approve(folder, opened, by=name)
    assert review.approval is not None  # just given
    typer.echo(f"{folder.name}: approved by {review.approval.by}")
    if not opened.settings.delivery.approval:
        note("briefing send does not ask for it: approval = true under [delivery]")

"""``briefing send``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.app import app
from briefing.cli.console import note, print_json, print_table, warn
from briefing.cli.options import PUBLISH, DeskOption, EditionArgument, JsonOption, OutOption
from briefing.errors import counted

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.settings import Audience
    from briefing.store import Delivery


@app.command(rich_help_panel=PUBLISH)
def send(
    edition: EditionArgument,
    audience: Annotated[str, typer.Option(help="Who gets it.")] = "default",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check everything and send nothing.")
    ] = False,
    again: Annotated[
        list[str] | None,
        typer.Option(help="Try once more an address that the server refused.", metavar="ADDRESS"),
    ] = None,
    out: OutOption = None,
    desk: DeskOption = None,
    as_json: JsonOption = False,
) -> None:
    """Send an edition by mail: to each recipient of an audience, once.

    Run it again after a crash or a refusal: who has it already gets no second copy. Without
    `server` under `[delivery]` in briefing.toml the mails are written as `.eml` files. User and
    password come from BRIEFING_SMTP_USER and BRIEFING_SMTP_PASSWORD, or the keyring. Exits with 1
    while someone has not got it, and where `approval = true` under `[delivery]` and nobody has
    approved it as it is (`briefing approve`).

    Examples:

    - `briefing send 2026-W47 --audience executives --dry-run`

    - `briefing send 2026-W47 --audience executives`

    - `briefing send 2026-W47 --again kim@example.kr`
    """
    from briefing.desk import open_desk
    from briefing.editions import find_edition
    from briefing.operations.lock import only_one
    from briefing.operations.posting import send_edition
    from briefing.store import DeliveryState

    opened = open_desk(desk)
    editions = out or opened.out
    folder, reader = find_edition(edition, editions), opened.audience(audience)
    if dry_run:
        _rehearse(folder, reader, opened, as_json)
        return
    with only_one(editions):
        lines = send_edition(folder, reader, opened, again or ())
    _show(lines, as_json)
    if not opened.settings.delivery.server:
        note("These are files; nobody has got one. Set server under [delivery] to send them.")
    raise typer.Exit(0 if all(line.state is DeliveryState.SENT for line in lines) else 1)


def _rehearse(folder: Path, audience: Audience, desk: Desk, as_json: bool) -> None:
    """What would be sent, made in full and thrown away."""
    from briefing.editions import load_brief
    from briefing.operations.posting import write_all_letters
    from briefing.review.approval import refusal

    brief = load_brief(folder)
    letters = write_all_letters(brief, audience, desk)
    if as_json:
        print_json([{"recipient": one.recipient, "bytes": len(one.content)} for one in letters])
        return
    for letter in letters:
        typer.echo(letter.recipient)
    server = desk.settings.delivery.server or "files"
    size = max(len(letter.content) for letter in letters)
    note(f"{counted(len(letters), 'mail')} of {size / 1e6:.1f} MB to {server}; nothing was sent")
    if error := refusal(folder, brief, desk):
        warn(f"it would not be sent: {error}")


def _show(lines: Sequence[Delivery], as_json: bool) -> None:
    if as_json:
        print_json([asdict(line) for line in lines])
        return
    rows = ((line.recipient, line.state, line.tries, line.detail) for line in lines)
    print_table("", ["recipient", "state", "tries", "answer"], rows)
    counts = Counter(line.state for line in lines)
    typer.echo(", ".join(f"{count} {state}" for state, count in counts.items()))

"""``briefing preview``."""

from __future__ import annotations

from typing import Annotated

import typer

from briefing.cli.app import app
from briefing.cli.console import editor, note
from briefing.cli.options import MAKE, DeskOption, OutOption

PORT = 8321  # as `briefing.preview.PORT`, which is slow to import


@app.command(rich_help_panel=MAKE)
def preview(
    edition: Annotated[
        str | None,
        typer.Argument(help="An edition: its folder or name (default: the newest one)."),
    ] = None,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Of the local page; 0 takes a free one.")
    ] = PORT,
    open_browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open it in the browser.")
    ] = True,
    out: OutOption = None,
    desk: DeskOption = None,
) -> None:
    """Show an edition on a local page that follows every change, and review it there.

    Change a template, a style, the settings, commentary, an audience or `review.toml`, and the
    page shows it. Nothing is written but what you decide on it. Only this machine can open the
    page, and only by the address that is printed. Ctrl-C ends it.

    Examples:

    - `briefing preview`

    - `briefing preview 2026-W47 --desk our-desk --port 0 --no-open`
    """
    from briefing.desk import open_desk
    from briefing.editions import find_edition, newest_edition
    from briefing.preview import serve

    opened = open_desk(desk)
    editions = out or opened.out
    folder = find_edition(edition, editions) if edition else newest_edition(editions)

    def tell(address: str) -> None:
        note(f"Previewing {folder}; Ctrl-C ends it. Only this machine can open:")
        typer.echo(address)
        if open_browser:
            import webbrowser

            webbrowser.open(address)

    serve(folder, opened.folder, port, tell, editor=editor(None))

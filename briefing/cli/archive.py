"""``briefing archive``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.app import app
from briefing.cli.options import PUBLISH, DeskOption, OutOption


@app.command(rich_help_panel=PUBLISH)
def archive(
    to: Annotated[Path, typer.Option(help="Folder of the site.")] = Path("site"),
    audience: Annotated[str, typer.Option(help="Whose editions.")] = "default",
    url: Annotated[str, typer.Option(help="Where the site is published; the feed needs it.")] = "",
    out: OutOption = None,
    desk: DeskOption = None,
) -> None:
    """Make a web site of all editions: by year, with search and an Atom feed.

    Its pages open from disk and from any web server; the search finds Korean words in every
    inflection.

    Examples:

    - `briefing archive --to site`

    - `briefing archive --audience policy --url https://brief.example.kr`
    """
    from briefing.desk import open_desk
    from briefing.operations.archive import write_archive

    opened = open_desk(desk)
    editions = out or opened.out
    typer.echo(write_archive(editions, to, opened.audience(audience), opened, url))

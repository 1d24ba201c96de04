"""``briefing analyse``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.app import app
from briefing.cli.console import note, print_table
from briefing.cli.options import PROVE, DeskOption


@app.command(rich_help_panel=PROVE)
def analyse(
    file: Annotated[Path, typer.Argument(help="A file or folder of articles.")],
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Print one JSON object an article.")
    ] = False,
    desk: DeskOption = None,
) -> None:
    """Show what the rules read in each article, without building a brief.

    A digest is shown as its items, each with its `parent`.

    Examples:

    - `briefing analyse articles.txt`

    - `briefing analyse articles.jsonl --jsonl | jq '.themes[0].key'`
    """
    from briefing.desk import open_desk
    from briefing.inspection import inspect_articles

    skipped: list[str] = []
    records = inspect_articles([file], open_desk(desk), skipped.append)
    if jsonl:
        for record in records:
            typer.echo(json.dumps(record, ensure_ascii=False))
    else:
        rows = (
            (
                record["headline"],
                (record["published"] or "?")[:10],
                ", ".join(f"{theme['key']} {theme['score']}" for theme in record["themes"]) or "–",
                len(record["names"]),
                len(record["figures"]),
            )
            for record in records
        )
        print_table(str(file), ["headline", "published", "themes", "names", "figures"], rows)
    for line in skipped:
        note(line)

"""``briefing search``."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from briefing.cli.app import app
from briefing.cli.console import note, print_json, print_table
from briefing.cli.options import PROVE, DeskOption, JsonOption

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.store import Hit


@app.command(rich_help_panel=PROVE)
def search(
    query: Annotated[
        list[str], typer.Argument(help='Words, or "a phrase" in quotation marks.', metavar="QUERY…")
    ],
    since: Annotated[datetime | None, typer.Option(help="First day.", formats=["%Y-%m-%d"])] = None,
    until: Annotated[datetime | None, typer.Option(help="Last day.", formats=["%Y-%m-%d"])] = None,
    language: Annotated[
        Literal["ko", "en", "zh"] | None, typer.Option(help="Articles in this language only.")
    ] = None,
    limit: Annotated[int, typer.Option(help="At most so many.", min=1)] = 20,
    desk: DeskOption = None,
    as_json: JsonOption = False,
) -> None:
    """Search the store's articles: every word must occur, in any inflection.

    Korean words are found by their morphemes: `물가` finds 물가는 and 소비자물가, `밝히다` finds
    밝혔다. Exits with 1 when nothing is found.

    Examples:

    - `briefing search 딥시크 가격`

    - `briefing search '"소비자 물가"' --since 2026-11-01 --until 2026-11-15`
    """
    from briefing.desk import open_desk
    from briefing.store import open_store

    opened = open_desk(desk)
    opened.require_store()
    with open_store(opened.store_location) as store:
        hits = store.search(
            " ".join(query),
            since=since.replace(tzinfo=opened.zone) if since else None,
            until=(until + timedelta(days=1)).replace(tzinfo=opened.zone) if until else None,
            language=language or "",
            limit=limit,
        )
    if as_json:
        print_json([{**asdict(hit.article), "score": hit.score} for hit in hits])
    elif hits:
        rows = (_row(hit, opened) for hit in hits)
        print_table("Articles", ["published", "outlet", "headline", "id", "text"], rows)
    else:
        note("nothing found")
    raise typer.Exit(0 if hits else 1)


def _row(hit: Hit, desk: Desk) -> tuple[str, ...]:
    article = hit.article
    published = article.published.astimezone(desk.zone) if article.published else None
    day = f"{published:%Y-%m-%d}" if published else "–"
    return day, article.outlet, article.headline, article.id, hit.excerpt

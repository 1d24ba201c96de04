"""``briefing fetch`` and ``briefing sources``."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.app import app
from briefing.cli.console import note, print_json, print_table, progress
from briefing.cli.options import DeskOption, JsonOption
from briefing.errors import InputError, SettingsError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.desk import Desk
    from briefing.models import Article, Document, Reporter
    from briefing.sources import FetchResult, Keeper, SourceHealth, SourceSettings

COLLECT = "Collect"
sources_app = typer.Typer(invoke_without_command=True)
app.add_typer(sources_app, name="sources", rich_help_panel=COLLECT)


@app.command(rich_help_panel=COLLECT)
def fetch(
    names: Annotated[
        list[str] | None, typer.Argument(help="Sources (default: all that are due).")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what comes in, and keep nothing.")
    ] = False,
    desk: DeskOption = None,
    as_json: JsonOption = False,
) -> None:
    """Fetch the desk's sources into its store.

    Only what is new is asked for; robots.txt, a rate per host and size limits are kept to. A
    source that fails is reported and the others go on; exits with 1 when all of them fail.

    Examples:

    - `briefing fetch --desk our-desk`

    - `briefing fetch "AI타임스" --dry-run`
    """
    from briefing.desk import open_desk
    from briefing.sources import fetch_sources, make_source
    from briefing.sources.http import Client

    opened = open_desk(desk)
    _require_sources(opened)
    _require_known(opened, names or [])
    with keeping(opened, dry_run) as keeper, Client(opened.settings.fetch) as client:
        due = chosen(opened, names or [], keeper)
        made = [make_source(one, opened.folder or Path()) for one in due]
        fetched = fetch_sources(made, client, keeper, workers=opened.settings.fetch.workers)
        results = list(progress("Fetching", fetched))
    if as_json:
        print_json([{**asdict(one), "message": one.message} for one in results])
    else:
        _show(results, getattr(keeper, "articles", ()))
    raise typer.Exit(1 if results and all(result.failed for result in results) else 0)


@contextmanager
def keeping(desk: Desk, dry_run: bool = False) -> Iterator[Keeper]:
    """The desk's store as the memory of fetching; one that forgets for a dry run."""
    from briefing.intake import parse_for
    from briefing.sources import Preview
    from briefing.store import open_store

    def read(document: Document, report: Reporter) -> Sequence[Article]:
        return parse_for(desk, document, report)

    if dry_run:
        yield Preview(read)
        return
    with open_store(desk.store_location) as store:
        yield store.keeper(read)


def chosen(desk: Desk, names: Sequence[str], keeper: Keeper) -> list[SourceSettings]:
    """The named sources, or all that are due."""
    from briefing.sources import is_due

    known = {source.name: source for source in desk.settings.source}
    now = datetime.now(UTC)
    return [known[name] for name in names] or [
        source for source in known.values() if is_due(source, keeper.history(source.name), now)
    ]


def _require_sources(desk: Desk) -> None:
    if not desk.settings.source:
        hint = "add [[source]] tables to briefing.toml, or briefing sources import FEEDS.opml"
        raise SettingsError("the desk has no sources", hint=hint)


def _require_known(desk: Desk, names: Sequence[str]) -> None:
    """Before anything is opened: a slip of the pen makes no store."""
    known = [source.name for source in desk.settings.source]
    for name in names:
        if name not in known:
            raise InputError(f"no source {name!r}", hint=nearest(name, known))


def _show(results: Sequence[FetchResult], articles: Sequence[Article]) -> None:
    if articles:
        found = ((_moment(one.published), one.outlet, one.headline) for one in articles)
        print_table("Articles", ["published", "outlet", "headline"], found)
    rows = (
        (one.name, "failed" if one.failed else "done", one.documents, one.new, one.message)
        for one in results
    )
    print_table("Sources", ["source", "state", "items", "new", "what went wrong"], rows)


@sources_app.callback()
def sources(context: typer.Context, desk: DeskOption = None, as_json: JsonOption = False) -> None:
    """Show how the sources fare: which fail, which have gone quiet.

    Exits with 1 when a source fails or is quiet, so that a scheduled run can tell.

    Examples:

    - `briefing sources --desk our-desk`

    - `briefing sources import feeds.opml --desk our-desk`
    """
    if context.invoked_subcommand:
        return
    from briefing.desk import open_desk

    opened = open_desk(desk)
    _require_sources(opened)
    health = assess_sources(opened)
    if as_json:
        print_json([asdict(one) for one in health])
    else:
        rows = (
            (
                one.name,
                one.kind,
                one.status,
                _moment(one.last_success),
                one.failures or "",
                one.items_a_week,
                one.message,
            )
            for one in health
        )
        headings = ["source", "kind", "state", "last success", "failures", "items a week", ""]
        print_table("Sources", headings, rows)
        if all(one.status == "new" for one in health):
            note("nothing has been fetched yet: briefing fetch")
    raise typer.Exit(1 if any(one.status in ("failing", "quiet") for one in health) else 0)


def assess_sources(desk: Desk) -> list[SourceHealth]:
    """How each of the desk's sources fares; asking makes no store."""
    from briefing.sources import WINDOW, assess

    now = datetime.now(UTC)
    health = []
    with keeping(desk, dry_run=not desk.has_store) as keeper:
        for source in desk.settings.source:
            recent, last = keeper.arrivals(source.name, now - WINDOW)
            history = keeper.history(source.name)
            health.append(assess(source, history, recent=recent, last_item=last, now=now))
    return health


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "–"


@sources_app.command("import")
def import_opml(
    file: Annotated[Path, typer.Argument(help="An OPML file, as feed readers export it.")],
    desk: DeskOption = None,
) -> None:
    """Add the feeds of an OPML file to the desk's `briefing.toml`; print them without --desk.

    Feeds that the desk has already are left out.

    Examples:

    - `briefing sources import feeds.opml`

    - `briefing sources import feeds.opml --desk our-desk`
    """
    from briefing.desk import SETTINGS_FILE, open_desk
    from briefing.sources.opml import read_opml, to_toml

    has = open_desk(desk).settings.source if desk else ()
    try:
        feeds = read_opml(file.read_bytes(), str(file), taken={one.name for one in has})
    except OSError as error:
        raise InputError(error.strerror or str(error), where=str(file)) from None
    known = {location for one in has for location in one.all_locations}
    fresh = [one for one in feeds if one.location not in known]
    if desk is None:
        typer.echo(to_toml(fresh), nl=False)
        return
    if fresh:
        with (desk / SETTINGS_FILE).open("a", encoding="utf-8") as settings:
            settings.write("\n" + to_toml(fresh))
    note(f"{len(fresh)} of {len(feeds)} feeds added to {desk / SETTINGS_FILE}")

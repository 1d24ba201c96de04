"""``briefing translate``."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from briefing.cli.app import app
from briefing.cli.console import note, print_json, print_table
from briefing.cli.options import PROVE, DeskOption, EditionArgument, JsonOption, OutOption
from briefing.errors import counted

if TYPE_CHECKING:
    from briefing.bilingual.review import Intake, Remark

_MEMORY = "translations.jsonl"
_SHOWN = 10  # remarks of a kind that are printed

translate_app = typer.Typer(no_args_is_help=True, help="Have lines translated, and take them in.")
app.add_typer(translate_app, name="translate", rich_help_panel=PROVE)


@translate_app.command("export")
def export_lines(
    edition: EditionArgument,
    kind: Annotated[
        Literal["tmx", "xliff", "xliff2", "jsonl"], typer.Option("--format", help="Of the file.")
    ] = "xliff",
    missing: Annotated[
        bool, typer.Option("--missing", help="Only lines without a reviewed translation.")
    ] = False,
    source: Annotated[
        Literal["ko", "en"] | None, typer.Option(help="Only lines in this language.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option(help="Where to write (default: standard output).")
    ] = None,
    out: OutOption = None,
    desk: DeskOption = None,
) -> None:
    """Write an edition's lines for a translator.

    A target is filled in only where a person has reviewed it; key facts, sentences of an engine
    and like translations go along as notes.

    Examples:

    - `briefing translate export 2026-W47 --missing --file lines.xlf`

    - `briefing translate export 2026-W47 --format xliff2 --source ko --file lines.xlf`
    """
    from briefing.bilingual.exchange import write_entries
    from briefing.bilingual.review import entries_of
    from briefing.desk import open_desk
    from briefing.editions import find_edition, load_brief, write_file

    opened = open_desk(desk)
    brief = load_brief(find_edition(edition, out or opened.out))
    entries = entries_of(brief, opened.memory, missing=missing, source=source or "")
    content = write_entries(entries, kind)
    if file:
        typer.echo(write_file(file, content))
    else:
        sys.stdout.buffer.write(content)
    note(counted(len(entries), "line"))


@translate_app.command("import")
def import_lines(
    file: Annotated[Path, typer.Argument(help="A .xlf, .xliff, .tmx or .jsonl file.")],
    out: OutOption = None,
    desk: DeskOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take reviewed translations into the desk's memory; the next build uses them.

    A later translation of a line replaces an earlier one. What is empty or marked as unfinished
    is rejected; what the gate finds is a warning only.

    Examples:

    - `briefing translate import lines.xlf`

    - `briefing translate import memory.tmx --desk our-desk --json`
    """
    from briefing.bilingual.exchange import read_entries
    from briefing.bilingual.memory import remember
    from briefing.bilingual.review import faults, take_in
    from briefing.desk import open_desk
    from briefing.errors import SettingsError

    opened = open_desk(desk)
    if opened.folder is None:
        raise SettingsError("there is no desk to remember it", hint="make one: briefing init DIR")
    known = _texts(out or opened.out)
    intake = take_in(
        read_entries(file),
        opened.memory,
        known=lambda entry: (entry.source_language, _normalised(entry.source)) in known,
        check=lambda entry: faults(entry, opened.glossary),
    )
    remember(opened.folder / _MEMORY, (*intake.new, *intake.changed))
    if as_json:
        print_json(asdict(intake))
    else:
        _tell(intake)


@translate_app.command("status")
def show_status(
    edition: EditionArgument,
    out: OutOption = None,
    desk: DeskOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show how the lines of an edition came about.

    Examples:

    - `briefing translate status 2026-W47`

    - `briefing translate status 2026-W47 --json`
    """
    from briefing.bilingual.review import status_of
    from briefing.desk import open_desk
    from briefing.editions import find_edition, load_brief
    from briefing.labels import ORIGINS

    opened = open_desk(desk)
    folder = find_edition(edition, out or opened.out)
    status = status_of(load_brief(folder), opened.memory)
    if as_json:
        print_json(asdict(status))
        return
    rows = [
        (ORIGINS[origin], count, f"{count / status.lines:.0%}")
        for origin, count in status.origins.items()
        if count
    ]
    print_table(str(folder), ["origin", "lines", "share"], rows)
    if status.reviewed_since:
        note(f"{status.reviewed_since} lines were reviewed since; build again to use them")


def _texts(out: Path) -> set[tuple[str, str]]:
    """Language and normalised text of every line in the editions of a folder."""
    from briefing.bilingual.review import lines_of
    from briefing.editions import BRIEF, load_brief

    briefs = (load_brief(path.parent) for path in sorted(out.glob(f"*/{BRIEF}")))
    return {(line.language, _normalised(line.text)) for brief in briefs for line in lines_of(brief)}


def _normalised(text: str) -> str:
    from briefing.bilingual.memory import normalised

    return normalised(text)


def _tell(intake: Intake) -> None:
    counts = {
        "new": len(intake.new),
        "changed": len(intake.changed),
        "the same": intake.same,
        "rejected": len(intake.rejected),
    }
    typer.echo(", ".join(f"{count} {name}" for name, count in counts.items()))
    _list("rejected", intake.rejected)
    _list("taken, but check", intake.warnings)


def _list(title: str, remarks: tuple[Remark, ...]) -> None:
    for remark in remarks[:_SHOWN]:
        note(f"{title}: {remark.source[:60]}: {remark.reason}")
    if len(remarks) > _SHOWN:
        note(f"{title}: {len(remarks) - _SHOWN} more; --json shows all")

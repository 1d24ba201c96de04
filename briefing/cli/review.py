"""``briefing review``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from briefing.cli.app import app
from briefing.cli.console import note, print_json, print_table, warn
from briefing.cli.options import PUBLISH, DeskOption, EditionArgument, JsonOption, OutOption
from briefing.errors import counted

if TYPE_CHECKING:
    from briefing.review import Review, Row

MOST_LEFT_OUT = 15  # that are shown unless all are asked for


class Kind(StrEnum):
    """What can be decided on a story."""

    PIN = "pin"
    DROP = "drop"
    MOVE = "move"
    HEADLINE = "headline"
    COMMENT = "comment"


class _Group(TyperGroup):
    """`briefing review EDITION` is short for `briefing review show EDITION`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `show` before what is no command and no option."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["show", *args]
        return super().parse_args(ctx, args)


review_app = typer.Typer(
    cls=_Group,
    no_args_is_help=True,
    help="Review an edition before it is sent: `briefing review EDITION` lists its stories.",
)
app.add_typer(review_app, name="review", rich_help_panel=PUBLISH)

StoryArgument = Annotated[
    str, typer.Argument(help="A story: its number or id in the list, or words of its headline.")
]
StoriesArgument = Annotated[
    list[str], typer.Argument(help="Stories: numbers or ids in the list, or words of headlines.")
]


@review_app.command()
def show(
    edition: EditionArgument,
    everything: Annotated[
        bool, typer.Option("--all", help="All the stories that were left out, not the best 15.")
    ] = False,
    out: OutOption = None,
    desk: DeskOption = None,
    as_json: JsonOption = False,
) -> None:
    """List an edition's stories with what was decided on them, and those that were left out.

    Examples:

    - `briefing review 2026-W47`

    - `briefing review show 2026-W47 --all --json`
    """
    from briefing.desk import open_desk
    from briefing.editions import load_brief
    from briefing.review import State, list_rows, load_review, refusal

    folder = edition_folder(edition, out, desk)
    rows = list_rows(folder)
    if as_json:
        review = load_review(folder).model_dump(mode="json", exclude={"story"})
        print_json({**review, "stories": [_record(row) for row in rows]})
        return
    left_out = [row for row in rows if row.state is State.LEFT_OUT and not row.decided.decides]
    hidden = left_out if everything else left_out[MOST_LEFT_OUT:]
    _print(folder, [row for row in rows if everything or row not in hidden])
    if hidden and not everything:
        note(f"{len(hidden)} more were left out: --all")
    _tell_unknown(folder)
    if error := refusal(folder, load_brief(folder), open_desk(desk)):
        note(str(error))


@review_app.command()
def undo(
    edition: EditionArgument,
    stories: StoriesArgument,
    only: Annotated[
        list[Kind] | None, typer.Option(help="Only this; may be given more than once.")
    ] = None,
    out: OutOption = None,
    desk: DeskOption = None,
) -> None:
    """Forget what was decided on stories.

    Examples:

    - `briefing review undo 2026-W47 3`

    - `briefing review undo 2026-W47 3 --only headline`
    """
    from briefing.review import undo

    folder = edition_folder(edition, out, desk)
    decide(folder, stories, lambda review, story: undo(review, story, *(only or ())))


@review_app.command()
def rebuild(edition: EditionArgument, out: OutOption = None, desk: DeskOption = None) -> None:
    """Make an edition again from its own articles, with what was decided; no source is read.

    The files for readers that are there are drawn anew. A `briefing build` into the same folder
    applies the decisions too.

    Examples:

    - `briefing review rebuild 2026-W47`
    """
    from briefing.desk import open_desk
    from briefing.operations.rebuild import rebuild
    from briefing.review.applying import unheeded

    folder = edition_folder(edition, out, desk)
    made = rebuild(folder, open_desk(desk))
    count = sum(len(section.items) for section in made.brief.sections)
    typer.echo(f"{folder}: {counted(count, 'story', 'stories')}")
    for line in unheeded(made.ledger):
        warn(line)
    note(f"Next: look at it, then briefing approve {folder.name}")


def edition_folder(edition: str, out: Path | None, desk: Path | None) -> Path:
    """The folder of an edition, by its path or its name."""
    from briefing.desk import open_desk
    from briefing.editions import find_edition

    return find_edition(edition, out or open_desk(desk).out)


def decide(folder: Path, stories: Sequence[str], change: Callable[[Review, str], Review]) -> None:
    """Change the review on each story and save it in one go; says what is decided now."""
    from briefing.review import edit_review, find_row, list_rows

    rows = list_rows(folder)
    keys = [find_row(rows, story).key for story in stories]

    def change_all(review: Review) -> Review:
        for key in keys:
            review = change(review, key)
        return review

    edit_review(folder, change_all)
    _print(folder, [row for row in list_rows(folder) if row.key in keys])
    note(f"Next: briefing review rebuild {folder.name}")


def _print(folder: Path, rows: Sequence[Row]) -> None:
    cells = (
        (row.number or "", row.key, row.section or row.state, "\n".join(row.headlines), _said(row))
        for row in rows
    )
    print_table(str(folder), ["no.", "id", "section", "headline", "decided"], cells)


def _said(row: Row) -> str:
    """What is decided on a story, and why it was left out."""
    decided = row.decided.decides
    said = [key if value is True else f"{key}: {value}" for key, value in decided.items()]
    by = [f"by {row.decided.by}"] if decided and row.decided.by else []
    return "\n".join([*said, *by, *([row.reason] if row.reason else [])])


def _record(row: Row) -> dict[str, object]:
    return {
        "number": row.number or None,
        "id": row.key,
        "state": row.state,
        "section": row.section or None,
        "headlines": row.headlines,
        "score": row.score,
        "reason": row.reason or None,
        "decided": {**row.decided.decides, **({"by": row.decided.by} if row.decided.by else {})},
    }


def _tell_unknown(folder: Path) -> None:
    from briefing.review.file import FILE, unknown_keys

    for advice in unknown_keys(folder):
        warn(f"{FILE}: {advice}")

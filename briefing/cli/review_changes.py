"""The decisions of ``briefing review``: pin, drop, move, headline, comment, translation."""

from __future__ import annotations

from typing import Annotated

import typer

from briefing.cli.console import editor, note
from briefing.cli.options import DeskOption, EditionArgument, OutOption
from briefing.cli.review import (
    StoriesArgument,
    StoryArgument,
    decide,
    edition_folder,
    review_app,
)

ByOption = Annotated[
    str | None, typer.Option(help="Who decides it (default: the user's name); in the ledger.")
]


@review_app.command()
def pin(
    edition: EditionArgument,
    stories: StoriesArgument,
    by: ByOption = None,
    out: OutOption = None,
    desk: DeskOption = None,
) -> None:
    """Put stories first in their section; no floor, quota or audience's limit takes them out.

    Examples:

    - `briefing review pin 2026-W47 3`
    """
    from briefing.review import pin

    decide(
        edition_folder(edition, out, desk), stories, lambda r, story: pin(r, story, by=editor(by))
    )


@review_app.command()
def drop(
    edition: EditionArgument,
    stories: StoriesArgument,
    by: ByOption = None,
    out: OutOption = None,
    desk: DeskOption = None,
) -> None:
    """Take stories out of the brief; the ledger says who did.

    Examples:

    - `briefing review drop 2026-W47 5 8`
    """
    from briefing.review import drop

    decide(
        edition_folder(edition, out, desk), stories, lambda r, story: drop(r, story, by=editor(by))
    )


@review_app.command()
def move(
    edition: EditionArgument,
    story: StoryArgument,
    to: Annotated[str, typer.Option(help="The section's key: regulation.")] = "",
    position: Annotated[
        int | None, typer.Option(help="Its place in the section, from 1; pinned ones stay first.")
    ] = None,
    by: ByOption = None,
    out: OutOption = None,
    desk: DeskOption = None,
) -> None:
    """Move a story to another section, to another place in its section, or both.

    Examples:

    - `briefing review move 2026-W47 7 --to regulation --position 1`
    """
    from briefing.editions import load_brief
    from briefing.errors import InputError, nearest
    from briefing.review import move

    folder = edition_folder(edition, out, desk)
    sections = [section.key for section in load_brief(folder).sections]
    if to and to not in sections:
        raise InputError(f"no section {to!r}", hint=nearest(to, sections))
    if not to and position is None:
        raise typer.BadParameter("give --to, --position or both")
    decide(
        folder,
        [story],
        lambda r, one: move(r, one, section=to, position=position, by=editor(by)),
    )


@review_app.command()
def headline(
    edition: EditionArgument,
    story: StoryArgument,
    ko: Annotated[str | None, typer.Option(help="In Korean; empty: the outlet's again.")] = None,
    en: Annotated[str | None, typer.Option(help="In English; empty: the outlet's again.")] = None,
    by: ByOption = None,
    out: OutOption = None,
    desk: DeskOption = None,
) -> None:
    """Write a story's headline anew; the brief says that it is the desk's own.

    Examples:

    - `briefing review headline 2026-W47 3 --en "DeepSeek opens its weights"`
    """
    from briefing.review import edit_headline

    _need_text(ko, en)
    folder = edition_folder(edition, out, desk)
    decide(folder, [story], lambda r, one: edit_headline(r, one, ko=ko, en=en, by=editor(by)))


@review_app.command()
def comment(
    edition: EditionArgument,
    story: StoryArgument,
    ko: Annotated[str | None, typer.Option(help="In Korean, Markdown; empty: none.")] = None,
    en: Annotated[str | None, typer.Option(help="In English, Markdown; empty: none.")] = None,
    by: ByOption = None,
    out: OutOption = None,
    desk: DeskOption = None,
) -> None:
    """Add the editors' note to a story.

    Examples:

    - `briefing review comment 2026-W47 3 --ko "수치는 **잠정치**다."`
    """
    from briefing.review import comment

    _need_text(ko, en)
    folder = edition_folder(edition, out, desk)
    decide(folder, [story], lambda r, one: comment(r, one, ko=ko, en=en, by=editor(by)))


def _need_text(ko: str | None, en: str | None) -> None:
    if ko is None and en is None:
        raise typer.BadParameter("give --ko, --en or both")


@review_app.command()
def translation(
    edition: EditionArgument,
    story: StoryArgument,
    line: Annotated[int, typer.Argument(help="0: the headline; 1: the first sentence.")],
    text: Annotated[str, typer.Argument(help="The line in the other language.")],
    out: OutOption = None,
    desk: DeskOption = None,
) -> None:
    """Translate a line anew; the desk remembers it for this and every later edition.

    Examples:

    - `briefing review translation 2026-W47 3 1 "DeepSeek published its weights."`
    """
    from briefing.desk import open_desk
    from briefing.review import edit_translation, find_row, list_rows

    folder = edition_folder(edition, out, desk)
    row = find_row(list_rows(folder), story)
    made = edit_translation(folder, open_desk(desk), row.story_id, line, text)
    typer.echo(f"{made.source}\n{made.target}")
    note(f"Next: briefing review rebuild {folder.name}")

"""``briefing audience``."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.app import app
from briefing.cli.console import note, print_json, print_table
from briefing.cli.options import SET_UP, DeskOption, JsonOption
from briefing.errors import SettingsError, nearest

BASE = "base"
KINDS = ("templates", "styles")  # folders that an audience may have of its own
audience_app = typer.Typer(no_args_is_help=True, help="List audiences, or make one.")
app.add_typer(audience_app, name="audience", rich_help_panel=SET_UP)


@audience_app.command("list")
def list_audiences(desk: DeskOption = None, as_json: JsonOption = False) -> None:
    """List the audiences, the desk's own and the shipped ones.

    Examples:

    - `briefing audience list`

    - `briefing audience list --desk our-desk --json`
    """
    from briefing.assets import packaged
    from briefing.desk import open_desk

    opened = open_desk(desk)
    audiences = [
        (opened.audience(name), path) for name, path in sorted(opened.audience_files.items())
    ]
    if as_json:
        print_json([{**audience.model_dump(), "file": path} for audience, path in audiences])
        return
    shipped = packaged("seeds")
    rows = [
        (
            audience.name,
            ", ".join(audience.sections) or "all",
            audience.items or "all",
            audience.sentences or "all",
            ", ".join(audience.languages),
            "shipped" if path.is_relative_to(shipped) else "the desk's",
        )
        for audience, path in audiences
    ]
    print_table("", ["Audience", "Sections", "Items", "Sentences", "Languages", "Whose"], rows)


@audience_app.command()
def new(
    name: Annotated[str, typer.Argument(help="A plain name: a-z, 0-9, - and _.")],
    source: Annotated[
        str, typer.Option("--from", help="An audience to begin with, or `base`.")
    ] = BASE,
    desk: DeskOption = None,
) -> None:
    """Make an audience of the desk's own: its settings, and templates with what differs.

    Examples:

    - `briefing audience new board --from executives --desk our-desk`

    - `briefing audience new researchers`
    """
    from briefing.audiences import FOLDER, audience_files
    from briefing.desk import open_desk
    from briefing.settings import Audience
    from briefing.tables import checked

    folder = open_desk(desk).folder
    if folder is None:
        raise SettingsError("no desk to write to", hint="make one: briefing init DIR")
    settings = folder / FOLDER / f"{name}.toml"
    checked(Audience, {"name": name}, settings)  # a plain name, before anything is made of it
    known = audience_files(folder)
    if source not in (BASE, *known):
        raise SettingsError(f"no audience {source!r}", hint=nearest(source, (BASE, *known)))
    made = [settings, *(folder / kind / name for kind in KINDS)]
    for path in made:
        if path.exists():
            raise SettingsError("is there already", where=str(path), hint="choose another name")
    _copy(source, name, settings, folder, known)
    for path in made:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path] * path.exists():
            typer.echo(file)
    note(f"Next: briefing build … --audience {name} --desk {folder}")


def _copy(source: str, name: str, settings: Path, folder: Path, known: dict[str, Path]) -> None:
    """The settings and folders of `source` under the new name; from `base`, the starter's."""
    from briefing.assets import find, folders

    settings.parent.mkdir(exist_ok=True)
    if source == BASE:
        starter = find("seeds", "starter")
        shutil.copyfile(starter / "audience.toml", settings)
        (folder / "templates" / name).mkdir(parents=True)
        shutil.copy(starter / "brief.html.j2", folder / "templates" / name)
        return
    shutil.copyfile(known[source], settings)
    for kind in KINDS:
        for root in reversed(folders(kind, folder)):  # the desk's own files win
            if (root / source).is_dir():
                shutil.copytree(root / source, folder / kind / name, dirs_exist_ok=True)

"""``briefing init``."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.app import app
from briefing.cli.console import note
from briefing.cli.options import SET_UP
from briefing.errors import SettingsError


@app.command(rich_help_panel=SET_UP)
def init(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.", metavar="DIR")],
) -> None:
    """Make a desk's own folder: settings, themes, glossary, outlets, audiences, templates.

    What stands in this folder wins over what is packaged; delete a file to go back to the
    packaged one.

    Examples:

    - `briefing init our-desk`

    - `briefing build --desk our-desk --week 2026-W47`
    """
    from briefing.assets import packaged
    from briefing.desk import SETTINGS_FILE

    if (folder / SETTINGS_FILE).exists():
        raise SettingsError("there is a desk already", where=str(folder), hint="choose another")
    starter = packaged("seeds") / "desk"
    shutil.copytree(starter, folder, dirs_exist_ok=True)
    for name in ("themes.toml", "audiences"):
        _copy(packaged("seeds") / name, folder / name)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            typer.echo(path)
    note(f"Next: put articles into {folder / 'articles'} and run: briefing build --desk {folder}")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copy(source, target)

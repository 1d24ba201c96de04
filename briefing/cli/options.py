"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DESK_PANEL = "Desk"
MAKE, PROVE, PUBLISH = "Make a brief", "Understand and prove", "Publish"
SET_UP = "Set up"

DeskOption = Annotated[
    Path | None,
    typer.Option(
        "--desk",
        help="The desk's folder (default: this one if it has a briefing.toml).",
        rich_help_panel=DESK_PANEL,
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", help="Folder of editions (default: the desk's, output/)."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]
EditionArgument = Annotated[
    str, typer.Argument(help="An edition: its folder, or its name in the folder of editions.")
]

"""The application: its commands, and how their errors reach the user."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from briefing.errors import BriefingError


class Group(TyperGroup):
    """Turns a BriefingError of any command into one line on standard error and exit code 1."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BriefingError as error:
            typer.secho(f"error: {error}", err=True, fg=typer.colors.RED)
            raise typer.Exit(1) from error


app = typer.Typer(
    cls=Group,
    name="briefing",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done · 1 failed, with one clear message · 2 wrong usage",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from briefing import __version__

        typer.echo(f"briefing {__version__}")
        raise typer.Exit


@app.callback()
def briefing(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Turns Korean and English news on China and AI into a bilingual weekly brief.

    Every sentence is quoted word for word, every choice is in the ledger.
    """


def main() -> None:
    """Entry point of the console script."""
    app()


# The commands register themselves, in the order in which `--help` shows them.
# isort: off
from briefing.cli import build, preview, analyse, explain, verify, check  # noqa: E402, F401
from briefing.cli import sources, search, translate  # noqa: E402, F401
from briefing.cli import review, review_changes, approve, send, run, correct, archive  # noqa: E402, F401
from briefing.cli import audience, init  # noqa: E402, F401

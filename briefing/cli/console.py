"""What the terminal shows: progress on long work, tables, notes on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import typer

T = TypeVar("T")


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def note(text: str) -> None:
    """A remark on standard error."""
    typer.secho(text, err=True, dim=True)


def editor(given: str | None) -> str:
    """Who decides: the name that was given, or else the user's; empty when that is not known."""
    import getpass

    if given is not None:
        return given.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def warn(text: str) -> None:
    """A warning on standard error, of something that was asked for and not done."""
    typer.secho(f"warning: {text}", err=True, fg=typer.colors.YELLOW)


def progress(title: str, items: Iterable[T]) -> Iterator[T]:
    """`items` again, with a progress bar on a terminal and none in a pipe."""
    if not (sys.stdout.isatty() and sys.stderr.isatty()):
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed}"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task(title, total=None)
        for item in items:
            yield item
            bar.advance(task)


def print_table(title: str, headings: list[str], rows: Iterable[Iterable[object]]) -> None:
    """A table on standard output; wide cells wrap."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*headings, title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    width = None if sys.stdout.isatty() else 120
    Console(width=width).print(table)

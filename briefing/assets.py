"""Finds templates, styles and seeds: the desk's folder first, then the packaged ones.

In a wheel they lie inside the package, in a checkout beside it. A desk keeps its own templates
and styles in folders of those names, and its data files (the packaged `seeds/`) at its top.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from briefing.errors import SettingsError

KINDS = ("templates", "styles", "seeds")


def packaged(kind: str) -> Path:
    """The shipped folder of this kind (one of `KINDS`)."""
    package = Path(str(files("briefing")))
    inside, beside = package / kind, package.parent / kind
    return inside if inside.is_dir() else beside


def folders(kind: str, desk: Path | None = None) -> tuple[Path, ...]:
    """Folders to search, the desk's own first."""
    if desk is None:
        return (packaged(kind),)
    own = desk if kind == "seeds" else desk / kind
    return (own, packaged(kind)) if own.is_dir() else (packaged(kind),)


def find(kind: str, name: str, desk: Path | None = None) -> Path:
    """The file `name`; raises SettingsError naming every folder searched."""
    searched = folders(kind, desk)
    for folder in searched:
        if (path := folder / name).exists():
            return path
    places = " or ".join(str(folder) for folder in searched)
    raise SettingsError(f"no {kind} file {name!r}", where=places, hint="was the install complete?")

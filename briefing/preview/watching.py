"""Which files an edition is made of and drawn with, and what changes when one of them does.

There are some two hundred, so a look at all takes a few milliseconds; unlike the system's own
notices it works on every file system, and for folders that are made later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from briefing.assets import folders
from briefing.audiences import FOLDER as AUDIENCES
from briefing.desk import DATA_FILES, SETTINGS_FILE
from briefing.editions import ARTICLES, BRIEF, LEDGER
from briefing.review import FILE as REVIEW

Stamps = dict[Path, tuple[int, int, int]]  # inode, size, time of change in nanoseconds


def watched(edition: Path, desk: Path | None) -> Iterator[Path]:
    """Every file that the edition in a folder is made of and drawn with, there or not."""
    for name in (BRIEF, ARTICLES, LEDGER, REVIEW):
        yield edition / name
    for folder in folders("seeds", desk):
        yield from (folder / name for name in (SETTINGS_FILE, *DATA_FILES))
        yield from (folder / AUDIENCES).glob("*.toml")
    for kind in ("templates", "styles"):
        for folder in folders(kind, desk):
            yield from folder.rglob("*")
    yield from commentary(edition, desk)


def commentary(edition: Path, desk: Path | None) -> list[Path]:
    """The editors' own words on the edition."""
    return sorted((desk / "commentary" / edition.name).glob("*.md")) if desk else []


def stamps(paths: Iterable[Path]) -> Stamps:
    """What changes when a file does; one that is not there has none."""
    found: Stamps = {}
    for path in paths:
        try:
            about = path.stat()
        except OSError:
            continue
        found[path] = (about.st_ino, about.st_size, about.st_mtime_ns)
    return found

"""The glossary: names and terms in three languages, from CSV files.

Columns: kind, ko, en, zh, ko_aliases, en_aliases, zh_aliases, ambiguous, tags. Aliases, tags and
the words of `ambiguous` are separated by ``|``. An ambiguous name counts only when one of those
words occurs in the article too; with ``*`` only when the article itself explains it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefing import assets
from briefing.errors import SettingsError, nearest
from briefing.models import GlossaryEntry

COLUMNS = (
    "kind",
    "ko",
    "en",
    "zh",
    "ko_aliases",
    "en_aliases",
    "zh_aliases",
    "ambiguous",
    "tags",
)
KINDS = frozenset(
    {"company", "model", "person", "organisation", "law", "place", "outlet"}
    | {"event", "term", "title"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Glossary:
    """Entries, the most trusted first. Compared by identity, so that matchers can be kept."""

    entries: tuple[GlossaryEntry, ...] = ()


def load_glossary(*paths: Path) -> Glossary:
    """The entries of all files; a later file's entry replaces an earlier one's of the same name.

    Raises SettingsError with file and line for a wrong header, a row with too many or too few
    cells, an unknown kind, a name without an English form, or a name given twice in one file.
    """
    entries: dict[tuple[str, ...], GlossaryEntry] = {}
    for path in paths:
        own = dict(_read(path))
        names = {name for entry in own.values() for name in (entry.ko, entry.en) if name}
        kept = {
            key: entry
            for key, entry in entries.items()
            if not {entry.ko, entry.en} & names or key in own
        }
        entries = {**own, **{key: entry for key, entry in kept.items() if key not in own}}
    return Glossary(tuple(entries.values()))


def _read(path: Path) -> Iterator[tuple[tuple[str, ...], GlossaryEntry]]:
    origin = "glossary" if path.parent == assets.packaged("seeds") else "desk"
    lines: dict[tuple[str, ...], int] = {}
    for line, row in _rows(path):
        entry = _entry(row, f"{path}, line {line}", origin)
        key = (entry.ko, entry.en, *entry.evidence)
        if key in lines:
            raise SettingsError(
                f"{entry.ko or entry.en} stands there twice",
                where=f"{path}, line {line}",
                hint=f"first in line {lines[key]}; keep one of them",
            )
        lines[key] = line
        yield key, entry


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = tuple(cell.strip() for cell in next(reader, []))
            _check_header(header, path)
            for cells in reader:
                if not any(cell.strip() for cell in cells):
                    continue
                if len(cells) != len(header):
                    raise SettingsError(
                        f"{len(cells)} cells, not {len(header)}",
                        where=f"{path}, line {reader.line_num}",
                        hint="put a name with a comma in double quotes",
                    )
                yield reader.line_num, dict(zip(header, map(str.strip, cells), strict=True))
    except OSError as error:
        raise SettingsError(
            "the glossary cannot be read", where=str(path), hint=error.strerror or str(error)
        ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(
            f"no valid CSV: {error}", where=str(path), hint="save it as UTF-8, comma-separated"
        ) from error


def _check_header(header: tuple[str, ...], path: Path) -> None:
    where = f"{path}, line 1"
    for column in header:
        if column not in COLUMNS:
            raise SettingsError(
                f"unknown column {column!r}", where=where, hint=nearest(column, COLUMNS)
            )
    if missing := [column for column in COLUMNS if column not in header]:
        raise SettingsError(
            f"column {missing[0]!r} is missing", where=where, hint="columns: " + ",".join(COLUMNS)
        )


def _entry(row: dict[str, str], where: str, origin: str) -> GlossaryEntry:
    if row["kind"] not in KINDS:
        raise SettingsError(
            f"unknown kind {row['kind']!r}", where=where, hint=nearest(row["kind"], KINDS)
        )
    if not row["en"] or not (row["ko"] or row["zh"]):
        raise SettingsError(
            "a name needs its English form and one in Korean or Chinese",
            where=where,
            hint="fill in the columns en and ko",
        )
    return GlossaryEntry(
        kind=row["kind"],
        ko=row["ko"],
        en=row["en"],
        zh=row["zh"],
        ko_aliases=_parts(row["ko_aliases"]),
        en_aliases=_parts(row["en_aliases"]),
        zh_aliases=_parts(row["zh_aliases"]),
        evidence=_parts(row["ambiguous"]),
        tags=_parts(row["tags"]),
        origin=origin,
    )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())

"""Editions on disk: `OUT/EDITION/` with the brief, the ledger and the articles it quotes from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.errors import EditionError, nearest
from briefing.ledger import Ledger, load_ledger
from briefing.models import Article, Brief, Rendition

if TYPE_CHECKING:
    from pydantic import TypeAdapter

BRIEF, LEDGER, ARTICLES = "brief.json", "ledger.jsonl", "articles.jsonl"


def save_edition(
    folder: Path, brief: Brief, articles: Iterable[Article], ledger: Ledger
) -> list[Path]:
    """Write what an edition is made of, making its folder when missing; returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    adapter = _adapter(Article)
    lines = b"".join(adapter.dump_json(article) + b"\n" for article in articles)
    return [
        write_file(folder / ARTICLES, lines),
        write_file(folder / LEDGER, ledger.dumps().encode()),
        write_file(folder / BRIEF, dump_brief(brief)),
    ]


def dump_brief(brief: Brief) -> bytes:
    """The brief as JSON."""
    model: bytes = _adapter(Brief).dump_json(brief, indent=2) + b"\n"
    return model


def save_rendition(folder: Path, rendition: Rendition) -> Path:
    """Write a finished file; returns its path."""
    return write_file(folder / rendition.name, rendition.content)


def write_file(path: Path, content: bytes) -> Path:
    """Write so that a reader sees the old file or the new one, never half of it."""
    partial = path.with_name(f".{path.name}.part")
    partial.write_bytes(content)
    partial.replace(path)
    return path


def find_edition(name: str, out: Path) -> Path:
    """The folder of an edition, given as a path or by its name in `out`."""
    for folder in (Path(name), out / name):
        if (folder / BRIEF).is_file():
            return folder
    known = [path.parent.name for path in sorted(out.glob(f"*/{BRIEF}"))]
    hint = nearest(name, known) if known else "build one: briefing build"
    raise EditionError(f"no edition {name!r}", where=str(out), hint=hint)


def pages_of(folder: Path) -> tuple[str, ...]:
    """The audiences for which the edition in a folder has a page."""
    return tuple(sorted(path.name.split(".")[1] for path in folder.glob("brief.*.html")))


def newest_edition(out: Path) -> Path:
    """The folder of the edition whose period ends last, the one made last if there are several."""
    briefs = {path.parent: load_brief(path.parent) for path in out.glob(f"*/{BRIEF}")}
    if not briefs:
        raise EditionError("no edition", where=str(out), hint="build one: briefing build")

    def age(folder: Path) -> tuple[date, datetime]:
        return briefs[folder].period.until, briefs[folder].colophon.made_at

    return max(briefs, key=age)


def load_brief(folder: Path) -> Brief:
    """The brief model of an edition."""
    brief: Brief = _read(folder / BRIEF, Brief)
    return brief


def load_articles(folder: Path) -> dict[str, Article]:
    """The articles that an edition was made from, by id."""
    path = folder / ARTICLES
    try:
        lines = path.read_bytes().splitlines()
        articles = [_adapter(Article).validate_json(line) for line in lines]
    except (OSError, ValueError) as error:
        raise _damaged(path, error) from error
    return {article.id: article for article in articles}


def load_decisions(folder: Path) -> Ledger:
    """The ledger of an edition."""
    try:
        return load_ledger(folder / LEDGER)
    except OSError as error:
        raise _damaged(folder / LEDGER, error) from error


def _read(path: Path, model: type) -> Any:
    try:
        return _adapter(model).validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> EditionError:
    reason = str(error).splitlines()[0]
    return EditionError(f"cannot be read: {reason}", where=str(path), hint="build it again")


@cache
def _adapter(model: type) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(model)

"""An edition again, with what was wrong put right: numbered, with a notice and a diff.

    brief.AUDIENCE.html        the corrected one, with a notice in it
    brief.AUDIENCE.v1.html     what was published before, untouched
    brief.AUDIENCE.v1-v2.diff  what has changed, in the words of the Markdown

The desk's data are corrected first: the translation memory, the glossary, an article. The edition
is then composed anew from the articles it was made from.
"""

from __future__ import annotations

import difflib
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.audiences import view
from briefing.desk import Desk
from briefing.editions import (
    BRIEF,
    LEDGER,
    load_articles,
    load_brief,
    load_decisions,
    save_edition,
    save_rendition,
    write_file,
)
from briefing.errors import EditionError
from briefing.language import detect_language
from briefing.ledger import Ledger
from briefing.models import Brief, Correction
from briefing.operations.steps import own_store
from briefing.periods import edition_name, made_at
from briefing.pipeline import Edition, compose_edition
from briefing.renderers import RENDERERS, look
from briefing.settings import Audience

if TYPE_CHECKING:
    from briefing.store.store import Store

_BEFORE = ("read", "parse", "keep")  # stages that came before the articles were kept
_FILE = re.compile(
    r"brief\.(?P<audience>[a-z0-9][a-z0-9_-]*)\.(?P<suffix>mail\.html|html|md|pdf|txt)"
)
_FORMATS = {"mail.html": "mail"}  # the others are called as they end


def correct_edition(folder: Path, notes: Sequence[str], desk: Desk) -> list[Path]:
    """Publish the edition in `folder` again for each audience and format that is there.

    `notes` say what was wrong, in Korean, English or both. Returns the paths of the corrected
    files and diffs. Killed on the way, it can be run again: what was published is copied first,
    and never over an earlier copy.
    """
    old = load_brief(folder)
    published = [match for path in folder.iterdir() if (match := _FILE.fullmatch(path.name))]
    if not published:
        raise EditionError("nothing was published", where=str(folder), hint="briefing build")
    corrections = (*old.corrections, _correction(len(old.corrections) + 1, notes))
    with own_store(desk) as store:
        edition = recompose(folder, desk, store)
    edition = replace(edition, brief=replace(edition.brief, corrections=corrections))
    names = sorted({match["audience"] for match in published})
    audiences = {name: desk.audience(name) for name in names}
    renditions = [
        RENDERERS[_FORMATS.get(match["suffix"], match["suffix"])](
            view(edition.brief, audience), look=look(audience.name, desk.folder, audience.languages)
        )
        for match in published
        if (audience := audiences[match["audience"]])
    ]
    diffs = [_diff(old, edition.brief, audience, desk) for audience in audiences.values()]
    _keep([folder / match[0] for match in published], len(corrections))
    _keep([folder / BRIEF, folder / LEDGER], len(corrections))
    written = [save_rendition(folder, rendition) for rendition in renditions]
    written += [write_file(folder / name, content) for name, content in diffs]
    save_edition(folder, edition.brief, edition.articles, edition.ledger)
    with own_store(desk) as store:
        if store:
            store.save_edition(edition.brief, edition.ledger, edition.stories)
    return written


def recompose(folder: Path, desk: Desk, store: Store | None) -> Edition:
    """The edition as the desk would make it today from the same articles."""
    old, articles = load_brief(folder), list(load_articles(folder).values())
    ledger = Ledger(line for line in load_decisions(folder) if line.stage in _BEFORE)
    everything = old.edition == edition_name(old.period, everything=True)
    period = None if everything else old.period
    return compose_edition(articles, period, desk, ledger, everything=everything, store=store)


def _correction(number: int, notes: Sequence[str]) -> Correction:
    texts = {detect_language(note): " ".join(note.split()) for note in notes}
    if not texts or not all(texts.values()):
        raise EditionError("a correction needs a note", hint='--note "what was wrong"')
    korean = texts.pop("ko", "")
    return Correction(number, made_at(), korean, " ".join(texts.values()))


def _keep(paths: Sequence[Path], version: int) -> None:
    """Copy files beside themselves, unless that is done already."""
    for path in paths:
        kept = path.with_name(_kept_name(path.name, version))
        if not kept.exists():
            partial = kept.with_name(f".{kept.name}.part")
            shutil.copyfile(path, partial)
            partial.replace(kept)


def _kept_name(name: str, version: int) -> str:
    """``brief.default.v1.html``; the edition's own files become ``brief-v1.json``."""
    if match := _FILE.fullmatch(name):
        return f"brief.{match['audience']}.v{version}.{match['suffix']}"
    stem, _, suffix = name.partition(".")
    return f"{stem}-v{version}.{suffix}"


def _diff(old: Brief, new: Brief, audience: Audience, desk: Desk) -> tuple[str, bytes]:
    """The file name and content of the diff, both sides drawn by the same template."""
    drawn = look(audience.name, desk.folder, audience.languages)
    version = len(new.corrections)
    before, after = (
        RENDERERS["md"](view(brief, audience), look=drawn).content.decode().splitlines(True)
        for brief in (old, new)
    )
    name = f"brief.{audience.name}"
    lines = difflib.unified_diff(
        before, after, f"{name}.v{version}.md", f"{name}.v{version + 1}.md"
    )
    return f"{name}.v{version}-v{version + 1}.diff", "".join(lines).encode()

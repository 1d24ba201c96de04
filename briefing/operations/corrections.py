"""An edition again, with what was wrong put right: numbered, with a notice and a diff.

    brief.AUDIENCE.html        the corrected one, with a notice in it
    brief.AUDIENCE.v1.html     what was published before, untouched
    brief.AUDIENCE.v1-v2.diff  what has changed, in the words of the Markdown

The desk's data are corrected first: the translation memory, the glossary, an article. The edition
is then composed anew from the articles it was made from.
"""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from briefing.audiences import view
from briefing.desk import Desk
from briefing.editions import (
    BRIEF,
    LEDGER,
    load_brief,
    save_edition,
    save_rendition,
    write_file,
)
from briefing.errors import EditionError
from briefing.fitting import fitted
from briefing.language import detect_language
from briefing.looks import audience_look
from briefing.models import Brief, Correction
from briefing.operations.rebuild import PUBLISHED, draw_again, readers, recompose
from briefing.operations.steps import own_store
from briefing.periods import made_at
from briefing.renderers import RENDERERS
from briefing.settings import Audience


def correct_edition(folder: Path, notes: Sequence[str], desk: Desk) -> list[Path]:
    """Publish the edition in `folder` again for each audience and format that is there.

    `notes` say what was wrong, in Korean, English or both. Returns the paths of the corrected
    files and diffs. Killed on the way, it can be run again: what was published is copied first,
    and never over an earlier copy.
    """
    old = load_brief(folder)
    published = [match for path in folder.iterdir() if (match := PUBLISHED.fullmatch(path.name))]
    if not published:
        raise EditionError("nothing was published", where=str(folder), hint="briefing build")
    corrections = (*old.corrections, _correction(len(old.corrections) + 1, notes))
    with own_store(desk) as store:
        edition = recompose(folder, desk, store)
    audiences = readers(folder, desk)
    brief = replace(edition.brief, corrections=corrections)
    edition = replace(edition, brief=fitted(brief, audiences, desk, edition.ledger.report))
    renditions = draw_again(folder, edition.brief, desk)
    diffs = [_diff(old, edition.brief, audience, desk) for audience in audiences]
    _keep([folder / match[0] for match in published], len(corrections))
    _keep([folder / BRIEF, folder / LEDGER], len(corrections))
    written = [save_rendition(folder, rendition) for rendition in renditions]
    written += [write_file(folder / name, content) for name, content in diffs]
    save_edition(folder, edition.brief, edition.articles, edition.ledger)
    with own_store(desk) as store:
        if store:
            store.save_edition(edition.brief, edition.ledger, edition.stories)
    return written


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
    if match := PUBLISHED.fullmatch(name):
        return f"brief.{match['audience']}.v{version}.{match['suffix']}"
    stem, _, suffix = name.partition(".")
    return f"{stem}-v{version}.{suffix}"


def _diff(old: Brief, new: Brief, audience: Audience, desk: Desk) -> tuple[str, bytes]:
    """The file name and content of the diff, both sides drawn by the same template."""
    drawn = audience_look(audience, desk)
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

"""An edition composed again from the articles it was made from; no source is read.

So the editors' review, the translation memory and the desk's rules are applied as they are now.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.analysis import analyse_articles
from briefing.audiences import view
from briefing.desk import Desk
from briefing.editions import (
    load_articles,
    load_brief,
    load_decisions,
    save_edition,
    save_rendition,
)
from briefing.fitting import fitted
from briefing.ledger import Ledger
from briefing.looks import audience_look
from briefing.models import Brief, Rendition
from briefing.operations.lock import only_one
from briefing.operations.steps import own_store
from briefing.periods import edition_name
from briefing.pipeline import Analyse, Edition, compose_edition
from briefing.renderers import RENDERERS
from briefing.settings import Audience

if TYPE_CHECKING:
    from briefing.store.store import Store

PUBLISHED = re.compile(
    r"brief\.(?P<audience>[a-z0-9][a-z0-9_-]*)\.(?P<suffix>mail\.html|html|md|pdf|txt)"
)
_FORMATS = {"mail.html": "mail"}  # the others are called as they end
_BEFORE = ("read", "parse", "keep")  # stages that came before the articles were kept


def rebuild(folder: Path, desk: Desk, *, draw: bool = True) -> Edition:
    """Make the edition in `folder` again, with its review as it is now, and write it.

    `draw` also makes the files for readers anew, each that is there (`brief.AUDIENCE.*`); without
    it only `brief.json`, the ledger and the articles are written, which is what a preview needs.
    Corrections that were published stay in it. Nothing is written when it fails; raises BusyError
    while a run, or another rebuild, is at work on the folder of editions.
    """
    with only_one(folder.parent), own_store(desk) as store:
        edition = recompose(folder, desk, store)
        old = load_brief(folder)
        brief = replace(edition.brief, corrections=old.corrections, fittings=old.fittings)
        if draw:
            brief = fitted(brief, readers(folder, desk), desk, edition.ledger.report)
        edition = replace(edition, brief=brief)
        renditions = draw_again(folder, brief, desk) if draw else []
        for rendition in renditions:
            save_rendition(folder, rendition)
        save_edition(folder, edition.brief, edition.articles, edition.ledger)
        if store:
            store.save_edition(edition.brief, edition.ledger, edition.stories)
    return edition


def recompose(
    folder: Path, desk: Desk, store: Store | None = None, *, analyse: Analyse = analyse_articles
) -> Edition:
    """The edition as the desk would make it today from the same articles; nothing is written.

    `analyse` reads the articles; a caller that composes again and again may keep what it gave.
    """
    old, articles = load_brief(folder), list(load_articles(folder).values())
    ledger = Ledger(line for line in load_decisions(folder) if line.stage in _BEFORE)
    everything = old.edition == edition_name(old.period, everything=True)
    period = None if everything else old.period
    return compose_edition(
        articles,
        period,
        desk,
        ledger,
        everything=everything,
        store=store,
        folder=folder,
        analyse=analyse,
    )


def readers(folder: Path, desk: Desk) -> list[Audience]:
    """The audiences that have files in `folder`, by name."""
    found = [match for path in folder.iterdir() if (match := PUBLISHED.fullmatch(path.name))]
    return [desk.audience(name) for name in sorted({match["audience"] for match in found})]


def draw_again(folder: Path, brief: Brief, desk: Desk) -> list[Rendition]:
    """Every file for readers that is in `folder`, drawn from `brief`; nothing is written."""
    found = [match for path in folder.iterdir() if (match := PUBLISHED.fullmatch(path.name))]
    audiences = {audience.name: audience for audience in readers(folder, desk)}
    return [
        RENDERERS[_FORMATS.get(match["suffix"], match["suffix"])](
            view(brief, audience), look=audience_look(audience, desk)
        )
        for match in sorted(found, key=lambda match: match[0])
        if (audience := audiences[match["audience"]])
    ]

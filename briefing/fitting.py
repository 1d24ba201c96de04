"""An audience's number of pages: the weakest stories make room until the PDF keeps to it."""

from __future__ import annotations

import io
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from briefing.audiences import view
from briefing.desk import Desk
from briefing.looks import audience_look
from briefing.models import Brief, Decision, Fitting, Outcome, Reporter
from briefing.renderers import RENDERERS
from briefing.settings import Audience


def fitted(brief: Brief, audiences: Iterable[Audience], desk: Desk, report: Reporter) -> Brief:
    """The brief with what each of these audiences' pages have no room for; in the ledger, too.

    At least one story stays, and what the editors pinned. What an earlier build left out for these
    audiences is forgotten, that of others kept.
    """
    for audience in audiences:
        others = tuple(one for one in brief.fittings if one.audience != audience.name)
        brief = replace(brief, fittings=others)
        if audience.pages:
            brief = _fit(brief, audience, audience.pages, desk, report)
    return brief


def _fit(brief: Brief, audience: Audience, most: int, desk: Desk, report: Reporter) -> Brief:
    def without(count: int) -> Brief:
        ids = tuple(item.story_id for item in weakest[:count])
        return replace(brief, fittings=(*brief.fittings, Fitting(audience.name, ids)))

    def fits(count: int) -> bool:
        return _pages(without(count), audience, desk) <= most

    shown = [item for section in view(brief, audience).sections for item in section.items]
    weakest = sorted((item for item in shown if not item.pinned), key=lambda item: item.score)
    weakest = weakest[: len(shown) - 1]
    if not weakest or fits(0):
        return brief
    count = bisect_left(range(1, len(weakest)), True, key=fits) + 1
    for item in weakest[:count]:
        detail = f"{audience.name}: no room on {most} {'page' if most == 1 else 'pages'}"
        report(Decision(item.story_id, "fit", Outcome.NOTED, "no-room", item.score, detail))
    return without(count)


def _pages(brief: Brief, audience: Audience, desk: Desk) -> int:
    """The pages of the audience's PDF."""
    drawn = RENDERERS["pdf"](view(brief, audience), look=audience_look(audience, desk))
    return count_pages(drawn.content)


def count_pages(content: bytes) -> int:
    """How many pages a PDF has."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)

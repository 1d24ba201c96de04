"""An audience with a number of pages gets no more, in every output alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fixtures_brief import full_brief

from briefing.audiences import view
from briefing.checks import CHECKS, State
from briefing.checks.subject import Subject
from briefing.desk import Desk
from briefing.fitting import count_pages, fitted
from briefing.ledger import Ledger
from briefing.looks import audience_look
from briefing.models import Brief, Fitting, Item
from briefing.pipeline import Edition
from briefing.renderers import RENDERERS
from briefing.settings import Audience


@pytest.fixture(name="sheet", scope="module")
def _sheet(desk: Desk) -> Audience:
    """The executives' sheet with more on it than it has room for."""
    return desk.audience("executives").model_copy(update={"items": 3, "sentences": 3})


def scored_brief() -> Brief:
    """The full brief, each story with a score of its own."""
    scores = iter(range(100))

    def scored(items: tuple[Item, ...]) -> Iterator[Item]:
        return (replace(item, score=float(next(scores) * 7 % 13)) for item in items)

    brief = full_brief()
    sections = tuple(replace(s, items=tuple(scored(s.items))) for s in brief.sections)
    return replace(brief, sections=sections)


def stories(brief: Brief, audience: Audience) -> list[Item]:
    """What the audience reads."""
    return [item for section in view(brief, audience).sections for item in section.items]


def pages(brief: Brief, audience: Audience, desk: Desk) -> int:
    """The pages of its PDF."""
    seen = view(brief, audience)
    return count_pages(RENDERERS["pdf"](seen, look=audience_look(audience, desk)).content)


def test_the_executives_of_the_sample_get_one_page(
    sample: Edition, desk: Desk, tmp_path: Path
) -> None:
    """With nothing left out; the check counts it, and finds a second page."""
    sheet = desk.audience("executives")
    assert fitted(sample.brief, [sheet], desk, Ledger().report) == sample.brief
    sample.write(tmp_path, [sheet], ("pdf",), desk)
    assert CHECKS["pages"](Subject(tmp_path, desk)) == (
        State.PASSED,
        "brief.executives.pdf: 1 of 1",
    )
    whole = RENDERERS["pdf"](sample.brief, look=audience_look(desk.audience("default"), desk))
    (tmp_path / "brief.executives.pdf").write_bytes(whole.content)
    state, said = CHECKS["pages"](Subject(tmp_path, desk))
    assert state is State.FAILED
    assert said.startswith("brief.executives.pdf: ")
    assert said.endswith(" pages, not 1")


def test_the_weakest_stories_make_room(sheet: Audience, desk: Desk) -> None:
    """As few as possible, those of the lowest score, each in the ledger and in the model."""
    brief, ledger = scored_brief(), Ledger()
    assert pages(brief, sheet, desk) > 1
    short = fitted(brief, [sheet], desk, ledger.report)
    assert pages(short, sheet, desk) == 1
    kept, before = stories(short, sheet), stories(brief, sheet)
    gone = [item for item in before if item.story_id not in {one.story_id for one in kept}]
    assert max(item.score for item in gone) < min(item.score for item in kept)
    left_out = short.fittings[0].left_out
    assert {item.story_id for item in gone} == set(left_out)
    assert [line.subject for line in ledger] == list(left_out)
    assert {line.rule for line in ledger} == {"no-room"}
    one_more = replace(short, fittings=(replace(short.fittings[0], left_out=left_out[:-1]),))
    assert pages(one_more, sheet, desk) > 1
    assert stories(short, desk.audience("default")) == stories(brief, desk.audience("default"))


def test_the_reader_is_told_what_is_missing(sheet: Audience, desk: Desk) -> None:
    """A section whose stories found no room counts them, and does not say that there were none."""
    brief = full_brief()
    gone = tuple(item.story_id for item in brief.sections[0].items)
    seen = view(replace(brief, fittings=(Fitting("executives", gone),)), sheet)
    assert seen.sections[0].items == ()
    for name in ("html", "md", "mail"):
        text = RENDERERS[name](seen, look=audience_look(sheet, desk)).content.decode()
        assert f"{len(gone)} more stories on this theme were left out" in text
        assert "No story on this theme" not in text


def test_what_is_pinned_stays(sheet: Audience, desk: Desk) -> None:
    """The editors' word goes before the page's end."""
    brief = scored_brief()
    pinned = tuple(
        replace(s, items=tuple(replace(item, pinned=True) for item in s.items))
        for s in brief.sections
    )
    brief = replace(brief, sections=pinned)
    assert fitted(brief, [sheet], desk, Ledger().report) == brief

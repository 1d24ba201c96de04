"""The weeks before this one, for the chart: from the folder of editions and from the store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fixtures_brief import empty_brief, full_brief
from reading_outputs import html_page

from briefing.audiences import view
from briefing.desk import Desk
from briefing.editions import load_brief, save_edition
from briefing.ledger import Ledger
from briefing.models import Brief, WeekCount
from briefing.pipeline import Edition, build_edition
from briefing.renderers import RENDERERS, look
from briefing.store.store import Store
from briefing.weeks import MOST, earlier_weeks

SAMPLE = Path(__file__).parents[1] / "seeds" / "sample-week"


def counts(brief: Brief) -> dict[str, int]:
    """The stories of each section."""
    return {section.key: len(section.items) for section in brief.sections}


def put(out: Path, name: str, brief: Brief) -> None:
    """An edition on disk."""
    save_edition(out / name, replace(brief, edition=name), (), Ledger())


def test_the_editions_in_the_folder_are_counted(tmp_path: Path) -> None:
    """Those of earlier weeks, the oldest first; no later one, and none of another period."""
    put(tmp_path, "2025-W17", full_brief())
    put(tmp_path, "2025-W09", empty_brief())
    for other in ("2025-W18", "2025-W19", "all", "2025-04-01_2025-04-15"):
        put(tmp_path, other, full_brief())
    assert earlier_weeks("2025-W18", tmp_path, None, Ledger().report) == (
        WeekCount("2025-W09", counts(empty_brief())),
        WeekCount("2025-W17", counts(full_brief())),
    )
    assert earlier_weeks("", tmp_path, None, Ledger().report) == ()
    assert earlier_weeks("2025-W18", None, None, Ledger().report) == ()


def test_the_last_ones_count(tmp_path: Path) -> None:
    """A dozen with this week."""
    for week in range(1, 18):
        put(tmp_path, f"2025-W{week:02}", empty_brief())
    found = earlier_weeks("2025-W18", tmp_path, None, Ledger().report)
    assert [one.week for one in found] == [f"2025-W{week:02}" for week in range(18 - MOST, 18)]


def test_an_edition_that_cannot_be_read_is_noted(tmp_path: Path) -> None:
    """The brief of this week does not fail for it."""
    put(tmp_path, "2025-W16", full_brief())
    put(tmp_path, "2025-W17", full_brief())
    (tmp_path / "2025-W16" / "brief.json").write_text("{")
    ledger = Ledger()
    found = earlier_weeks("2025-W18", tmp_path, None, ledger.report)
    assert [one.week for one in found] == ["2025-W17"]
    assert [(line.subject, line.rule) for line in ledger] == [("2025-W16", "unreadable-edition")]


def test_the_store_remembers_editions_too(tmp_path: Path) -> None:
    """Its word counts where the folder has the edition as well."""
    put(tmp_path, "2025-W16", full_brief())
    put(tmp_path, "2025-W17", full_brief())
    with Store(str(tmp_path / "store.sqlite")) as store:
        store.save_edition(replace(empty_brief(), edition="2025-W17"), Ledger(), ())
        found = earlier_weeks("2025-W18", tmp_path, store, Ledger().report)
    assert found == (
        WeekCount("2025-W16", counts(full_brief())),
        WeekCount("2025-W17", counts(empty_brief())),
    )


@pytest.fixture(name="third", scope="module")
def _third(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample week built into a folder with two earlier editions."""
    out = tmp_path_factory.mktemp("out")
    for name in ("2025-W16", "2025-W17"):
        put(out, name, full_brief())
    edition = build_edition([SAMPLE], desk, out=out)
    folder = out / edition.brief.edition
    edition.write(folder, [desk.audience("default")], ("html", "mail", "pdf"), desk)
    return folder


def test_a_build_shows_the_weeks_in_page_and_mail(third: Path) -> None:
    """The data of the page's table and of the mail's text alternative are those of the model."""
    brief = load_brief(third)
    assert [one.week for one in brief.archive] == ["2025-W16", "2025-W17"]
    weeks = [*brief.archive, WeekCount(brief.edition, counts(brief))]
    page = (third / "brief.default.html").read_text(encoding="utf-8")
    table = page[page.index('id="chart-weeks"') :].partition("</figure>")[0]
    for section in brief.sections:
        row = "".join(f"<td>{one.stories[section.key]}</td>" for one in weeks)
        assert row in table.replace("\n", "")
    alts = [image.attributes["alt"] for image in html_page(mail_of(third)).find("img")]
    said = next(alt for alt in alts if "2025-W16" in alt)
    for section in brief.sections:
        values = ", ".join(f"{one.week} {one.stories[section.key]}" for one in weeks)
        assert f"{section.title_en}: {values}" in said
        assert f"{section.title_ko}: {values}" in said


def mail_of(folder: Path) -> bytes:
    """The mail body."""
    return (folder / "brief.default.mail.html").read_bytes()


def test_a_first_edition_has_no_such_chart(sample: Edition, desk: Desk) -> None:
    """Two weeks say nothing; three do."""
    brief = view(sample.brief, desk.audience("default"))
    assert brief.archive == ()
    for count, shown in ((1, False), (2, True)):
        weeks = tuple(WeekCount(f"2025-W{n}", counts(brief)) for n in range(10, 10 + count))
        page = RENDERERS["html"](replace(brief, archive=weeks), look=look()).content.decode()
        assert ('id="chart-weeks"' in page) is shown

"""The checks before an edition goes out: each passes on the sample and fails on its own fault."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from checked_copy import Copy, untranslated, with_first_line

from briefing.checks import CHECKS, State, check_edition
from briefing.checks.colours import contrast_of
from briefing.checks.subject import Subject
from briefing.desk import Desk, open_desk
from briefing.editions import load_brief
from briefing.models import Period
from briefing.pipeline import Edition

pytest_plugins = ["checks_fixtures"]


def test_the_sample_passes(finished: Path, desk: Desk) -> None:
    """Nothing fails and nothing warns; only a validator that is not installed is left out."""
    results = check_edition(finished, desk)
    assert [result.name for result in results] == list(CHECKS)
    assert [r for r in results if r.state not in (State.PASSED, State.SKIPPED)] == []
    assert {r.name for r in results if r.state is State.SKIPPED} <= {"veraPDF", "pages"}
    assert all(result.detail for result in results)


@pytest.mark.parametrize(
    ("name", "suffix", "old", "new", "detail"),
    [
        ("headings", "html", "<h3", "<h5", "level 5 after 2"),
        ("headings", "html", '<h2 id="contents"', '<h1 id="contents"', "2 headings of level 1"),
        ("links", "html", 'href="#brief"', 'href="#breif"', "no part #breif"),
        ("links", "html", 'href="https://', 'href="https:// ', "is no web address"),
        ("links", "html", 'id="glance"', 'id="brief"', "2 parts are called brief"),
        ("mail programs", "mail.html", "<h1", "<svg></svg><h1", "element svg (Gmail"),
        ("mail size", "mail.html", "</h1>", f"</h1>{'a' * 9999}", "over 102,000"),
    ],
)
def test_a_fault_in_a_file_is_found(
    copy: Copy, name: str, suffix: str, old: str, new: str, detail: str
) -> None:
    """The check that is about it fails and says where."""
    copy.change(suffix, old, new)
    state, said = copy.state(name)
    assert state is State.FAILED
    assert detail in said
    assert f"brief.default.{suffix}" in said


def test_a_changed_quotation_fails(copy: Copy) -> None:
    """`receipts` is the proof of `briefing verify`."""
    copy.remodel(lambda b: with_first_line(b, lambda line: replace(line, text="Not so.")))
    assert copy.state("receipts")[0] is State.FAILED


@pytest.mark.parametrize(("before", "after"), [("Never said. ", ""), ("", " Never said.")])
def test_words_that_do_not_stand_around_a_quotation_fail(
    copy: Copy, before: str, after: str
) -> None:
    """The paragraph that readers see is the article's own."""
    copy.remodel(
        lambda b: with_first_line(b, lambda line: replace(line, before=before, after=after))
    )
    assert copy.state("places")[0] is State.FAILED


def test_a_source_of_another_week_fails(copy: Copy) -> None:
    """Each source is of the days that the brief says it covers."""
    period = Period(date(2025, 5, 1), date(2025, 5, 4))
    copy.remodel(lambda brief: replace(brief, period=period))
    state, said = copy.state("dates")
    assert state is State.FAILED
    assert "not 2025-05-01 to 2025-05-04" in said


def test_a_line_without_counterpart_fails(copy: Copy) -> None:
    """Not even key facts stand beside it: the line is named."""
    copy.remodel(untranslated)
    state, said = copy.state("translations")
    assert state is State.FAILED
    assert load_brief(copy.folder).sections[0].items[0].lines[0].text in said


def test_an_empty_section_warns(copy: Copy) -> None:
    """It is named."""
    copy.remodel(
        lambda brief: replace(
            brief, sections=(replace(brief.sections[0], items=()), *brief.sections[1:])
        )
    )
    assert copy.state("sections") == (State.WARNING, "chinese-ai-talent is empty")


@pytest.mark.parametrize(
    ("colour", "state", "detail"),
    [
        ("#999999", State.FAILED, "ink on paper has a contrast of 2.8"),
        ("black", State.WARNING, "ink on paper cannot be measured"),
    ],
)
def test_faint_colours_of_a_desk_fail(
    copy: Copy, tmp_path: Path, colour: str, state: State, detail: str
) -> None:
    """The desk's own `tokens.css` is what is measured."""
    (tmp_path / "styles").mkdir()
    tokens = f":root {{ --paper: #ffffff; --tint: #ffffff; --ink: {colour}; --soft: #000000;"
    tokens += " --quiet: #000000; --accent: #000000; }"
    (tmp_path / "styles" / "tokens.css").write_text(tokens)
    (tmp_path / "briefing.toml").write_text("")
    found, said = CHECKS["contrast"](Subject(copy.folder, open_desk(tmp_path)))
    assert found is state
    assert detail in said


def test_contrast_is_that_of_the_standard() -> None:
    """Black on white is 21, a colour on itself 1; #777 on white is just under 4.5."""
    assert contrast_of("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_of("#123456", "#123456") == 1
    assert contrast_of("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


def test_a_character_without_a_glyph_fails(copy: Copy, sample: Edition) -> None:
    """A character that no font has is named."""
    odd = "\U000f1234"
    brief = with_first_line(sample.brief, lambda line: replace(line, text=f"{odd} {line.text}"))
    edition = replace(sample, brief=brief)
    edition.write(copy.folder, [copy.desk.audience("default")], ("pdf",), copy.desk)
    state, said = copy.state("glyphs")
    assert state is State.FAILED
    assert "(U+F1234)" in said


@pytest.mark.parametrize(
    ("key", "detail"),
    [
        ("/Lang", "no language"),
        ("/MarkInfo", "not marked as tagged"),
        ("/StructTreeRoot", "no structure"),
        ("/ViewerPreferences", "the title is not shown"),
        ("/Metadata", "does not say that it is PDF/UA"),
    ],
)
def test_a_pdf_without_what_readers_aloud_need_fails(copy: Copy, key: str, detail: str) -> None:
    """Language, tags, title and the claim to PDF/UA are asked for one by one."""
    path = copy.folder / "brief.default.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.Root[key]
        pdf.save()
    state, said = copy.state("PDF tags")
    assert state is State.FAILED
    assert detail in said


def test_without_files_there_is_nothing_to_look_at(copy: Copy) -> None:
    """An edition of Markdown alone is not blamed for formats that nobody asked for."""
    for suffix in ("html", "mail.html", "pdf"):
        (copy.folder / f"brief.default.{suffix}").unlink()
    names = ("headings", "links", "mail size", "mail programs", "glyphs", "PDF tags", "veraPDF")
    assert {copy.state(name)[0] for name in names} == {State.SKIPPED}


def test_verapdf_is_asked_where_it_is(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the validator says decides; the first line of it is passed on."""
    program = copy.folder / "verapdf"
    monkeypatch.setenv("PATH", f"{copy.folder}:/bin:/usr/bin")
    for said, state in (("PASS a.pdf", State.PASSED), ("FAIL a.pdf ua1", State.FAILED)):
        program.write_text(f"#!/bin/sh\necho {said}\n")
        program.chmod(0o755)
        assert copy.state("veraPDF")[0] is state
    assert "FAIL a.pdf ua1" in copy.state("veraPDF")[1]

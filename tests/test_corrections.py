"""Corrections: a number, a notice in every output, a diff, and the old files kept."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from briefing.desk import Desk, open_desk
from briefing.editions import BRIEF, load_brief
from briefing.errors import EditionError
from briefing.models import Origin
from briefing.operations.corrections import correct_edition
from briefing.operations.posting import subject
from briefing.pipeline import Edition
from briefing.verification import verify_edition

NOTES = ("번역 한 줄을 고쳤다.", "One translation was wrong.")
REPLACEMENT = "A line that the editors have put right."


@pytest.fixture
def folder(sample_folder: Path, tmp_path: Path) -> Path:
    """The sample edition, as Markdown and HTML, in a place of its own."""
    return Path(shutil.copytree(sample_folder, tmp_path / "output" / sample_folder.name))


@pytest.fixture
def corrected_desk(sample: Edition, tmp_path: Path) -> Desk:
    """A desk that has put one translation right."""
    lines = (line for s in sample.brief.sections for i in s.items for line in i.lines)
    line = next(
        line for line in lines if line.language == "ko" and line.rendering.origin is Origin.REVIEWED
    )
    languages = {"source_language": "ko", "target_language": "en"}
    record = {**languages, "source": line.text, "target": REPLACEMENT}
    home = tmp_path / "desk"
    home.mkdir()
    (home / "briefing.toml").write_text("")
    (home / "translations.jsonl").write_text(json.dumps(record, ensure_ascii=False) + "\n")
    return open_desk(home)


def test_a_correction(folder: Path, corrected_desk: Desk) -> None:
    """The new files have the notice and the right line; the old ones are as they were."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    written = correct_edition(folder, NOTES, corrected_desk)
    assert {path.name for path in written} == {
        "brief.default.html",
        "brief.default.md",
        "brief.default.v1-v2.diff",
    }
    for suffix in ("html", "md"):
        new = (folder / f"brief.default.{suffix}").read_text(encoding="utf-8")
        assert all(text in new for text in (*NOTES, REPLACEMENT, "정정 1", "Correction 1"))
        kept = folder / f"brief.default.v1.{suffix}"
        assert kept.read_bytes() == before[f"brief.default.{suffix}"]
    assert (folder / "brief-v1.json").read_bytes() == before[BRIEF]


def test_the_diff_shows_what_changed_and_nothing_else(folder: Path, corrected_desk: Desk) -> None:
    """The notice, the line, and the hash of the desk's data at the end."""
    correct_edition(folder, NOTES, corrected_desk)
    diff = (folder / "brief.default.v1-v2.diff").read_text(encoding="utf-8").splitlines()
    added = [line for line in diff[2:] if line.startswith("+")]
    removed = [line for line in diff[2:] if line.startswith("-")]
    assert len([line for line in added if REPLACEMENT in line]) == 1
    assert len([line for line in removed if "briefing 0." not in line]) == 1
    assert len([line for line in added if "정정 1" in line or "Correction 1" in line]) == 2


def test_corrections_are_counted(folder: Path, desk: Desk) -> None:
    """A second one is number two, and the first notice stays."""
    correct_edition(folder, NOTES[:1], desk)
    correct_edition(folder, NOTES[1:], desk)
    brief = load_brief(folder)
    assert [(one.number, one.note_ko, one.note_en) for one in brief.corrections] == [
        (1, NOTES[0], ""),
        (2, "", NOTES[1]),
    ]
    assert (folder / "brief.default.v1.md").is_file()
    assert (folder / "brief.default.v2.md").is_file()
    assert subject(brief, "ko").startswith("[정정 2] ")
    assert subject(brief, "en").startswith("[Correction 2] ")


def test_a_corrected_edition_can_be_proved(folder: Path, desk: Desk) -> None:
    """Every quotation in the new files and in the old stands in its article; the ledger adds up."""
    read = load_brief(folder).colophon.read
    correct_edition(folder, NOTES, desk)
    result = verify_edition(folder, desk)
    assert result.checked
    assert not result.faults
    assert load_brief(folder).colophon.read == read


def test_the_notice_is_in_mail_and_pdf_too(folder: Path, desk: Desk) -> None:
    """What was published is published again, in the same formats."""
    (folder / "brief.default.pdf").write_bytes(b"old")
    (folder / "brief.default.mail.html").write_bytes(b"old")
    correct_edition(folder, NOTES, desk)
    assert NOTES[0] in (folder / "brief.default.mail.html").read_text(encoding="utf-8")
    first = PdfReader(folder / "brief.default.pdf").pages[0].extract_text()
    assert "정정 1" in first.replace("\u2060", "")
    assert (folder / "brief.default.v1.pdf").read_bytes() == b"old"


def test_a_correction_that_was_killed_is_run_again(
    folder: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copies of the first version are never overwritten by half-new files."""
    before = (folder / "brief.default.md").read_bytes()
    with monkeypatch.context() as broken:
        broken.setattr("briefing.operations.corrections.save_edition", _die)
        with pytest.raises(KeyboardInterrupt):
            correct_edition(folder, NOTES, desk)
    correct_edition(folder, NOTES, desk)
    assert (folder / "brief.default.v1.md").read_bytes() == before
    assert len(load_brief(folder).corrections) == 1


def _die(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("notes", [(), ("",), ("  ",)])
def test_a_correction_needs_a_note(folder: Path, desk: Desk, notes: tuple[str, ...]) -> None:
    """Otherwise readers do not learn what was wrong."""
    with pytest.raises(EditionError, match="needs a note"):
        correct_edition(folder, notes, desk)

"""Verification: a finished brief is proved word for word, and a changed one is caught."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from briefing.assets import packaged
from briefing.bilingual import Memory
from briefing.desk import Desk, open_desk
from briefing.editions import load_brief
from briefing.models import Brief, Origin, Rendering
from briefing.pipeline import Edition, build_edition
from briefing.verification import quoted_lines, verify_edition


@pytest.fixture
def folder(sample_folder: Path, tmp_path: Path) -> Path:
    """A copy of the sample edition that may be tampered with."""
    return shutil.copytree(sample_folder, tmp_path / "edition")


def quoted_renderings(brief: Brief) -> list[Rendering]:
    """The sentences of other reports beside the lines of a brief."""
    lines = (x for s in brief.sections for item in s.items for x in (item.headline, *item.lines))
    return [line.rendering for line in lines if line.rendering.receipt]


def change(path: Path, old: str, new: str) -> None:
    """Replace the first occurrence of a text in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_untouched_edition_verifies(folder: Path, desk: Desk, sample: Edition) -> None:
    """Every quotation of the model and of the HTML was checked, of both languages."""
    result = verify_edition(folder, desk)
    quoted = (*quoted_lines(sample.brief), *quoted_renderings(sample.brief))
    assert result.faults == ()
    assert result.checked == 2 * len(quoted)


@pytest.mark.parametrize("name", ["brief.json", "brief.default.md", "brief.default.html"])
def test_a_changed_word_is_found_in_each_file(
    folder: Path, desk: Desk, sample: Edition, name: str
) -> None:
    """The fault names the file and the sentence."""
    line = next(line for line in quoted_lines(sample.brief) if '"' not in line.text)
    change(folder / name, line.text[10:40], "지어낸 말")
    faults = verify_edition(folder, desk).faults
    assert faults
    assert name in {fault.where for fault in faults}


def test_a_changed_article_is_found(folder: Path, desk: Desk, sample: Edition) -> None:
    """Even outside the quoted sentences."""
    quoted = {line.receipt.article_id for line in quoted_lines(sample.brief) if line.receipt}
    article = next(article for article in sample.articles if article.id in quoted)
    change(folder / "articles.jsonl", article.body[-12:-4], "바꾼 글")
    assert any("changed" in fault.reason for fault in verify_edition(folder, desk).faults)


def test_a_missing_article_is_found(folder: Path, desk: Desk) -> None:
    """A quotation without its article proves nothing."""
    (folder / "articles.jsonl").write_text("", encoding="utf-8")
    reasons = {fault.reason.split(" '")[0] for fault in verify_edition(folder, desk).faults}
    assert reasons == {"no article"}


@pytest.fixture(scope="module")
def related(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample edition without reviewed translations, so that other reports are quoted."""
    desk_folder = tmp_path_factory.mktemp("desk")
    (desk_folder / "briefing.toml").write_text("")
    desk = open_desk(desk_folder)
    vars(desk)["memory"] = Memory()
    edition = build_edition([packaged("seeds") / "sample-week"], desk)
    folder = desk_folder / "edition"
    edition.write(folder, desk.audiences[:1], ["md", "html"], desk)
    return folder


def test_a_related_report_is_proved_too(related: Path, desk: Desk) -> None:
    """The sentence on the other side carries its own receipt."""
    quoted = quoted_renderings(load_brief(related))
    assert quoted
    for rendering in quoted:
        assert rendering.receipt is not None
        assert rendering.receipt.sha256 == hashlib.sha256(rendering.text.encode()).hexdigest()
    assert verify_edition(related, desk).faults == ()


@pytest.mark.parametrize("name", ["brief.json", "html", "md"])
def test_a_changed_related_report_is_found(
    name: str, related: Path, desk: Desk, tmp_path: Path
) -> None:
    """In the model and in the files."""
    folder = shutil.copytree(related, tmp_path / "edition")
    renderings = quoted_renderings(load_brief(folder))
    quoted = next(r for r in renderings if r.language == "en" and not set("\"'&<’") & set(r.text))
    path = next(path for path in folder.iterdir() if path.name.endswith(name))
    text = path.read_text(encoding="utf-8")  # in the page it stands in its paragraph too
    path.write_text(text.replace(quoted.text[10:40], "words nobody wrote"), encoding="utf-8")
    assert path.name in {fault.where for fault in verify_edition(folder, desk).faults}


def test_a_changed_related_headline_is_found(related: Path, desk: Desk, tmp_path: Path) -> None:
    """A headline is no part of a body; it must be that of an article of the edition."""
    folder = shutil.copytree(related, tmp_path / "edition")
    brief = load_brief(folder)
    headlines = [item.headline.rendering for s in brief.sections for item in s.items]
    quoted = [r for r in headlines if r.origin is Origin.RELATED and r.receipt is None]
    assert quoted
    change(folder / "brief.json", quoted[0].text[5:25], "Another thing")
    assert any("headed so" in fault.reason for fault in verify_edition(folder, desk).faults)

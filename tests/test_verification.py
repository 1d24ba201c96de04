"""Verification: a finished brief is proved word for word, and a changed one is caught."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefing.desk import Desk
from briefing.pipeline import Edition
from briefing.verification import quoted_lines, verify_edition


@pytest.fixture
def folder(sample_folder: Path, tmp_path: Path) -> Path:
    """A copy of the sample edition that may be tampered with."""
    return shutil.copytree(sample_folder, tmp_path / "edition")


def change(path: Path, old: str, new: str) -> None:
    """Replace the first occurrence of a text in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_untouched_edition_verifies(folder: Path, desk: Desk, sample: Edition) -> None:
    """Every quotation of the model and of the HTML was checked."""
    result = verify_edition(folder, desk)
    assert result.faults == ()
    assert result.checked == 2 * len(list(quoted_lines(sample.brief)))


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

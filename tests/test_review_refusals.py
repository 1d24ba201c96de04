"""`briefing review`: what cannot be done is said in one line, and the rest is done."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from review_desk import EDITION, Run, assert_sound, items

from briefing.review import load_review

pytest_plugins = ["review_fixtures"]

TALENT = "chinese-ai-talent"


def test_stories_are_found_by_words(run: Run, folder: Path) -> None:
    """Of one headline; of several, each is named, and nothing is changed."""
    result = run("review", "pin", EDITION, "e")
    assert result.exit_code == 1
    assert "headlines" in result.stderr
    result = run("review", "pin", EDITION, "없는 말")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert not (folder / "review.toml").exists()
    assert run("review", "pin", EDITION, "샤오미").exit_code == 0
    assert len(load_review(folder).story) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("move", "1", "--to", "regulations"), "did you mean regulation?"),
        (("move", "1", "--position", "0"), "position"),
        (("headline", "1", "--en", "x" * 301), "at most 300"),
        (("headline", "1", "--en", "a\nb"), "line breaks"),
        (("headline", "1", "--en", "a\x07b"), "control characters"),
        (("comment", "1", "--en", "x" * 20_001), "at most 20000"),
        (("translation", "1", "99", "x"), "has no line 99"),
        (("translation", "1", "1", " "), "1 to 2,000 characters"),
    ],
)
def test_a_wrong_value_is_one_line(
    run: Run, folder: Path, words: tuple[str, ...], said: str
) -> None:
    """Exit code 1, what is wrong, and nothing is saved."""
    command, *rest = words
    result = run("review", command, EDITION, *rest)
    assert result.exit_code == 1
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (folder / "review.toml").exists()


def test_a_file_by_hand(run: Run, folder: Path, home: Path) -> None:
    """A build heeds what it knows and warns of the rest, which stays; the PDF says it too."""
    story = items(folder)[TALENT][0]
    text = (
        f'[story.{story.story_id}]\nheadline_en = "Written by hand"\ncolour = "red"\n'
        "[story.deadbeef]\ndrop = true\n"
    )
    (folder / "review.toml").write_text(text, encoding="utf-8")
    result = run("build", "--format", "pdf")
    assert result.exit_code == 0
    warnings = [line for line in result.stderr.splitlines() if line.startswith("warning")]
    assert len(warnings) == 2
    assert "unknown key" in warnings[0]
    assert "'deadbeef': no such story in this edition" in warnings[1]
    explained = run("explain", EDITION).stdout
    assert "no such story in this edition" in explained
    assert "unknown key" in explained
    assert (folder / "review.toml").read_text(encoding="utf-8") == text
    pages = PdfReader(folder / "brief.default.pdf").pages
    printed = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Written by hand" in printed
    assert "Edited by the desk" in printed
    assert_sound(folder, home)


def test_a_broken_file_stops_a_build(run: Run, folder: Path) -> None:
    """Before anything is written: a dropped story must not come back by a slip of the pen."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    before["review.toml"] = b"[story.x\ndrop = true\n"
    (folder / "review.toml").write_bytes(before["review.toml"])
    for words in (
        ("build",),
        ("review", EDITION),
        ("review", "rebuild", EDITION),
        ("send", EDITION),
    ):
        result = run(*words)
        assert result.exit_code == 1
        assert "review.toml: not valid TOML" in result.stderr
        assert result.stderr.count("\n") == 1
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {name: after[name] for name in before} == before

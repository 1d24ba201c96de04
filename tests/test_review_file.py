"""`review.toml`: by hand and by command, hostile, from two windows at once, killed while saving."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.models import Article, Decision, Story
from briefing.review import (
    FILE,
    Review,
    StaleReviewError,
    StoryReview,
    comment,
    drop,
    edit_headline,
    edit_review,
    load_review,
    move,
    pin,
    reorder,
    revision,
    undo,
    undrop,
    unpin,
)
from briefing.review.applying import find_stories
from briefing.review.file import LARGEST, unknown_keys

BY_HAND = """\
# Ours.
[story.a1]          # the lead story
pin = true
colour = "red"

[story."b 2"]
headline_en = "By hand"
[note]
text = "kept"
"""


def write(folder: Path, text: str) -> Path:
    """The folder with this review in it."""
    (folder / FILE).write_text(text, encoding="utf-8")
    return folder


def test_each_decision_gives_a_new_review() -> None:
    """And its opposite gives the first one back; what decides nothing is not kept."""
    empty = Review()
    assert unpin(pin(empty, "a"), "a") == empty
    assert undrop(drop(empty, "a", by="Kim"), "a") == empty
    assert comment(comment(empty, "a", ko="x", en="y"), "a", ko="", en="") == empty
    assert edit_headline(edit_headline(empty, "a", en="x"), "a", en="") == empty
    moved = reorder(move(empty, "b", section="regulation"), ["a", "b"])
    assert [(k, one.section, one.position) for k, one in moved.story.items()] == [
        ("b", "regulation", 2),
        ("a", "", 1),
    ]
    assert undo(undo(moved, "b", "move"), "a") == empty
    assert drop(pin(empty, "a"), "a").story["a"] == StoryReview(drop=True)
    assert empty == Review()


def test_the_hash_is_of_what_is_decided() -> None:
    """Not of who did, nor of the order; nothing decided has none."""
    one = pin(drop(Review(), "a", by="Kim"), "b")
    other = drop(pin(Review(), "b", by="Lee"), "a")
    assert one.sha256 == other.sha256 != ""
    assert Review().sha256 == ""
    assert pin(one, "a").sha256 != one.sha256


def test_what_was_written_by_hand_stays(tmp_path: Path) -> None:
    """Remarks, unknown keys and tables; they are named with advice."""
    write(tmp_path, BY_HAND)
    edit_review(tmp_path, lambda review: drop(review, "b 2", by="김"))
    edit_review(tmp_path, lambda review: comment(review, 'c"]\n[x', ko='한 줄\n두 줄 """'))
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    for part in ("# Ours.", "# the lead story", 'colour = "red"', 'text = "kept"'):
        assert part in text
    saved = load_review(tmp_path)
    assert saved.story["a1"].pin
    assert saved.story["b 2"] == StoryReview(drop=True, headline_en="By hand", by="김")
    assert saved.story['c"]\n[x'].comment_ko == '한 줄\n두 줄 """'
    note, colour = unknown_keys(tmp_path)
    assert note == "unknown key 'note' (valid: approval, story)"
    assert colour.startswith("unknown key 'story.a1.colour' (valid: articles, by,")


@pytest.mark.parametrize(
    "text",
    [
        "story = [",
        "story = 3",
        "[story]\na = 1",
        "[story.a]\npin = 'yes'",
        "[story.a]\npin = 1",
        "[story.a]\nposition = 0",
        "[story.a]\nposition = '2'",
        "[story.a]\nposition = 1.5",
        "[story.a]\nheadline_ko = ['x']",
        '[story.a]\nheadline_ko = "x\\u0007"',
        '[story.a]\nheadline_ko = "x\\ny"',
        "[story.a]\nheadline_ko = '" + "x" * 301 + "'",
        "[story.a]\narticles = 'x'",
        "[story.a]\npin = true\n[story.a]\npin = false",
        "approval = true",
        "[approval]\nby = 'x'\nat = 2025-05-05T00:00:00\nsha256 = '" + "0" * 64 + "'",
        "[approval]\nby = ''\nat = 2025-05-05T00:00:00Z\nsha256 = '" + "0" * 64 + "'",
        "[approval]\nby = 'x'\nat = 2025-05-05T00:00:00Z\nsha256 = 'short'",
        "x = " + "[" * 100_000,
        "\n".join(f"[story.s{n}]\npin = true" for n in range(1001)),
        "#" * (LARGEST + 1),
        "\x00",
    ],
    ids=range(22),
)
def test_a_wrong_file_is_one_line(tmp_path: Path, text: str) -> None:
    """What and where; and no command overwrites it."""
    write(tmp_path, text)
    with pytest.raises(BriefingError) as caught:
        load_review(tmp_path)
    assert FILE in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500
    with pytest.raises(BriefingError):
        edit_review(tmp_path, lambda review: pin(review, "b"))
    assert (tmp_path / FILE).read_text(encoding="utf-8") == text


def test_a_file_that_is_no_text_or_no_file(tmp_path: Path) -> None:
    """Bytes that are not UTF-8, a folder, a link to nowhere, a device."""
    (tmp_path / FILE).write_bytes(b"\xff\xfe")
    with pytest.raises(BriefingError, match="not valid TOML"):
        load_review(tmp_path)
    (tmp_path / FILE).unlink()
    for target in (tmp_path, Path("/dev/zero"), tmp_path / "nowhere"):
        (tmp_path / FILE).symlink_to(target)
        with pytest.raises(BriefingError, match="not a plain file"):
            load_review(tmp_path)
        (tmp_path / FILE).unlink()


def test_a_key_of_many_parts_is_read_quickly(tmp_path: Path) -> None:
    """It is unknown, and shown in part."""
    write(tmp_path, "a" + ".a" * 500 + " = 1")
    assert load_review(tmp_path) == Review()
    assert len(unknown_keys(tmp_path)[0]) < 200


def test_two_windows_lose_nothing(tmp_path: Path) -> None:
    """Forty changes by eight threads are all there."""
    names = [f"s{number}" for number in range(40)]

    def change(name: str) -> None:
        edit_review(tmp_path, lambda review: pin(review, name))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(change, names))
    assert sorted(load_review(tmp_path).story) == sorted(names)


def test_a_window_that_is_behind_is_told(tmp_path: Path) -> None:
    """When it says which revision it saw."""
    seen = revision(tmp_path)
    edit_review(tmp_path, lambda review: pin(review, "a"), expected=seen)
    with pytest.raises(StaleReviewError, match="changed meanwhile"):
        edit_review(tmp_path, lambda review: pin(review, "b"), expected=seen)
    edit_review(tmp_path, lambda review: pin(review, "b"), expected=revision(tmp_path))
    assert list(load_review(tmp_path).story) == ["a", "b"]


def test_killed_while_saving(tmp_path: Path) -> None:
    """At whatever moment: the file is whole, and the next editor gets the lock."""
    code = (
        "import sys; from pathlib import Path; from briefing.review import *\n"
        "print('on', flush=True)\n"
        "for n in range(10**9):\n"
        "    text = str(n) * 2000\n"
        "    edit_review(Path(sys.argv[1]), lambda r: comment(r, 'a', en=text[:9000]))\n"
    )
    for moment in (0.0, 0.05, 0.11):
        arguments = [sys.executable, "-c", code, str(tmp_path)]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(moment)
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert set(load_review(tmp_path).story) <= {"a"}
        edit_review(tmp_path, lambda review: undo(review, "a"))
    assert load_review(tmp_path) == Review()


def story(name: str, *articles: str) -> Story:
    """A story of these articles."""
    made = tuple(Article(article, f"headline {article}", "body") for article in articles)
    return Story(name, made[0], made)


def test_decisions_find_their_stories() -> None:
    """By id, by an article, by most of the articles it had; others are reported."""
    lines: list[Decision] = []
    review = Review(
        story={
            "s1": StoryReview(pin=True),
            "a3": StoryReview(drop=True),
            "gone": StoryReview(position=2, articles=("a5", "a6", "a1")),
            "s3": StoryReview(section="nowhere", pin=True),
            "lost\x1b[2J": StoryReview(pin=True, articles=("a9",)),
        }
    )
    stories = [story("s1", "a1"), story("s2", "a2", "a3"), story("s3", "a4", "a5", "a6")]
    decided = find_stories(review, stories, ["regulation"], lines.append)
    assert {key: one.decides for key, one in decided.stories.items()} == {
        "s1": {"pin": True},
        "s2": {"drop": True},
        "s3": {"pin": True, "position": 2},
    }
    assert [line.rule for line in lines] == ["unknown-section", "unknown-story"]
    assert decided.placed == {"s1": "", "s3": ""}


def test_the_folder_is_all_that_is_written_to(tmp_path: Path) -> None:
    """A story's name that looks like a path is a name."""
    inside = tmp_path / "in"
    inside.mkdir()
    edit_review(inside, lambda review: pin(review, "../../x"))
    assert {path.name for path in inside.iterdir()} <= {FILE, ".review.lock"}
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
    shutil.rmtree(inside)

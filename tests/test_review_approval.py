"""Approval: nothing is sent that was not approved as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from review_desk import EDITION, Run, make_desk, runner

from briefing.review import load_review

pytest_plugins = ["review_fixtures"]


@pytest.fixture(scope="module")
def built(sample_week: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk that asks for approval, with an edition; copy it before changing it."""
    desk = make_desk(tmp_path_factory.mktemp("approval") / "desk", sample_week, "approval = true")
    assert runner(desk)("build").exit_code == 0
    return desk


@pytest.fixture
def mails(home: Path) -> Path:
    """Where mails would go."""
    return home / "output" / EDITION / "mails"


def test_nothing_is_sent_without(run: Run, mails: Path) -> None:
    """One line, exit code 1; a dry run goes through and says so."""
    result = run("send", EDITION)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "not approved yet" in result.stderr
    result = run("send", EDITION, "--dry-run")
    assert result.exit_code == 0
    assert "not approved yet" in result.stderr
    assert not mails.exists()


def test_approved_it_is_sent(run: Run, mails: Path, home: Path) -> None:
    """By name; withdrawn, no more."""
    assert run("approve", EDITION, "--by", "김하늘").stdout == f"{EDITION}: approved by 김하늘\n"
    assert run("send", EDITION).exit_code == 0
    assert len(list(mails.rglob("*.eml"))) == 1
    assert run("approve", EDITION, "--withdraw").exit_code == 0
    assert load_review(home / "output" / EDITION).approval is None
    assert run("send", EDITION).exit_code == 1


def test_the_same_again_stays_approved(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rebuild, and a build from the sources, at another time and without any change."""
    assert run("approve", EDITION, "--by", "Lee").exit_code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1746500000")
    assert run("review", "rebuild", EDITION).exit_code == 0
    assert run("send", EDITION).exit_code == 0
    assert run("build").exit_code == 0
    assert run("send", EDITION).exit_code == 0


@pytest.mark.parametrize(
    "change",
    ["review", "template", "audience", "settings", "correction", "brief", "article"],
)
def test_a_change_makes_it_void(run: Run, home: Path, change: str) -> None:
    """Whatever readers would see of it; approved anew, it is sent."""
    assert run("approve", EDITION, "--by", "Lee").exit_code == 0
    folder = home / "output" / EDITION
    if change == "review":
        run("review", "drop", EDITION, 1)
        assert "the review has changes that the edition lacks" in run("send", EDITION).stderr
        assert run("approve", EDITION, "--by", "Lee").exit_code == 1
        run("review", "rebuild", EDITION)
    elif change == "template":
        (home / "styles").mkdir()
        (home / "styles" / "mail.css").write_text("p { color: red }")
    elif change == "audience":
        (home / "audiences/default.toml").write_text('recipients = ["k@example.kr"]\nitems = 1\n')
    elif change == "settings":
        text = (home / "briefing.toml").read_text(encoding="utf-8")
        (home / "briefing.toml").write_text(text + "[desk]\nmasthead_en = 'Other'\n")
        run("review", "rebuild", EDITION)
    elif change == "correction":
        assert run("correct", EDITION, "--note", "It was wrong.").exit_code == 0
    elif change == "brief":
        text = (folder / "brief.json").read_text(encoding="utf-8")
        (folder / "brief.json").write_text(text.replace("2025-W18", "2025-W18", 1) + " ")
        assert run("send", EDITION).exit_code == 0  # a space is no change
        brief = json.loads(text)
        brief["masthead_ko"] = "다른 이름"
        (folder / "brief.json").write_text(json.dumps(brief))
    else:
        (home / "articles" / "ko-pmi-donghae.md").unlink()
        run("build")
    result = run("send", EDITION)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "changed since Lee approved it" in result.stderr
    assert run("approve", EDITION, "--by", "Lee").exit_code == 0
    result = run("send", EDITION)
    assert result.exit_code == 0, result.output


def test_recipients_may_change(run: Run, home: Path) -> None:
    """Who gets it is no part of what was approved."""
    assert run("approve", EDITION, "--by", "Lee").exit_code == 0
    (home / "audiences/default.toml").write_text('recipients = ["new@example.kr"]\n')
    assert run("send", EDITION).exit_code == 0


def test_a_run_holds_until_it_is_approved(run: Run, mails: Path) -> None:
    """Between check and send, exit code 0; the run after the approval sends."""
    result = run("run", "--week", EDITION)
    assert result.exit_code == 0, result.output
    (line,) = result.stdout.splitlines()
    assert f"{EDITION} held: " in line
    assert "approve: " in line
    assert f"briefing approve {EDITION}" in line
    assert not mails.exists()
    assert run("approve", EDITION, "--by", "Lee").exit_code == 0
    (line,) = run("run", "--week", EDITION).stdout.splitlines()
    assert f"{EDITION} done: " in line
    assert "approve by Lee" in line
    assert len(list(mails.rglob("*.eml"))) == 1


def test_a_change_that_was_not_applied_stops_a_desk_without_approval(run: Run, home: Path) -> None:
    """Otherwise a story that an editor dropped would go out."""
    text = (home / "briefing.toml").read_text(encoding="utf-8")
    (home / "briefing.toml").write_text(text.replace("approval = true", ""))
    assert run("send", EDITION).exit_code == 0
    assert run("review", "drop", EDITION, 1).exit_code == 0
    assert "briefing review rebuild" in run("send", EDITION).stderr
    assert run("review", "undo", EDITION, 1).exit_code == 0
    assert run("send", EDITION).exit_code == 0


@pytest.mark.parametrize("name", ["", " ", "x" * 101, "a\nb"])
def test_somebody_approves_it(run: Run, name: str) -> None:
    """A name, in one line."""
    result = run("approve", EDITION, "--by", name)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)

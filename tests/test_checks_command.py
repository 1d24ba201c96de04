"""`briefing check`: its rows, its exit codes, and that one fault fails one check."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from checked_copy import Copy, around, ending_early, in_a_strange_script, untranslated
from typer.testing import CliRunner

from briefing.checks import CHECKS, Result, State, has_failed, summary
from briefing.cli import app

pytest_plugins = ["checks_fixtures"]


def test_the_command_prints_rows_and_fails_with_one(copy: Copy) -> None:
    """Exit code 0 on a good edition and 1 on a bad one; JSON for programs."""
    run = CliRunner().invoke(app, ["check", str(copy.folder)])
    assert run.exit_code == 0, run.output
    assert "checks passed" in run.output
    copy.change("html", "<h3", "<h5")
    run = CliRunner().invoke(app, ["check", str(copy.folder), "--json"])
    assert run.exit_code == 1
    rows = {row["name"]: row["state"] for row in json.loads(run.stdout)}
    assert rows["headings"] == "failed"
    assert rows["receipts"] == "passed"


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("receipts", lambda c: c.change("html", "</q>", "!</q>")),
        ("headings", lambda c: c.change("html", "<h3", "<h5")),
        ("links", lambda c: c.change("html", 'href="#brief"', 'href="#breif"')),
        ("mail size", lambda c: c.change("mail.html", "</h1>", f"</h1>{'a' * 9999}")),
        ("mail programs", lambda c: c.change("mail.html", "<h1", "<svg></svg><h1")),
        ("places", lambda c: c.remodel(around("Never said. "))),
        ("dates", lambda c: c.remodel(ending_early)),
        ("translations", lambda c: c.remodel(untranslated)),
        ("glyphs", lambda c: c.remodel(in_a_strange_script)),
        ("PDF tags", lambda c: c.untag()),
    ],
)
def test_one_fault_fails_one_check(copy: Copy, name: str, spoil: Callable[[Copy], None]) -> None:
    """Exit code 1, that check alone, and one clear line about it."""
    spoil(copy)
    run = CliRunner().invoke(app, ["check", str(copy.folder), "--json"])
    assert run.exit_code == 1
    failed = [row for row in json.loads(run.stdout) if row["state"] == "failed"]
    assert [row["name"] for row in failed] == [name]
    assert failed[0]["detail"].strip()
    assert "\n" not in failed[0]["detail"]


def test_a_warning_fails_when_asked_to(copy: Copy) -> None:
    """A section without a story may be right; a desk that wants none can say so."""
    copy.remodel(
        lambda brief: replace(
            brief, sections=(*brief.sections, replace(brief.sections[0], items=(), key="x"))
        )
    )
    assert CliRunner().invoke(app, ["check", str(copy.folder)]).exit_code == 0
    assert CliRunner().invoke(app, ["check", str(copy.folder), "--strict"]).exit_code == 1


def test_the_summary_names_what_did_not_pass() -> None:
    """One line for the end of a build."""
    results = [
        Result("a", State.PASSED),
        Result("b", State.WARNING),
        Result("c", State.FAILED),
        Result("d", State.SKIPPED),
    ]
    assert summary(results) == "1 of 3 checks passed; 1 to look at: b; 1 failed: c"
    assert has_failed(results)
    assert not has_failed(results[:2])


def test_every_check_says_what_holds() -> None:
    """The list is readable: each check has a docstring of one sentence."""
    assert all((check.__doc__ or "").strip().endswith(".") for check in CHECKS.values())

"""The weekly run: which weeks, which steps, one at a time, and what gets it started."""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from briefing.desk import Desk
from briefing.errors import InputError
from briefing.operations.lock import BusyError, only_one
from briefing.operations.log import log_to
from briefing.operations.run import (
    JOURNAL,
    Done,
    Ending,
    HoldError,
    Step,
    finished_weeks,
    missed_weeks,
    run_missed,
    run_week,
)
from briefing.operations.schedule import command, cron_line, systemd_units
from briefing.settings import DeskSettings, Settings

TUESDAY = date(2026, 11, 24)  # in 2026-W48


@pytest.mark.parametrize(
    ("done", "missed"),
    [
        ([], ["2026-W47"]),
        (["2026-W46"], ["2026-W47"]),
        (["2026-W47"], []),
        (["2026-W45"], ["2026-W46", "2026-W47"]),
        (["2026-W44", "2026-W46"], ["2026-W45", "2026-W47"]),
        (["2026-W20"], ["2026-W44", "2026-W45", "2026-W46", "2026-W47"]),
        (["2026-W48"], []),
    ],
)
def test_missed_weeks(done: list[str], missed: list[str]) -> None:
    """Weeks that are over, since the first finished one, four weeks back at most."""
    assert missed_weeks(done, TUESDAY) == missed


def test_missed_weeks_over_the_turn_of_the_year() -> None:
    """2026 has 53 ISO weeks."""
    assert missed_weeks(["2026-W51"], date(2027, 1, 12)) == ["2026-W52", "2026-W53", "2027-W01"]


def steps(failing: dict[str, BaseException] | None = None) -> tuple[dict[str, Step], list[str]]:
    """Three steps, and what they were called with; some raise."""
    called: list[str] = []

    def make(name: str) -> Step:
        def step(week: str) -> Done:
            called.append(f"{name} {week}")
            if failing and name in failing:
                raise failing[name]
            return Done("well", "one was refused" if name == "send" else "")

        return step

    return {name: make(name) for name in ("build", "check", "send")}, called


def test_steps_are_taken_in_order() -> None:
    """One line says how it went, with what the desk should know."""
    taken, called = steps()
    report = run_week("2026-W47", taken)
    assert called == ["build 2026-W47", "check 2026-W47", "send 2026-W47"]
    assert report.line == ("2026-W47 done: build well · check well · send well · one was refused")


@pytest.mark.parametrize(
    ("error", "ending", "reason"),
    [
        (InputError("no articles"), Ending.FAILED, "check failed: no articles"),
        (KeyError("x"), Ending.FAILED, "check failed: KeyError: 'x'"),
        (HoldError("waits for approval"), Ending.HELD, "check: waits for approval"),
    ],
)
def test_a_step_that_fails_or_waits_ends_the_week(
    error: BaseException, ending: Ending, reason: str
) -> None:
    """Nothing is sent after it, not even when the error is none of ours."""
    taken, called = steps({"check": error})
    report = run_week("2026-W47", taken)
    assert (report.ending, report.attention) == (ending, reason)
    assert called == ["build 2026-W47", "check 2026-W47"]


def test_what_is_not_done_is_run_again(tmp_path: Path) -> None:
    """A failed week comes first the next time; a finished one never again."""
    bad, _ = steps({"send": InputError("no server")})
    (report,) = run_missed(bad, tmp_path, TUESDAY)
    assert report.ending is Ending.FAILED
    good, called = steps()
    run_missed(good, tmp_path, TUESDAY)
    assert called[-1] == "send 2026-W47"
    assert run_missed(good, tmp_path, TUESDAY) == []


def test_a_journal_line_that_was_cut_off_counts_for_nothing(tmp_path: Path) -> None:
    """A crash in the middle of writing costs a repetition, no more."""
    good, _ = steps()
    (tmp_path / JOURNAL).write_text('{"week": "2026-W46", "ending": "done"}\n{"week": "2026-W4')
    assert finished_weeks(tmp_path) == {"2026-W46"}
    run_missed(good, tmp_path, TUESDAY)
    assert finished_weeks(tmp_path) == {"2026-W46", "2026-W47"}


def test_one_run_at_a_time(tmp_path: Path) -> None:
    """A second process is refused while the first lives, and let in when it was killed."""
    code = (
        "import sys, time; from pathlib import Path; from briefing.operations.lock import *\n"
        "with only_one(Path(sys.argv[1])): print('in', flush=True); time.sleep(60)"
    )
    arguments = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"in\n"
        with pytest.raises(BusyError, match="another run"), only_one(tmp_path):
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
        with only_one(tmp_path):
            pass


def test_the_log_as_json(tmp_path: Path) -> None:
    """One object a line, with the exception inside; Korean as it is."""
    path = tmp_path / "run.log"
    handler = log_to(path, "json")
    try:
        run_week("2026-W47", {"build": lambda _: Done("27 소식")})
        run_week("2026-W48", {"build": lambda _: Done(str(1 / 0))})
    finally:
        logging.getLogger("briefing").removeHandler(handler)
        handler.close()
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["level"] for line in lines] == ["info", "error", "error"]
    assert lines[0]["message"] == "2026-W47: build 27 소식"
    assert "ZeroDivisionError" in lines[1]["exception"]
    assert "27 소식" in path.read_text(encoding="utf-8")


@pytest.fixture(params=["Asia/Seoul", "Asia/Kolkata", "America/New_York"])
def our_desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    """A desk somewhere, in a folder whose name needs quoting."""
    folder = tmp_path / "our 50% desk"
    folder.mkdir()
    return Desk(folder, Settings(desk=DeskSettings(time_zone=request.param)))


@pytest.mark.parametrize(
    ("moment", "runs"),
    [
        ("2026-11-23T07:00", True),
        ("2026-11-23T08:00", True),
        ("2026-11-23T07:15", False),
        ("2026-11-24T07:00", False),
        ("2026-07-06T07:00", True),
    ],
)
def test_the_cron_line_runs_on_the_desks_clock(
    our_desk: Desk, tmp_path: Path, moment: str, runs: bool
) -> None:
    """A shell given the line runs the command on Monday at seven there, summer time or not."""
    local = datetime.fromisoformat(moment).replace(tzinfo=our_desk.zone)
    date_program = f'exec {shutil.which("date")} -d @{int(local.timestamp())} "$@"'
    _script(tmp_path / "date", date_program)
    run = [str(_script(tmp_path / "our 7% briefing", 'printf "%s|" "$@"')), "run", "50%", "a'b"]
    *times, command = cron_line(our_desk, run).split(" ", 5)
    assert times == ["*/15", "*", "*", "*", "*"]
    printed = subprocess.run(
        ["/bin/sh", "-c", command.replace(r"\%", "%")],  # as cron does
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}", "TZ": "UTC"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert printed == ("run|50%|a'b|" if runs else "")


def _script(path: Path, line: str) -> Path:
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_accepts_the_units(our_desk: Desk, tmp_path: Path) -> None:
    """`systemd-analyze verify` has nothing to say; the timer's next time is a Monday at seven."""
    units = systemd_units(our_desk, command(our_desk))
    (tmp_path / "briefing.service").write_text(units.service)
    (tmp_path / "briefing.timer").write_text(units.timer)
    paths = [str(tmp_path / name) for name in ("briefing.timer", "briefing.service")]
    result = subprocess.run(
        ["systemd-analyze", "verify", *paths], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr.strip()) == (0, "")
    when = next(line for line in units.timer.splitlines() if line.startswith("OnCalendar="))
    shown = subprocess.run(
        ["systemd-analyze", "calendar", when.removeprefix("OnCalendar=")],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TZ": "UTC"},
    ).stdout
    found = next(line for line in shown.splitlines() if "elapse" in line or "UTC" in line)
    moment = datetime.strptime(found.split(": ", 1)[1], "%a %Y-%m-%d %H:%M:%S %Z")
    local = moment.replace(tzinfo=UTC).astimezone(our_desk.zone)
    assert (local.isoweekday(), local.hour, local.minute) == (1, 7, 0)

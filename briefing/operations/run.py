"""The weekly run: the steps of a week, in order, for each week that is missing.

    missed_weeks ─ for each week ─ build ─ check ─ send ─ journal (OUT/runs.jsonl) ─ summary line
                                     └───────┴───────┴─ failed or held: the next run goes on here

A step is a callable that gets the week and says in a few words what it did. Each can be repeated:
what is built is not built again, and who has the mail gets no second one. So a run that was killed
or failed is simply run again.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from briefing.errors import BriefingError
from briefing.periods import made_at, week_of

JOURNAL = "runs.jsonl"
MOST_WEEKS = 4  # so far back a missed week is made up for

_log = logging.getLogger(__name__)


class Ending(StrEnum):
    """How a week's run ended."""

    DONE = "done"
    HELD = "held"  # a person has to do something first, such as approve
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Done:
    """What a step says when it has done its work."""

    text: str
    attention: str = ""  # something that the desk should know of


class HoldError(Exception):
    """A step that waits for a person; says for what."""


Step = Callable[[str], Done]  # of an ISO week


@dataclass(frozen=True, slots=True)
class WeekReport:
    """How the run of a week went."""

    week: str
    ending: Ending
    steps: tuple[str, ...]  # "build 27 stories"
    attention: str = ""  # the error, or what the steps want known

    @property
    def line(self) -> str:
        """One line for people."""
        parts = " · ".join((*self.steps, *([self.attention] if self.attention else [])))
        return f"{self.week} {self.ending}: {parts}"


def missed_weeks(done: Iterable[str], today: date, most: int = MOST_WEEKS) -> list[str]:
    """The weeks that lack a finished run, the oldest first, up to the last one that is over.

    Without any finished run it is that last week alone; none lies more than `most` weeks back.
    """
    finished = set(done)
    weeks = [week_of(today - timedelta(weeks=back)) for back in range(most, 0, -1)]
    first = min(finished, default=weeks[-1])
    return [week for week in weeks if week >= first and week not in finished]


def run_week(week: str, steps: Mapping[str, Step]) -> WeekReport:
    """Take the steps in their order, up to one that fails or waits."""
    taken: list[str] = []
    attention: list[str] = []
    for name, step in steps.items():
        try:
            done = step(week)
        except HoldError as hold:
            return WeekReport(week, Ending.HELD, tuple(taken), f"{name}: {hold}")
        except BriefingError as error:
            return _failed(week, name, taken, str(error))
        except Exception as error:  # nobody watches: whatever it is has to be reported
            _log.exception("%s of %s", name, week)
            return _failed(week, name, taken, f"{type(error).__name__}: {error}")
        taken.append(f"{name} {done.text}")
        attention += [done.attention] if done.attention else []
        _log.info("%s: %s %s", week, name, done.text)
    return WeekReport(week, Ending.DONE, tuple(taken), "; ".join(attention))


def _failed(week: str, name: str, taken: Sequence[str], reason: str) -> WeekReport:
    _log.error("%s: %s failed: %s", week, name, reason)
    return WeekReport(week, Ending.FAILED, tuple(taken), f"{name} failed: {reason}")


def run_missed(
    steps: Mapping[str, Step], out: Path, today: date, weeks: Sequence[str] = ()
) -> list[WeekReport]:
    """Run `weeks`, or those that are missing; each is in the journal once it has ended."""
    reports = []
    for week in weeks or missed_weeks(finished_weeks(out), today):
        report = run_week(week, steps)
        _write_down(report, out)
        reports.append(report)
    return reports


def finished_weeks(out: Path) -> set[str]:
    """The weeks that the journal calls done; a line cut off by a crash counts for nothing."""
    path = out / JOURNAL
    finished = set()
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if record["ending"] == Ending.DONE:
            finished.add(record["week"])
    return finished


def _write_down(report: WeekReport, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    record = {**asdict(report), "at": made_at().isoformat(timespec="seconds")}
    with (out / JOURNAL).open("a+", encoding="utf-8") as journal:
        journal.seek(0)
        whole = journal.read()
        cut = "\n" if whole and not whole.endswith("\n") else ""
        journal.write(f"{cut}{json.dumps(record, ensure_ascii=False)}\n")

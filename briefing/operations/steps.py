"""The steps of a weekly run, as this desk takes them."""

from __future__ import annotations

from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.delivery.errors import DeliveryError
from briefing.delivery.outbox import WAITING
from briefing.desk import Desk
from briefing.editions import BRIEF, load_brief
from briefing.errors import EditionError, InputError, counted
from briefing.operations.run import Done, HoldError, Step
from briefing.periods import week_period
from briefing.review.applying import unheeded
from briefing.review.approval import refusal
from briefing.review.file import load_review
from briefing.store import DeliveryState

if TYPE_CHECKING:
    from briefing.store.store import Store


def weekly_steps(desk: Desk, out: Path) -> dict[str, Step]:
    """What happens to a week, in this order."""
    steps: dict[str, Step] = {
        "build": lambda week: build(desk, out, week),
        "check": lambda week: check(desk, out, week),
        "approve": lambda week: await_approval(desk, out, week),
        "send": lambda week: send(desk, out, week),
    }
    if not desk.settings.delivery.approval:
        del steps["approve"]
    return steps


def build(desk: Desk, out: Path, week: str) -> Done:
    """Build the week's edition for every audience, unless it is there.

    From the store when the desk has sources, otherwise from its `[input] paths`.
    """
    from briefing.pipeline import build_edition

    folder = out / week
    if (folder / BRIEF).exists():
        return Done(f"{_stories(folder)}, from before")
    paths = [(desk.folder or Path()) / path for path in desk.settings.input.paths]
    with own_store(desk) as store:
        if not (store or paths):
            raise InputError("no articles were named", hint="set paths under [input]")
        edition = build_edition(paths, desk, period=week_period(week), store=store, out=out)
    edition.write(folder, desk.audiences, (), desk)
    return Done(_stories(folder), "; ".join(unheeded(edition.ledger)))


def own_store(desk: Desk) -> AbstractContextManager[Store | None]:
    """The desk's store; none when it has no sources, and so nothing in it."""
    from briefing.store import open_store

    return open_store(desk.store_location) if desk.settings.source else nullcontext()


def _stories(folder: Path) -> str:
    printed = sum(len(section.items) for section in load_brief(folder).sections)
    return counted(printed, "story", "stories")


def check(desk: Desk, out: Path, week: str) -> Done:
    """Every check of a finished edition; EditionError names those that failed."""
    from briefing.checks import check_edition, has_failed, summary

    results = check_edition(out / week, desk)
    said = summary(results)
    if has_failed(results):
        raise EditionError(said, where=str(out / week), hint=f"briefing check {week}")
    return Done(said)


def await_approval(desk: Desk, out: Path, week: str) -> Done:
    """Go on once the edition is approved as it is; HoldError until then."""
    folder = out / week
    if reason := refusal(folder, load_brief(folder), desk):
        raise HoldError(str(reason))
    approval = load_review(folder).approval
    return Done(f"by {approval.by}" if approval else "not needed")


def send(desk: Desk, out: Path, week: str) -> Done:
    """Send to every audience that has recipients; DeliveryError while someone has to wait."""
    from briefing.operations.posting import send_edition

    said, refused, waiting = list[str](), list[str](), list[str]()
    for audience in desk.audiences:
        if not audience.recipients:
            continue
        lines = send_edition(out / week, audience, desk)
        counts = Counter(str(line.state) for line in lines)
        said.append(f"{audience.name} " + ", ".join(f"{n} {s}" for s, n in counts.items()))
        for line in lines:
            if line.state is DeliveryState.REFUSED:
                refused.append(f"{line.recipient} ({line.detail})")
            elif line.state in WAITING:
                waiting.append(f"{line.recipient} ({line.detail})")
    if waiting:
        raise DeliveryError(
            f"{len(waiting)} still wait: {', '.join(waiting[:5])}", hint="run again"
        )
    bounced = f"refused: {', '.join(refused)}" if refused else ""
    return Done("; ".join(said) or "to nobody: no audience has recipients", bounced)

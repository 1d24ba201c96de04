"""Checks of a finished edition before it goes out: `briefing check`, and the end of a build.

Each check takes the edition and gives a verdict; its docstring says what holds when it passes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from briefing.checks import colours, content, mail, pages, pdf
from briefing.checks.subject import Check, Result, State, Subject
from briefing.desk import Desk

__all__ = ["CHECKS", "Result", "State", "check_edition", "has_failed", "summary"]

CHECKS: dict[str, Check] = {
    "receipts": content.receipts,
    "places": content.places,
    "dates": content.dates,
    "translations": content.translations,
    "sections": content.sections,
    "headings": content.headings,
    "links": content.links,
    "contrast": colours.contrast,
    "mail size": mail.mail_size,
    "mail programs": mail.mail_clients,
    "pages": pages.pages,
    "glyphs": pdf.glyphs,
    "PDF tags": pdf.tags,
    "veraPDF": pdf.verapdf,
}


def check_edition(folder: Path, desk: Desk) -> tuple[Result, ...]:
    """The result of every check on the edition in `folder`; raises EditionError when damaged."""
    subject = Subject(folder, desk)
    return tuple(Result(name, *check(subject)) for name, check in CHECKS.items())


def has_failed(results: Iterable[Result]) -> bool:
    """Whether any check failed."""
    return any(result.state is State.FAILED for result in results)


def summary(results: Iterable[Result]) -> str:
    """One line: how many passed, and the names of those that did not."""
    results = list(results)
    states = Counter(result.state for result in results)
    asked = len(results) - states[State.SKIPPED]
    parts = [f"{states[State.PASSED]} of {asked} checks passed"]
    for state, word in ((State.WARNING, "to look at"), (State.FAILED, "failed")):
        names = ", ".join(result.name for result in results if result.state is state)
        parts += [f"{states[state]} {word}: {names}"] if names else []
    return "; ".join(parts)

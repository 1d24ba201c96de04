"""What a check looks at, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from briefing.checks.page import Page, read_page
from briefing.desk import Desk
from briefing.editions import load_articles, load_brief
from briefing.models import Article, Brief, Item, Line


class State(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    WARNING = "warning"  # worth a look; the brief may go out
    FAILED = "failed"
    SKIPPED = "skipped"  # there was nothing to look at


@dataclass(frozen=True, slots=True)
class Result:
    """One row of a report."""

    name: str
    state: State
    detail: str = ""


Verdict = tuple[State, str]
Check = Callable[["Subject"], Verdict]


@dataclass(frozen=True)
class Subject:
    """An edition on disk. Files load when first needed."""

    folder: Path
    desk: Desk

    @cached_property
    def brief(self) -> Brief:
        """The whole brief."""
        return load_brief(self.folder)

    @cached_property
    def articles(self) -> dict[str, Article]:
        """The articles that it quotes from, by id."""
        return load_articles(self.folder)

    @cached_property
    def pages(self) -> dict[str, Page]:
        """The HTML files by name, without mail bodies."""
        paths = [p for p in self.files("html") if not p.name.endswith(".mail.html")]
        return {path.name: read_page(path.read_text(encoding="utf-8")) for path in paths}

    def files(self, extension: str) -> list[Path]:
        """The files of each audience that end so: ``html``, ``mail.html``, ``pdf``."""
        return sorted(self.folder.glob(f"brief.*.{extension}"))

    @property
    def items(self) -> Iterator[Item]:
        """Every story."""
        return (item for section in self.brief.sections for item in section.items)

    @property
    def lines(self) -> Iterator[Line]:
        """Every headline and sentence."""
        return (line for item in self.items for line in (item.headline, *item.lines))


def verdict(faults: Iterable[str], good: str, bad: State = State.FAILED) -> Verdict:
    """`bad` with the first faults and how many there are, or passed."""
    found = list(dict.fromkeys(faults))
    if not found:
        return State.PASSED, good
    more = f"; and {len(found) - 3} more" if len(found) > 3 else ""
    return bad, "; ".join(found[:3]) + more

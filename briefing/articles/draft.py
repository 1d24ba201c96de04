"""An article on its way from a document to an `Article`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from briefing.articles.stylebook import Stylebook
from briefing.models import Precision


@dataclass(frozen=True, slots=True)
class Cut:
    """Text that was left out of the article, and by which rule."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known so far. Steps return a changed copy."""

    lines: tuple[str, ...]  # paragraphs and subheadings; "" stands for a blank line
    headline: str = ""
    id: str = ""  # as the source gives it
    url: str = ""
    outlet: str = ""
    credited: str = ""  # the outlet or agency that the byline names
    authors: tuple[str, ...] = ()
    language: str = ""
    time_zone: str = ""  # of times that carry none; empty: the outlet's
    given_date: str | date | datetime | None = None  # as the source gives it
    stamp: str = ""  # the date in a line such as 입력 2025-05-01 09:12
    likely_date: date | None = None  # what a page only hints at
    published: datetime | None = None
    precision: Precision = Precision.UNKNOWN
    agency: str = ""
    sample: str = ""
    source: str = ""  # the document's address
    cuts: tuple[Cut, ...] = ()

    @property
    def body(self) -> str:
        """The text as it will stand in the article."""
        return "\n".join(line for line in self.lines if line)

    def without(self, cuts: Sequence[Cut], lines: Iterable[str], **changes: Any) -> Draft:
        """A copy that keeps these lines, with the cuts on record; without a cut, the draft."""
        if not cuts:
            return self
        return replace(self, lines=tuple(lines), cuts=(*self.cuts, *cuts), **changes)


Step = Callable[[Draft, Stylebook], Draft]

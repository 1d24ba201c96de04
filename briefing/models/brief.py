"""The brief: the one model that every output reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from briefing.models.articles import GlossaryEntry, Precision
from briefing.models.decisions import Receipt, Rendering


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or headline with its counterpart in the other language."""

    text: str
    language: str
    rendering: Rendering
    receipt: Receipt | None = None  # None: not a quotation of the body (a headline)
    rank: int = 0  # 1: the sentence that scored best in its item
    before: str = ""  # of the quotation's paragraph, clipped to 160 characters; "…" where cut
    after: str = ""  # of the quotation's paragraph, clipped alike
    edited_from: str = ""  # the outlet's headline, where `text` is the desk's own


@dataclass(frozen=True, slots=True)
class SourceRef:
    """An article in the list of sources."""

    number: int
    article_id: str
    outlet: str
    outlet_en: str
    headline: str
    language: str
    url: str
    published: datetime | None
    precision: Precision
    sample: str = ""
    sha256: str = ""  # of the body as quoted from


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure of the week, written in both languages."""

    ko: str
    en: str
    subject_ko: str
    subject_en: str
    source: int  # number in the list of sources
    receipt: Receipt
    value: Decimal | None = None  # negative for a fall; None: a range, or by how much it changed
    unit: str = ""  # as `Figure.unit`


@dataclass(frozen=True, slots=True)
class Item:
    """One story as it stands in a brief."""

    story_id: str
    headline: Line
    lines: tuple[Line, ...]
    sources: tuple[int, ...]  # numbers in the list of sources, the lead first
    independent_sources: int
    figures: tuple[KeyFigure, ...] = ()
    second_theme: str = ""
    score: float = 0.0
    follows: str = ""  # the earlier edition that told of this story
    follows_story: str = ""  # its id there
    follows_pages: tuple[str, ...] = ()  # audiences whose page of that edition lies beside this one
    comment_ko: str = ""  # the editors' own words, Markdown
    comment_en: str = ""
    pinned: bool = False  # by the editors: no limit of an audience takes it out


@dataclass(frozen=True, slots=True)
class Section:
    """A theme with the stories that made it into the brief; may be empty."""

    key: str
    title_ko: str
    title_en: str
    items: tuple[Item, ...]
    left_out: int = 0  # stories on this theme beyond floor or quota
    comment_ko: str = ""  # the editors' own words, Markdown
    comment_en: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a brief covers, both included."""

    since: date
    until: date
    week: str = ""  # ISO week when it is one: 2026-W47


@dataclass(frozen=True, slots=True)
class Colophon:
    """How the brief was made."""

    version: str
    settings_hash: str
    made_at: datetime
    read: int  # articles that came in
    kept: int  # that lead a story in the brief
    merged: int  # that stand in a story beside its lead, or are copies
    dropped: int
    samples: bool = False  # the brief contains rewritten samples
    review: str = ""  # hash of the editors' decisions in it; empty when there are none


@dataclass(frozen=True, slots=True)
class Correction:
    """A notice that an edition was published again, and why."""

    number: int  # 1, 2, 3 … of the edition
    made_at: datetime
    note_ko: str = ""  # what was wrong, in the editors' words; at least one is given
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class Fitting:
    """What an audience's number of pages left no room for."""

    audience: str
    left_out: tuple[str, ...]  # ids of stories, the first to go first


@dataclass(frozen=True, slots=True)
class WeekCount:
    """How many stories each theme had in the edition of a week."""

    week: str  # 2026-W47
    stories: Mapping[str, int]  # by theme key


@dataclass(frozen=True, slots=True)
class Brief:
    """The one model that every output reads."""

    edition: str  # folder name: 2026-W47, 2026-11-01_2026-11-15, all
    number: int
    audience: str
    masthead_ko: str
    masthead_en: str
    period: Period
    sections: tuple[Section, ...]
    figures: tuple[KeyFigure, ...]
    glossary: tuple[GlossaryEntry, ...]
    sources: tuple[SourceRef, ...]
    colophon: Colophon
    undated: int = 0  # articles in it whose date is not known
    corrections: tuple[Correction, ...] = ()  # the first one first
    archive: tuple[WeekCount, ...] = ()  # of earlier weekly editions, the oldest first
    fittings: tuple[Fitting, ...] = ()  # of the audiences with a limit of pages


@dataclass(frozen=True, slots=True)
class Rendition:
    """A finished file."""

    name: str
    media_type: str
    content: bytes

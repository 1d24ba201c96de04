"""Articles and what the rules read in them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol


class Precision(StrEnum):
    """How well the publication time of an article is known."""

    EXACT = "exact"  # a time of day was given
    DAY = "day"  # a calendar day was given
    INFERRED = "inferred"  # taken from explicit dates in the text
    FETCHED = "fetched"  # not known; counts for when it was fetched. `published` is None
    UNKNOWN = "unknown"  # nothing to go by; `published` is None


@dataclass(frozen=True, slots=True)
class Document:
    """One item as it came in, before parsing."""

    url: str  # where it came from: an address, or a path with `#line`
    media_type: str  # text/plain, text/markdown, application/json, text/html …
    content: bytes  # as fetched
    fetched_at: datetime
    source: str = ""  # name of the source that brought it


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a desk says of all that a source brings; empty: as the item tells."""

    outlet: str = ""
    language: str = ""
    time_zone: str = ""  # of times that carry none


@dataclass(frozen=True, slots=True)
class Gloss:
    """A name with its form in another script, as one article writes it: 샤오미(小米, Xiaomi)."""

    ko: str
    en: str = ""
    zh: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One news item. `body` is the cleaned text that every offset refers to."""

    id: str  # stable: given by the source, or a hash of address and text
    headline: str
    body: str
    language: str = "ko"
    url: str = ""
    outlet: str = ""  # as shown to readers, in the outlet's own language
    authors: tuple[str, ...] = ()
    headline_given: bool = True  # False: derived from the lead
    published: datetime | None = None
    precision: Precision = Precision.UNKNOWN
    is_truncated: bool = False  # the body ends in mid-sentence
    agency: str = ""  # the wire agency whose copy this is
    parent: str = ""  # id of the digest that this item was split from
    source: str = ""  # the document it was parsed from
    sample: str = ""  # set when the article is a rewritten sample, and says so
    glosses: tuple[Gloss, ...] = ()

    @property
    def sha256(self) -> str:
        """Hash of the body, hexadecimal; receipts quote it."""
        return hashlib.sha256(self.body.encode()).hexdigest()


class Token(Protocol):
    """A morpheme (Korean, Kiwi's own tokens) or a word (English, Chinese)."""

    @property
    def form(self) -> str:
        """As it stands in the text."""
        ...

    @property
    def tag(self) -> str:
        """Part of speech, as Kiwi names it."""
        ...

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where it ends."""
        ...

    @property
    def lemma(self) -> str:
        """Its dictionary form."""
        ...


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article, word for word: ``text == body[start:end]``."""

    text: str
    article_id: str
    start: int
    end: int
    language: str = "ko"
    is_truncated: bool = False  # cut in mid-word; never quoted


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A name or term in three languages."""

    kind: str  # company, model, person, organisation, law, place, outlet, event, term, title
    ko: str
    en: str
    zh: str = ""
    ko_aliases: tuple[str, ...] = ()
    en_aliases: tuple[str, ...] = ()
    zh_aliases: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()  # words that must occur too when the name is ambiguous
    tags: tuple[str, ...] = ()
    origin: str = "glossary"  # "glossary", "desk" or "gloss" (harvested from the article)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text."""

    text: str
    start: int
    end: int
    entry: GlossaryEntry


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit and what it counts, at its exact place."""

    text: str  # word for word: "약 9만6천 편"
    start: int
    end: int
    value: Decimal  # in units of one: 96000
    unit: str  # ISO 4217 code, "percent", "percentage-point", a unit key or "count"
    high: Decimal | None = None  # upper end of a range
    counter: str = ""  # the counted noun or counter as written: 편, 명, 회, models
    qualifier: str = ""  # about, up-to, at-least, at-most, over, under, nearly, some, band, several
    direction: str = ""  # up or down
    subject: str = ""  # what it measures, word for word: "챗GPT 다운로드 수"


@dataclass(frozen=True, slots=True)
class TermHit:
    """A theme's term that was found, and what it weighed."""

    term: str
    where: str  # headline, lead or body
    count: int
    weight: float  # points it added (negative terms subtract)


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """How well an article fits a theme; 1.0 is the floor for belonging to it."""

    key: str
    score: float
    terms: tuple[TermHit, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """An editorial subject; a section of the brief."""

    key: str
    title_ko: str
    title_en: str
    rules: object = None  # terms and weights, in the form of `briefing/themes/rules.py`


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the rules read in one article; made once and shared by all later stages."""

    article: Article
    headline_tokens: tuple[Token, ...]
    body_tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    headline_names: tuple[Mention, ...] = ()
    names: tuple[Mention, ...] = ()  # in the body
    headline_figures: tuple[Figure, ...] = ()
    figures: tuple[Figure, ...] = ()  # in the body
    themes: tuple[ThemeScore, ...] = ()  # best first; empty when off-theme

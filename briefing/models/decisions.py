"""What the stages decide: stories, summaries, renderings, and the lines of the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from briefing.models.articles import Article, Sentence


class Outcome(StrEnum):
    """What happened to an article at a stage of the pipeline."""

    KEPT = "kept"
    MERGED = "merged"  # it stands in a story beside another article
    DROPPED = "dropped"
    NOTED = "noted"  # something worth recording that decided nothing


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of the ledger: what was decided on an article, by which rule."""

    subject: str  # article id, or the document's address when nothing could be parsed
    stage: str  # read, parse, keep, group, file, rank, summarise, translate
    outcome: Outcome
    rule: str
    score: float | None = None
    detail: str = ""


Reporter = Callable[[Decision], None]


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on one event. `lead` is the one that stands for it."""

    id: str
    lead: Article
    articles: tuple[Article, ...]  # the lead first, without near-duplicates
    copies: tuple[Article, ...] = ()  # near-duplicates and wire copies
    independent_sources: int = 1  # copies of one wire report count once


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """Why a sentence ranked where it did: feature values times weights."""

    index: int
    score: float
    features: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """Chosen sentences, in the order of the text."""

    indices: tuple[int, ...]  # into the sentences that were given
    sentences: tuple[Sentence, ...]
    scores: tuple[SentenceScore, ...] = ()  # of all sentences, in text order
    method: str = "rules"


class Origin(StrEnum):
    """How a line in the other language came about, most trusted first."""

    ORIGINAL = "original"
    EDITED = "edited"  # a headline that the desk wrote itself
    REVIEWED = "reviewed"
    OUTLET = "outlet"
    RELATED = "related"
    MACHINE = "machine"
    RULES = "rules"
    FACTS = "facts"


@dataclass(frozen=True, slots=True)
class Check:
    """One test of a rendering against its source."""

    name: str  # figures, names, negation, direction, hangul, length, repetition
    passed: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a quoted sentence stands, so that anyone can check it."""

    article_id: str
    start: int
    end: int
    sha256: str  # of the quoted text

    @classmethod
    def of(cls, article_id: str, text: str, start: int) -> Receipt:
        """The receipt of `text`, which stands at `start` of the article's body."""
        digest = hashlib.sha256(text.encode()).hexdigest()
        return cls(article_id, start, start + len(text), digest)


@dataclass(frozen=True, slots=True)
class Rendering:
    """A sentence in the other language, with how it came about."""

    text: str
    language: str
    origin: Origin
    checks: tuple[Check, ...] = ()
    attribution: str = ""  # outlet of a related report, name and date of an engine
    url: str = ""  # of the related report
    facts: tuple[str, ...] = ()  # the single facts, when origin is "facts"
    receipt: Receipt | None = None  # of a sentence quoted from a report in this language

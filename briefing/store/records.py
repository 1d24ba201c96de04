"""What the store hands out beside articles and briefs; nothing here needs a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from briefing.models import Article


@dataclass(frozen=True, slots=True)
class Counts:
    """What an intake brought."""

    new: int = 0  # articles
    updated: int = 0  # articles with a newer text
    copies: int = 0  # exact duplicates of other articles
    dropped: int = 0  # documents that could not be read, or held no article
    known: int = 0  # documents that were there already, or brought nothing new


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a search found."""

    article: Article
    score: float  # the greater the better; comes from the database, compare within one search
    excerpt: str  # from the body, around the first word that was looked for


@dataclass(frozen=True, slots=True)
class StoredEdition:
    """An edition in the store, without its contents."""

    name: str
    number: int
    since: date
    until: date
    made_at: datetime


@dataclass(frozen=True, slots=True)
class PublishedStory:
    """A story that an edition printed, with its articles as they were then."""

    edition: str
    number: int  # of the edition
    until: date  # its last day
    id: str
    headline: str
    articles: tuple[Article, ...]  # the lead first, copies last


class DeliveryState(StrEnum):
    """How far a sending has come."""

    QUEUED = "queued"
    SENDING = "sending"  # a process has it; one that died here may have sent it
    SENT = "sent"
    REFUSED = "refused"  # for good


@dataclass(frozen=True, slots=True)
class Delivery:
    """One edition for one recipient."""

    message_id: str
    edition: str
    audience: str
    recipient: str
    state: DeliveryState
    tries: int
    changed_at: datetime
    detail: str = ""  # what the server said


@dataclass(frozen=True, slots=True)
class SourceState:
    """How fetching a source has gone."""

    name: str
    last_success: datetime | None = None
    last_failure: datetime | None = None
    failures: int = 0  # since the last success
    message: str = ""  # of the last failure

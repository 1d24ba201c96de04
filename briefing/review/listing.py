"""The stories of an edition with what was decided on them, and those that were left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from briefing.editions import load_articles, load_brief, load_decisions
from briefing.errors import EditionError, nearest
from briefing.ledger import Ledger
from briefing.models import Article, Brief, Item, Outcome
from briefing.review.file import articles_of, load_review
from briefing.review.review import NOTHING, Review, StoryReview

_CHOICES = ("follow", "file", "rank")  # stages at which a story is left out


class State(StrEnum):
    """Where a story is."""

    PRINTED = "printed"
    LEFT_OUT = "left out"  # by the rules; a pin brings it in
    DROPPED = "dropped"  # by the editors
    UNKNOWN = "unknown"  # named in the review, not in this edition


@dataclass(frozen=True, slots=True)
class Row:
    """A story as the editors see it."""

    key: str  # its name in the review: a story's id; of one left out, the id of its lead
    state: State
    headlines: tuple[str, ...]  # as printed, the language of the lead first
    story_id: str = ""  # of a printed story; its key in the review may be another
    section: str = ""
    number: int = 0  # of a printed story, from 1 in the order of the edition
    score: float | None = None
    reason: str = ""  # why it was left out
    decided: StoryReview = NOTHING  # as the review has it now, applied or not


def list_rows(folder: Path) -> list[Row]:
    """The stories of the edition in `folder`: the printed ones in order, then the others.

    Raises EditionError for a damaged edition and SettingsError for a wrong review.
    """
    articles = load_articles(folder).values()
    return rows_of(load_brief(folder), load_decisions(folder), articles, load_review(folder))


def rows_of(brief: Brief, ledger: Ledger, articles: Iterable[Article], review: Review) -> list[Row]:
    """The same of an edition at hand; `review` need not be the one it was made with."""
    by_id, keys = {article.id: article for article in articles}, keys_of(brief, review)
    left_out = list(_left_out(ledger, by_id, review))
    shown = {*keys.values(), *(row.key for row in left_out)}
    others = [_other(key, one, by_id) for key, one in review.story.items() if key not in shown]
    return [*_printed(brief, keys, review), *left_out, *others]


def keys_of(brief: Brief, review: Review) -> dict[str, str]:
    """What the review calls each story of the brief, by the story's id."""
    members = articles_of(brief)
    return {story: _key(story, members, review) for story in members}


def find_row(rows: Sequence[Row], wanted: str) -> Row:
    """The row that `wanted` names: its number, its key, or words of exactly one headline."""
    for row in rows:
        if wanted == row.key or (row.number and wanted == str(row.number)):
            return row
    hits = [row for row in rows if any(wanted in headline for headline in row.headlines)]
    if len(hits) == 1:
        return hits[0]
    if hits:
        listed = "; ".join(f"{row.key} {row.headlines[0]}" for row in hits[:8])
        raise EditionError(f"{wanted!r} is in {len(hits)} headlines", hint=listed)
    hint = nearest(wanted, (row.key for row in rows))
    raise EditionError(f"no story {wanted!r} in this edition", hint=hint)


def _key(story: str, members: Mapping[str, Sequence[str]], review: Review) -> str:
    """What the review calls the story: its id, one of its articles, or an id that it had."""
    if story in review.story:
        return story
    articles = set(members[story])
    for key, one in review.story.items():
        if key in articles or (key not in members and articles & set(one.articles)):
            return key
    return story


def _printed(brief: Brief, keys: Mapping[str, str], review: Review) -> Iterator[Row]:
    number = 0
    for section in brief.sections:
        for item in section.items:
            number += 1
            key = keys[item.story_id]
            yield Row(
                key,
                State.PRINTED,
                _headlines(item),
                item.story_id,
                section.key,
                number,
                item.score,
                decided=review.story.get(key, NOTHING),
            )


def _headlines(item: Item) -> tuple[str, ...]:
    made = item.headline.rendering
    return (item.headline.text, *filter(None, (made.text or "; ".join(made.facts),)))


def _left_out(ledger: Ledger, articles: Mapping[str, Article], review: Review) -> Iterator[Row]:
    """The leads that the rules dropped after grouping, the best score first."""
    dropped = [
        decision
        for decision in ledger.outcomes().values()
        if decision.outcome is Outcome.DROPPED
        and decision.stage in _CHOICES
        and decision.subject in articles
    ]
    for one in sorted(dropped, key=lambda decision: -(decision.score or 0)):
        yield Row(
            one.subject,
            State.LEFT_OUT,
            (articles[one.subject].headline,),
            score=one.score,
            reason=one.rule,
            decided=review.story.get(one.subject, NOTHING),
        )


def _other(key: str, one: StoryReview, articles: Mapping[str, Article]) -> Row:
    """A story of the review that is neither printed nor left out by the rules."""
    lead = next((articles[name] for name in (key, *one.articles) if name in articles), None)
    if lead is None:
        return Row(key, State.UNKNOWN, (key,), decided=one)
    state = State.DROPPED if one.drop else State.UNKNOWN
    return Row(key, state, (lead.headline,), decided=one)

"""The editors' decisions on an edition. Every change gives a new Review; nothing here is saved.

A story is called by its id, or by the id of any of its articles.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, AwareDatetime, Field, StrictBool, StrictInt, ValidationError

from briefing.errors import InputError
from briefing.tables import Table

LONGEST_HEADLINE, LONGEST_COMMENT, LONGEST_NAME = 300, 20_000, 100  # characters
MOST_STORIES = 1_000
KINDS = {  # of decisions, with their fields
    "pin": ("pin",),
    "drop": ("drop",),
    "move": ("section", "position"),
    "headline": ("headline_ko", "headline_en"),
    "comment": ("comment_ko", "comment_en"),
}

T = TypeVar("T", bound=Table)


def _printable(value: str) -> str:
    """Text without control characters; a line break and a tab may stand in it."""
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in value):
        raise ValueError("may not contain control characters")
    return value.strip()


def _one_line(value: str) -> str:
    if "\n" in value.strip():
        raise ValueError("may not contain line breaks")
    return " ".join(_printable(value).split())


Headline = Annotated[str, Field(max_length=LONGEST_HEADLINE), AfterValidator(_one_line)]
Name = Annotated[str, Field(max_length=LONGEST_NAME), AfterValidator(_one_line)]
Comment = Annotated[str, Field(max_length=LONGEST_COMMENT), AfterValidator(_printable)]


class StoryReview(Table):
    """What was decided on one story; what is not set stays as the rules have it."""

    pin: StrictBool = False  # first in its section, whatever quota, floor or an audience say
    drop: StrictBool = False  # not in the brief
    section: Name = ""  # key of the section it goes to; empty: its own
    position: StrictInt | None = Field(
        default=None, ge=1, le=MOST_STORIES
    )  # in the section, from 1
    headline_ko: Headline = ""  # instead of the outlet's or its translation
    headline_en: Headline = ""
    comment_ko: Comment = ""  # the editors' own words, Markdown
    comment_en: Comment = ""
    by: Name = ""  # who changed it last
    articles: tuple[str, ...] = ()  # of the story then: it is found by them if its id changes

    @property
    def decides(self) -> dict[str, Any]:
        """What is decided, without who and on which articles; empty when nothing is."""
        return self.model_dump(exclude_defaults=True, exclude={"by", "articles"})

    @property
    def is_placed(self) -> bool:
        """Whether the editors want it in the brief, whatever floor and quota say."""
        return not self.drop and (self.pin or bool(self.section) or self.position is not None)


NOTHING = StoryReview()


class Approval(Table):
    """Who has approved the edition, when, and exactly what."""

    by: Name = Field(min_length=1)
    at: AwareDatetime
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")  # see `approval.fingerprint`


class Review(Table):
    """All of `review.toml`."""

    story: dict[str, StoryReview] = Field(default={}, max_length=MOST_STORIES)
    approval: Approval | None = None

    @property
    def sha256(self) -> str:
        """Hash of the decisions on stories, hexadecimal; empty when there are none."""
        decided = {key: one.decides for key, one in sorted(self.story.items()) if one.decides}
        if not decided:
            return ""
        return hashlib.sha256(json.dumps(decided, sort_keys=True).encode()).hexdigest()


def pin(review: Review, story: str, *, by: str = "") -> Review:
    """Put the story first in its section; several pins keep the order of their scores."""
    return _changed(review, story, by, pin=True, drop=False)


def unpin(review: Review, story: str, *, by: str = "") -> Review:
    """Take the pin off."""
    return _changed(review, story, by, pin=False)


def drop(review: Review, story: str, *, by: str = "") -> Review:
    """Take the story out of the brief."""
    return _changed(review, story, by, drop=True, pin=False)


def undrop(review: Review, story: str, *, by: str = "") -> Review:
    """Let the story back in, if the rules want it."""
    return _changed(review, story, by, drop=False)


def move(
    review: Review,
    story: str,
    *,
    section: str = "",
    position: int | None = None,
    by: str = "",
) -> Review:
    """Move the story to a section, to a position in it (from 1), or both; it counts as wanted.

    What is not given stays as it was.
    """
    values = {"section": section or None, "position": position}
    given = {key: value for key, value in values.items() if value is not None}
    return _changed(review, story, by, drop=False, **given)


def reorder(review: Review, stories: Iterable[str], *, by: str = "") -> Review:
    """Give the stories of one section the positions 1, 2, 3 … in this order."""
    for position, story in enumerate(stories, 1):
        review = move(review, story, position=position, by=by)
    return review


def edit_headline(
    review: Review,
    story: str,
    *,
    ko: str | None = None,
    en: str | None = None,
    by: str = "",
) -> Review:
    """Write the story's headline anew in either language; an empty text takes the edit back."""
    return _changed(review, story, by, **_given("headline", ko, en))


def comment(
    review: Review,
    story: str,
    *,
    ko: str | None = None,
    en: str | None = None,
    by: str = "",
) -> Review:
    """Set the editors' note on the story, Markdown; an empty text takes it away."""
    return _changed(review, story, by, **_given("comment", ko, en))


def undo(review: Review, story: str, *kinds: str) -> Review:
    """Forget what was decided on the story: of these `KINDS`, or all of it."""
    if kinds and story in review.story:
        fields = (name for kind in kinds for name in KINDS[kind])
        return _changed(review, story, "", **dict.fromkeys(fields))
    others = {key: one for key, one in review.story.items() if key != story}
    return review.model_copy(update={"story": others})


def with_approval(review: Review, by: str, at: datetime, sha256: str) -> Review:
    """The review with an approval in place of an earlier one."""
    approval = _checked(Approval, {"by": by, "at": at, "sha256": sha256}, "approval")
    return review.model_copy(update={"approval": approval})


def without_approval(review: Review) -> Review:
    """The review with its approval withdrawn."""
    return review.model_copy(update={"approval": None})


def _given(kind: str, ko: str | None, en: str | None) -> dict[str, str]:
    """The fields of a kind for the languages in which something was said."""
    return {f"{kind}_{name}": text for name, text in (("ko", ko), ("en", en)) if text is not None}


def _changed(review: Review, story: str, by: str, **values: object) -> Review:
    """The review with `values` on a story; an entry that decides nothing is left out."""
    old = review.story.get(story, NOTHING)
    kept = old.model_dump(exclude_defaults=True)
    wanted = {**kept, **values, **({"by": by} if by else {})}
    given = {key: value for key, value in wanted.items() if value is not None}
    new = _checked(StoryReview, given, story)
    if not new.decides:
        return undo(review, story)
    stories = {**review.story, story: new}
    return _checked(Review, {"story": stories, "approval": review.approval}, "review")


def _checked(model: type[T], values: dict[str, object], where: str) -> T:
    """An instance of `model`; InputError says what is wrong with the first wrong value."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        raise InputError(f"{field}: {message}", where=where) from None

"""What stands beside a verb: noun phrases with their particles, adverbs, clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.bilingual.rules.inflection import possessive
from briefing.bilingual.rules.lexicon import Entry
from briefing.bilingual.rules.nouns import Noun
from briefing.bilingual.rules.words import Refused

_SUBJECTS = frozenset(("topic", "subject"))


@dataclass(frozen=True, slots=True)
class Part:
    """One of them."""

    role: (
        str  # topic, subject, object, also, quote, a particle, or a place: front, mid, end, clause
    )
    noun: Noun | None = None
    text: str = ""

    @property
    def is_subject(self) -> bool:
        """Whether it may be a subject."""
        return self.role in _SUBJECTS

    @property
    def is_date(self) -> bool:
        """Whether it says when."""
        return self.noun is not None and self.noun.place == "date" and self.role in {"", "에"}


def has(parts: Sequence[Part], role: str) -> bool:
    """Whether any part plays this role."""
    return any(part.role == role for part in parts)


def has_subject(parts: Sequence[Part]) -> bool:
    """Whether any part may be a subject."""
    return any(part.is_subject for part in parts)


def slot_roles(entry: Entry) -> set[str]:
    """The roles that fill a verb's object."""
    return {"object" if slot == "을" else slot for slot in entry.slots}


def shares_subject(parts: Sequence[Part]) -> bool:
    """Whether the subject is a topic or a name, which a clause after it may do without."""
    return any(
        part.role in {"topic", "also"}
        or (part.role == "subject" and part.noun is not None and part.noun.counted == "name")
        for part in parts
    )


def possessed(entry: Entry, parts: Sequence[Part]) -> Sequence[Part]:
    """X는 Y가 크다: X's Y is large; only of adjectives and of verbs without an object."""
    subjects = [part for part in parts if part.is_subject]
    if len(subjects) != 2 or entry.slots:
        return parts
    owner, own = (part.noun for part in subjects)
    if owner is not None and owner.is_person and owner.counted == "name":
        raise Refused("two subjects")
    if (
        owner is None
        or own is None
        or own.counted in {"name", "figure"}
        or own.owner
        or own.determiner
        or owner.after
    ):
        raise Refused("two subjects")
    noun = replace(own, owner=possessive(owner.write()))
    return [
        replace(part, noun=noun, role="subject") if part is subjects[1] else part
        for part in parts
        if part is not subjects[0]
    ]

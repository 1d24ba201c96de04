"""Which of the waiting parts belong to an embedded clause, and which wait for a later verb."""

from __future__ import annotations

from dataclasses import replace

from briefing.bilingual.rules.lexicon import Entry
from briefing.bilingual.rules.nouns import Noun
from briefing.bilingual.rules.parts import Part, has, slot_roles
from briefing.bilingual.rules.tails import Tails
from briefing.bilingual.rules.verbs import Verb
from briefing.bilingual.rules.words import Refused

_OUTSIDE = frozenset(("topic", "also", "quote", "clause"))


def take(parts: list[Part], entry: Entry, verb: Verb, *, follows: bool) -> list[Part]:
    """Takes the parts of a clause before a noun or a main verb off the end of `parts`.

    `follows` says whether a later verb has a subject of its own.
    """
    taken: list[Part] = []
    while parts and _fits(parts, taken, entry, verb, follows):
        taken.insert(0, parts.pop())
        if taken[0].is_subject:
            break
    while len(taken) > 1 and (taken[0].role == "front" or taken[0].is_date):
        parts.append(taken.pop(0))
    return taken


def _fits(parts: list[Part], taken: list[Part], entry: Entry, verb: Verb, follows: bool) -> bool:
    part = parts[-1]
    if part.role in _OUTSIDE and not (part.role == "quote" and "say" in entry.tags):
        return False
    if verb.base == "be" and not part.is_subject:
        return part.role in entry.frame  # an adjective takes what its entry says
    if part.role == "object":
        wanted = "object" in slot_roles(entry) and not verb.is_passive
        return wanted and not has(taken, "object")
    if part.is_subject:
        before = any(other.is_subject for other in parts[:-1])
        return not has(taken, "subject") and (before or follows)
    return True


def split_topic(parts: list[Part], tails: Tails, index: int) -> tuple[list[Part], list[Part]]:
    """The parts within a quotation, and those that wait: its speaker, and when."""
    if tails.has_speaker(index):
        return parts, []
    place = next((n for n, part in enumerate(parts) if part.role == "topic"), None)
    if place is None:
        subjects = [n for n, part in enumerate(parts) if part.role == "subject"]
        speaks = subjects and subjects[0] == 0 and _may_speak(parts[0])
        if len(subjects) != 2 and not (len(subjects) == 1 and speaks):
            raise Refused("who says it?")
        place = subjects[0]
    outside = place + 1
    while outside < len(parts) and _waits(parts, outside):
        outside += 1
    waiting = [
        replace(part, role="topic") if n == place else part
        for n, part in enumerate(parts[:outside])
    ]
    return parts[outside:], waiting


def _waits(parts: list[Part], place: int) -> bool:
    """Whether a part right after the speaker says when, where or to whom it was said."""
    follows = any(part.is_subject for part in parts[place + 1 :])
    return parts[place].is_date or (follows and parts[place].role in {"에서", "에게"})


def _may_speak(part: Part) -> bool:
    """Whether the first words of a sentence name who says the rest: 샤오미가 …고 밝혔다."""
    return part.noun is not None and part.noun.place in {"company", "organisation"}


def same_subject(parts: list[Part]) -> Noun:
    """The pronoun for the topic that waits for the verb of saying."""
    topics = [part.noun for part in parts if part.role == "topic" and part.noun]
    if len(topics) != 1:
        raise Refused("who?")
    if topics[0].is_person and not topics[0].is_plural:
        raise Refused("he or she?")
    return Noun("they" if topics[0].is_plural else "it", "name", is_many=topics[0].is_plural)

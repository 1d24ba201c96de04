"""Which of the waiting parts belong to an embedded clause, and which wait for a later verb."""

from __future__ import annotations

from dataclasses import replace

from briefing.bilingual.rules.lexicon import Entry, lexicon
from briefing.bilingual.rules.nouns import Noun
from briefing.bilingual.rules.parts import Part, has, slot_roles
from briefing.bilingual.rules.tails import Tails
from briefing.bilingual.rules.verbs import Verb
from briefing.bilingual.rules.words import Refused

_OUTSIDE = frozenset(("topic", "also", "quote", "clause"))


def take(parts: list[Part], entry: Entry, verb: Verb, *, wanted: int) -> list[Part]:
    """Takes the parts of a clause before a noun or a main verb off the end of `parts`.

    `wanted` is the number of subjects that later verbs need from among the parts.
    """
    taken: list[Part] = []
    while parts and _fits(parts, taken, entry, verb, wanted):
        taken.insert(0, parts.pop())
        if taken[0].is_subject:
            break
    while len(taken) > 1 and _stays_outside(taken[0], is_first=not parts):
        parts.append(taken.pop(0))
    return taken


def _stays_outside(part: Part, *, is_first: bool) -> bool:
    """Whether it rather belongs to the main verb; not 2016년 항저우에서 설립된 X는."""
    return part.role == "front" or (part.is_date and not (is_first and part.role == ""))


def _fits(parts: list[Part], taken: list[Part], entry: Entry, verb: Verb, wanted: int) -> bool:
    part = parts[-1]
    if part.role == "end" and entry.ko in lexicon().grammar["having"]["verbs"]:
        return False
    if part.role in _OUTSIDE and not (part.role == "quote" and "say" in entry.tags):
        return False
    if verb.base == "be" and not entry.en.startswith("be ") and not part.is_subject:
        return part.role in entry.frame  # an adjective takes what its entry says
    if part.role == "object":
        takes_one = "object" in slot_roles(entry) and not verb.is_passive
        return takes_one and not has(taken, "object")
    if part.is_subject:
        before = sum(other.is_subject for other in parts[:-1])
        return not has(taken, "subject") and before >= wanted
    return True


def split_topic(parts: list[Part], tails: Tails, index: int) -> tuple[list[Part], list[Part]]:
    """The parts within a quotation, and those that wait: its speaker, and when."""
    if tails.has_speaker(index):
        return parts, []
    place = next((n for n, part in enumerate(parts) if part.role == "topic"), None)
    if place is None:
        subjects = [n for n, part in enumerate(parts) if part.role == "subject"]
        speaks = subjects and _may_speak(parts[subjects[0]]) and _opens(parts[: subjects[0]])
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
    if parts[place].text.startswith(("through ", "citing ")):
        return True  # X를 통해 …고 밝혔다, Y를 인용해 …고 보도했다
    if parts[place].role == "에서" and _is_occasion(parts[place].noun):
        return True
    follows = any(part.is_subject for part in parts[place + 1 :])
    if parts[place].is_date:
        noun = parts[place].noun  # 2026년에 …고 밝혔다 says when it will be
        return parts[place].role == "" and noun is not None and not _is_ahead(noun)
    return follows and parts[place].role in {"에서", "에게"}


def _is_occasion(noun: Noun | None) -> bool:
    """Whether something is said there: an interview, a press conference."""
    return noun is not None and noun.head.endswith(tuple(lexicon().grammar["occasion"]["nouns"]))


def _is_ahead(noun: Noun) -> bool:
    return noun.head.startswith("next ") or " of next " in noun.head


def _opens(parts: list[Part]) -> bool:
    """Whether these parts may stand before the speaker: when, and words such as however."""
    return all(part.is_date or part.role == "front" for part in parts)


def _may_speak(part: Part) -> bool:
    """Whether the first words of a sentence name who says the rest: 샤오미가 …고 밝혔다."""
    if part.noun is None:
        return False
    speakers = tuple(lexicon().grammar["speakers"]["nouns"])
    named = part.noun.place in {"company", "organisation", "person", "outlet", "title"}
    return named or part.noun.is_person or part.noun.head.endswith(speakers)


def same_subject(parts: list[Part]) -> Noun:
    """The pronoun for the topic that waits for the verb of saying."""
    topics = [part.noun for part in parts if part.role == "topic" and part.noun]
    if len(topics) != 1:
        raise Refused("who?")
    if topics[0].is_person and not topics[0].is_plural:
        if topics[0].place != "person" or topics[0].after or topics[0].head.count(" ") > 1:
            raise Refused("he or she?")
        return Noun(topics[0].head, "name", is_person=True)
    return Noun("they" if topics[0].is_plural else "it", "name", is_many=topics[0].is_plural)

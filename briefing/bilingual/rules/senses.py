"""What a verb may not mean: subjects and objects with which it says something else, and manner."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.bilingual.rules.lexicon import Entry, lexicon
from briefing.bilingual.rules.nouns import Noun
from briefing.bilingual.rules.verbs import Verb
from briefing.bilingual.rules.words import Refused

SUBJECTIVE = frozenset(("he", "they"))  # pronouns that have another form as objects
_MANNER = re.compile(r"(?!only|early|daily|directly|monthly|weekly)[a-z]+ly")
_COUNT = re.compile(r"(?:(?:about|more than) )?[\d.,]+(?: \w+illion)?")


def check_object(entry: Entry, noun: Noun) -> None:
    """Refuses objects with which the verb means something else: 영향을 받다, 코드를 쓰다."""
    if noun.head in SUBJECTIVE:
        raise Refused("a pronoun as object")
    light = lexicon().grammar["light"].get(entry.ko, ())
    if noun.head.split()[-1] in light or noun.write().split()[-1] in light:
        raise Refused(f"{entry.ko} of {noun.head}")
    scales = lexicon().grammar["scaled"]["nouns"]
    if "scale" in entry.tags and not noun.head.endswith(tuple(scales)):
        raise Refused(f"{entry.ko} of no scale")
    if noun.place == "figure" and noun.head.endswith("times"):
        raise Refused("times of what?")


def check_subject(entry: Entry, verb: Verb, subject: Noun | None, object_: str) -> None:
    """Refuses subjects of which the verb means something else, and one thing that is many."""
    if subject is None:
        return
    unsuited = lexicon().grammar["unsuited"].get(entry.ko, ())
    if unsuited and subject.head.endswith(tuple(unsuited)):
        raise Refused(f"{entry.ko} of {subject.head}")
    is_one = subject.counted == "" and not subject.is_plural and "number" not in subject.head
    if is_one and verb.base in {"exceed", "reach"} and _COUNT.fullmatch(object_):
        raise Refused("one of many")


def ordered(late: Sequence[str], *, alone: bool) -> tuple[list[str], list[str]]:
    """Which adverbs of manner go before the verb, and the rest in order, purposes last.

    `alone`: nothing else stands behind the verb, so that one adverb may.
    """
    manners = [text for text in late if _MANNER.fullmatch(text)]
    if alone and len(late) < 2:
        manners = []
    purposes = [text for text in late if text.startswith(("to ", "so that "))]
    rest = [text for text in late if text not in manners and text not in purposes]
    return manners, [*rest, *purposes]

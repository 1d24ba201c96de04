"""Predicates that are more than a verb of the lexicon: 있다, degrees, moved figures, saying."""

from __future__ import annotations

from dataclasses import replace

from briefing.bilingual.rules.inflection import compared
from briefing.bilingual.rules.lexicon import Entry, lexicon
from briefing.bilingual.rules.nouns import Noun
from briefing.bilingual.rules.parts import Part
from briefing.bilingual.rules.verbs import Verb
from briefing.bilingual.rules.words import Refused


def existence(entry: Entry, parts: list[Part]) -> Verb:
    """X에 Y가 있다, X는 Y가 없다: there is Y in X; X has no Y. Takes Y out of `parts`."""
    thing = next((part for part in parts if part.role == "subject"), None)
    if thing is None or thing.noun is None or thing.noun.counted == "name":
        raise Refused("있다, 없다")
    noun = _denied(thing.noun) if entry.ko == "없" else thing.noun
    parts.remove(thing)
    text = noun.write(new=True)
    owner = next((part for part in parts if _owns(part)), None)
    if owner is not None:
        parts[parts.index(owner)] = replace(owner, role="topic")
        return Verb("have", text)
    parts.append(Part("topic", Noun("there", "name", is_many=noun.is_plural)))
    return Verb("be", text)


def _denied(noun: Noun) -> Noun:
    if noun.determiner or noun.owner or noun.quantity:
        raise Refused("없다")
    return replace(noun, determiner=("no", "no"))


def _owns(part: Part) -> bool:
    is_somebody = part.noun is not None and part.noun.place != "place"
    return part.role == "topic" or (part.role == "에" and is_somebody)


def moved_figure(entry: Entry, parts: list[Part]) -> Verb | None:
    """13% 증가한 701억 달러를 기록했다: the figure brings its own verb, and leaves `parts`."""
    part = next((part for part in parts if part.noun is not None and part.noun.moved), None)
    if part is None:
        return None
    reaching = entry.ko in lexicon().grammar["reaching"]["verbs"]
    if not reaching or part.role not in {"object", "에", "로"} or part.noun is None:
        raise Refused("a moved figure")
    parts.remove(part)
    return moving(part.noun)


def moving(noun: Noun) -> Verb:
    """Rose 13% to US$70.1 billion."""
    if noun.moved is None:
        raise Refused("no moved figure")
    verb, way = noun.moved
    return Verb(verb, f"{way} {noun.write()}", is_past=True)


def graded(adjective: str, degree: str) -> str:
    """The adjective to a degree: higher, the most powerful, very small."""
    if degree in {"more", "most"}:
        return compared(adjective, degree)
    if degree in {"even more", "much"}:
        return f"even {compared(adjective, 'more')}"
    return f"{degree} {adjective}".strip()


def saying(entry: Entry, verb: Verb) -> Verb:
    """The verb as it stands before "that"."""
    written = lexicon().grammar["saying"].get(entry.ko)
    if written is None:
        raise Refused(f"no verb of saying: {entry.ko}")
    first, _, rest = written.partition(" ")
    return replace(verb, base=first, rest=rest)

"""Predicates that are more than a verb of the lexicon: 있다, degrees, moved figures, saying."""

from __future__ import annotations

from dataclasses import replace

from briefing.bilingual.rules.inflection import compared
from briefing.bilingual.rules.lexicon import Entry, idiom, lexicon
from briefing.bilingual.rules.nouns import Noun
from briefing.bilingual.rules.parts import Part, has
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


def exceeded(entry: Entry, parts: list[Part]) -> None:
    """X는 10만 개가 넘는다: the figure is the object, whatever its particle says."""
    subjects = [part for part in parts if part.is_subject]
    if entry.ko != "넘" or len(subjects) != 2 or has(parts, "object"):
        return
    last = subjects[1]
    if last.noun is not None and last.noun.place == "figure" and last.role == "subject":
        parts[parts.index(last)] = replace(last, role="object")


def idiomatic(entry: Entry, parts: list[Part]) -> Entry:
    """The verb as it is meant with its object, which then leaves `parts`."""
    thing = next((part for part in parts if part.role == "object" and part.noun), None)
    if thing is None or thing.noun is None:
        return entry
    if entry.ko == "하" and thing.noun.head.endswith(" role"):
        role = replace(thing.noun, head=thing.noun.head.removesuffix(" role"))
        parts.remove(thing)
        return replace(entry, en=f"serve as {role.write(new=True)}", slots=())
    head = thing.noun.head
    if thing.noun.write(new=True).count(" ") > 1:
        return entry
    meant = idiom(entry, head) or idiom(entry, head.removesuffix("s"))
    if meant is None:
        return entry
    parts.remove(thing)
    return meant


def voiced_view(entry: Entry, parts: list[Part]) -> Verb | None:
    """X라는 분석이 나온다: there is an analysis that X; takes the view out of `parts`."""
    subjects = [part for part in parts if part.is_subject]
    view = subjects[0].noun if len(subjects) == 1 else None
    voiced = entry.ko in lexicon().grammar["voicing"]["verbs"]
    if view is None or not (voiced and view.content and view.after.startswith("that ")):
        return None
    parts[parts.index(subjects[0])] = Part("topic", Noun("there", "name", is_many=view.is_plural))
    return Verb("be", view.write(new=True))


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

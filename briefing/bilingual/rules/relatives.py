"""Clauses before a noun: 공개한 모델, 성능이 우수한 칩, 모델을 공개할 계획."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.bilingual.rules import inflection
from briefing.bilingual.rules.clauses import Clause
from briefing.bilingual.rules.filling import filled
from briefing.bilingual.rules.layers import layered
from briefing.bilingual.rules.lexicon import Entry, lexicon
from briefing.bilingual.rules.nouns import Noun
from briefing.bilingual.rules.parts import Part, slot_roles
from briefing.bilingual.rules.phrases import Modifier
from briefing.bilingual.rules.verbs import Verb
from briefing.bilingual.rules.words import Refused

_EFFECTS = frozenset(("influence", "impact", "effect"))
_DETERMINING = frozenset(("many", "few", "the same"))  # adjectives in Korean alone


def relative(
    entry: Entry, verb: Verb, layers: tuple[str, ...], parts: Sequence[Part], *, says_all: bool
) -> Modifier:
    """What the clause does to the noun that follows it; `says_all` of 는다는 and 라는."""

    def modify(noun: Noun) -> Noun:
        if (says_all and noun.content) or (
            noun.content and _is_content(noun, entry, layers, parts)
        ):
            return _content(noun, _clause(entry, verb, layers, parts, "subject"))
        if entry.ko == "미치" and noun.head in _EFFECTS and not layers:
            return _effect(noun, parts)
        if noun.place == "figure" and "change" in entry.tags:
            return _moved(noun, entry, layers, parts)
        if entry.ko == "이":
            return _apposed(noun, verb, layers, parts)
        if verb.base == "be" and not entry.slots and not entry.en.startswith("be "):
            return _described(noun, entry, layers, parts)
        return _restricted(noun, entry, verb, layers, parts)

    return modify


def _is_content(noun: Noun, entry: Entry, layers: tuple[str, ...], parts: Sequence[Part]) -> bool:
    """Whether the clause says what the noun consists in: 공개할 계획, 규정을 바꾸는 방안.

    발표한 계획 is a plan that was announced, not what it says.
    """
    if "will" in layers:
        return True
    has_subject = any(part.role == "subject" for part in parts)
    has_object = any(part.role in slot_roles(entry) for part in parts)
    if noun.content == "of" and layers == ("past",):
        return has_object and not has_subject  # 반출한 혐의: charges of taking out
    return noun.content in {"to", "of"} and has_object and not (has_subject or layers)


def _clause(
    entry: Entry, verb: Verb, layers: tuple[str, ...], parts: Sequence[Part], gap: str
) -> Clause:
    clause = filled(entry, verb, parts, gap=gap)
    return replace(clause, verb=layered(clause.verb, layers))


def _content(noun: Noun, clause: Clause) -> Noun:
    if clause.subject is not None and (noun.content in {"that", "to"} or clause.verb.is_past):
        text = f"that {clause.write()}"
    elif noun.content == "to":
        bare = replace(clause, verb=replace(clause.verb, modal=""))
        text = f"to {bare.infinitive()}"
    elif noun.content == "of" and clause.subject is None and not clause.verb.modal:
        text = f"of {replace(clause, verb=replace(clause.verb, is_past=False)).participle()}"
    else:
        raise Refused("a clause that the noun does not take")
    return _with(noun, text)


def _effect(noun: Noun, parts: Sequence[Part]) -> Noun:
    """AI가 시장에 미치는 영향: the influence of AI on the market."""
    source = [part.noun for part in parts if part.role == "subject" and part.noun]
    target = [part.noun for part in parts if part.role == "에" and part.noun]
    if len(parts) != len(source) + len(target) or len(target) != 1 or noun.after:
        raise Refused("an effect")
    of = f"of {source[0].write()} " if source else ""
    return replace(noun, after=f"{of}on {target[0].write()}", determiner=("the", "the"))


def contents(conjuncts: Sequence[tuple[Clause, str]]) -> Modifier:
    """유출을 막고 안보를 강화하는 방안: plans to block leaks and strengthen security."""

    def modify(noun: Noun) -> Noun:
        words: list[str] = []
        for clause, link in conjuncts:
            if clause.subject or clause.verb.modal or noun.content not in {"to", "of"}:
                raise Refused("clauses side by side before a noun")
            bare = replace(clause, verb=replace(clause.verb, is_past=False))
            written = bare.infinitive() if noun.content == "to" else bare.participle()
            words += [written, link]
        return _with(noun, f"{noun.content} {' '.join(words).strip()}")

    return modify


def _moved(noun: Noun, entry: Entry, layers: tuple[str, ...], parts: Sequence[Part]) -> Noun:
    """13% 증가한 701억 달러: rose 13% to US$70.1 billion, once its own verb comes."""
    if entry.slots or layers not in {(), ("past",)} or noun.moved:
        raise Refused("a moved figure")
    clause = filled(entry, Verb(entry.en), parts, gap="subject")
    return replace(noun, moved=(entry.en, " ".join([*clause.beside, "to"])))


def _apposed(noun: Noun, verb: Verb, layers: tuple[str, ...], parts: Sequence[Part]) -> Noun:
    """최대 시장인 중국: China, the largest market."""
    is_heavy = layers or verb.is_negative or noun.after or noun.determiner
    if is_heavy or noun.counted == "figure" or noun.place in {"date", "figure"}:
        raise Refused("an apposition")
    if len(parts) == 1 and parts[0].role == "subject" and parts[0].noun:
        return _sized(noun, parts[0].noun, verb.rest)
    if (
        (noun.owner and noun.counted != "name")
        or parts
        or re.match(r"(?:about |more than )?[\d₩€$]", verb.rest)
    ):
        raise Refused("an apposition")
    if verb.rest == noun.head:
        return noun
    return replace(noun, after=f", {verb.rest},")


def _sized(noun: Noun, measured: Noun, figure: str) -> Noun:
    """매개변수가 70억 개인 모델: a model with 7 billion parameters."""
    if not re.search(r"\d", figure) or measured.counted in {"name", "figure"} or measured.after:
        raise Refused("an apposition")
    return _with(noun, f"with {figure} {inflection.plural(measured.head)}")


def _described(noun: Noun, entry: Entry, layers: tuple[str, ...], parts: Sequence[Part]) -> Noun:
    """강력한 모델, 성능이 우수한 모델."""
    if entry.ko in {"있", "없"}:
        return _having(noun, entry, layers, parts)
    subjects = [part for part in parts if part.role == "subject"]
    others = [part for part in parts if part.role != "subject"]
    adverbs = any(part.role in {"front", "mid", "end", "clause"} for part in others)
    if layers or not entry.en or adverbs or (others and subjects):
        raise Refused("a heavy adjective")
    superlative = entry.en.endswith("est") or entry.en.startswith("most ")
    if superlative and others and all(part.role == "에서" and part.noun for part in others):
        where = " ".join(f"in {part.noun.write()}" for part in others if part.noun)
        noun = _described(noun, entry, layers, ())
        return replace(noun, after=f"{where} {noun.after}".strip())
    if others:
        clause = filled(entry, Verb("be", entry.en), parts, gap="subject")
        if clause.front or clause.mid:
            raise Refused("a heavy adjective")
        return _with(noun, " ".join([entry.en, *clause.beside]))
    if subjects:
        feature = subjects[0].noun
        if feature is None or feature.counted in {"name", "figure"} or feature.determiner:
            raise Refused("an adjective with a name")
        text = replace(feature, before=f"{entry.en} {feature.before}".strip()).write(new=True)
        return _with(noun, f"with {text}")
    if entry.en in _DETERMINING:
        many = noun.is_many or entry.en != "the same"
        return replace(noun, determiner=(entry.en, entry.en), is_many=many)
    if noun.counted == "name":
        raise Refused("an adjective before a name")
    noun = replace(noun, before=f"{entry.en} {noun.before}".strip())
    return replace(noun, determiner=("the", "the")) if superlative and not noun.owner else noun


def _having(noun: Noun, entry: Entry, layers: tuple[str, ...], parts: Sequence[Part]) -> Noun:
    """관련이 있는 기업: a company with a link."""
    things = [part.noun for part in parts if part.role == "subject"]
    place = parts[0] if len(parts) == 1 else None
    if place and place.role == "에" and place.noun and entry.ko == "있" and not layers:
        return _with(noun, f"in {place.noun.write()}")
    if len(parts) != 1 or not things or things[0] is None or layers:
        raise Refused("있는, 없는")
    preposition = "without" if entry.ko == "없" else "with"
    return _with(noun, f"{preposition} {things[0].write(new=True)}")


def _restricted(
    noun: Noun, entry: Entry, verb: Verb, layers: tuple[str, ...], parts: Sequence[Part]
) -> Noun:
    has_subject = any(part.role == "subject" for part in parts)
    has_object = any(part.role in slot_roles(entry) for part in parts)
    takes_object = bool(entry.slots) and not verb.is_passive and "both" not in entry.tags
    if takes_object and not has_object:
        return _with(noun, _object_gap(entry, verb, layers, parts, has_subject))
    if has_subject:
        if noun.content != "which":
            raise Refused("a clause without a gap")
        return _with(noun, f"in which {_fronted(_clause(entry, verb, layers, parts, '')).write()}")
    clause = _clause(entry, verb, layers, parts, "subject")
    if clause.verb.is_passive and not clause.verb.modal and not clause.verb.is_negative:
        return _with(noun, _participle(clause))
    if entry.en.startswith("be ") and clause.verb == replace(verb, is_past=clause.verb.is_past):
        words = [clause.verb.rest, *clause.mid, clause.object, *clause.beside, *clause.front]
        return _with(noun, " ".join(filter(None, words)))  # held in Beijing
    acts = noun.is_person or noun.place == "company" or noun.head.endswith(_tools())
    if clause.verb.modal and has_object and not acts:
        raise Refused("who can?")
    pronoun = "who" if noun.is_person else "that"
    return _with(noun, f"{pronoun} {_fronted(clause).predicate(many=noun.is_plural)}")


def _tools() -> tuple[str, ...]:
    """Nouns of what can do something: 높일 수 있는 기술."""
    return tuple(lexicon().grammar["tools"]["nouns"])


def _object_gap(
    entry: Entry, verb: Verb, layers: tuple[str, ...], parts: Sequence[Part], has_subject: bool
) -> str:
    keeps = "에" in entry.slots and has_subject and not entry.en.endswith((" to", " with", " from"))
    if "을" not in entry.slots and not keeps:
        raise Refused("a gap that is no object")
    clause = _clause(entry, verb, layers, parts, "object")
    if has_subject and clause.subject is not None:
        return f"that {_fronted(clause).write()}"
    if clause.verb.is_negative or clause.verb.modal or clause.verb.is_progressive:
        raise Refused("who did it?")
    return _participle(replace(clause, verb=replace(clause.verb, is_passive=True)))


def _participle(clause: Clause) -> str:
    words = [inflection.participle(clause.verb.base), clause.verb.rest, *clause.mid]
    return " ".join(filter(None, [*words, *clause.beside, *clause.front]))


def _fronted(clause: Clause) -> Clause:
    """What stood before the clause goes to its end."""
    return replace(clause, beside=(*clause.beside, *clause.front), front=())


def _with(noun: Noun, text: str) -> Noun:
    if " " not in text and noun.counted not in {"name", "figure"} and not noun.after:
        return replace(noun, before=f"{text} {noun.before}".strip())
    if noun.counted == "name" and noun.place != "date" and not noun.after:
        text = text.replace("that ", "which ", 1) if text.startswith("that ") else text
        return replace(noun, after=f", {text},")
    if noun.counted in {"name", "figure"}:
        raise Refused("a clause before a name")
    order = (noun.after, text) if noun.after.startswith("of ") else (text, noun.after)
    return replace(noun, after=" ".join(order).strip())

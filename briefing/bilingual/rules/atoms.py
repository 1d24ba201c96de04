"""Single Korean words as English nouns: names, figures, dates, terms, pronouns."""

from __future__ import annotations

from dataclasses import replace

from briefing.bilingual.phrases import name_in
from briefing.bilingual.rules.inflection import counted_as
from briefing.bilingual.rules.lexicon import counting, lexicon
from briefing.bilingual.rules.nouns import Noun, bare, name
from briefing.bilingual.rules.words import Refused, Word
from briefing.bilingual.rules.writing import write_date, write_quantity
from briefing.models import GlossaryEntry

NAMES = frozenset(("company", "model", "person", "organisation", "law", "place", "outlet", "event"))
_ACRONYMS = frozenset(("term", "title", "organisation"))  # AI, CEO, CAC stand as written
_UNION = ("EU", "European")  # names with these have their place already
_MANY = frozenset(("several", "many", "both"))
_CONTENT = ("to", "that", "of", "which")


def atom(word: Word, published: object) -> Noun:
    """The word as a noun; `published` is the day that dates without a year refer to."""
    if word.figure is not None:
        return Noun(write_quantity(word.figure), "figure", place="figure", is_many=True)
    if word.date is not None:
        return Noun(write_date(word.date, published), "name", place="date")
    if word.name is not None:
        return _proper(word.name, word.form)
    if word.kind == "number":
        return Noun(word.text, "figure", place="figure")
    if word.kind == "latin":
        return name(word.text)
    return _pronoun(word) if word.tag == "NP" else _common(word)


def _pronoun(word: Word) -> Noun:
    text = lexicon().grammar["pronoun"][word.form]
    if text == "refuse":
        raise Refused(f"pronoun {word.form}")
    many = text in {"they", "all"} or text.startswith("the two")
    return Noun(text, "name", is_many=many, is_person=text == "he")


def _proper(entry: GlossaryEntry, form: str) -> Noun:
    as_written = form.isascii() and entry.kind in _ACRONYMS
    english = form if as_written else name_in(entry, "en")
    english = _whole(form, english, entry.kind)
    if entry.kind in NAMES or (entry.origin == "gloss" and english[:1].isupper()):
        return name(english, is_person=entry.kind == "person", place=entry.kind)
    is_person = entry.kind == "title"
    return Noun(english, counted_as(english), is_person=is_person, place=entry.kind)


def _whole(form: str, english: str, kind: str) -> str:
    """With what the name as written says besides: 중국 국가통계국, 미국 재무장관, 시 주석."""
    first, _, last = form.rpartition(" ")
    grammar = lexicon().grammar
    nation = grammar["nationality"].get(first.split(" ", 1)[0])
    if kind in {"organisation", "title"} and nation:
        countries = {name for name, adjective in grammar["nation"].items() if adjective == nation}
        if not any(name in english for name in {nation, *countries, *_UNION}):
            return f"{nation} {english}"
    title = grammar["address"].get(last) if kind == "person" and first else None
    return f"{title} {english}" if title and title not in english else english


def _common(word: Word) -> Noun:
    entry = word.known
    if "date" in entry.tags or "name" in entry.tags:
        return Noun(entry.en, "name", place="date" if "date" in entry.tags else "")
    return Noun(
        entry.en,
        counting(entry),
        is_many=word.text == "many",
        is_person="person" in entry.tags,
        preposition=entry.frame.get("", ""),
        towards=entry.frame.get("에", ""),
        place="title" if "person" in entry.tags else "",
        content=next((tag for tag in _CONTENT if tag in entry.tags), ""),
    )


def bracketed(noun: Noun, bracket: Word) -> Noun:
    """With what a bracket adds: another currency, an acronym."""
    text = write_quantity(bracket.figure) if bracket.figure else bracket.text
    if bracket.figure is None and bracket.form == text and sum(map(str.isupper, text)) < 2:
        raise Refused(f"bracket: {text}")
    if noun.head == text:
        return noun
    return replace(noun, after=f"{noun.after} ({text})".strip())


def determined(noun: Noun, determiners: list[Word]) -> Noun:
    """With the determiners before it: 이 새 모델, 다른 두 회사."""
    if determiners and noun.place == "gerund":
        raise Refused("a determiner before a gerund")
    for word in reversed(determiners):
        single, _, many = word.known.en.partition("/")
        if word.form == "전" and (noun.is_person or noun.head == "administration"):
            single, many = "a former", "former"
        if noun.counted in {"figure", "name"}:
            noun = _named(noun, single, word.form)
        else:
            noun = _with_determiner(noun, single, many)
    return noun


def _named(noun: Noun, single: str, form: str) -> Noun:
    """새 AI: only adjectives stand before a name, under "the"."""
    if form == "총" and noun.counted == "figure":
        return replace(noun, head=f"a total of {noun.head}")
    adjective = single.split(" ", 1)[-1]
    is_heavy = noun.counted == "figure" or noun.owner or noun.is_many
    if is_heavy or adjective == single or form in {"이", "그"}:
        raise Refused("a determiner before a name")
    return replace(noun, head=f"the {adjective} {noun.head.removeprefix('the ')}")


def _with_determiner(noun: Noun, single: str, many: str) -> Noun:
    pair = (single, many or single)
    if noun.determiner:
        noun = replace(noun, before=f"{bare(noun.determiner)} {noun.before}".strip())
    if noun.owner or not many:
        noun = replace(noun, before=f"{bare(pair)} {noun.before}".strip(), determiner=None)
    else:
        noun = replace(noun, determiner=pair)
    return replace(noun, is_many=True) if pair[1] in _MANY or single == "these" else noun

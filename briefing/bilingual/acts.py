"""Small certainties for key facts: who did what with which polarity, and what is counted."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files

from briefing.bilingual.gate import NAMED
from briefing.bilingual.request import Request
from briefing.bilingual.rules.inflection import plural
from briefing.bilingual.rules.layers import layered
from briefing.bilingual.rules.lexicon import Entry, counting, lexicon, longest
from briefing.bilingual.rules.verbs import Verb
from briefing.bilingual.rules.words import Refused, normal_form
from briefing.models import Figure, Mention, Token

Write = Callable[[str], str]  # a noun phrase in English; empty when a word of it is unknown

_TOPIC, _SUBJECT, _OBJECT = {"은", "는"}, {"이", "가", "께서"}, {"을", "를"}
_NOUNS = ("NNG", "NNP", "SL", "SN", "XPN", "XSN", "XR")
_VERBS = ("VV", "VA", "XSV", "XSA")
_BETWEEN = ("NN", "JKB", "MAG", "XSN", "XPN", "SL", "SN", "NR", "SS", "JX")  # object and verb
_ACTORS = frozenset(("company", "person", "organisation", "outlet", "place"))
_WHOLE = frozenset(("person", "organisation"))  # whose apposition may go
_APART = ("JKB", "EC", "MAG", "JX", "SP", "IC", "MAJ", "JKO")  # what may stand before a phrase
_PLURAL = re.compile(r"(?<![sui])s$")
_WORDS = 9  # of subject and object
_LONGEST = 12  # morphemes of a phrase
_DENIALS = frozenset(("안", "못"))
_QUOTED = re.compile(r"[다라자냐]고$")
_BRACKET = re.compile(r"\([^()]*\)$")
_MARKS = "\"'“”‘’「」"
_REACH = 12  # morphemes that may follow a verb: -하지 않을 계획인 것으로 알려졌다


def write_act(request: Request, tokens: Sequence[Token], write: Write) -> str:
    """``Alibaba did not release new model``: a sentence's subject with its last verb and object.

    Only when it is sure whose verb it is, and subject and object are known with all that modifies
    them; where the verb is negated, nothing else may stand in the clause. Else empty.
    """
    try:
        verb, entry, at = _predicate(tokens)
        place = _subject(tokens, at)
        found = _object(tokens, at, place)
        subject, name = _noun_before(request, tokens, place, 0, write)
        what = _noun_before(request, tokens, found, place + 1, write)[0] if found else ""
        if _is_denied(verb):
            _nothing_left_out(request, tokens[place + 1 : at], write)
    except Refused:
        return ""
    acts = name is not None and name.entry.kind in _ACTORS
    if not acts and (tokens[place].form in _SUBJECT or (entry.slots and not what)):
        return ""  # what is released may stand as the topic of release
    if entry.slots and not (verb.is_passive or what):
        return ""
    if len(f"{subject} {what}".split()) > _WORDS:
        return ""  # seldom right
    many = name is None and bool(_PLURAL.search(subject))
    return " ".join(filter(None, (subject, verb.finite(many=many), what)))


def _is_denied(verb: Verb) -> bool:
    return verb.is_negative or bool({"not", "no"} & set(verb.finite(many=False).split()))


def _nothing_left_out(request: Request, between: Sequence[Token], write: Write) -> None:
    """A denial is nothing without all that it denies: the ban does not apply (to your own)."""
    if not between:
        return
    *words, last = between
    if last.tag != "JKO" or not write(request.text[words[0].start : words[-1].end]):
        raise Refused("a denial with something left out")


def _predicate(tokens: Sequence[Token]) -> tuple[Verb, Entry, int]:
    """The last verb with all that follows it, its entry, and where it begins."""
    ends = [n for n, token in enumerate(tokens) if token.tag == "EF"]
    if len(ends) != 1 or any(token.form in _MARKS for token in tokens[ends[0] :]):
        raise Refused("no plain sentence")
    for n in range(max(ends[0] - _REACH, 1), ends[0]):
        if not tokens[n].tag.startswith(_VERBS):
            continue
        found = _verb(tokens, n)
        if found is None:
            continue
        at = n - 1 if tokens[n].tag in {"XSV", "XSA"} else n
        before = tokens[at - 1] if at else tokens[at]
        if before.form in _DENIALS or _QUOTED.search(before.form) or _is_vague(tokens, at):
            raise Refused("something before the verb that decides what it means")
        return *found, at
    raise Refused("no verb that is known with all that follows it")


@cache
def _vague() -> frozenset[str]:
    data = files("briefing").joinpath("data", "acts.toml").read_text("utf-8")
    return frozenset(tomllib.loads(data)["vague"])


def _is_vague(tokens: Sequence[Token], verb: int) -> bool:
    """Whether a thing or an aim stands before the verb: 것으로 전해지다, 대상으로 하다."""
    if verb < 2 or tokens[verb - 1].tag != "JKB":
        return False
    return tokens[verb].form == "하" or tokens[verb - 2].form == "것"


def _verb(tokens: Sequence[Token], index: int) -> tuple[Verb, Entry] | None:
    token = tokens[index]
    noun = tokens[index - 1].form if token.tag in {"XSV", "XSA"} else ""
    form = noun + token.form
    words = lexicon()
    entry = words.verbs.get(form) or words.verbs.get(noun + "하")
    if entry is None or entry.ko in _vague() or not (entry.ko == form or token.form == "되"):
        return None
    base, _, rest = entry.en.partition(" ")
    verb = Verb(base, rest, is_passive=entry.ko != form)
    layers = _layers([normal_form(t) for t in tokens[index + 1 :] if t.tag[0] != "S"])
    return None if layers is None else (layered(verb, layers), entry)


def _layers(forms: Sequence[str]) -> list[str] | None:
    """What stands around a verb, if it is all known and ends the sentence."""
    layers: list[str] = []
    place = 0
    while place < len(forms):
        found = longest(lexicon().tails, forms, place)
        if found is None:
            return None
        count, table, value = found
        place += count
        if table == "ending":
            return layers if value == "end" and place == len(forms) else None
        if forms[place - count] == "ᆫ" and value.endswith(" to"):
            layers.append("past")  # 인수한 것으로 전해졌다: is reported to have acquired
        layers.append(value)
    return None


def _subject(tokens: Sequence[Token], verb: int) -> int:
    """The particle of the one topic, else of the one subject that no other verb may have."""
    nouns = [n for n in range(1, verb) if tokens[n - 1].tag.startswith((*_NOUNS, "S", "NN"))]
    topics = [n for n in nouns if tokens[n].tag == "JX" and tokens[n].form in _TOPIC]
    subjects = [n for n in nouns if tokens[n].tag == "JKS" and tokens[n].form in _SUBJECT]
    if len(topics) == 1 and not any(n > topics[0] for n in subjects):
        if any(_QUOTED.search(token.form) for token in tokens[topics[0] : verb]):
            raise Refused("a quotation")
        return topics[0]
    if topics or len(subjects) != 1 or any(t.tag == "ETM" for t in tokens[subjects[0] : verb]):
        raise Refused("not one subject")
    return subjects[0]


def _object(tokens: Sequence[Token], verb: int, subject: int) -> int | None:
    """The particle of the verb's object; None when it has none."""
    for n in range(verb - 1, subject, -1):
        if tokens[n].tag == "JKO":
            return n
        if not tokens[n].tag.startswith(_BETWEEN):
            return None
    return None


def _noun_before(
    request: Request, tokens: Sequence[Token], particle: int, least: int, write: Write
) -> tuple[str, Mention | None]:
    """The noun phrase before a particle in English, and the name that it is.

    Refused when a word of it, or of what modifies it, is not known. `least` is where it may begin.
    """
    text = request.text[: tokens[particle].start].rstrip(_MARKS)
    end = len(_BRACKET.sub("", text).rstrip(_MARKS))
    names = [m for m in request.names if m.entry.kind in NAMED or m.entry.origin == "gloss"]
    name = next((m for m in names if end <= m.end <= len(text)), None)
    name = next((m for m in names if m.end == end), name)
    if name and name.entry.en and name.entry.kind in _WHOLE:
        return name.entry.en, name
    last = max((n for n, t in enumerate(tokens) if t.end <= end), default=-1)
    if phrase := phrase_ending(request.text, tokens, end, write, least):
        return phrase, name
    if name and name.entry.en and name.start <= tokens[last].start and _begins(tokens, name, least):
        return name.entry.en, name
    raise Refused("a word is not known")


def phrase_ending(
    text: str, tokens: Sequence[Token], end: int, write: Write, least: int = 0
) -> str:
    """The noun phrase that ends at `end` with all that modifies it; empty when not all is known.

    `least` is the token where it may begin.
    """
    last = max((n for n, t in enumerate(tokens) if t.end <= end), default=-1)
    for first in range(max(least, last - _LONGEST), last + 1):
        apart = first <= least or tokens[first - 1].tag.startswith(_APART)
        named = any(t.tag == "SL" for t in tokens[first : last + 1])  # the R1 model that …
        if not (apart or (named and tokens[first - 1].tag == "ETM")):
            continue
        if phrase := write(text[tokens[first].start : end]):
            return phrase
    return ""


def _begins(tokens: Sequence[Token], name: Mention, least: int) -> bool:
    """Whether nothing stands before a name that may be part of it."""
    first = next(n for n, token in enumerate(tokens) if token.end > name.start)
    return first <= least or not tokens[first - 1].tag.startswith(_NOUNS)


def counted_noun(request: Request, tokens: Sequence[Token], figure: Figure) -> str:
    """The noun right before or after a count, in the plural: 모델 8종, 8개 모델, 3명의 연구자."""
    for name in request.names:
        gap = request.text[name.end : figure.start] if name.end <= figure.start else None
        if name.entry.kind == "term" and gap in {"", " ", "가 ", "는 ", "이 ", "은 ", " 약 "}:
            return name.entry.en if figure.value == 1 else plural(name.entry.en)
    before = [t for t in tokens if t.end in {figure.start, figure.start - 1}]
    after = [t for t in tokens if t.start in {figure.end, figure.end + 1, figure.end + 2}]
    after = [t for t in after if t.tag != "JKG"]
    for token in (*before[-1:], *after[:1]):
        entry = lexicon().nouns.get(token.form) if token.tag == "NNG" else None
        if entry and "date" not in entry.tags:
            mass = counting(entry) == "mass"
            return entry.en if mass or figure.value == 1 else plural(entry.en)
    return ""


def known_nouns(tokens: Sequence[Token]) -> list[str]:
    """The nouns of the lexicon in a sentence, each once, in its order."""
    nouns = lexicon().nouns
    found = (
        nouns[token.form].en
        for before, token, after in zip((None, *tokens), tokens, (*tokens[1:], None), strict=False)
        if token.tag == "NNG" and token.form in nouns and len(token.form) > 1
        if not (_glued(before, token) or _glued(token, after))
    )
    return list(dict.fromkeys(found))


def _glued(left: Token | None, right: Token | None) -> bool:
    """Whether two morphemes are parts of one noun: 보수공사."""
    if left is None or right is None or left.end != right.start:
        return False
    return left.tag[0] in "NX" and right.tag.startswith(("NN", "XSN", "XR"))

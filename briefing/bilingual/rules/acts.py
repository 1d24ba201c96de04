"""Small certainties for key facts: who did what with which polarity, and what is counted."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.bilingual.request import Request
from briefing.bilingual.rules.atoms import NAMES
from briefing.bilingual.rules.inflection import plural
from briefing.bilingual.rules.layers import layered
from briefing.bilingual.rules.lexicon import counting, lexicon, longest
from briefing.bilingual.rules.verbs import Verb
from briefing.bilingual.rules.words import Refused, normal_form
from briefing.models import Figure, Mention, Token

_SUBJECTS = {"JX": {"은", "는"}, "JKS": {"이", "가", "께서"}}
_PREDICATES = ("VV", "VA", "XSV", "XSA", "VCP", "VCN")


def write_act(request: Request, tokens: Sequence[Token]) -> str:
    """``Alibaba did not release``: only of a sentence with one subject, a name, and one verb.

    Empty when there is any other predicate, or when the verb or what follows it is not known.
    """
    predicates = [n for n, token in enumerate(tokens) if token.tag.startswith(_PREDICATES)]
    subjects = [n for n, token in enumerate(tokens) if token.form in _SUBJECTS.get(token.tag, ())]
    if len(predicates) != 1 or len(subjects) != 1 or subjects[0] > predicates[0]:
        return ""
    name = _before(request.names, tokens[subjects[0]].start)
    if name is None or name.entry.kind not in NAMES:
        return ""
    try:
        verb = _verb(tokens, predicates[0])
    except Refused:
        return ""
    return f"{name.entry.en} {verb.finite(many=False)}" if verb else ""


def _before(names: Sequence[Mention], place: int) -> Mention | None:
    return next((name for name in names if name.end == place), None)


def _verb(tokens: Sequence[Token], index: int) -> Verb | None:
    token = tokens[index]
    noun = tokens[index - 1].form if token.tag == "XSV" and index else ""
    form = noun + token.form
    words = lexicon()
    entry = words.verbs.get(form) or words.verbs.get(noun + "하")
    if entry is None or not (entry.ko == form or token.form == "되"):
        return None
    base, _, rest = entry.en.partition(" ")
    verb = Verb(base, rest, is_passive=entry.ko != form)
    forms = [normal_form(t) for t in tokens[index + 1 :] if t.tag[0] != "S"]
    layers: list[str] = []
    place = 0
    while place < len(forms):
        found = longest(words.tails, forms, place)
        if found is None:
            return None
        count, table, value = found
        place += count
        if table == "ending":
            return layered(verb, layers) if value == "end" and place == len(forms) else None
        layers.append(value)
    return None


def counted_noun(request: Request, tokens: Sequence[Token], figure: Figure) -> str:
    """The noun right before or after a count, in the plural: 모델 8종, 8개 모델, 3명의 연구자."""
    for name in request.names:
        gap = request.text[name.end : figure.start]
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

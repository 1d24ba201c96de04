"""The rule level: a sentence in English when it parsed completely, else nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.bilingual.phrases import name_in
from briefing.bilingual.request import Request
from briefing.bilingual.rules.lexicon import lexicon
from briefing.bilingual.rules.parser import write_sentence
from briefing.bilingual.rules.reading import read_words
from briefing.bilingual.rules.words import Refused
from briefing.figures import find_figures, same_figures
from briefing.models import Check, Mention, Origin, Rendering, Token

_HANGUL = re.compile(r"[가-힣\u3400-\u9fff]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LONGEST = 60  # words in English; longer ones are seldom right


class RuleEngine:
    """Korean to English by rule; every figure and name in place, or None."""

    def __call__(self, request: Request) -> Rendering | None:
        """The sentence by rule; None when anything in it is unknown or not trusted."""
        from briefing.language import tokenise

        if request.source != "ko" or request.target != "en" or request.is_headline:
            return None
        try:
            text = translate(request, tokenise(request.text, "ko"))
        except Refused:
            return None
        return Rendering(text, "en", Origin.RULES, checks=_checks(request, text))


def translate(request: Request, tokens: Sequence[Token]) -> str:
    """The sentence in English; raises `Refused` with the reason when the rules are not sure."""
    if not re.search(r"다[.”\"'’]*$", request.text.rstrip()):
        raise Refused("no full sentence")
    for pattern, reason in lexicon().grammar["unsure"].items():
        if re.search(pattern, request.text):
            raise Refused(f"unsure: {reason}")
    text = write_sentence(read_words(request, tokens), request.published)
    if len(text.split()) > _LONGEST:
        raise Refused("too long")
    if failed := [check for check in _checks(request, text) if not check.passed]:
        raise Refused(f"{failed[0].name}: {failed[0].detail}")
    return text


def _stands(mention: Mention, text: str) -> bool:
    """Whether a name stands in the text: as the glossary has it, as written, or as Chinese."""
    english = name_in(mention.entry, "en")
    nation = lexicon().grammar["nation"].get(english, english)
    forms = {english, mention.text, nation, *mention.entry.en_aliases}
    return any(form.lower() in text.lower() for form in forms)


def _checks(request: Request, text: str) -> tuple[Check, ...]:
    missing, invented = same_figures(request.figures, find_figures(text, "en"))
    bare = set(_NUMBER.findall(request.text))  # readings of an index, which are no figures
    invented = [figure for figure in invented if figure.text not in bare]
    wrong = [figure.text for figure in (*missing, *invented)]
    lost = [mention.text for mention in request.names if not _stands(mention, text)]
    hangul = _HANGUL.search(text)
    return (
        Check("figures", not wrong, ", ".join(wrong)),
        Check("names", not lost, ", ".join(lost)),
        Check("hangul", hangul is None, hangul.group() if hangul else ""),
    )

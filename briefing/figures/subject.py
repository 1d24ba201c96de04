"""What a figure measures, word for word, where a simple rule is sure; else nothing.

The rule: a word that names a measure (`measure` in `figure_words.toml`) stands right before the
figure, joined to it by a particle or a verb of measuring.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from operator import attrgetter

from briefing.figures.lexicon import alternation, lexicon
from briefing.figures.parts import Part, is_rate
from briefing.models import Token

_PARTICLES = {"은", "는", "이", "가", "을", "를", "도"}
_NOUNS = ("NNG", "NNP", "SL", "XSN", "XPN", "NNB", "SH")
_BRIDGE = ("NN", "JKB", "MAG", "MM", "SN", "NR", "XSN", "NP", "JX", "SW")  # 매출은 전년 대비 …
_REACH = 70  # characters before an English figure
_FARTHEST = 12  # tokens between a measure and its figure
_LONGEST = 5  # morphemes of a subject
_SHARE = re.compile(r"\s?(?:을|를)?\s?(?:차지|점유|비중)")  # a share of it, not its size
_TO_LEVEL = re.compile(r"(?:으로|로)")
_SILENT = {"time", "age", "order"}  # families that measure nothing


def korean_subject(text: str, part: Part, tokens: Sequence[Token]) -> str:
    """The noun phrase before the figure: 챗GPT 다운로드 수는 9억1천만 회 → 챗GPT 다운로드 수."""
    if lexicon().family(part.unit) in _SILENT or _SHARE.match(text, part.end):
        return ""
    last = bisect_left(tokens, part.start, key=attrgetter("start")) - 1
    for index in range(last, max(last - _FARTHEST, -1), -1):
        token = tokens[index]
        if token.tag in {"JKS", "JKO", "JX"} and token.form in _PARTICLES and index:
            sure = is_rate(part.unit) or (token.tag != "JKO" or _TO_LEVEL.match(text, part.end))
            return _phrase(text, tokens, index - 1) if sure else ""
        if index == last and (phrase := _phrase(text, tokens, index)):
            return phrase
        if not _bridges(token, part):
            return ""
    return ""


def _bridges(token: Token, part: Part) -> bool:
    """Whether a morpheme may stand between a measure and its figure: 매출은 전년 대비 13%."""
    if token.form == "각각":
        return False
    return token.tag.startswith(_BRIDGE if is_rate(part.unit) else ("MAG", "MM"))


def _phrase(text: str, tokens: Sequence[Token], head: int) -> str:
    """The nouns up to `head`, when they name a measure; its last word when they are many."""
    if tokens[head].tag not in _NOUNS:
        return ""
    first = word = head
    while first and _extends(text, tokens, first):
        first -= 1
        if tokens[first + 1].start == tokens[first].end and word == first + 1:
            word = first
    start = tokens[first if head - first < _LONGEST else word].start
    phrase = text[start : tokens[head].end]
    return phrase if _is_measure(tokens[head], phrase) else ""


def _is_measure(head: Token, phrase: str) -> bool:
    """Whether the phrase ends in a measure; Kiwi may have split it: 출하+량, 매개+변수."""
    measure = lexicon().words["measure"]
    if len(head.form) == 1:
        return head.form in measure["ko_suffix"] and len(phrase) > 1
    return phrase.endswith(_measures())


@cache
def _measures() -> tuple[str, ...]:
    return tuple(lexicon().words["measure"]["ko"])


def _extends(text: str, tokens: Sequence[Token], first: int) -> bool:
    """Whether the token before belongs to the same noun phrase."""
    before, gap = tokens[first - 1], text[tokens[first - 1].end : tokens[first].start]
    if before.tag not in _NOUNS or gap not in {"", " "}:
        return False
    counts = first > 1 and tokens[first - 2].tag in {"SN", "NR", "MM"}  # 1인당, 8월
    return not counts and before.form not in lexicon().words["measure"]["not_subject"]


@cache
def _english() -> re.Pattern[str]:
    measure, direction = lexicon().words["measure"], lexicon().words["direction"]["en"]
    verbs = [*direction["up"], *direction["down"], *measure["en_links"]]
    adverbs = alternation([*direction["adverbs"], "the"])
    return re.compile(
        rf"(?<![\w-])(?P<subject>{alternation(measure['en'])})\s(?:{alternation(verbs)})"
        rf"(?:\s(?:{adverbs}))*\s$",
        re.IGNORECASE,
    )


def english_subject(text: str, part: Part) -> str:
    """The measure before the figure: net profit rose 16 per cent → net profit."""
    if lexicon().family(part.unit) in _SILENT:
        return ""
    match = _english().search(text[max(0, part.start - _REACH) : part.start])
    return match["subject"] if match else ""

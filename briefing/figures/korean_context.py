"""What stands around a Korean number: qualifier, sign, direction, and whether it is a figure."""

from __future__ import annotations

import re
from functools import cache

from briefing.figures.korean_forms import FOLLOWS
from briefing.figures.lexicon import alternation, lexicon, qualifying
from briefing.figures.parts import ONE, Part, is_rate, rises, stands_alone

_READING = re.compile(r"\s?(?:으로|로|[을를]\s(?:기록|찍|회복))")
_FREE = re.compile(r"(?![가-힣A-Za-z])|" + FOLLOWS)
_SIDES = ("up", "down", "up_rate", "down_rate")
_CUT_OFF = re.compile(r"[조억]\s?\d+$")  # 2조8000: the text breaks off before 억
_BESIDE = re.compile(r"\([^()]{1,40}\)")  # a figure in another currency stands between


@cache
def _gauge() -> re.Pattern[str]:
    words = alternation(lexicon().words["measure"]["gauges"])
    return re.compile(rf"(?:{words})(?:\([^()]*\))?(?:은|는|이|가)?[^\d]{{0,8}}$")


def is_figure(text: str, part: Part) -> bool:
    """Whether a number without a unit is a figure: with 만, 억, 조, or a gauge's reading."""
    if part.unit == "parameters" and text[part.end - 1] in "BT":
        return not _has_sibling(text, part)
    if part.unit or part.spelt or stands_alone(text, part):
        return True
    if not _FREE.match(text, part.end):
        return False
    if part.scale != ONE or part.qualifier == "several":
        return not _CUT_OFF.search(text[part.start : part.end])
    if "," in text[part.start : part.end]:
        return bool(_READING.match(text, part.end))
    return bool(_gauge().search(text[max(0, part.start - 25) : part.start]))


def _has_sibling(text: str, part: Part) -> bool:
    """Whether the number stands with another letter too: 910B beside 910C is a chip's name."""
    number = text[part.start : part.end - 1]
    return bool(re.search(rf"(?<![\d.]){re.escape(number)}(?!B|T)[A-Z](?![A-Za-z])", text))


@cache
def _before() -> re.Pattern[str]:
    words = alternation(qualifying("ko_before"))
    return re.compile(rf"(?:(?<![가-힣])(?P<word>{words})\s?)?(?P<sign>마이너스\s?|[▲▼+−-])?$")


@cache
def _after() -> re.Pattern[str]:
    words = alternation(qualifying("ko_after"))
    return re.compile(rf"\s?(?P<word>{words})(?:(?![가-힣])|(?={FOLLOWS}))")


@cache
def _later() -> re.Pattern[str]:
    later, after = (alternation(qualifying(key)) for key in ("ko_later", "ko_next"))
    return re.compile(
        rf"\s?(?:을|를|이|가|에|은|도)\s?(?:[가-힣]{{1,3}}\s)?(?P<word>{later})|\s?(?P<next>{after})"
    )


def dress(text: str, part: Part) -> Part:
    """The part with its surroundings read."""
    return _directed(text, _qualified_after(text, _qualified_before(text, part)))


def _qualified_before(text: str, part: Part) -> Part:
    match = _before().search(text[max(0, part.start - 10) : part.start])
    if match is None or not match[0]:
        return part
    sign, word = match["sign"] or "", match["word"]
    first = part.start - len(match[0])
    if sign and not word and first and text[first - 1].isalnum():
        return part  # a hyphen between words
    if sign in {"▲", "▼"} and not is_rate(part.unit):
        sign, first = "", part.start  # a bullet
    part = part._replace(start=first)
    if sign in {"▲", "▼", "+"}:
        part = part._replace(direction="down" if sign == "▼" else "up")
    elif sign:
        part = part._replace(value=-part.value)
    if word and part.qualifier != "several":
        part = part._replace(qualifier=qualifying("ko_before")[word])
    return part


def _qualified_after(text: str, part: Part) -> Part:
    beside = _BESIDE.match(text, part.end)
    match = _after().match(text, part.end)
    if match:
        part = part._replace(end=match.end())
    else:
        place = beside.end() if beside else part.end
        match = (_after().match(text, place) if beside else None) or _later().match(text, place)
    if match is None or part.qualifier:
        return part
    word = " ".join(match[match.lastgroup or 0].split())
    key = qualifying("ko_after").get(word) or qualifying("ko_later")[word]
    return part._replace(qualifier=key)


@cache
def _earned() -> frozenset[str]:
    return frozenset(lexicon().words["direction"]["ko"]["earned"])


@cache
def _direction() -> re.Pattern[str]:
    words = lexicon().words["direction"]["ko"]
    sides = "|".join(f"(?P<{side}>{alternation(words[side])})" for side in _SIDES)
    return re.compile(
        r"(?:\([^()]{1,40}\))?(?P<particle>이나|나|씩|을|를|만큼|까지|의|이|가)?\s?"
        rf"(?:[가-힣]{{0,4}}[가-힣](?<![로에서고며은는해])\s)?(?!{alternation(words['never'])})"
        rf"(?P<said>{sides})"
    )


def _directed(text: str, part: Part) -> Part:
    """What the number did, when the words right after it say so: 13% 증가, 0.5%포인트 내렸다."""
    if part.direction or part.value < 0 or not rises(part.unit):
        return part
    match = _direction().match(text, part.end)
    if match is None or (is_rate(part.unit) and match["particle"] in {"이", "가"}):
        return part  # 응답자의 41%가 증가를 예상했다
    if match["particle"] in {"을", "를"} and match["said"] in _earned():
        return part  # 매출 9억 원을 올렸다: made so much
    if match["particle"] == "까지" and part.qualifier != "up-to":
        return part  # a level
    if not is_rate(part.unit) and not (match["up"] or match["down"]):
        return part
    end = match.end() if match[0] in {"↑", "↓"} else part.end
    return part._replace(end=end, direction="up" if match["up"] or match["up_rate"] else "down")

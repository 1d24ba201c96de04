"""A number as it was read, and how two of them make a range."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from briefing.figures.lexicon import EXACT, lexicon
from briefing.models import Figure

ONE = Decimal(1)
MASK = "\0"
_ADDRESS = re.compile(r"https?://\S++|www\.\S++|(?<![\w.+-])[\w.+-]++@[\w.-]++")
_END = re.compile(r"\s*+\Z")


class Part(NamedTuple):
    """A number with what was written to it; `start` and `end` are code points."""

    start: int
    end: int
    value: Decimal
    unit: str = ""  # empty: none was written
    scale: Decimal = ONE  # the largest scale word: 만, million
    counter: str = ""
    qualifier: str = ""
    direction: str = ""
    high: Decimal | None = None
    spelt: bool = False  # in words: two, 두
    closed: bool = False  # the unit stands after the number, so a range adds no scale: 500원~1만원


def scan(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """Matches that start at one of `places` (ascending), without overlaps.

    Trying a long pattern where a number may start is ten times as fast as searching with it.
    """
    end = 0
    for place in places:
        if place >= end and (match := pattern.match(text, place)):
            yield match
            end = match.end()


def mask(text: str, matches: Iterable[re.Match[str]]) -> str:
    """The text with the matches blotted out; offsets stay."""
    pieces, end = [], 0
    for match in matches:
        pieces += [text[end : match.start()], MASK * len(match[0])]
        end = match.end()
    return "".join((*pieces, text[end:]))


def without_addresses(text: str) -> str:
    """The text with web and mail addresses blotted out."""
    if "@" in text or "://" in text or "www." in text:
        return _ADDRESS.sub(lambda match: MASK * len(match[0]), text)
    return text


def stands_alone(text: str, part: Part) -> bool:
    """Whether the text is this number and nothing else."""
    return bool(_END.match(text, part.end)) and not text[: part.start].strip()


def join_ranges(parts: Iterable[Part], connects: Callable[[Part, Part], bool]) -> list[Part]:
    """The parts, with each connected pair that ascends made one range."""
    joined: list[Part] = []
    for part in parts:
        if joined and joined[-1].high is None and connects(joined[-1], part):
            joined[-1:] = _range(joined[-1], part)
        else:
            joined.append(part)
    return joined


def _range(low: Part, high: Part) -> list[Part]:
    """One range; just the upper part when the two do not ascend (scores, seasons)."""
    shares = low.scale == ONE and not low.closed
    value = EXACT.multiply(low.value, high.scale) if shares else low.value
    if value >= high.value:
        value = low.value
    if value >= high.value or (low.unit and high.unit and low.unit != high.unit):
        return [high] if not low.unit else [low, high]
    unit = high.unit or low.unit
    return [high._replace(start=low.start, value=value, high=high.value, unit=unit)]


def plain(value: Decimal) -> Decimal:
    """The same number without an exponent or idle zeros."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize(EXACT)


def to_figure(text: str, part: Part, subject: str) -> Figure:
    """The finished figure."""
    return Figure(
        text=text[part.start : part.end],
        start=part.start,
        end=part.end,
        value=plain(part.value),
        unit=part.unit or "count",
        high=None if part.high is None else plain(part.high),
        counter=part.counter,
        qualifier=part.qualifier,
        direction=part.direction,
        subject=subject,
    )


def rises(unit: str) -> bool:
    """Whether a figure of this unit may be said to rise or fall."""
    return lexicon().family(unit) in {"rate", "money", "count"} or unit == "ratio"


def is_rate(unit: str) -> bool:
    """Whether the unit is a rate, share, multiple or amount of money."""
    return lexicon().family(unit) in {"rate", "money"} or unit == "ratio"

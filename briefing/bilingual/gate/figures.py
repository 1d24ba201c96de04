"""Figures, both ways: value, unit and currency; nothing lost, nothing invented.

Numbers that are no figures (days, years, versions, names) must stand on both sides too, in
digits or in words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from briefing.bilingual.request import Request
from briefing.dates import find_dates
from briefing.figures import same_figures
from briefing.figures.lexicon import lexicon
from briefing.formats import locale
from briefing.models import Check, Figure

_NUMBER = re.compile(r"(?<![\d.])\d+(?:,\d{3})*(?:\.\d+)?")
_MODEL = re.compile(r"-?\d+[A-Za-z]")  # part of a model's name, in both texts alike: 910B, -7B
_FIRM = {"rate", "money"}  # families whose unit is part of the figure; but 55.4점 is just 55.4


def check_figures(request: Request, text: str, found: Sequence[Figure]) -> Check:
    """Whether every figure of the source is in `text`, and none that the source lacks.

    `found` are the figures of `text`.
    """
    missing, invented = unshared_figures(request.figures, request.text, found, text)
    own = _numbers(request.text) | _dated(request.text, request.source, request.published)
    other = _numbers(text) | _dated(text, request.target, request.published)
    lost = [f.text for f in missing] + _strays(request.text, request.figures, other)
    added = [f.text for f in invented] + _strays(text, found, own)
    faults = [f"{number} is missing" for number in dict.fromkeys(lost)]
    faults += [f"{number} is not in the source" for number in dict.fromkeys(added)]
    return Check("figures", not faults, "; ".join(faults))


def unshared_figures(
    figures: Sequence[Figure], text: str, others: Sequence[Figure], other: str
) -> tuple[list[Figure], list[Figure]]:
    """The figures of `text` that the other text lacks, and the other way round."""
    missing, added = same_figures(figures, others)
    missing, added = same_figures(_loose(missing), _loose(added))
    return (
        [figure for figure in missing if not _stands_in(figure, other, others)],
        [figure for figure in added if not _stands_in(figure, text, figures)],
    )


def _loose(figures: Sequence[Figure]) -> list[Figure]:
    """Languages count in different units (14세 미만, under 14); those of money and rates stay."""
    return [
        figure if _is_firm(figure) else replace(figure, unit="count", counter="")
        for figure in figures
    ]


def _is_firm(figure: Figure) -> bool:
    return lexicon().family(figure.unit) in _FIRM and figure.unit != "point"


def _stands_in(figure: Figure, text: str, read: Sequence[Figure]) -> bool:
    """Whether the number stands in the text where no figure was read: an index, a name, 2단계."""
    word = figure.text.partition(" ")[0]
    if _MODEL.fullmatch(word) and word in text:
        return True
    if _is_firm(figure) or figure.high is not None:
        return False
    return abs(figure.value) in _numbers(_without(read, text))


def _strays(text: str, figures: Sequence[Figure], known: set[Decimal]) -> list[str]:
    """Numbers in digits, outside the figures of `text`, that are not known."""
    digits = _NUMBER.findall(_without(figures, text))
    return [number for number in digits if _value(number) not in known]


def _without(figures: Sequence[Figure], text: str) -> str:
    for figure in figures:
        text = text[: figure.start] + " " * len(figure.text) + text[figure.end :]
    return text


def _numbers(text: str) -> set[Decimal]:
    """All numbers of a text, in digits or as small numbers and months in words."""
    digits = {_value(number) for number in _NUMBER.findall(text)}
    words = re.findall(r"[A-Za-z]+|[가-힣]+", text)
    return digits | {Decimal(_small()[word]) for word in map(str.lower, words) if word in _small()}


def _dated(text: str, language: str, published: date | None) -> set[Decimal]:
    """Days, months and years that the text means: those of Wednesday, and this year's own."""
    meant = [mention.date for mention in find_dates(text, language, published)]
    days = [day for day in meant if day]
    years = [published.year] if published else []
    return set(map(Decimal, (*years, *(n for d in days for n in (d.day, d.month, d.year)))))


def _value(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


@cache
def _small() -> dict[str, int]:
    """Small numbers and months in words: three, second, 세, 둘째, April, Apr."""
    korean, english = lexicon().words["ko"], lexicon().words["en"]
    months = {
        name.lower(): number
        for width in ("wide", "abbreviated")
        for number, name in locale("en").months["format"][width].items()
    }
    tables = korean["native"], korean["ordinal"], english["word"], english["ordinal"], months
    return {word: value for table in tables for word, value in table.items()}

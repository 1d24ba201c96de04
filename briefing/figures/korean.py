"""Reads the figures of Korean text: 약 9만6천 편, 9억1천만 회, 3.5%포인트, 30~40%.

Three passes: what is no figure is masked; numbers are read with the unit that follows; their
surroundings give qualifier, sign and direction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from briefing.figures.currencies import currency
from briefing.figures.korean_context import dress, is_figure
from briefing.figures.korean_forms import (
    FOLLOWS,
    GUARDED,
    PARTICLES,
    SCALED,
    guard,
    ko_value,
    money,
    scale_of,
)
from briefing.figures.lexicon import EXACT, alternation, bare, lexicon
from briefing.figures.parts import ONE, Part, join_ranges, mask, scan, to_figure, without_addresses
from briefing.figures.subject import korean_subject
from briefing.models import Figure, Token

_CONNECTOR = re.compile(r"\s?[~∼～〜–—-]\s?|\s?내지\s")
_FROM = "에서 "  # 10에서 15%
_LEVEL = re.compile(r"\s?(?:으로|로)")
_ENDS = f"(?:(?![가-힣])|(?={FOLLOWS}))"


def read_korean(text: str, tokens: Sequence[Token] = ()) -> tuple[Figure, ...]:
    """All figures of `text`, in its order."""
    places = _places(text)
    masked = without_addresses(text)
    guarded = (place for place in places if text[place].isdecimal() or text[place] in GUARDED)
    masked = mask(masked, scan(guard(), masked, guarded))
    read = [_part(match) for match in scan(_pattern(), masked, places)]
    parts = join_ranges([part for part in read if part], lambda a, b: _connects(masked, a, b))
    dressed = [dress(masked, part) for part in parts]
    return tuple(
        to_figure(text, part, korean_subject(text, part, tokens))
        for part in dressed
        if is_figure(masked, part)
    )


def _places(text: str) -> list[int]:
    """Where a number may start: at digits and signs, and at words that begin like a numeral."""
    return [found.start() for found in _beginnings().finditer(text)]


@cache
def _beginnings() -> re.Pattern[str]:
    ko = lexicon().words["ko"]
    tables = ("native", "native_tens", "native_range", "days", "ordinal", "digit")
    words = [word for table in tables for word in ko[table]]
    initials = "".join(sorted({word[0] for word in [*words, *"수제절백천만"]}))
    return re.compile(rf"(?<![가-힣])[{initials}]|\d[\d.,]*|[A-Z]{{0,2}}[$€£¥₩]")


@cache
def _units() -> dict[str, str]:
    """Spellings of units and counters, spaces removed, to unit keys; counters are ``count``."""
    forms = dict.fromkeys(lexicon().counters, "count") | dict(lexicon().ko_units)
    del forms[lexicon().units["article"].ko]  # 조 is a number; 제5조 is read on its own
    return forms


@cache
def _unit_pattern(follows: str, without: str = "") -> str:
    """Any unit but those `without`. A single syllable must end its noun: 3원 but not 3원칙."""
    forms = [form for form in _units() if form not in without.split()]
    single = [form for form in forms if re.fullmatch("[가-힣]", form)]
    latin = [form for form in forms if form[-1].isascii() and form[-1].isalpha()]
    rest = [form for form in forms if form not in single and form not in latin]
    return "|".join(
        (
            f"(?:{alternation(latin, loose=True)})(?![A-Za-z0-9])",
            alternation(rest, loose=True),
            f"(?:{alternation(single)})(?:(?![가-힣])|(?={follows}))",
        )
    )


@cache
def _pattern() -> re.Pattern[str]:
    """A number with its unit, to be tried where a number may start."""
    ko = lexicon().words["ko"]
    unit, spaced = _unit_pattern(FOLLOWS), _unit_pattern(PARTICLES, ko["close"])
    any_unit = rf"(?=여?\s?(?:{unit}))"
    laws = "|".join(rf"(?<={word}\s)" for word in ko["laws"])
    two_of = r"(?<=두)(?=\s[가-힣])"  # 두 회사
    ones, tens = alternation(ko["native"]), alternation(ko["native_tens"])
    signs = alternation(form for form in lexicon().prefixes if not form.isalpha())
    return re.compile(
        rf"""(?<![0-9A-Za-z])(?<![0-9][.,])(?:
            (?<=[가-힣]\()(?P<age>[1-9]\d)(?=\))
          | (?P<whole>\d{{1,9}}[만억조]?|(?<![가-힣])(?:[이삼사오육칠팔구십백천만]|십억))분의\s?
              (?P<share>\d{{1,6}}|[일이삼사오육칠팔구])(?![\dA-Za-z])
          | (?:{laws})(?P<of_law>\d{{1,4}})조(?!\s?\d|\s?(?:{money()}))
          | (?<![가-힣])(?P<ordinal>{alternation(ko["ordinal"], loose=True)}){_ENDS}
          | (?:(?:(?P<prefix>{signs})\s?)?(?P<number>{SCALED})(?P<letter>[BbTKkM](?![A-Za-z0-9]))?
              | (?<![가-힣])(?:
                  (?P<pure>[십백천][만억조]|만(?=\s?(?:명|원|달러|위안))){any_unit}
                | 수\s?(?P<several>[십백천]?[만억조]?)(?<![수\s]){any_unit}
                | (?P<pair>{alternation(ko["native_range"])}){any_unit}
                | (?P<tens>{tens})?\s?(?P<ones>{ones})?(?<=[가-힣])(?:{any_unit}|{two_of})
              )
            )
            (?P<odd>여)?
            (?:(?:(?P<unit>{unit})|\s(?P<spaced>{spaced}))(?P<half>\s반(?:{_ENDS}|(?=\s)))?)?
            (?P<more>여{_ENDS})?(?P<band>대{_ENDS})?
          | 제\s?(?P<nth>\d{{1,4}})(?:차|대|회|기(?!가)|번째){_ENDS}
          | 제\s?(?P<article>\d{{1,4}})조
          | (?<![가-힣])(?P<days>{alternation(ko["days"])}){_ENDS}
          | (?P<split>절반)
        )""",
        re.VERBOSE,
    )


def _part(match: re.Match[str]) -> Part | None:
    """The number that was matched; None when its form is no figure after all."""
    if match["number"]:
        return _counted(match)
    ko, start, end = lexicon().words["ko"], match.start(), match.end()
    if match["age"]:
        return Part(start, end, Decimal(match["age"]), "age")
    if match["split"]:
        return Part(start, end, Decimal("0.5"), "ratio")
    if match["whole"]:
        share = ko["digit"].get(match["share"]) or match["share"]
        whole = ko["digit"].get(match["whole"]) or ko_value(match["whole"])
        return Part(start, end, Decimal(share) / Decimal(whole), "ratio") if whole else None
    if match["ordinal"]:
        return Part(start, end, Decimal(_ordinals()[bare(match["ordinal"])]), "ordinal")
    if match["days"]:
        return Part(start, end, Decimal(ko["days"][match["days"]]), "day")
    if match["nth"]:
        return Part(start, end, Decimal(match["nth"]), "ordinal")
    if article := match["article"] or match["of_law"]:
        return Part(start, end, Decimal(article), "article")
    return _counted(match)


def _counted(match: re.Match[str]) -> Part | None:
    """A number with or without a unit."""
    form = bare(match["unit"] or match["spaced"] or "")
    unit = _bare_units().get(form, "")
    closed = bool(unit)
    if unit == "point" and form == "점" and match["odd"]:
        unit = "count"  # 70여 점 are exhibits, not a score
    counter = form if unit == "count" else ""
    if match["prefix"] and not counter:
        unit = currency(match)
    qualifier = "some" if match["odd"] or match["more"] else "band" if match["band"] else ""
    part = Part(*match.span(), Decimal(0), unit, ONE, counter, qualifier, closed=closed)
    if match["pair"] or match["tens"] or match["ones"]:
        return _native(match, part)
    if match["several"] is not None:
        return part._replace(value=ko_value(match["several"]), qualifier="several")
    if form == "주" and ko_value(match["number"] or "") > 99:
        part = part._replace(unit="count", counter=form)  # 93만3399주 are shares
    return _numeric(match, part)


def _numeric(match: re.Match[str], part: Part) -> Part | None:
    number, letter = match["number"] or match["pure"], match["letter"] or ""
    value = ko_value(number)
    if letter:
        value = EXACT.multiply(value, Decimal(lexicon().words["en"]["suffix"][letter]))
        if letter in "KkM" and not part.unit:
            return None  # 4K, 3M
        part = part._replace(unit=part.unit or "parameters")
    if match["half"]:
        if lexicon().family(part.unit) != "time":
            return part._replace(end=match.start("half"), value=value)
        value += Decimal("0.5")
    return part._replace(value=value, scale=scale_of(number))


def _native(match: re.Match[str], part: Part) -> Part | None:
    """두 명, 세 가지; 한 only before counters where it is a number, not an article."""
    ko = lexicon().words["ko"]
    low, high = ko["native_range"].get(match["pair"]) or (
        ko["native_tens"].get(match["tens"], 0) + ko["native"].get(match["ones"], 0),
        None,
    )
    part = part._replace(value=Decimal(low), high=high and Decimal(high), spelt=True)
    form = bare(match["unit"] or match["spaced"] or "")
    if not form:
        return part._replace(end=match.end("ones")) if low == 2 and not high else None  # 두 회사
    if match["unit"] and form not in ko["joined"]:
        return None  # 세대, 한편
    return part if low > 1 or high or form in ko["one"] else None


@cache
def _bare_units() -> dict[str, str]:
    return {bare(form): key for form, key in _units().items()}


@cache
def _ordinals() -> dict[str, int]:
    return {bare(form): value for form, value in lexicon().words["ko"]["ordinal"].items()}


def _connects(text: str, low: Part, high: Part) -> bool:
    between = text[low.end : high.start]
    if "several" in (low.qualifier, high.qualifier):
        return False
    if between == _FROM:
        return not low.unit and not _LEVEL.match(text, high.end)
    return bool(_CONNECTOR.fullmatch(between)) and low.unit in ("", high.unit)

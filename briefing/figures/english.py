"""Reads the figures of English text: US$10bn, 16 per cent, two-thirds, $64 billion to $72 billion.

Three passes, as for Korean: mask, numbers with their units, surroundings.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from briefing.figures.currencies import currency
from briefing.figures.english_context import dress, is_figure
from briefing.figures.english_forms import DIGITS, en_value, guard, leads, words_pattern
from briefing.figures.lexicon import EXACT, alternation, lexicon
from briefing.figures.parts import ONE, Part, join_ranges, mask, scan, to_figure, without_addresses
from briefing.figures.subject import english_subject
from briefing.models import Figure

_DASH = re.compile(r"\s?[–—~-]\s?")
_RUN = re.compile(r"[A-Za-z]+|\d[\d.,]*|[^\x00-\x7F’‘“”–—…]|\$")
_WHOLE = r"(?=\s(?:of|in|to|from|by|at|on|last|this|more|less)\b|\s?[.,;:)]|$)"
_IN_DIGITS = {"nth": "ordinal", "rank": "rank", "article": "article"}
_IN_WORDS = {"multiple": "times", "ordinal": "ordinal"}


def read_english(text: str) -> tuple[Figure, ...]:
    """All figures of `text`, in its order."""
    places = _places(text)
    masked = without_addresses(text)
    masked = mask(masked, scan(guard(), masked, places))
    read = [_part(match) for match in scan(_pattern(), masked, places)]
    parts = join_ranges([part for part in read if part], lambda a, b: _connects(masked, a, b))
    dressed = [dress(masked, _between(masked, part)) for part in parts]
    return tuple(
        to_figure(text, part, english_subject(text, part))
        for part in dressed
        if is_figure(masked, part)
    )


def _places(text: str) -> list[int]:
    """Where a number may start: at digits and signs, and at words that numbers begin with."""
    words = leads()
    return [
        run.start()
        for run in _RUN.finditer(text)
        if not run[0][0].isalpha() or run[0].lower() in words
    ]


@cache
def _pattern() -> re.Pattern[str]:
    en, units = lexicon().words["en"], lexicon().en_units
    latin = [form for form in units if form[-1].isalpha() and form != "x" and form[0] != "-"]
    signs = [form for form in units if not form[-1].isalpha()]
    parts = alternation([*en["part"], *(word + "s" for word in en["part"]), "halves"])
    scale = alternation(en["scale"])
    return re.compile(
        rf"""(?<![\w.,])(?:
            (?P<several>(?:(?:tens|dozens|hundreds|thousands)\sof\s)?(?:{alternation(en["several"])}))\b
              (?:\sof\s(?P<of>{alternation(latin)})\b)?
          | (?P<number_of>a|an|{alternation(en["word"])})
            (?:-(?P<part>{parts})\b|\s(?P<part_of>{parts})\b{_WHOLE})
          | (?P<count>\d{{1,6}})/(?P<of_all>\d{{1,9}})(?![/\d])
          | (?P<half>half)\b(?!\san?\s(?:{scale}|{alternation(latin)})\b)
          | (?P<decades>decades)\b
          | (?P<twice>twice)\b
          | (?P<multiple>{alternation(en["multiple"])})\b(?!-)
          | (?P<ordinal>{alternation(en["ordinal"])})\b
          | (?P<nth>\d{{1,4}})(?:st|nd|rd|th)\b
          | No\.\s?(?P<rank>\d{{1,4}})\b(?![.,]\d)
          | Article\s(?P<article>\d{{1,4}})\b(?!\.\d)
          | (?:(?P<prefix>(?-i:{alternation(lexicon().prefixes)}))\s?)?
            (?:(?P<number>{DIGITS})(?:(?P<suffix>(?-i:[kKmMbBT]))(?![A-Za-z0-9]))?
              | (?P<words>{words_pattern()})
              | (?P<one>an?)(?=\s(?:{scale})\b)
              | (?P<half_of>half\san?)(?=\s(?:{scale}|{alternation(latin)})\b))
            (?P<and_half>\sand\sa\shalf)?
            (?:[\s-]?(?P<scale>{scale})(?![A-Za-z]))?
            (?P<plus>\+|-plus\b)?
            (?:[\s-]?(?P<unit>{alternation(signs)}|(?:{alternation(latin)})(?![A-Za-z]))
              |(?P<x>x)(?![A-Za-z]))?
            (?P<old>-old)?(?!\w)
        )""",
        re.VERBOSE | re.IGNORECASE,
    )


def _part(match: re.Match[str]) -> Part | None:
    """The number that was matched; None when its form is no figure after all."""
    if match["several"]:
        return _several(match)
    if match["number_of"]:
        return _fraction(match)
    if match["of_all"]:
        count, whole = Decimal(match["count"]), Decimal(match["of_all"])
        return Part(*match.span(), count / whole, "ratio") if count < whole else None
    for group, unit in _IN_DIGITS.items():
        if match[group]:
            return Part(*match.span(), Decimal(match[group]), unit)
    for table, unit in _IN_WORDS.items():
        if match[table]:
            value = Decimal(lexicon().words["en"][table][match[table].lower()])
            return Part(*match.span(), value, unit, spelt=True)
    return _special(match) or _counted(match)


def _special(match: re.Match[str]) -> Part | None:
    """Half, twice and decades."""
    if match["half"]:
        return Part(*match.span(), Decimal("0.5"), "ratio")
    if match["twice"]:
        return Part(*match.span(), Decimal(2), "count", counter="times", spelt=True)
    if match["decades"]:
        return Part(*match.span(), Decimal(10), "year", qualifier="several", spelt=True)
    return None


def _several(match: re.Match[str]) -> Part:
    """Tens of thousands: a power of ten that is not to be taken at its word."""
    several = lexicon().words["en"]["several"]
    value = ONE
    for word in match["several"].lower().split(" of "):
        value *= several.get(word, 10)
    unit = _unit(match["of"], value) if match["of"] else ""
    return Part(*match.span(), value, unit, qualifier="several", spelt=True)


def _fraction(match: re.Match[str]) -> Part | None:
    """Two-thirds, a quarter of; "a fifth month" is an ordinal, "three quarters" nine months."""
    en = lexicon().words["en"]
    part = (match["part"] or match["part_of"]).lower()
    whole = en["part"].get(part.removesuffix("s")) or 2
    count = Decimal(en["word"].get(match["number_of"].lower(), 1))
    if count >= whole or (count > 1) != part.endswith("s"):
        return None
    return Part(*match.span(), count / Decimal(whole), "ratio")


def _counted(match: re.Match[str]) -> Part | None:
    """A number with or without currency, scale and unit."""
    value, scale = _magnitude(match)
    closed = bool(match["unit"] or match["x"])
    part = Part(*match.span(), EXACT.multiply(value, scale), scale=scale, closed=closed)
    if match["prefix"]:
        part = part._replace(unit=currency(match))
    elif match["unit"] or match["x"]:
        part = part._replace(unit=_unit(match["unit"] or match["x"], scale))
    elif match["suffix"] in {"b", "B", "T"}:
        part = part._replace(unit="parameters")
    if match["old"]:
        is_age = part.unit == "year"
        part = part._replace(unit="age") if is_age else part._replace(end=match.start("old"))
    if match["plus"]:
        part = part._replace(qualifier="at-least")
    return part._replace(spelt=not match["number"])


def _magnitude(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    """Number and scale: 2.5 and 1,000,000."""
    en = lexicon().words["en"]
    number = match["number"] or match["words"]
    value = en_value(number) if number else Decimal("0.5") if match["half_of"] else ONE
    if match["and_half"]:
        value += Decimal("0.5")
    scale = Decimal(en["suffix"].get(match["suffix"] or "", 1))
    if match["scale"]:
        scale *= Decimal(en["scale"][match["scale"].lower()])
    return value, scale


@cache
def _folded_units() -> dict[str, str]:
    return {form.lower(): key for form, key in lexicon().en_units.items()}


def _unit(form: str, scale: Decimal) -> str:
    """Unit of a spelling; millions of pounds are money, ten pounds a weight."""
    key = lexicon().en_units.get(form) or _folded_units()[" ".join(form.lower().split())]
    return "GBP" if form.lower().startswith("pound") and scale > 1000 else key


def _connects(text: str, low: Part, high: Part) -> bool:
    between, before = text[low.end : high.start], text[max(0, low.start - 9) : low.start]
    if "several" in (low.qualifier, high.qualifier):
        return False
    signed = low.unit.isupper() and not low.closed and not high.unit  # $1.2-1.5 billion
    if low.unit not in ("", high.unit) and not signed:
        return False
    if _DASH.fullmatch(between):
        return True
    if between == " or ":
        return low.spelt and high.spelt and low.value + 1 == high.value
    if between == " and ":
        return before.lower().endswith("between ")
    return between == " to " and not before.endswith("from ")


def _between(text: str, part: Part) -> Part:
    """The part with the "between" that opens its range."""
    opens = text[max(0, part.start - 8) : part.start].lower() == "between "
    return part._replace(start=part.start - 8) if opens and part.high is not None else part

"""English date expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.dates.parts import Expression, Parts

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DIRECTIONS = {"last": -1, "past": -1, "next": 1, "coming": 1}
_SHIFTS = {"last": -1, "this": 0, "next": 1}
_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = r"(3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|,\d{3}|\.\d|%)"
_YEAR = r"((?:19|20)\d\d)(?!\d|,\d|\.\d)"
_PATTERNS = {
    "iso": re.compile(
        r"(?<![\d/-])((?:19|20)\d\d)[-/](1[0-2]|0?[1-9])[-/](3[01]|[12]\d|0?[1-9])(?!\d)"
    ),
    "month_day": re.compile(rf"\b({_MONTH})\s{_DAY}(?:(?:,\s?|\s){_YEAR})?"),
    "day_month": re.compile(rf"(?<![\d.,])\b{_DAY}\s(?:of\s)?({_MONTH})\b(?:,?\s{_YEAR})?"),
    "month_year": re.compile(rf"\b({_MONTH})(?:\sof)?,?\s{_YEAR}"),
    "month": re.compile(rf"\b(?:in|since|by|until|from|(last|next|this))\s({_MONTH})(?!\s\d)\b"),
    "year": re.compile(rf"\b(?:in|since|by|of|from|until|to|late|early|mid-|through)\s?{_YEAR}\b"),
    "weekday": re.compile(rf"\b(?:(last|this|next|coming)\s)?({_WEEKDAY})\b"),
    "span": re.compile(r"\b(last|this|next)\s(week|month|year)\b", re.IGNORECASE),
    "day": re.compile(r"\b(yesterday|today|tonight|tomorrow)\b(?![’'])", re.IGNORECASE),
}


def expressions(text: str) -> Iterator[Expression]:
    """Every expression in text order; the longer of two that overlap."""
    found = [
        Expression(_start(match), match.end(), _parts(kind, match), _note(kind, match))
        for kind, pattern in _PATTERNS.items()
        for match in pattern.finditer(text)
    ]
    place = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= place:
            yield one
            place = one.end


def _start(match: re.Match[str]) -> int:
    """Where the date itself begins, behind a preposition."""
    return min(match.start(group) for group in range(1, len(match.groups()) + 1) if match[group])


def _parts(kind: str, match: re.Match[str]) -> Parts:
    first, *rest = match.groups()
    if kind == "iso":
        return Parts(year=int(first), month=int(rest[0]), day=int(rest[1]))
    if kind == "month_day":
        return Parts(year=_number(rest[1]), month=_month(first), day=int(rest[0]))
    if kind == "day_month":
        return Parts(year=_number(rest[1]), month=_month(rest[0]), day=int(first))
    if kind == "month_year":
        return Parts(year=int(rest[0]), month=_month(first))
    if kind == "month":
        return Parts(month=_month(rest[0]), direction=_DIRECTIONS.get(first or "", 0))
    if kind == "year":
        return Parts(year=int(first))
    if kind == "weekday":
        weekday = _WEEKDAYS.index(rest[0][:3].lower())
        return Parts(weekday=weekday, direction=_DIRECTIONS.get(first or "", 0))
    if kind == "span":
        shift = _SHIFTS[first.lower()]
        return Parts(**{f"{rest[0].lower()}_shift": shift})
    return Parts(day_shift=_DAYS[first.lower()])


def _note(kind: str, match: re.Match[str]) -> str:
    is_bare = kind == "weekday" and not match[1]
    return "the last one; the text may mean the next" if is_bare else ""


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1

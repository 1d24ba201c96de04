"""Korean date expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.dates.parts import Expression, Parts

_YEARS = {"재작년": -2, "작년": -1, "지난해": -1, "올해": 0, "금년": 0, "내년": 1, "내후년": 2}
_MONTHS = {"지지난달": -2, "지난달": -1, "이달": 0, "이번달": 0, "다음달": 1, "내달": 1}
_WEEKS = {"지지난주": -2, "지난주": -1, "이번주": 0, "금주": 0, "다음주": 1, "다다음주": 2}
_DAYS = {"그저께": -2, "그제": -2, "어제": -1, "오늘": 0, "내일": 1, "모레": 2}
_ANCHORED = {"이날": 0, "당일": 0, "같은날": 0, "그날": 0, "전날": -1, "다음날": 1, "이튿날": 1}
_WEEKDAYS = "월화수목금토일"
_DIRECTIONS = {"지난": -1, "오는": 1, "다가오는": 1}


def _words(table: dict[str, int]) -> str:
    """An alternation of the words, with or without a space in them."""
    spaced = (
        re.sub(r"^(지난|이번|다음|같은)(?=[달주날])", r"\1\\s?", word)
        for word in sorted(table, key=len, reverse=True)
    )
    return "|".join(spaced)


_NOT_A_SPAN = (  # 9일간, 10일 만에, 5일째 count days
    r"(?!\s?(?:간(?=[\s의은이을,.에]|$)|째|동안|만에|이내|이상|이하|안에|내로|연속|정도|가량|씩|마다|짜리"
    r"|치(?=[\s를])|여(?=\s)|뒤|후(?=[\s에,.]|$)|전(?=[\s에부까,.]|$)|평균|생산량|최대|선(?=[\s을이은에,.])))"
)
_CALENDAR = re.compile(
    r"(?<![\d가-힣~∼–.,-])"
    r"(?=[지오다재작올금내이\d])"
    r"(?:(?P<direction>지난|오는|다가오는)\s?(?=\d))?"
    rf"(?:(?:(?P<year>(?:19|20)\d\d)년(?!간|대|생|형|여|산)|(?P<rel_year>{_words(_YEARS)}))\s?)?"
    rf"(?:(?:(?P<month>1[0-2]|0?[1-9])(?:[~∼–-](?P<last_month>1[0-2]|[1-9]))?월(?!간|령|급)"
    rf"|(?P<rel_month>{_words(_MONTHS)}))\s?)?"
    r"(?:(?P<day>3[01]|[12]\d|0?[1-9])(?:\s?[~∼–-]\s?(?P<last_day>3[01]|[12]\d|[1-9]))?일"
    rf"{_NOT_A_SPAN})?"
)
_NUMERIC = re.compile(
    r"(?<![\d./-])(?P<year>(?:19|20)\d\d)(?P<mark>[-./])\s?(?P<month>1[0-2]|0?[1-9])(?P=mark)\s?"
    r"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)"
)
_WEEK = re.compile(
    rf"(?<![가-힣])(?:(?P<week>{_words(_WEEKS)})|(?P<direction>지난|오는)(?=\s?[{_WEEKDAYS}]요일))"
    rf"(?:\s?(?P<weekday>[{_WEEKDAYS}])요일)?"
)
_DAY = re.compile(
    rf"(?<![가-힣])(?:(?P<day>{_words(_DAYS)})|(?P<anchored>{_words(_ANCHORED)}))(?!신문|치기|날)"
)
_ZONE = re.compile(
    r"\s?\((?:[가-힣]{1,4}\s?)?(?:현지|한국|중국|미국|동부|베이징)\s?(?:시간|시각)\)"
)


def expressions(text: str) -> Iterator[Expression]:
    """Every expression in text order; none overlaps another."""
    found = sorted((*_calendar(text), *_weeks(text), *_days(text)), key=lambda one: one.start)
    place = 0
    for one in found:
        if one.start >= place:
            yield one
            place = one.end


def _calendar(text: str) -> Iterator[Expression]:
    for match in _NUMERIC.finditer(text):
        parts = Parts(year=int(match["year"]), month=int(match["month"]), day=int(match["day"]))
        yield Expression(match.start(), match.end(), parts)
    for match in _CALENDAR.finditer(text):
        words = match.group().rstrip()
        if words:
            zone = _ZONE.match(text, match.end())
            last = match["last_day"] or match["last_month"]
            notes = (zone.group().strip(" ()") if zone else "", f"to {last}" if last else "")
            note = "; ".join(filter(None, notes))
            yield Expression(match.start(), match.start() + len(words), _parts(match), note)


def _parts(match: re.Match[str]) -> Parts:
    return Parts(
        year=_number(match["year"]),
        year_shift=_YEARS.get(match["rel_year"] or ""),
        month=_number(match["month"]),
        month_shift=_MONTHS.get(_bare(match["rel_month"])),
        day=_number(match["day"]),
        direction=_DIRECTIONS.get(match["direction"] or "", 0),
    )


def _weeks(text: str) -> Iterator[Expression]:
    for match in _WEEK.finditer(text):
        parts = Parts(
            week_shift=_WEEKS.get(_bare(match["week"])),
            weekday=_WEEKDAYS.index(match["weekday"]) if match["weekday"] else None,
            direction=_DIRECTIONS.get(match["direction"] or "", 0),
        )
        yield Expression(match.start(), match.end(), parts)


def _days(text: str) -> Iterator[Expression]:
    for match in _DAY.finditer(text):
        shift, anchored = _DAYS.get(_bare(match["day"])), _ANCHORED.get(_bare(match["anchored"]))
        note = "from the day last named" if anchored is not None else ""
        parts = Parts(day_shift=shift, anchor_shift=anchored)
        yield Expression(match.start(), match.end(), parts, note)


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _bare(word: str | None) -> str:
    return (word or "").replace(" ", "")

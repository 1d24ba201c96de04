"""Steps: when an article was published: as given, else from a stamp or full dates in the text.

A time without a zone is in the source's zone if it is set, else in the outlet's (Korean: KST). A
date in the text is taken only when it is written with its year and no other full date contradicts
it, and is marked as inferred. Otherwise the date stays unknown.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from briefing.articles.draft import Cut, Draft
from briefing.articles.stylebook import Stylebook
from briefing.dates import find_dates
from briefing.models import Precision

_KOREAN_ZONE = "Asia/Seoul"
_YEARS = range(1990, 2100)  # outside it is a mistake, or the date of something else
_NEAR = timedelta(31)  # full dates further apart than this contradict each other
_LEAD = 500  # characters in which a full date may be the article's own
_LONGEST_STAMP = 100  # characters
_NUMERIC = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s?[-./년]\s?(?P<month>\d{1,2})\s?[-./월]\s?(?P<day>\d{1,2})(?:일|\.)?(?!\d)"
    r"(?:[\s,]*\(?[월화수목금토일](?:요일)?\)?)?"
    r"(?:[\sT,]*(?P<half>오전|오후|AM\b|PM\b)?\s?(?P<hour>\d{1,2})\s?[:시]\s?(?P<minute>\d{2})분?"
    r"(?::?\s?(?P<second>\d{2}|(?<=:)\d)(?:[.,]\d+)?초?)?"
    r"(?P<zone>\s?(?:[A-Z]{1,4}|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?)(?!(?!Z\b)[\w:]))?)?",
    re.IGNORECASE,
)
_STAMP_WORD = re.compile(
    r"기사|최초|최종|입력|등록|승인|수정|송고|게재|발행|업데이트|시간|일시|published|updated|posted|modified",
    re.IGNORECASE,
)
_CLOSING_STAMP = re.compile(r"기자[\s|·/]+(?=(?:기사\s?)?(?:최초\s?)?(?:입력|등록|승인|송고))")
_ENGLISH_STAMP = re.compile(
    r"(?:first\s+|last\s+)?(?:published|updated|posted)(?:\s+on|\s+at)?\s*:?\s+(.+)", re.IGNORECASE
)
_DIGITS = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?")
_SECONDS = re.compile(r"\d{10}(\d{3})?")  # since 1970, or milliseconds
_SHORT = re.compile(r"(\d\d)\.(\d\d)\.(\d\d)(?!\d)")  # 25.05.01, in Korea the first of May
_MONTH_NUMBERED = re.compile(  # what a Korean server makes of a feed's date: 목, 01 5월 2025
    r"^(?:[월화수목금토일],?\s+)?(\d{1,2})\s+(\d{1,2})월\s+(\d{4})"
)
_MAIL_DATE = re.compile(  # all that the standard library reads without losing a part of it
    r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[\s-][A-Za-z]{3,9}[\s-]\d{2,4}\s+\d{1,2}:\d\d(?::\d\d)?"
    r"\s*(?:[+-]\d{4}|GMT|UT|UTC|Z|[ECMP][SD]T)?"
)
_REGIONS = {  # zones that change between winter and summer
    "ET": "America/New_York", "CT": "America/Chicago",
    "MT": "America/Denver", "PT": "America/Los_Angeles",
}  # fmt: skip
_OFFSETS = {  # hours from UTC of the zone names in mail and English feeds
    "Z": 0, "UTC": 0, "GMT": 0, "BST": 1, "CET": 1, "CEST": 2, "HKT": 8, "SGT": 8, "KST": 9,
    "JST": 9, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "PST": -8, "PDT": -7,
}  # fmt: skip


def cut_stamps(draft: Draft, book: Stylebook) -> Draft:
    """Cut lines such as ``입력 2025-05-01 09:12``, and keep the first of them as the stamp."""
    split = [_without_stamp(line) for line in draft.lines]
    stamps = [stamp for _, stamp in split if stamp]
    kept = [rest for rest, stamp in split if rest or not stamp]
    if not stamps or not any(kept):
        return draft
    cuts = [Cut("date-stamp-cut", stamp) for stamp in stamps]
    return draft.without(cuts, kept, stamp=_stamp(stamps[0]))


def _without_stamp(line: str) -> tuple[str, str]:
    """The line without its stamp, and the stamp: all of it, or its end behind a byline."""
    if _stamp(line):
        return "", line
    if len(line) <= _LONGEST_STAMP and (match := _CLOSING_STAMP.search(line)):
        start = match.end()
        if _stamp(line[start:]):
            return line[:start].rstrip(" |·/"), line[start:]
    return line, ""


def _stamp(line: str) -> str:
    """The date text of a line that says nothing but when it was published; else empty."""
    if not line or len(line) > _LONGEST_STAMP:
        return ""
    if english := _ENGLISH_STAMP.fullmatch(line):
        return english[1] if _read(english[1], UTC) else ""
    match = _NUMERIC.search(line)
    if not match or not (match["hour"] or _STAMP_WORD.search(line)):
        return ""
    rest = _STAMP_WORD.sub("", _NUMERIC.sub("", line))
    return "" if re.search(r"[^\W_]", rest) else line


def date_article(draft: Draft, book: Stylebook) -> Draft:
    """Set `published` with its precision."""
    outlet = book.outlets.find(draft.outlet) or book.outlets.default(draft.outlet, draft.language)
    zone = ZoneInfo(draft.time_zone or outlet.timezone)
    for given in (draft.given_date, draft.stamp):
        published, precision = parse_date(given, zone)
        if published:
            return replace(draft, published=published, precision=precision)
    if day := draft.likely_date:
        return replace(draft, published=_midnight(day, zone), precision=Precision.INFERRED)
    datelines = " ".join(cut.text for cut in draft.cuts if cut.rule == "dateline-cut")
    if day := infer_date(f"{datelines}\n{draft.body}", draft.language):
        return replace(draft, published=_midnight(day, zone), precision=Precision.INFERRED)
    return draft


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)


def parse_date(
    given: str | date | datetime | None, zone: tzinfo
) -> tuple[datetime | None, Precision]:
    """An aware datetime and its precision; None and UNKNOWN when `given` is no full date.

    Midnight without a zone is how many tools write a day.
    """
    moment = _read(given.strip(), zone) if isinstance(given, str) else given
    if moment is None or moment.year not in _YEARS:
        return None, Precision.UNKNOWN
    if not isinstance(moment, datetime):
        return _midnight(moment, zone), Precision.DAY
    if moment.tzinfo is not None:
        return moment, Precision.EXACT
    is_day = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return moment.replace(tzinfo=zone), Precision.DAY if is_day else Precision.EXACT


def _read(text: str, zone: tzinfo) -> date | datetime | None:
    """The date in a text, tried as ISO 8601, as Korean and numeric, as RFC 2822, as English."""
    for reader in (date.fromisoformat, datetime.fromisoformat, _read_digits, _read_mail_date):
        try:
            return reader(text)
        except (ValueError, TypeError, OverflowError, OSError):
            continue
    try:
        return _read_numeric(_year_first(text, zone))
    except (ValueError, OverflowError):
        return _read_english(text)


def _year_first(text: str, zone: tzinfo) -> str:
    """The text with the year in front and in full, where Korean forms put it elsewhere."""
    text = _MONTH_NUMBERED.sub(r"\3-\2-\1", text)
    is_korean = getattr(zone, "key", "") == _KOREAN_ZONE
    return "20" + text if is_korean and _SHORT.match(text) else text


def _read_digits(text: str) -> datetime:
    """``20250501152033``, or seconds or milliseconds since 1970."""
    if match := _DIGITS.fullmatch(text):
        return datetime.strptime("".join(match.groups("00")), "%Y%m%d%H%M%S")
    if match := _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text) / (1000 if match[1] else 1), UTC)
    raise ValueError(text)


def _read_mail_date(text: str) -> datetime:
    if not _MAIL_DATE.fullmatch(text):
        raise ValueError(text)
    return parsedate_to_datetime(text)


def _read_numeric(text: str) -> date | datetime:
    match = _NUMERIC.search(text)
    if not match:
        raise ValueError(text)
    day = date(*(int(match[part]) for part in ("year", "month", "day")))
    if match["hour"] is None:
        return day
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    half = (match["half"] or "").lower()
    if half in ("오후", "pm") and hour < 12:
        hour += 12
    if half in ("오전", "am") and hour == 12:
        hour = 0
    if (hour, minute) == (24, 0):
        hour, day = 0, day + timedelta(1)
    clock = time(hour, minute, min(second, 59))  # 59: a leap second has none after it
    return datetime.combine(day, clock, _zone(match["zone"] or ""))


def _zone(text: str) -> tzinfo | None:
    """The zone of ``KST``, ``+09:00``, ``GMT+9``; None for no or an unknown name."""
    name, sign, offset = re.split(r"([+-])|$", text.strip().upper(), maxsplit=1)
    if not sign:
        return _named_zone(name, None)
    hours, minutes = int(offset[:2].rstrip(":")), int(offset[-2:]) if len(offset) > 2 else 0
    return timezone(timedelta(hours=hours, minutes=minutes) * (-1 if sign == "-" else 1))


def _read_english(text: str) -> date | datetime | None:
    """A date such as ``May 1, 2025 at 3:20 pm EDT``; None when day, month or year is missing."""
    from dateutil.parser import parse

    text = re.sub(r"\b(?:GMT|UTC)(?=[+-]\d)", "", text)  # dateutil turns the sign of GMT+9
    readings = []
    for default, is_day_first in (
        (datetime(2000, 1, 1, 0), False),
        (datetime(2004, 2, 2, 1), True),
    ):
        try:
            reading = parse(text, default=default, dayfirst=is_day_first, tzinfos=_named_zone)
        except (ValueError, OverflowError, TypeError, AttributeError, ArithmeticError):
            return None
        readings.append(reading)
    first, second = readings
    if first.date() != second.date():  # a part is missing, or 03/04/2025 may be either
        return None
    return first if first == second else first.date()


def _named_zone(name: str | None, seconds: int | None) -> tzinfo | None:
    if seconds is not None:
        return timezone(timedelta(seconds=seconds))
    if region := _REGIONS.get(name or ""):
        return ZoneInfo(region)
    hours = _OFFSETS.get(name or "")
    return None if hours is None else timezone(timedelta(hours=hours))


def infer_date(body: str, language: str) -> date | None:
    """The latest full date in the first part of the text, when all of them lie close together."""
    days = [
        mention.date
        for mention in find_dates(body[:_LEAD], language, None)
        if mention.date and mention.precision == "day" and mention.date.year in _YEARS
    ]
    if not days or max(days) - min(days) > _NEAR:
        return None
    return max(days)

"""Names, figures and dates as words, by where they start; and what a bracket repeats."""

from __future__ import annotations

import re

from briefing.bilingual.phrases import name_in
from briefing.bilingual.request import Request
from briefing.bilingual.rules.lexicon import Entry
from briefing.bilingual.rules.people import short_names
from briefing.bilingual.rules.words import Refused, Word
from briefing.dates import DateMention, find_dates
from briefing.formats import locale
from briefing.models import GlossaryEntry, Mention

_QUARTER = re.compile(r"(?<![\d.])([1-4])분기(?! 연속| 만에)")
_ORDINALS = ("", "first", "second", "third", "fourth")
_OPEN = re.compile(
    r"(?:(지난해|작년|올해|내년|지난|오는)\s*)?(?:(\d{1,2})월)?\s*(?:(\d{1,2})일)?(?:\([^)]*\))?"
)
_YEARS = {"지난해": " last year", "작년": " last year", "올해": " this year", "내년": " next year"}
_HANZI = re.compile(r"[\u3400-\u9fff·]+")


def spans(request: Request) -> dict[int, Word]:
    """The words that cover several morphemes; a date wins over a figure, that over a name."""
    found = {word.start: word for word in short_names(request)}
    found |= {mention.start: _named(mention) for mention in request.names}
    for figure in request.figures:
        found[figure.start] = Word(
            "figure", figure.text, "SN", figure.start, figure.end, figure=figure
        )
    if re.search(r"\d", request.text):
        found |= {word.start: word for word in (*_quarters(request), *_dates(request))}
    return found


def _named(mention: Mention) -> Word:
    if not name_in(mention.entry, "en"):
        raise Refused(f"no English name: {mention.text}")
    return Word("name", mention.text, "NNP", mention.start, mention.end, name=mention.entry)


def _quarters(request: Request) -> list[Word]:
    return [_quarter(found) for found in _QUARTER.finditer(request.text)]


def _quarter(found: re.Match[str]) -> Word:
    text = f"in the {_ORDINALS[int(found[1])]} quarter"
    entry = Entry(text, text, {}, frozenset({"date"}))
    return Word("noun", text, "NNG", *found.span(), entry=entry)


def _dates(request: Request) -> list[Word]:
    found = find_dates(request.text, "ko", request.published)
    dates = [date for date in found if re.search(r"\d", date.text)]
    words = [_resolved(date) if date.date else _open(date) for date in dates]
    return [word for word in words if word is not None]


def _resolved(date: DateMention) -> Word:
    return Word("date", date.text, "NNG", date.start, date.end, date=date)


def _open(date: DateMention) -> Word | None:
    """A day or month of an article without a date: on the 14th, in February, on 4 February."""
    found = _OPEN.fullmatch(date.text)
    if found is None or not 1 <= int(found[2] or 1) <= 12:
        return None
    month = locale("en").months["format"]["wide"][int(found[2])] if found[2] else ""
    year = _YEARS.get(found[1] or "", "")
    if not found[3]:
        text = f"in {month}{year}"
    elif month:
        text = f"on {int(found[3])} {month}{year}"
    else:
        text = f"on the {_nth(int(found[3]))}"
    entry = Entry(text, text, {}, frozenset({"date"}))
    return Word("noun", text, "NNG", date.start, date.end, entry=entry)


def _nth(number: int) -> str:
    ending = "th" if number in range(11, 14) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def repeats(inside: str, entry: GlossaryEntry | None) -> bool:
    """Whether a bracket only spells the name before it: 샤오미(小米, Xiaomi)."""
    if entry is None:
        return False
    names = {entry.en, entry.zh, entry.ko}
    forms = names.union(entry.en_aliases, entry.zh_aliases, entry.ko_aliases)
    parts = {part.strip() for part in re.split(r"[,·]", inside)}
    return bool(parts & forms) or all(_HANZI.fullmatch(part) for part in parts)

"""Names, figures and dates as words, by where they start; and what a bracket repeats."""

from __future__ import annotations

import re

from briefing.bilingual.phrases import name_in
from briefing.bilingual.request import Request
from briefing.bilingual.rules.lexicon import Entry
from briefing.bilingual.rules.words import Refused, Word
from briefing.dates import find_dates
from briefing.models import GlossaryEntry, Mention

_QUARTER = re.compile(r"(?<![\d.])([1-4])분기")
_ORDINALS = ("", "first", "second", "third", "fourth")
_HANZI = re.compile(r"[\u3400-\u9fff·]+")


def spans(request: Request) -> dict[int, Word]:
    """The words that cover several morphemes; a date wins over a figure, that over a name."""
    found = {mention.start: _named(mention) for mention in request.names}
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
    return [
        Word("date", date.text, "NNG", date.start, date.end, date=date)
        for date in find_dates(request.text, "ko", request.published)
        if date.date and re.search(r"\d", date.text)
    ]


def repeats(inside: str, entry: GlossaryEntry | None) -> bool:
    """Whether a bracket only spells the name before it: 샤오미(小米, Xiaomi)."""
    if entry is None:
        return False
    names = {entry.en, entry.zh, entry.ko}
    forms = names.union(entry.en_aliases, entry.zh_aliases, entry.ko_aliases)
    parts = {part.strip() for part in re.split(r"[,·]", inside)}
    return bool(parts & forms) or all(_HANZI.fullmatch(part) for part in parts)

"""What bounds a figure in time: what a rise is measured from, and the period that is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefing.bilingual.request import Request
from briefing.dates import DateMention, find_dates
from briefing.figures.lexicon import alternation, lexicon
from briefing.formats import day, month
from briefing.models import Figure

_NEAR = {"ko": r"\s(?:[가-힣]{1,4}\s)?$", "en": r"^,?\s"}  # between what it is measured from and it


def basis(figure: Figure, request: Request) -> str:
    """What a rise or fall is measured from, in the target language: from a year earlier."""
    if not figure.direction:
        return ""
    text = request.text
    if request.source == "ko":
        found = _bases("ko").search(text[max(0, figure.start - 30) : figure.start])
    else:
        found = _bases("en").match(text[figure.end : figure.end + 40])
    if found is None:
        return ""
    words = next(w for w in _tables() if found["basis"] in (w[request.source], *w[_also(request)]))
    return str(words[request.target])


def _also(request: Request) -> str:
    return f"{request.source}_also"


def _tables() -> list[dict[str, str]]:
    return list(lexicon().words["basis"].values())


@cache
def _bases(language: str) -> re.Pattern[str]:
    forms = [form for w in _tables() for form in (w[language], *w[f"{language}_also"])]
    words = rf"(?P<basis>{alternation(forms)})"
    return re.compile(f"{words}{_NEAR[language]}" if language == "ko" else _NEAR["en"][1:] + words)


def times(request: Request) -> Iterator[str]:
    """Days and months that the text names, and quarters and halves of a year."""
    text, source, target = request.text, request.source, request.target
    for found in find_dates(text, source, request.published):
        if found.date and not _is_span(text, found):
            if found.precision == "day" and re.search(r"\d", found.text):
                yield day(found.date, target)
            elif found.precision == "month":
                yield month(found.date, target)
    for match in _periods(source).finditer(text):
        yield _period(match[0].lower(), source)


def _is_span(text: str, found: DateMention) -> bool:
    """Whether it is one end of a span of months: 4∼6월."""
    around = text[max(0, found.start - 1) : found.end + 1]
    return found.precision == "month" and bool(re.search(r"[~∼～〜–]", around))


def _period(words: str, source: str) -> str:
    table: dict[str, str] = lexicon().words["period"]
    if source == "ko":
        return table[words]
    return next(korean for korean, english in table.items() if english == words)


@cache
def _periods(language: str) -> re.Pattern[str]:
    table = lexicon().words["period"]
    if language == "ko":
        return re.compile(rf"(?<![\d.~∼]){alternation(table)}(?![가-힣]*째)")
    return re.compile(rf"(?i)\b(?:{alternation(table.values())})\b")

"""Step: cut bylines and datelines of English news.

BEIJING, Jan. 2 (Xinhua) -- …   (Reuters) - …   SHANGHAI — …   By Jane Doe and John Roe
SAN FRANCISCO, May 1, 2025 /PRNewswire/ -- …
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from briefing.articles.draft import Cut, Draft
from briefing.articles.stylebook import Marks, Stylebook

_NAME = r"[A-Z][\w.'’-]+(?:\s+(?:[A-Z][\w.'’-]*|de|van|von|bin|al)){1,3}"
_NAMES = rf"{_NAME}(?:(?:\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+){_NAME})*"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:{_MONTH}\s+\d{{1,2}}(?:,\s*\d{{4}})?|\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?)"
_PLACE = r"[A-Z][A-Za-z.'’-]+(?:[ /][A-Z][A-Za-z.'’-]+){0,3}(?:,\s*[A-Z][A-Za-z. ]{1,20}?)?"
_AGENCY = r"(?:\((dpa|[A-Z][\w .&-]{1,30})\)|/([A-Z][\w ]{1,30})/)"
_DASH = r"\s*(?:-{1,2}|–|—)\s*"
_DATELINE = re.compile(rf"(?:{_PLACE},?\s*(?:{_DATE},?\s*)?)?{_AGENCY}{_DASH}(?=\S)")
_BYLINE = re.compile(
    rf"(?:By|BY)\s+(?P<names>{_NAMES})"
    rf"(?:(?:\s*[,|]\s*[^.\n]{{1,60}})?$|\s+(?={_PLACE},?\s*(?:{_DATE},?\s*)?\())"
)
_REPORTED = re.compile(rf"\b[Rr]eporting by (?P<names>{_NAMES})")
_BYLINE_LINES = 6  # a byline is looked for within so many lines from the start


@lru_cache(maxsize=8)
def _city(marks: Marks) -> re.Pattern[str]:
    state = r"(?:,\s*[A-Z][\w. ]{1,15})?"
    return re.compile(rf"{marks.datelines}{state}(?:,\s*{_DATE})?\s*(?:-{{2}}|–|—)\s*(?=\S)")


def _reporters(draft: Draft) -> tuple[str, ...]:
    """Who is named in a closing credit: ``(Reporting by Jane Doe; Editing by …)``."""
    credits = (match for cut in draft.cuts if (match := _REPORTED.search(cut.text)))
    return tuple(name for match in credits for name in re.findall(_NAME, match["names"]))


def cut_english_bylines(draft: Draft, book: Stylebook) -> Draft:
    """Cut bylines and datelines near the start, and keep the authors and the agency."""
    cuts: list[Cut] = []
    authors: tuple[str, ...] = ()
    credited = draft.credited
    lines = list(draft.lines)
    for number, line in enumerate(lines[:_BYLINE_LINES]):
        if match := _BYLINE.match(line):
            authors = authors or tuple(re.findall(_NAME, match["names"]))
            cuts.append(Cut("byline-cut", match.group().strip()))
            line = line[match.end() :]
        if match := _DATELINE.match(line) or _city(book.marks).match(line):
            credited = credited or next((name for name in match.groups() if name), "")
            cuts.append(Cut("dateline-cut", match.group().strip()))
            line = line[match.end() :]
        lines[number] = line
    if not authors and not draft.authors:
        draft = replace(draft, authors=_reporters(draft))
    if not cuts or not any(lines):
        return draft
    return replace(draft.without(cuts, lines), authors=draft.authors or authors, credited=credited)

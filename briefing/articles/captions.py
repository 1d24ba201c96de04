"""Step: cut picture captions and credits.

A caption is told by its credit (``사진=연합뉴스``, ``AFP=연합뉴스``, ``네이버 제공``) or by a ▲
before the text. Where the credit hangs on a paragraph of the article only the credit goes; an
agency named there is kept as the agency of the copy.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from briefing.articles.draft import Cut, Draft
from briefing.articles.prose import is_finite, sentence_ends
from briefing.articles.stylebook import Marks, Stylebook

_LONGEST_CAPTION = 200  # characters
_VERB_ENDS = ("다.", "요.", "죠.")  # no credit ends so
_CREDIT = 80  # characters at the end of a line in which a credit is looked for
_MARK = re.compile(r"[▲△◀▶▼]\s*\S")
_SHOWS_ACTION = re.compile(r"있(?:다|는\s*모습)\.?\W*$")  # … 인사하고 있다.


class _Patterns(NamedTuple):
    leading: re.Pattern[str]  # [사진=연합뉴스]중국이 …
    lead_caption: re.Pattern[str]  # ▲ … 모습. /사진=연합뉴스 중국이 …
    label_line: re.Pattern[str]  # 사진= …, [사진]빅히트뮤직 제공.
    trailing: re.Pattern[str]  # … / 사진=연합뉴스
    agency: re.Pattern[str]  # … [연합뉴스]
    photographer: re.Pattern[str]  # … 이재찬 기자 chan@
    words: re.Pattern[str]
    english: re.Pattern[str]


@lru_cache(maxsize=8)
def _patterns(marks: Marks) -> _Patterns:
    label, agencies = marks.caption_labels, marks.caption_agencies
    named = rf"{label}\s*(?:출처|제공|자료)?\s*[=:|]\s*"
    credit = rf"{named}[^\s\])>】]+(?:\s제공)?"
    return _Patterns(
        leading=re.compile(rf"[\[(<【]\s*{named}[^\])>】]{{1,60}}[\])>】]\s*"),
        lead_caption=re.compile(rf"[^\n]{{4,160}}?[/(\[<]\s*{credit}[\])>】]?\s+(?=\S)"),
        label_line=re.compile(rf"[\[(<【/]?\s*{label}\s*(?:[\])>】]|(?:출처|제공)?\s*[=:|/])"),
        trailing=re.compile(
            rf"[/(\[<【|]?\s*(?:{named}[^\n]{{1,50}}"
            rf"|[A-Za-z가-힣]+={agencies}(?:\s*(?:자료사진|제공))?[)\]>】]?)\s*$"
            rf"|[ⓒ©]\s*\S[^\n]{{0,40}}$"
            rf"|(?:^|[\s./|=(\[]){marks.credits}\s*[.)\]】]*$"
            rf"|(?:^\w+(?:\s\w+)?\s|[.|/=(\[]\s*(?:[^.|/=(\[\n]{{1,30}}\s)?)"
            rf"{marks.sources}\s*[.)\]】]*$"
        ),
        agency=re.compile(rf"\s*[/(\[<【]\s*({agencies})\s*[)\]>】]?\s*$"),
        photographer=re.compile(rf"[가-힣]{{2,4}}\s*(?:사진)?{marks.roles}(?:\s*\S+@\S*)?\s*$"),
        words=re.compile(rf"{marks.caption_words}(?:이다)?\.?\W*$|(?:^|\.)\s*사진은\s"),
        english=marks.english_captions,
    )


def cut_captions(draft: Draft, book: Stylebook) -> Draft:
    """Cut caption lines, then credits that stand before or behind the text itself."""
    patterns = _patterns(book.marks)
    left = sum(1 for line in draft.lines if line)
    firsts = Counter(line[:1] for line in draft.lines)
    cuts: list[Cut] = []
    kept: list[str] = []
    agency, is_first = draft.agency, True
    for line in draft.lines:
        is_marked = is_first and firsts[line[:1]] == 1 and _MARK.match(line) is not None
        if line and left > 1 and (is_marked or _is_caption(line, patterns, is_first)):
            cuts.append(Cut("caption-cut", line))
            left -= 1
            continue
        if is_first:
            line = _without_lead_caption(line, patterns, cuts)
        line, named = _without_credit(line, patterns, cuts)
        agency = named or agency
        kept.append(line)
        is_first = is_first and not line
    return draft.without(cuts, kept, agency=agency)


def _is_caption(line: str, patterns: _Patterns, is_first: bool) -> bool:
    if len(line) > _LONGEST_CAPTION or len(sentence_ends(line)) > 2:
        return False
    if patterns.label_line.match(line):
        return not is_finite(_behind_bracket(line))
    if patterns.english.search(line):
        return True
    if line.endswith(_VERB_ENDS) or patterns.agency.fullmatch(line):
        return False
    if match := patterns.trailing.search(line, max(0, len(line) - _CREDIT)):
        head = line[: match.start()]
        return not is_finite(head) or _shows_picture(head, patterns, is_first)
    match = patterns.photographer.search(line) if is_first else None
    return match is not None and _shows_picture(line[: match.start()], patterns, is_first)


def _shows_picture(text: str, patterns: _Patterns, is_first: bool) -> bool:
    """Whether the words before a credit describe a picture rather than report."""
    if patterns.words.search(text):
        return True
    return is_first and _SHOWS_ACTION.search(text) is not None


def _behind_bracket(line: str) -> str:
    """What follows a bracketed label; all of the line when there is none."""
    return line.partition("]")[2] if line.startswith("[") and "]" in line else line


def _without_lead_caption(line: str, patterns: _Patterns, cuts: list[Cut]) -> str:
    """The first line without the credit or caption before its own words."""
    match = patterns.leading.match(line) or patterns.lead_caption.match(line)
    if not match or match.end() == len(line) or len(sentence_ends(match.group())) > 1:
        return line
    cuts.append(Cut("caption-cut", match.group().strip()))
    return line[match.end() :]


def _without_credit(line: str, patterns: _Patterns, cuts: list[Cut]) -> tuple[str, str]:
    """The line without the credit behind its last words, and the agency it names."""
    if line.endswith(_VERB_ENDS):
        return line, ""
    tail = max(0, len(line) - _CREDIT)
    agency = patterns.agency.search(line, tail)
    match = agency or patterns.trailing.search(line, tail)
    head = line[: match.start()].rstrip() if match else line
    if not match or (head and not is_finite(head)):
        return line, ""
    cuts.append(Cut("credit-cut", match.group().strip()))
    return head, agency[1] if agency else ""

"""Digests: several reports under one headline, each behind a mark or a heading.

    … 알려졌다. ■네트워크 데이터 보안법 채택 리창(Li Qiang) 중국 총리는 …
    1. Heading ⏎ Text ⏎ 2. Heading ⏎ Text

Marks count where a sentence could begin, so a list inside a sentence (▲A ▲B ▲C 등) is none. What
stands before the first item is a teaser. A feature article with subheadings has the same form;
it tells about one thing, so its parts share their words, and it stays whole. So does a page whose
headings follow a report that is longer than they, and an English page with headings whose
headline announces no digest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from briefing.articles.headings import split_heading
from briefing.articles.markup import HEADING
from briefing.articles.prose import has_sentence, is_finite
from briefing.articles.stylebook import Marks
from briefing.language import tokenise

_NUMBERED = re.compile(r"^(?:(\d{1,2})[.)]\s+|([①-⑳])\s*)(?=\S)", re.MULTILINE)
_LIST_MARKS = "▲△▷"  # they also mark the entries of plain lists
_SHORTEST_ITEM = 12  # characters
_SHORTEST_CUT_ITEM = 40  # of a last item that ends before its first full stop
# Share of the shorter part's words from which parts tell about one thing. Measured: in Korean,
# digests under .13 and features over .17; in English, nine of ten digests under .06.
_SHARED_WORDS = {"ko": 0.15, "en": 0.05}
_WORD_TAGS = ("NNG", "NNP", "SL")


@dataclass(frozen=True, slots=True)
class Digest:
    """The reports as heading (may be empty) and text, and what was left out."""

    items: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]  # the teaser, and entries without a sentence


@lru_cache(maxsize=8)
def _mark(marks: Marks) -> re.Pattern[str]:
    signs = "|".join(re.escape(sign) for sign in _signs(marks))
    return re.compile(rf"({signs})[ ]*(?=\S)")


def _signs(marks: Marks) -> tuple[str, ...]:
    """All marks, the highest in rank first."""
    return (HEADING.strip(), *marks.digest_separators, *marks.digest_marks)


def split_digest(headline: str, body: str, language: str, marks: Marks) -> Digest | None:
    """The items of a digest; None when the text is one report."""
    is_announced = marks.digest_titles.search(headline) is not None
    least = 1 if is_announced else 2
    numbered = _numbered(body, least)
    starts = numbered or _marked(body, marks, least)
    if not starts:
        return None
    introduction = body[: starts[0][0]].strip()
    ends = [start for start, _ in starts[1:]] + [len(body)]
    parts = [body[text:end].strip() for (_, text), end in zip(starts, ends, strict=True)]
    items = [part for part in parts[:-1] if _is_item(part)]
    last = parts[-1].partition("\n")[2] if numbered else parts[-1]
    if _is_item(parts[-1]) or len(last) >= _SHORTEST_CUT_ITEM:
        items.append(parts[-1])
    is_list = body[starts[0][0]] in _LIST_MARKS and len(items) < len(parts)
    if len(items) < least or is_list:
        return None
    is_longest = len(introduction) > max(map(len, items))  # a report, and no teaser
    by_headings = body.startswith(HEADING, starts[0][0])
    if not is_announced and (is_longest or (by_headings and language != "ko")):
        return None
    if (introduction or by_headings) and not is_announced and not _differ(items, language, marks):
        return None
    split = [split_heading(part, language, marks) for part in items]
    left_out = [part for part in parts if part not in items]
    is_first = is_longest or body.startswith(marks.digest_separators, starts[0][0])
    if is_first and _is_item(introduction):
        split.insert(0, (headline, introduction))
    elif introduction:
        left_out.insert(0, introduction)
    return Digest(tuple(split), tuple(left_out))


def _numbered(body: str, least: int) -> list[tuple[int, int]]:
    """Start and text of entries numbered 1, 2, 3 … at the beginning of lines."""
    found: list[tuple[int, int]] = []
    for match in _NUMBERED.finditer(body):
        if _number(match) == len(found) + 1:
            found.append(match.span())
    return found if len(found) >= least else []


def _number(match: re.Match[str]) -> int:
    return int(match[1] or unicodedata.numeric(match[2]))


def _marked(body: str, marks: Marks, least: int) -> list[tuple[int, int]]:
    """Start and text of the entries behind the mark that stands highest in the list."""
    places: dict[str, list[tuple[int, int]]] = {}
    for match in _mark(marks).finditer(body):
        before = body[max(0, match.start() - 12) : match.start()].rstrip(" ")
        if not before or before.endswith(("\n", "…")) or is_finite(before):
            places.setdefault(match[1], []).append(match.span())
    return next((places[sign] for sign in _signs(marks) if len(places.get(sign, ())) >= least), [])


def _is_item(part: str) -> bool:
    return len(part) >= _SHORTEST_ITEM and has_sentence(part)


def _differ(parts: Sequence[str], language: str, marks: Marks) -> bool:
    """Whether the parts share so few words that they are about different things."""
    words = [set(_words(part, language, marks)) for part in parts]
    shares = [
        len(one & other) / (min(len(one), len(other)) or 1) for one, other in combinations(words, 2)
    ]
    return bool(shares) and sum(shares) / len(shares) < _SHARED_WORDS.get(language, 0)


def _words(part: str, language: str, marks: Marks) -> Iterator[str]:
    shortest = 2 if language == "ko" else 5  # leaves out the, that, with
    for token in tokenise(part, language):
        word = token.form.lower()
        if token.tag in _WORD_TAGS and len(word) >= shortest and word not in marks.common_words:
            yield word

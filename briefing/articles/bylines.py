"""Step: cut bylines and datelines of Korean news, and keep the names in them.

    더지엠뉴스 김완석 기자 | …           (베이징=연합뉴스) 홍길동 특파원 = …
    [더지엠뉴스] …                       【서울=뉴시스】홍길동 기자 = …
    [아이뉴스24 김문기 기자] …           … 밝혔다. /홍길동 기자 a@b.kr

A byline stands at the start or the end of a paragraph, or is one. Short lines without a sentence
before the first byline are the deck (subheadings) and go too; so they do below a given headline
when a blank line follows them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from briefing.articles.draft import Cut, Draft
from briefing.articles.prose import has_sentence, is_finite
from briefing.articles.stylebook import Marks, Stylebook

MAIL = r"[\w.+-]{1,40}@[\w-]*(?:\.[\w-]+)*"
_NAME = r"[가-힣]{2,4}"
_BRACKET = re.compile(r"[(\[【<〈]((?:[^()\[\]【】<>〈〉\n]|\([^()\n]{1,12}\)){2,60})[)\]】>〉]\s*")
_MAIL_LINE = re.compile(
    rf"\W*(?:(?:(?P<outlet>\S{{2,12}})\s+)?(?P<name>{_NAME})\s*)?[(<\[]?\s*{MAIL}\W*"
)
_TITLE = re.compile(r"(?!\d{1,2}[.)]\s)[\w\"'“‘\[(<]")  # how a deck begins that is no list
_TAIL = 120  # characters of a paragraph in which a closing byline is looked for
_DECK_LINES = 8
_LONGEST_DECK = 90  # characters


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says."""

    outlet: str = ""
    authors: tuple[str, ...] = ()


class _Patterns(NamedTuple):
    person: re.Pattern[str]  # 홍길동·김영희 베이징 특파원
    people: re.Pattern[str]  # 홍길동 기자, 김영희 기자
    after_bracket: re.Pattern[str]  # 홍길동 기자 (a@b.kr) =
    leading: re.Pattern[str]  # 더지엠뉴스 김완석 기자 |
    line: re.Pattern[str]  # 글·사진 홍길동 기자, 김영희 기자 a@b.kr
    hint: re.Pattern[str]  # what every closing byline holds
    trailing: re.Pattern[str]  # /홍길동 기자 a@b.kr
    sign_off: re.Pattern[str]  # 지금까지 베이징에서 KBS 뉴스 홍길동입니다.


@lru_cache(maxsize=8)
def _patterns(marks: Marks) -> _Patterns:
    name = rf"(?!(?:{marks.roles}|{marks.not_names})(?![가-힣])|{marks.not_names}{marks.roles})"
    full = rf"{name}{marks.surnames}[가-힣](?![부팀실](?![가-힣]))[가-힣](?![가-힣])"
    names = rf"(?:{full}(?:\s{full})+|{name}{_NAME}(?:\s?[·,ㆍ/&]\s?{name}{_NAME})*)"
    role = rf"(?:[가-힣A-Za-z]{{1,8}}\s)?[가-힣A-Za-z]{{0,6}}?{marks.roles}(?![가-힣])"
    title = rf"\s*(?:\([^()\n]{{1,20}}\)\s*)?{role}"
    people = rf"{names}{title}(?:\s*[,·/]\s*{names}{title})*"
    mail = rf"\s*[/(<\[]?\s*{MAIL}\s*[)>\]]?"
    text = r"(?!\()[^|.\[\]【】<>\n]{2,60}?"
    mark = r"\s*(?:[=|:｜]|(?:-{1,2}|–|—)(?=\s))\s*"
    day = r"\d{4}\.\s?\d{1,2}\.\s?\d{1,2}\.?(?:\s?/\s?[가-힣\d]+)?"
    return _Patterns(
        person=re.compile(rf"(?P<names>{names}){title}"),
        people=re.compile(people),
        after_bracket=re.compile(
            rf"(?:(?P<people>{people})(?:{mail})?(?:{mark}|\s*$|\s+(?!등|및|외))"
            rf"|{mail}(?:{mark}|\s+|$)|{mark})?"
        ),
        leading=re.compile(rf"(?P<people>{text}{marks.roles})(?:{mail})?\s*[=|｜]\s*"),
        line=re.compile(
            rf"[^\w(\[]*(?:기자명\s+)?(?:[가-힣]{{2,8}}\s*\|\s*)?(?:(?:글|사진|글·사진|취재|정리)\s*[=:]?\s*)?"
            rf"(?P<people>{text}{marks.roles})(?:{mail})?\W*(?:(?:기자\s*)?기사\s*더\s*보기)?"
        ),
        hint=re.compile(f"@|{marks.roles}"),
        trailing=re.compile(
            rf"[\s/(\[<=]*(?:{day}[\s/]*)?"
            rf"(?:(?P<people>(?:[가-힣]{{2,8}}=)?{people})(?:{mail})?|{mail})\W*(?:끝\W*)?$"
        ),
        sign_off=re.compile(
            rf"(?:지금까지\s[^.]{{0,30}}?)?(?P<outlet>[A-Z]{{2,5}}|[가-힣]{{2,8}}TV)(?:\s?뉴스)?\s"
            rf"(?P<name>{_NAME})(?:이었습|였습|입)니다\.(?:{mail})?\W*"
        ),
    )


def cut_bylines(draft: Draft, book: Stylebook) -> Draft:
    """Cut every byline, and keep the outlet and the authors that it names."""
    reader = _Reader(_patterns(book.marks), book)
    kept = [reader.without_byline(line) for line in reader.without_deck(draft)]
    if not reader.cuts or not any(kept):
        return draft
    authors = dict.fromkeys(name for byline in reader.found for name in byline.authors)
    return replace(
        draft.without(reader.cuts, kept),
        credited=next((byline.outlet for byline in reader.found if byline.outlet), ""),
        authors=draft.authors or tuple(authors),
    )


class _Reader:
    """Takes bylines out of lines, and remembers them."""

    def __init__(self, patterns: _Patterns, book: Stylebook) -> None:
        self._patterns, self._book = patterns, book
        self.cuts: list[Cut] = []
        self.found: list[Byline] = []

    def without_deck(self, draft: Draft) -> Sequence[str]:
        """The lines from the first byline or sentence on, when only a deck stands before it."""
        deck: list[str] = []
        for number, line in enumerate(draft.lines):
            is_byline = bool(line) and bool(self._leading(line) or self._whole(line))
            if is_byline or has_sentence(line):
                stands_apart = number > 0 and not draft.lines[number - 1]
                is_deck = draft.headline and stands_apart and all(map(_TITLE.match, deck))
                if deck and (is_deck or (is_byline and _has_prose(draft.lines[number:]))):
                    self.cuts.extend(Cut("deck-cut", before) for before in deck)
                    return draft.lines[number:]
                break
            deck.extend([line] if line else [])
            if len(line) > _LONGEST_DECK or len(deck) > _DECK_LINES:
                break
        return draft.lines

    def without_byline(self, line: str) -> str:
        """The line without the bylines it starts and ends with."""
        if not line:
            return line
        if byline := self._whole(line):
            return self._cut(byline, line, "")
        while leading := self._leading(line):
            byline, end = leading
            line = self._cut(byline, line[:end], line[end:])
        tail = max(0, len(line) - _TAIL)
        if not self._patterns.hint.search(line, tail):
            return line
        if match := self._patterns.trailing.search(line, tail):
            head = line[: match.start()].rstrip()
            if is_finite(head):
                byline = self._people(match["people"] or "") or Byline()
                line = self._cut(byline, line[len(head) :], head)
        return line

    def _cut(self, byline: Byline, text: str, rest: str) -> str:
        self.cuts.append(Cut("byline-cut", text.strip()))
        self.found.append(byline)
        return rest

    def _whole(self, line: str) -> Byline | None:
        """The byline that fills the line."""
        if len(line) > _TAIL:
            return None
        if match := self._patterns.line.fullmatch(line):
            return self._people(match["people"])
        if match := _MAIL_LINE.fullmatch(line):
            outlet = self._outlet(match["outlet"] or "")
            if outlet or not match["outlet"]:
                return Byline(outlet, _names(match["name"] or ""))
        if match := self._patterns.sign_off.fullmatch(line):
            return Byline(self._outlet(match["outlet"]), _names(match["name"]))
        return None

    def _leading(self, line: str) -> tuple[Byline, int] | None:
        """The byline at the start of the line, and where the text begins."""
        if bracket := _BRACKET.match(line):
            after = self._patterns.after_bracket.match(line, bracket.end())
            authors = self._authors(after["people"] or "") if after else ()
            end = after.end() if after else bracket.end()
            if byline := self._in_bracket(bracket[1], bool(authors)):
                return replace(byline, authors=byline.authors + authors), end
            return None
        match = self._patterns.leading.match(line)
        byline = self._people(match["people"]) if match else None
        return (byline, match.end()) if match and byline else None

    def _in_bracket(self, content: str, before_person: bool) -> Byline | None:
        if byline := self._people(content):
            return byline
        place, _, name = content.rpartition("=")
        is_dateline = bool(place and before_person)
        known = [one for one in re.split(r"\s*[/·]\s*", name.strip()) if self._outlet(one)]
        outlet = known[-1] if known else name.strip() * is_dateline
        return Byline(outlet) if outlet else None

    def _people(self, text: str) -> Byline | None:
        """Who is named in ``OUTLET PLACE=NAME ROLE, NAME ROLE``; None when it is not that."""
        outlet, before, rest = "", "", text
        for word in re.finditer(r"[^=|/\s]+", text):
            if outlet := self._outlet(word.group()):
                before, rest = text[: word.start()], text[word.end() :].lstrip(" =|/·")
                break
        rest = rest.rpartition("=")[2].strip()
        for people in (
            rest,
            rest.partition(" ")[2],  # 뉴욕 홍길동 특파원
            before + rest,  # 홍길동 조선비즈 기자
        ):
            if self._patterns.people.fullmatch(people):
                return Byline(outlet, self._authors(people))
        return None

    def _authors(self, people: str) -> tuple[str, ...]:
        found = self._patterns.person.finditer(people)
        return tuple(name for person in found for name in _names(person["names"]))

    def _outlet(self, name: str) -> str:
        """The name if it is an outlet's: a listed one, or one that ends as outlets do."""
        if not name or name in self._book.marks.not_outlets:
            return ""
        is_named_so = len(name) > 3 and " " not in name
        if self._book.outlets.find(name) or (
            is_named_so and name.endswith(self._book.marks.outlet_endings)
        ):
            return name
        return ""


def _has_prose(lines: Sequence[str]) -> bool:
    return any(has_sentence(line) for line in lines)


def _names(text: str) -> tuple[str, ...]:
    return tuple(re.findall(_NAME, text))

"""Sentence boundaries of Korean and English news.

line breaks  always end a sentence: headings, bullets, paragraphs
enclosures   a quotation or a bracket is never cut inside
stops        . ? ! … end a sentence unless the words around them say otherwise
marks        ■ and its kind start a heading wherever they stand
tokens       a final ending before 한편 or 그러나 ends a sentence whose full stop is missing
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from briefing import assets
from briefing.errors import SettingsError
from briefing.models import Token

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_STOP = re.compile(
    r"(?P<mark>[.?!…。？！]++)(?P<closers>[\"'”’)\]」』》〉】）]*+)\s*+(?=\S)(?![\"'”’)\]]+\s*\Z)"
)
_BULLET = re.compile(r"(?<=\s)[■◆◇□▣]")
_QUOTED = (  # an opening quotation mark may stay open where the text itself breaks off
    r"“[^“”]{1,400}(?:”|(?<![.?!…])\Z)|(?<!\w)\"(?=\S)[^\"]{1,400}(?:(?<=\S)\"|(?<![.?!…])\Z)"
    r"|[(（][^()（）]{1,200}[)）]|\[[^\[\]]{1,200}\]|「[^」]{1,200}」|『[^』]{1,200}』"
    r"|《[^》]{1,200}》|〈[^〉]{1,200}〉|【[^】]{1,200}】"
)
_SINGLE_QUOTED = r"|‘[^‘’]{1,150}’|(?<!\w)'(?=\S)[^']{1,150}(?<=\S)'"  # an apostrophe in English
_ENCLOSED = {"ko": re.compile(_QUOTED + _SINGLE_QUOTED), "en": re.compile(_QUOTED)}
_FINAL = re.compile(r"[가-힣’”'\")][다요까죠]$")  # 밝혔다, 있어요, 있을까
_EXCLAIMED = re.compile(r"[다요까죠자라네지나니군]$")  # 열렸다!, but not 야후!
_GLUED = re.compile(r"[가-힣A-Z0-9“‘\"'■◇▲]")  # 밝혔다.이어
_QUOTATIVE = re.compile(r"이?라[고며는면]|이란\b|고\b|며\b|면서|하[고며던는면자]|했|한다|등\b|및\b")
_LISTED = re.compile(r"(?:\d{1,2}|[가-하]|[A-Z])$")  # 1. 가. Q.
_DATED = re.compile(r"\d\.\s+\d{1,2}$")  # 2025. 3. 14.
_CAPITAL = re.compile(r"[\"'“‘(\[]*(?:[A-Z0-9$€£¥₩•]|[a-z]{1,2}[A-Z]|[^\x00-\u024f])")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]$")
_WORD = re.compile(r"\W*([A-Za-z]+)")
_LAST_WORD = re.compile(r"[\w.&]*$")


@dataclass(frozen=True, slots=True)
class _Stop:
    """A full stop that may end the sentence which began at `start`."""

    line: str
    start: int
    at: int  # of the stop itself
    end: int  # after closing quotation marks and brackets
    next: int  # of the word that follows
    mark: str
    closers: str
    opened: int  # where the enclosure that closes here began; `start` when none does

    @property
    def before(self) -> str:
        """The last two dozen characters before the stop."""
        return self.line[max(self.start, self.at - 24) : self.at]

    @property
    def word(self) -> str:
        """The word before the stop, with its inner full stops: ``U.S``."""
        found = _LAST_WORD.search(self.before)
        return found.group().strip(".") if found else ""

    @property
    def next_word(self) -> str:
        """The first Latin word after the stop."""
        found = _WORD.match(self.line, self.next)
        return found.group(1) if found else ""

    @property
    def is_glued(self) -> bool:
        """No space follows."""
        return self.end == self.next


def split_sentences(
    text: str, language: str, tokens: Sequence[Token] | None = None
) -> tuple[tuple[int, int], ...]:
    """Half-open spans of the sentences of `text`, in order, without surrounding space.

    Every character other than white space lies in exactly one span. `tokens` are those of the
    whole text, when they are at hand; they find Korean sentences that lack their full stop.
    """
    endings = tokens if tokens and language == "ko" else ()
    spans = []
    for line in _LINE.finditer(text):
        cuts = [0, *_cuts(line.group(), language), *_missing(line, endings), len(line.group())]
        cuts.sort()
        for start, end in pairwise(cuts):
            spans.append(_stripped(text, line.start() + start, line.start() + end))
    return tuple((start, end) for start, end in spans if start < end)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _cuts(line: str, language: str) -> Iterator[int]:
    yield from (found.start() for found in _BULLET.finditer(line))
    pairs = [found.span() for found in _ENCLOSED.get(language, _ENCLOSED["en"]).finditer(line)]
    start = len(line) - len(line.lstrip())
    for found in _STOP.finditer(line):
        stop = _read(found, start, pairs)
        if stop and _ends(stop, language):
            yield stop.end
            start = stop.next


def _read(found: re.Match[str], start: int, pairs: list[tuple[int, int]]) -> _Stop | None:
    """The stop with its surroundings; None inside a quotation or bracket."""
    after, end, following = found.end("mark"), found.end("closers"), found.end()
    place = bisect_left(pairs, (after, after))
    if place < len(pairs) and pairs[place][0] < end:  # it opens what follows: 다.'큐원'은
        end = following = pairs[place][0]
    opened = start
    if place and (left := pairs[place - 1]) and end <= left[1]:
        if end < left[1]:
            return None
        opened = left[0]
    mark, closers = found["mark"], found.string[after:end]
    return _Stop(found.string, start, found.start(), end, following, mark, closers, opened)


def _ends(stop: _Stop, language: str) -> bool:
    if any(mark in stop.mark for mark in "。？！"):
        return True
    return _ends_korean(stop) if language == "ko" else _ends_english(stop)


def _ends_korean(stop: _Stop) -> bool:
    if stop.closers:
        return _closes_korean(stop)
    if stop.is_glued:
        return bool(_FINAL.search(stop.before) and _GLUED.match(stop.line, stop.next))
    if "?" in stop.mark:
        return True
    if "!" in stop.mark:
        return bool(_EXCLAIMED.search(stop.before))
    if stop.mark != ".":
        return bool(_FINAL.search(stop.before))
    return not (_is_numbering(stop) or _is_abbreviation(stop.word))


def _closes_korean(stop: _Stop) -> bool:
    """Whether a sentence ends with the quotation or bracket that ends here."""
    if stop.closers[-1] in ")]）】":
        return stop.opened == stop.start
    if stop.is_glued:  # “…”라고 goes on; “…”그는 lacks a space
        return not re.match(r"\w", stop.line[stop.next]) or stop.line.startswith(
            tuple(_words("ko", "subjects")), stop.next
        )
    if _QUOTATIVE.match(stop.line, stop.next):
        return False
    return stop.mark == "." or stop.opened == stop.start


def _ends_english(stop: _Stop) -> bool:
    if stop.is_glued:
        return (
            not stop.closers
            and bool(re.search(r"[a-z]{2}$", stop.before))
            and stop.next_word in _words("en", "starters")
        )
    if not _CAPITAL.match(stop.line, stop.next):
        return False
    if stop.mark != ".":
        return not (stop.closers and _is_said(stop))
    word, following = stop.word, stop.next_word
    if word in _words("en", "titles") or _is_numbering(stop):
        return False
    if word in _words("en", "counted"):
        return not stop.line[stop.next].isdigit()
    if _is_abbreviation(word):
        return following in _words("en", "starters") and (len(word) > 1 or len(following) > 2)
    return True


def _is_numbering(stop: _Stop) -> bool:
    """1. at the start of a sentence, or the parts of 2025. 3. 14."""
    head = stop.line[stop.start : stop.at]
    if len(head) <= 2:
        return bool(_LISTED.match(head))
    follows = stop.line[stop.next].isdigit()
    return bool(_DATED.search(stop.before)) or (follows and stop.word.isdigit())


def _is_abbreviation(word: str) -> bool:
    kinds = ("abbreviations", "titles", "counted")
    return bool(_INITIALS.fullmatch(word)) or any(word in _words("en", kind) for kind in kinds)


def _is_said(stop: _Stop) -> bool:
    """“…?” Ramirez asked."""
    following = re.findall(r"[A-Za-z.'’-]+", stop.line[stop.next : stop.next + 60])[:5]
    return any(word.rstrip(".") in _words("en", "saying") for word in following[1:])


def _missing(line: re.Match[str], tokens: Sequence[Token]) -> list[int]:
    """Where a sentence without full stop ends: 밝혔다 한편 …"""
    places = [found.start() for found in _breaks().finditer(line.group())] if tokens else []
    if not places:
        return []
    finals = {token.end - line.start() for token in tokens if token.tag == "EF"}
    return [place for place in places if place in finals]


@cache
def _breaks() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(_words("ko", "breaks"))))
    return re.compile(rf"(?<=[가-힣])\s+(?=(?:{words})\b)")


@cache
def _words(language: str, kind: str) -> frozenset[str]:
    path = assets.find("seeds", "cues.toml")
    try:
        return frozenset(tomllib.loads(path.read_text(encoding="utf-8"))[language][kind])
    except (KeyError, tomllib.TOMLDecodeError) as error:
        hint = f"it needs a list {kind!r} under [{language}]"
        raise SettingsError(str(error), where=str(path), hint=hint) from error

"""What shows on the surface: script left over, length, and loops."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from briefing.bilingual.gate.senses import polarity
from briefing.bilingual.request import Request
from briefing.models import Check

_HANGUL = re.compile(r"[가-힣ㄱ-ㆎ]+")
_HANZI = re.compile(r"(?<![(（\u3400-\u9fff])[\u3040-\u30ff\u3400-\u9fff]+")  # but 왕훙웨이(王宏偉)
_MARKUP = re.compile(r"</?[a-z][^<>]*>|&(?:amp|lt|gt|quot|#\d+);")
_BRACKET = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"\w+")
_LOOP = 4  # words that make a phrase, for the search for loops
_TIMES = 3  # from here on a phrase is a loop
_RUN = 4  # words of Latin in a row that may be running English


def check_script(request: Request, text: str) -> Check:
    """Whether anything was left in the source's script, in Hanzi, or in markup.

    Names without a form in the target language may keep their own script.
    """
    left = [found for found in _HANZI.findall(text) if found not in request.text]
    left += _MARKUP.findall(text)
    left += _chatter(text, request.text)
    if request.target == "en":
        allowed = "".join(mention.text for mention in request.names if not mention.entry.en)
        left += [found for found in _HANGUL.findall(text) if found not in allowed]
    elif prose := _prose().search(text):
        left.append(prose[0])
    elif not _HANGUL.search(text):
        left.append(text)
    return Check("script", not left, ", ".join(left))


def _chatter(text: str, source: str) -> list[str]:
    """What an engine says about its own work, unless the source says so too."""
    words = polarity()["chatter"]
    found = [phrase for phrase in words["begins"] if text.lower().startswith(phrase)]
    found += [phrase for phrase in words["holds"] if phrase in text.lower()]
    spoken = re.search(r"번역|[Tt]ranslat|여기|물론|네,|[Hh]ere|[Ss]ure|다음은", source)
    return [] if spoken else found


@cache
def _prose() -> re.Pattern[str]:
    """Four Latin words in a row, one of them a small word of English."""
    small = "|".join(polarity()["prose"]["en"])
    word = r"[A-Za-z][\w'’-]*"
    return re.compile(rf"(?=(?:{word}[ ,]+){{{_RUN - 1}}}{word})(?:{word}[ ,]+)*?\b(?:{small})\b.*")


def check_length(request: Request, text: str) -> Check:
    """Whether the translation is about as long as it should be, with brackets or without."""
    sides = (request.text, text) if request.source == "ko" else (text, request.text)
    plain = [_BRACKET.sub("", side) for side in sides]
    ratio = len(sides[1]) / max(len(sides[0]), 1)
    parted = _sentences(text) > _sentences(request.text)
    passed = any(_is_fair(*map(len, pair), parted=parted) for pair in (sides, plain))
    return Check("length", passed, f"{ratio:.1f} characters of English for one of Korean")


def _sentences(text: str) -> int:
    """How many sentences end in the text, at least one; Mr. and U.S. end none."""
    plain = re.sub(r"\b[A-Z][a-z]{0,2}\.", "", text)
    return max(1, len(re.findall(r"[^\d\W][.!?](?=[\s”\"’')]|$)", plain)))


def _is_fair(korean: int, english: int, *, parted: bool) -> bool:
    limits = polarity()["length"]
    if parted and english > limits["longest_parted"] * korean:
        return False
    least = limits["shortest"] * korean - limits["slack"]
    return bool(least <= english <= limits["longest"] * korean + limits["slack"])


def check_repetition(request: Request, text: str) -> Check:
    """Whether a phrase comes over and over, as degenerate models write."""
    phrases = _phrases(text)
    source = max(_phrases(request.text).values(), default=1)
    loops = [phrase for phrase, times in phrases.items() if times >= max(_TIMES, source + 1)]
    return Check("repetition", not loops, ", ".join(loops[:1]))


def _phrases(text: str) -> Counter[str]:
    words = _WORD.findall(text.lower())
    found = Counter(" ".join(words[at : at + _LOOP]) for at in range(len(words) - _LOOP + 1))
    runs = re.findall(r"(\b\w{2,}\b)(?:\W+\1\b){2,}", text.lower())  # the same word three times
    return found + Counter(dict.fromkeys(runs, _TIMES))

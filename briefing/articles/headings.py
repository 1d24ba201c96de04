"""Where the heading of a digest's item ends.

On a line of its own that is plain. On one line with its text, a heading is a run of nouns before
the first subject: ``네트워크 데이터 보안법 채택 | 리창(Li Qiang) 중국 총리는 …``. Its last word is
a noun of action (채택, 인하, 매각), and the sentence often starts with a name or a time.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from briefing.articles.prose import has_sentence, sentence_ends
from briefing.articles.stylebook import Marks
from briefing.language import tokenise
from briefing.models import Token

_LONGEST_HEADING = 80  # characters
_WINDOW = 160  # characters in which the first subject is looked for
_NAME = re.compile(r"[^\s,·‘’'\"]{2,}")
_WORD = re.compile(r"(?:[^\s()]|\([^()]*\))+")
_NOUNS = ("NN", "XSN", "XR", "SL", "SN", "SH", "ETN")
_SUBJECTS = ("JKS", "JX")
_TIME = re.compile(r"\d{1,2}(?:일|월|분기)|\d{4}년")
_ACTION, _START, _AGAIN = 4, 2, 1  # points: a noun of action, a name or time, a word repeated


class _Word(NamedTuple):
    start: int
    end: int
    text: str  # without what stands in brackets
    tokens: tuple[Token, ...]


def split_heading(part: str, language: str, marks: Marks) -> tuple[str, str]:
    """The heading, empty when there is none, and the text."""
    first, _, rest = part.partition("\n")
    if rest and len(first) <= _LONGEST_HEADING and not _is_prose(first):
        return first.strip(), rest.strip()
    end = _heading_end(part, marks) if language == "ko" else 0
    return part[:end].strip(), part[end:].strip()


def _is_prose(line: str) -> bool:
    """Whether a line is a sentence; ``… 좋을까?`` may still be a heading."""
    return has_sentence(line) and not line.endswith(("?", "!"))


def _heading_end(part: str, marks: Marks) -> int:
    """The offset at which the text begins; 0 when no place is good enough."""
    window = part[: next(iter(sentence_ends(part)), len(part))][:_WINDOW]
    words = _words(window)
    subject = next((place for place, word in enumerate(words) if _has_subject(word)), 0)
    best, end = _START, 0
    for place in range(1, subject + 1):
        score = _score(words[:place], words[place], marks)
        if words[place - 1].end > _LONGEST_HEADING:
            break
        if score > best or score == best == _ACTION:  # of bare nouns of action the last closes it
            best, end = score, words[place].start
    return end


def _words(text: str) -> list[_Word]:
    tokens = tokenise(text, "ko")
    return [
        _Word(
            match.start(),
            match.end(),
            re.sub(r"\([^()]*\)", "", match.group()),
            tuple(t for t in tokens if match.start() <= t.start < match.end()),
        )
        for match in _WORD.finditer(text)
    ]


def _has_subject(word: _Word) -> bool:
    """Whether the word ends in 은, 는, 이 or 가 (also 에서는), seen by its morphemes."""
    last = word.tokens[-1] if word.tokens else None
    return (
        last is not None
        and last.tag in _SUBJECTS
        and word.text.endswith(("은", "는", "이", "가", "도"))
    )


def _score(heading: list[_Word], following: _Word, marks: Marks) -> int:
    """How well these words make a heading, and a sentence begins with `following`."""
    last = heading[-1]
    if not last.tokens or not following.tokens or last.text.endswith((",", "·", ":", "‘", "“")):
        return 0
    if last.text.endswith(("?", "!", "…")) or _is_verb(last):
        return _ACTION + _START
    first = following.tokens[0]
    goes_on = first.form in marks.heading_links or first.form in marks.heading_endings
    if goes_on or last.text in marks.heading_links:
        return 0
    ends_in_action = last.text.endswith(marks.heading_endings)
    if not (ends_in_action or last.tokens[-1].tag.startswith(_NOUNS)):
        return 0
    starts_name = first.tag in ("NNP", "SL") or "(" in following.text
    starts_time = following.text in marks.heading_openings or _TIME.match(following.text)
    named = tuple(name for word in heading for name in _NAME.findall(word.text))
    is_named_again = following.text.startswith(named)
    starts_well = bool(starts_name or starts_time)
    return _ACTION * ends_in_action + _START * starts_well + _AGAIN * is_named_again


def _is_verb(word: _Word) -> bool:
    """Whether a headline ends in a verb: 낮춘다."""
    return word.text.endswith("다") and word.tokens[-1].tag in ("EF", "EC")

"""Whether a text was cut off before its end, as excerpts of feeds and search pages are."""

from __future__ import annotations

import re

from briefing.articles.prose import has_sentence

_CLOSING = "\"'”’)]」』》〉】 "
_ELLIPSIS = re.compile(r"(?:\.{2,}|…+)$")
_LEFT_OUT = re.compile(r"\[\s*(?:\.{2,}|…)\s*\]$")
_COMPLETE = re.compile(r"[.!?。！？]$")
_FINITE_VERB = re.compile(  # the full stop was lost, not the sentence
    r"(?:[가-힣]니다|[했됐였렸졌났왔갔았었]다|[가-힣]한다|[가-힣]된다|이다|있다|없다|[가-힣]세요|[가-힣]까)$"
)
_LIST_LINE = re.compile(r"[-•·*▲△○●▶▷☞►■□◆◇※#]|[①-⑳]|\d{1,2}[.)]\s|[\[<(【].{1,30}[\]>)】]$")
_OPEN_ENDS = {
    "ko": re.compile(r"[가-힣][을를에의와과며]$"),
    "en": re.compile(r"\b(?:the|an?|of|to|and|in|for|with|by|from)$"),
}
_LONGEST_TITLE = 80  # characters; a text without a full stop is a title unless it is longer


def is_truncated(body: str, language: str) -> bool:
    """True when the last sentence is cut: in mid-word, by ``…``, or without its full stop.

    A text that never carries a full stop (headlines, lists) is not truncated, unless a long line
    ends in a particle or an article. In doubt True: a sentence is then not quoted, no more.
    """
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    if not lines:
        return False
    last = lines[-1]
    bare = last.rstrip(_CLOSING)
    if _ELLIPSIS.search(bare):
        return bare == last or _LEFT_OUT.search(last) is not None
    if not has_sentence(body):
        open_end = _OPEN_ENDS.get(language)
        return len(last) > _LONGEST_TITLE and bool(open_end and open_end.search(bare))
    if _LIST_LINE.match(last) and not has_sentence(last):
        return False
    return not (_COMPLETE.search(bare) or (language == "ko" and _FINITE_VERB.search(bare)))

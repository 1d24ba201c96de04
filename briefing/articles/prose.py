"""Where sentences end: enough for telling prose from list lines; see `language` for the rest."""

from __future__ import annotations

import re

CLOSING = "\"'”’)\\]」』》〉】"
_FINITE = re.compile(rf"(?:[다요죠까][.!?]|[A-Za-z\d%][.!?]|[。！？])[{CLOSING}]*\s*$")
_STOP = re.compile(
    rf"[가-힣][.!?](?=[{CLOSING}\s]|$)|[다요죠까]\.(?=[가-힣A-Z“‘\[(▲■◆◇△])"  # also 밝혔다.이어
    rf"|[A-Za-z\d%{CLOSING}][.!?][{CLOSING}]*(?=\s+[A-Z“‘\"'(\d가-힣]|\s*$)"
    r"|[。！？]"
)
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|St|No|Inc|Corp|Co|Ltd|vs|Jan|Feb|Mar|Apr|Aug|"
    r"Sept?|Oct|Nov|Dec|U\.S|U\.K|E\.U)\.$"
)


def sentence_ends(text: str) -> list[int]:
    """Offsets behind each full stop that ends a sentence, closing quotes included."""
    return [
        _behind_closing(text, match.end())
        for match in _STOP.finditer(text)
        if not _ABBREVIATION.search(text, max(0, match.end() - 8), match.end())
    ]


def has_sentence(text: str) -> bool:
    """Whether any sentence ends in the text with a full stop."""
    return _STOP.search(text) is not None


def is_finite(text: str) -> bool:
    """Whether the text ends in a full sentence: ``…했다.``, not ``… 대표.``."""
    return _FINITE.search(text, max(0, len(text) - 20)) is not None


def _behind_closing(text: str, end: int) -> int:
    while end < len(text) and text[end] in "\"'”’)]」』》〉】":
        end += 1
    return end

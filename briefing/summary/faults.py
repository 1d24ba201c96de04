"""Why a sentence is not fit to print on its own; the first rule that applies is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from briefing.models import Token
from briefing.summary.cues import Cues

Fault = Callable[[str, Sequence[Token], Cues, str], bool]

_TAIL = re.compile(r"(?:\([^()]*\)|[\s.!?…。\"'”’)\]])+$")
_PREDICATE = re.compile(r"[다요까죠오]$")
_MARK = re.compile(r"[-–—·•▲△■□◆◇●○▶▷※◎|*#/]|\d{1,2}\. ")
_QUESTION = re.compile(r"[?？][\"'”’)\]]*$")
_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
_ENDING = 200  # characters that are looked at for the predicate
_FEWEST_WORDS = 8  # an English line without a full stop is a heading below that
_PAIRS = (("“", "”"), ("(", ")"), ("[", "]"), ("「", "」"), ("《", "》"))


def caption(text: str, tokens: Sequence[Token], cues: Cues, language: str) -> bool:
    """A caption, a credit or a line of the portal."""
    return bool(cues.captions.search(text))


def heading(text: str, tokens: Sequence[Token], cues: Cues, language: str) -> bool:
    """A heading or an item of a list."""
    return bool(_MARK.match(text))


def torn(text: str, tokens: Sequence[Token], cues: Cues, language: str) -> bool:
    """A part of a longer quotation or bracket."""
    if any(text.count(left) != text.count(right) for left, right in _PAIRS):
        return True
    return text.count('"') % 2 == 1 and (text.startswith('"') or text.endswith('"'))


def question(text: str, tokens: Sequence[Token], cues: Cues, language: str) -> bool:
    """A question tells nothing."""
    return bool(_QUESTION.search(text))


def fragment(text: str, tokens: Sequence[Token], cues: Cues, language: str) -> bool:
    """No predicate: a Korean sentence ends in one, an English line of few words has a stop."""
    if language != "ko":
        return not _STOP.search(text) and len(text.split()) < _FEWEST_WORDS
    tags = (token.tag for token in reversed(tokens))
    last = next((tag for tag in tags if not tag.startswith("S")), "")
    return last.startswith("NN") or not _PREDICATE.search(_TAIL.sub("", text[-_ENDING:]))


FAULTS: tuple[Fault, ...] = (caption, heading, torn, question, fragment)


def find_fault(text: str, tokens: Sequence[Token], cues: Cues, language: str) -> str:
    """The name of the first fault in `FAULTS` that the sentence has; empty when it has none."""
    for fault in FAULTS:
        if fault(text, tokens, cues, language):
            return fault.__name__
    return ""

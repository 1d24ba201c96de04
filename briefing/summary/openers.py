"""What a sentence leans on: 그는 needs the one before it, 이 모델은 one that names a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefing.models import Token
from briefing.summary.cues import Cues

_NOUNS = ("NN", "SL", "SH", "XR")


class Earlier(NamedTuple):
    """A sentence that a later one may lean on."""

    number: int  # its index
    text: str  # in lower case
    leans: bool  # it needs the sentence before it, and so carries no other


def leans_on(
    text: str, tokens: Sequence[Token], earlier: Sequence[Earlier], cues: Cues
) -> tuple[int, ...]:
    """Indices of earlier sentences, nearest first; one of them must be printed before this one.

    Empty when the sentence stands alone.
    """
    nearest = earlier[::-1]
    if is_leaning(text, cues):
        return tuple(one.number for one in nearest if not one.leans)[:1]
    if cues.standing.match(text):
        return ()
    if pointed := cues.pointing.match(text):
        noun = _noun(tokens, len(pointed.group()))
        naming = tuple(one.number for one in nearest if noun and noun in one.text)
        return naming or tuple(one.number for one in nearest)
    if cues.linking.match(text):
        return tuple(one.number for one in nearest)
    return ()


def is_leaning(text: str, cues: Cues) -> bool:
    """Whether it points at nothing without the sentence before it."""
    return bool(cues.leaning.match(text)) and not cues.standing.match(text)


def _noun(tokens: Sequence[Token], width: int) -> str:
    """The first noun after an opener of this width."""
    after = tokens[0].start + width if tokens else 0
    nouns = (t.form.lower() for t in tokens if t.start >= after and t.tag.startswith(_NOUNS))
    return next(nouns, "")

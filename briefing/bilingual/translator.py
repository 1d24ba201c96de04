"""The order of trust: each level is asked in turn, the first that has an answer gives it.

original   the sentence is in that language already
memory     a reviewed translation of exactly this text
facts      names, figures and dates by rule; labelled as not being a translation
"""

from __future__ import annotations

from collections.abc import Callable

from briefing.bilingual.facts import KeyFacts
from briefing.bilingual.memory import Memory
from briefing.bilingual.request import Request
from briefing.models import Origin, Rendering
from briefing.names import Glossary

Level = Callable[[Request], Rendering | None]


class Translator:
    """Finds the most trusted counterpart of a sentence."""

    def __init__(self, memory: Memory, glossary: Glossary) -> None:
        self._memory = memory
        self._levels: tuple[Level, ...] = (_original, self._reviewed, KeyFacts(glossary))

    def translate(self, request: Request) -> Rendering:
        """The rendering of the first level that has one; the last level always has."""
        answers = (level(request) for level in self._levels)
        return next(answer for answer in answers if answer)

    def _reviewed(self, request: Request) -> Rendering | None:
        text = self._memory.find(
            request.text, source_language=request.source, target_language=request.target
        )
        return Rendering(text, request.target, Origin.REVIEWED) if text else None


def _original(request: Request) -> Rendering | None:
    if request.source != request.target:
        return None
    return Rendering(request.text, request.target, Origin.ORIGINAL)

"""Level 4: an engine, with names and figures written in beforehand and the gate behind it.

A text whose names or figures do not come through is asked for once more with every one of them
written in; what fails again is not shown as a translation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from briefing.bilingual.engines.base import EngineFailure, Markup
from briefing.bilingual.engines.cache import Answer
from briefing.bilingual.engines.running import Passage, Runner
from briefing.bilingual.gate import NAMED, check_translation, failures
from briefing.bilingual.request import Request
from briefing.figures import write_figure
from briefing.figures.lexicon import lexicon
from briefing.models import Figure, Mention, Origin, Rendering
from briefing.names import Glossary

_MISCOUNTED = Decimal(10_000)  # from here on Korean counts in 만 and 억, which engines get wrong
_CURABLE = frozenset(("figures", "names"))  # checks that writing terms in can mend


@dataclass(frozen=True, slots=True)
class Fall:
    """Why a request goes down to the next level."""

    rule: str  # engine-failed or gate-failed
    detail: str


class Machine:
    """Translates requests by an engine."""

    def __init__(self, runner: Runner, glossary: Glossary) -> None:
        self._runner, self._glossary = runner, glossary
        self._markup = runner.engine.markup

    def translate(self, requests: Sequence[Request]) -> list[Rendering | Fall]:
        """A rendering, or why there is none, for each request in order."""
        results = self._try(requests, everything=False)
        again = [place for place, result in enumerate(results) if _is_curable(result)]
        second = self._try([requests[place] for place in again], everything=True)
        for place, result in zip(again, second, strict=True):
            results[place] = result
        return [self._final(result) for result in results]

    def _try(self, requests: Sequence[Request], *, everything: bool) -> list[Rendering | Fall]:
        passages = [self._passage(request, everything) for request in requests]
        answers = self._runner.run(passages)
        return [self._judge(r, answer) for r, answer in zip(requests, answers, strict=True)]

    def _passage(self, request: Request, everything: bool) -> Passage:
        pieces = list(_pieces(request, everything))
        terms = {request.text[start:end]: form for start, end, form in pieces}
        terms |= {m.text: form for m in request.names if (form := _form(m, request.target))}
        markup = self._markup or (Markup() if everything else None)
        text = written_in(request.text, pieces, markup) if markup else request.text
        return Passage(text, request.source, request.target, terms)

    def _judge(self, request: Request, answer: Answer | EngineFailure) -> Rendering | Fall:
        if isinstance(answer, EngineFailure):
            return Fall("engine-failed", answer.reason)
        text = self._markup.read(answer.text) if self._markup else answer.text
        text = " ".join(text.split())
        return Rendering(
            text,
            request.target,
            Origin.MACHINE,
            checks=check_translation(request, text, self._glossary),
            attribution=f"{self._runner.engine.name}, {answer.made.isoformat()}",
        )

    def _final(self, result: Rendering | Fall) -> Rendering | Fall:
        if isinstance(result, Fall):
            return result
        faults = failures(result.checks)
        if not faults:
            return result
        return Fall("gate-failed", f"{self._runner.engine.name}: {faults}; it said: {result.text}")


def _is_curable(result: Rendering | Fall) -> bool:
    if isinstance(result, Fall):
        return False
    failed = {check.name for check in result.checks if not check.passed}
    return bool(failed & _CURABLE)


def _pieces(request: Request, everything: bool) -> Iterator[tuple[int, int, str]]:
    """Names and figures in their target form, in order, without overlaps; terms may inflect."""
    found = [
        (mention.start, mention.end, _form(mention, request.target))
        for mention in request.names
        if mention.entry.kind in NAMED
    ]
    found += [
        (figure.start, figure.end, write_figure(figure, request.target))
        for figure in request.figures
        if everything or _is_hard(figure)
    ]
    end = 0
    for start, stop, form in sorted(found, key=lambda piece: (piece[0], -piece[1])):
        if start >= end and form:
            yield start, stop, form
            end = stop


def _form(mention: Mention, language: str) -> str:
    return mention.entry.ko if language == "ko" else mention.entry.en


def _is_hard(figure: Figure) -> bool:
    return lexicon().family(figure.unit) == "money" or abs(figure.value) >= _MISCOUNTED


def written_in(text: str, pieces: Sequence[tuple[int, int, str]], markup: Markup) -> str:
    """The text with each piece in its target form, marked to be left alone."""
    parts, end = [], 0
    for start, stop, form in pieces:
        parts += [markup.plain(text[end:start]), markup.keep(form)]
        end = stop
    return "".join((*parts, markup.plain(text[end:])))

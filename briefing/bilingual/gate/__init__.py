"""The gate: what must hold between a sentence and its translation. Pure; words are data.

figures.py     figures with their units and currencies, both ways
names.py       glossary names, both ways
senses.py      negation, modality, rise and fall      `data/polarity.toml`
surface.py     script left over, length, loops
"""

from __future__ import annotations

from briefing.bilingual.gate.figures import check_figures, unshared_figures
from briefing.bilingual.gate.names import NAMED, check_names
from briefing.bilingual.gate.senses import check_senses
from briefing.bilingual.gate.surface import check_length, check_repetition, check_script
from briefing.bilingual.request import Request
from briefing.figures import find_figures
from briefing.language import tokenise
from briefing.models import Check
from briefing.names import Glossary, find_names

__all__ = ["NAMED", "check_senses", "check_translation", "failures", "unshared_figures"]


def check_translation(request: Request, text: str, glossary: Glossary) -> tuple[Check, ...]:
    """The checks of `text` as a translation of the request, in a fixed order.

    figures, names, negation, modality, direction, script, length, repetition; the detail of a
    failed check says what is missing or too much.
    """
    tokens = tokenise(text, request.target)
    figures = find_figures(text, request.target, tokens)
    context = f"{request.text}\n{text}"
    names = find_names(text, request.target, tokens, glossary, context=context)
    return (
        check_figures(request, text, figures),
        check_names(request, text, names, figures, glossary),
        *check_senses(request, text),
        check_script(request, text),
        check_length(request, text),
        check_repetition(request, text),
    )


def failures(checks: tuple[Check, ...]) -> str:
    """The failed checks in words for the ledger; empty when all passed."""
    return "; ".join(f"{check.name}: {check.detail}" for check in checks if not check.passed)

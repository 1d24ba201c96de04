"""Which currency the sign before a number stands for."""

from __future__ import annotations

import re
from functools import cache

from briefing.figures.lexicon import alternation, lexicon

_YEN_OR_YUAN = "¥￥"
_NEARBY = 200  # characters searched for what ¥ means


def currency(match: re.Match[str]) -> str:
    """ISO 4217 code of the group "prefix"; what ¥ means, the nearest telling word says."""
    sign = match["prefix"]
    if sign not in _YEN_OR_YUAN:
        return lexicon().prefixes[sign]
    start = max(0, match.start() - _NEARBY)
    found = list(_contexts().finditer(match.string, start, match.end() + _NEARBY))
    if not found:
        return "JPY"
    nearest = min(found, key=lambda word: abs(word.start() - match.start()))
    return str(nearest.lastgroup)


@cache
def _contexts() -> re.Pattern[str]:
    words = lexicon().words["yen_or_yuan"]
    sides = (f"(?P<{key}>{alternation(forms)})" for key, forms in words.items())
    return re.compile("|".join(sides))

"""How a listed term may be spelt: without spaces and hyphens, inflected, in capitals or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORD = re.compile(r"[^\s\-\u2010\u2011]+")  # what stands between spaces and hyphens
_SMALL = re.compile(r"(?<![A-Za-z])[a-z]+$")  # a last word in small letters


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of a term."""

    bare: str  # without spaces and hyphens, in its own case
    exact: tuple[tuple[int, int], ...]  # parts of it whose case counts
    gaps: frozenset[int]  # where a space or hyphen was
    is_open: bool  # the term ends in "*": any ending goes


def spellings(term: str, *, inflect: bool, proper: bool) -> Iterator[Spelling]:
    """The spellings of a term; see `matching.Matcher` for what the two switches do."""
    stem = term.removesuffix("*")
    inflected = _inflected(stem) if inflect and stem == term and _SMALL.search(stem) else set()
    for spelling in sorted({stem} | inflected):
        exact, gaps, length = [], [], 0
        words = WORD.findall(spelling)
        for word in words:
            gaps.append(length)
            if word.isupper() and word[0].isascii():
                exact.append((length, length + len(word)))
            elif proper and word[0].isupper() and length == 0:
                exact.append((0, 1))
            length += len(word)
        if words:
            yield Spelling("".join(words), tuple(exact), frozenset(gaps), stem != term)


def fold(text: str) -> str:
    """The text in small letters, each in its place (`İ` would grow to two)."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _inflected(term: str) -> set[str]:
    """Plurals and verb forms of the last word; some are no words, and match nothing."""
    forms = {term + ending for ending in ("s", "es", "ed", "ing")}
    if term[-1] == "e":
        forms |= {term + "d", term[:-1] + "ing"}
    if term[-1] == "y":
        forms |= {term[:-1] + "ies", term[:-1] + "ied"}
    if re.search(r"[aeiou][bdgmnpt]$", term):
        forms |= {term + term[-1] + "ed", term + term[-1] + "ing"}
    return forms

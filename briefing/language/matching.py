"""Finds many thousand terms in a text in one pass, on the boundaries of its words.

The text is read without its spaces and hyphens, so that 오픈 소스, 오픈소스, open-source and
open source meet one entry; each candidate is then held against the text as it stands. Source of
the search: Aho and Corasick 1975, by `ahocorasick_rs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

from briefing.language.spelling import WORD, Spelling, fold, spellings
from briefing.models import Token

K = TypeVar("K")

_LONGEST_GAP = 2  # a space, a hyphen, or both
_PARTICLES = re.compile(
    "(?:이나|나|이|가|은|는|을|를|의|에서|에게|에|와|과|도|으로|로|까지|부터|만|보다|처럼|"
    "이라는|라는|이란|란|이며|며|이고|이다|다|였다|이었다|인데|입니다){1,3}"
)
_SHORT = 3  # syllables; longer names are never taken for a phrase
_ENDINGS = "JEV"  # tags of particles, endings and verbs, which are no part of a name


class Match(NamedTuple, Generic[K]):
    """A term found at ``text[start:end]``."""

    start: int
    end: int
    key: K


@dataclass(frozen=True, slots=True)
class _Text:
    """A text made ready for the search."""

    raw: str
    bare: str  # without spaces and hyphens
    folded: str  # `bare` in small letters
    index: Sequence[int]  # where each character of `bare` stands in `raw`
    starts: dict[int, Token]
    ends: frozenset[int]


class Matcher(Generic[K]):
    """Terms to look for, each with a key of the caller's.

    A term ending in ``*`` matches as the beginning of a word. Words in capitals (AI, EU, GPT-4)
    match in capitals only. `inflect` adds plurals and verb endings to the last word of English
    terms written in small letters. `proper` is for names: an initial capital must be one in the
    text, the words must be nouns, and what hangs on a Korean name must be a particle, a longer
    word or one of `suffixes` (so 중국 is not found in 중국인).
    """

    def __init__(
        self,
        terms: Iterable[tuple[str, K]],
        *,
        inflect: bool = False,
        proper: bool = False,
        suffixes: Iterable[str] = (),
    ) -> None:
        from ahocorasick_rs import AhoCorasick

        self._proper, self._suffixes = proper, frozenset(suffixes)
        forms: dict[str, list[tuple[Spelling, K]]] = {}
        for term, key in terms:
            for spelling in spellings(term, inflect=inflect, proper=proper):
                forms.setdefault(fold(spelling.bare), []).append((spelling, key))
        self._forms = [_by_spelling(form) for form in forms.values()]
        self._automaton = AhoCorasick(list(forms))

    def find(self, text: str, tokens: Sequence[Token] = ()) -> list[Match[K]]:
        """All terms in `text`, overlapping ones too, by their end; see `longest`.

        `tokens` are those of `text`; without them a Hangul word counts as a whole.
        """
        ready = _prepare(text, tuple(tokens))
        candidates = self._automaton.find_matches_as_indexes(ready.folded, overlapping=True)
        return list(self._kept(ready, candidates))

    def _kept(self, text: _Text, candidates: Iterable[tuple[int, int, int]]) -> Iterator[Match[K]]:
        for number, first, last in candidates:
            start, end = text.index[first], text.index[last - 1] + 1
            if not self._starts_well(text, start, end):
                continue
            ends_well = self._ends_well(text, start, end)
            is_unbroken = end - start == last - first
            for spelling, keys in self._forms[number]:
                if (
                    (ends_well or spelling.is_open)
                    and (not spelling.exact or _same_case(text, spelling, first))
                    and (is_unbroken or _same_words(text, spelling, first, last))
                ):
                    for key in keys:
                        yield Match(start, end, key)

    def _starts_well(self, text: _Text, start: int, end: int) -> bool:
        edge, before = text.raw[start], text.raw[start - 1 : start]
        if _is_hangul(edge) and _is_hangul(before) and start not in text.starts:
            return False
        if self._proper and _is_phrase(text, start, end):
            return False
        return _is_free(edge, before, end - start)

    def _ends_well(self, text: _Text, start: int, end: int) -> bool:
        edge, after = text.raw[end - 1], text.raw[end : end + 1]
        if not (_is_hangul(edge) and _is_hangul(after)):
            return _is_free(edge, after, end - start)
        if end in text.ends:
            return not self._proper or self._may_follow(text.starts.get(end))
        token = text.starts.get(start)
        if self._proper and token is not None and text.raw[end : token.end] in self._suffixes:
            return True
        return end - start >= _SHORT and bool(_PARTICLES.fullmatch(_hangul_run(text.raw, end)))

    def _may_follow(self, token: Token | None) -> bool:
        if token is None or token.tag[0] in _ENDINGS:
            return True
        return not token.tag.startswith(("XSV", "XSA")) and (
            len(token.form) > 1 or token.form in self._suffixes
        )


def _by_spelling(
    entries: Iterable[tuple[Spelling, K]],
) -> list[tuple[Spelling, tuple[K, ...]]]:
    """Neighbours of one spelling put together, so that it is checked once for all their keys."""
    return [
        (spelling, tuple(key for _, key in group))
        for spelling, group in groupby(entries, key=itemgetter(0))
    ]


def longest(matches: Iterable[Match[K]]) -> list[Match[K]]:
    """The matches without overlaps, in text order; the longer of two wins, then the earlier."""
    found = list(matches)
    if all(left.end <= right.start for left, right in pairwise(found)):
        return found
    kept: list[Match[K]] = []
    taken: set[int] = set()
    for match in sorted(found, key=lambda match: (match.start - match.end, match.start)):
        if match.start not in taken and match.end - 1 not in taken:
            taken.update(range(match.start, match.end))
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)


@lru_cache(maxsize=8)  # names and themes read the same texts in turn
def _prepare(text: str, tokens: tuple[Token, ...]) -> _Text:
    words = list(WORD.finditer(text))
    bare = "".join([word.group() for word in words])
    index: list[int] = []
    for word in words:
        index.extend(range(*word.span()))
    starts = {token.start: token for token in reversed(tokens)}
    ends = frozenset([token.end for token in tokens])
    return _Text(text, bare, fold(bare), index, starts, ends)


def _same_case(text: _Text, spelling: Spelling, first: int) -> bool:
    return all(
        text.bare[first + start : first + end] == spelling.bare[start:end]
        for start, end in spelling.exact
    )


def _same_words(text: _Text, spelling: Spelling, first: int, last: int) -> bool:
    """Whether each space in the text is the term's own, or parts words of two syllables."""
    piece = first  # where the present run of syllables begins
    for place in range(first + 1, last):
        gap = text.raw[text.index[place - 1] + 1 : text.index[place]]
        left, right = text.bare[place - 1], text.bare[place]
        changes = _is_hangul(left) != _is_hangul(right) or left.isdigit() != right.isdigit()
        if len(gap) > _LONGEST_GAP or "\n" in gap:
            return False
        if gap and not changes and place - first not in spelling.gaps:
            following = _hangul_run(text.raw, text.index[place])
            if not _is_hangul(left) or min(place - piece, len(following), last - place) < 2:
                return False
        if gap or changes:
            piece = place
    return True


def _is_no_name(token: Token) -> bool:
    return token.tag[0] in _ENDINGS


def _is_phrase(text: _Text, start: int, end: int) -> bool:
    """Whether these syllables are rather words with an ending (이 + 란, 대 + 만) or an ending."""
    hangs, is_short = _is_hangul(text.raw[start - 1 : start]), end - start <= _SHORT
    if not (hangs or is_short):
        return False
    tokens = [text.starts[place] for place in range(start, end) if place in text.starts]
    if not tokens:
        return False
    if hangs and _is_no_name(tokens[0]):
        return True
    return is_short and tokens[-1].end <= end and _is_no_name(tokens[-1])


def _is_hangul(char: str) -> bool:
    return "가" <= char <= "힣"


def _is_hanzi(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _is_free(edge: str, neighbour: str, length: int) -> bool:
    """Whether a term with this edge may stand beside this character."""
    if _is_hangul(edge):
        return True
    if _is_hanzi(edge):
        return length > 1 or not _is_hanzi(neighbour)
    return not neighbour.isalnum() or _is_hangul(neighbour) or _is_hanzi(neighbour)


def _hangul_run(text: str, start: int) -> str:
    end = start
    while end < len(text) and _is_hangul(text[end]):
        end += 1
    return text[start:end]

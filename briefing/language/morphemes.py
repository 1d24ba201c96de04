"""Morphemes of Korean (Kiwi), words of English (regular expression and Snowball stems)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing.models import Token

if TYPE_CHECKING:
    from kiwipiepy import Kiwi

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*|\d+(?:[.,]\d+)*|[\u3400-\u9fff]|[가-힣]+")
_CONTENT = frozenset(
    {"NNG", "NNP", "NNB", "NNM", "SL", "SN", "SH", "XR", "VV", "VV-I", "VV-R", "VA", "VA-I", "VA-R"}
    | {"MAG"}
)


class Word(NamedTuple):
    """A word of a language that Kiwi does not read; tags as Kiwi's: SL, SN, SH."""

    form: str  # lower case
    tag: str
    start: int
    end: int
    lemma: str  # Snowball stem


@cache
def kiwi() -> Kiwi:
    """The process's one Kiwi, without the dictionaries of typos and multi-word names.

    They triple its start (0.9 to 2.7 s of CPU); names are the glossary's business here.
    """
    from kiwipiepy import Kiwi

    return Kiwi(load_typo_dict=False, load_multi_dict=False)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word.replace("’", "'")))


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


def _words(text: str) -> tuple[Word, ...]:
    return tuple(_word(match.group().lower(), *match.span()) for match in _WORD.finditer(text))


def _word(form: str, start: int, end: int) -> Word:
    if form[0].isdigit():
        return Word(form, "SN", start, end, form)
    if form[0] >= "\u3400":
        return Word(form, "SH", start, end, form)
    return Word(form, "SL", start, end, _stem(form))


def tokenise(text: str, language: str) -> tuple[Token, ...]:
    """Tokens in text order; offsets are code points into `text`."""
    if language == "ko":
        return tuple(kiwi().tokenize(text))
    return _words(text)


def tokenise_many(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[Token, ...]]:
    """Tokens of many ``(text, language)`` pairs, in order.

    Korean texts go to Kiwi as one stream, which it spreads over its threads.
    """
    from itertools import tee

    left, right = tee(texts)
    korean = iter(kiwi().tokenize(text for text, language in left if language == "ko"))
    for text, language in right:
        yield tuple(next(korean)) if language == "ko" else _words(text)


def content_lemmas(tokens: Iterable[Token]) -> list[str]:
    """Lemmas of the tokens that carry meaning: nouns, foreign words, numbers, verbs, adverbs."""
    return [token.lemma.lower() for token in tokens if token.tag in _CONTENT]

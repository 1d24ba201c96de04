"""One article as the summary rules see it: its sentences, their words and what they lean on."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefing.language import tokenise_many
from briefing.models import Analysis, Sentence, Token
from briefing.summary.cues import Cues
from briefing.summary.faults import find_fault
from briefing.summary.openers import Earlier, is_leaning, leans_on

_CONTENT = frozenset({"NNG", "NNP", "XR", "SL", "SH"})
_NOWHERE = 99  # the place of a sentence that is not fit to print


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One sentence and what the rules read in it."""

    sentence: Sentence
    index: int  # among the sentences that were given
    place: int  # among the article's sentences fit to print; the first of them is 0
    lemmas: frozenset[str]  # nouns and foreign words, without stop words
    words: int  # how many of them, repeats counted
    figures: frozenset[str]  # value and unit; only articles that were analysed have them
    fault: str  # why it is not fit to print; empty when it is
    needs: tuple[int, ...]  # indices of which one must be printed before it; empty: none


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """An article's sentences with what they are measured against."""

    readings: tuple[Reading, ...]
    title: frozenset[str]
    spread: Mapping[str, int]  # in how many sentences each word stands
    heaviest: int  # the most that a sentence has in common with the others
    cues: Cues
    language: str
    size: int  # characters of the article's body


class _Row(NamedTuple):
    sentence: Sentence
    tokens: Sequence[Token]
    figures: frozenset[str] = frozenset()


def read_sentences(
    sentences: Sequence[str | Sentence], title: str, language: str, cues: Mapping[str, Cues]
) -> Page:
    """A page of sentences that were not analysed; they are tokenised here, once."""
    whole = [
        item if isinstance(item, Sentence) else Sentence(item, "", 0, len(item), language)
        for item in sentences
    ]
    texts = (title, *(sentence.text for sentence in whole))
    heading, *tokens = tokenise_many((text, language) for text in texts)
    rows = list(map(_Row, whole, tokens))
    return _page(rows, heading, language, sum(map(len, texts[1:])), cues)


def read_analysis(analysis: Analysis, cues: Mapping[str, Cues], first: int = 0) -> Page:
    """A page of an analysed article; `first` is the index of its first sentence."""
    article = analysis.article
    heading = analysis.headline_tokens if article.headline_given else ()
    rows = list(_rows(analysis))
    return _page(rows, heading, article.language, len(article.body), cues, first)


def _rows(analysis: Analysis) -> Iterator[_Row]:
    token_starts = [token.start for token in analysis.body_tokens]
    figure_starts = [figure.start for figure in analysis.figures]
    for sentence in analysis.sentences:
        edges = sentence.start, sentence.end
        left, right = (bisect_left(token_starts, edge) for edge in edges)
        first, last = (bisect_left(figure_starts, edge) for edge in edges)
        figures = analysis.figures[first:last]
        keys = frozenset(f"{figure.value.normalize()} {figure.unit}" for figure in figures)
        yield _Row(sentence, analysis.body_tokens[left:right], keys)


def _page(
    rows: Sequence[_Row],
    heading: Sequence[Token],
    language: str,
    size: int,
    every: Mapping[str, Cues],
    first: int = 0,
) -> Page:
    language = language if language in every else "en"
    cues = every[language]
    readings: list[Reading] = []
    earlier: list[Earlier] = []
    for index, row in enumerate(rows, first):
        reading = _read(row, index, earlier, cues, language)
        readings.append(reading)
        if not reading.fault and not row.sentence.is_truncated:
            text = row.sentence.text
            earlier.append(Earlier(index, text.lower(), is_leaning(text, cues)))
    spread = Counter(lemma for reading in readings for lemma in reading.lemmas)
    heaviest = max((common(reading.lemmas, spread) for reading in readings), default=0)
    title = frozenset(_content(heading, cues))
    return Page(tuple(readings), title, spread, heaviest, cues, language, size)


def _read(row: _Row, index: int, earlier: Sequence[Earlier], cues: Cues, language: str) -> Reading:
    text, tokens = row.sentence.text, row.tokens
    words = _content(tokens, cues)
    fault = find_fault(text, tokens, cues, language)
    needs = leans_on(text, tokens, earlier, cues)
    if not fault and not needs and is_leaning(text, cues):
        fault = "dangling"
    return Reading(
        sentence=row.sentence,
        index=index,
        place=_NOWHERE if fault else len(earlier),
        lemmas=frozenset(words),
        words=len(words),
        figures=row.figures,
        fault=fault,
        needs=needs,
    )


def common(lemmas: frozenset[str], spread: Mapping[str, int]) -> int:
    """In how many other sentences the words stand, summed."""
    return sum(spread[lemma] - 1 for lemma in lemmas)


def _content(tokens: Sequence[Token], cues: Cues) -> list[str]:
    return [
        token.lemma.lower()
        for token in tokens
        if token.tag in _CONTENT and len(form := token.form) > 1 and form not in cues.stopwords
    ]

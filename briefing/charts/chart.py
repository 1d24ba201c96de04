"""What a chart is: a drawing, and the same in words and figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Words(NamedTuple):
    """A label in both languages."""

    ko: str
    en: str

    @classmethod
    def of(cls, say: Callable[[str], str]) -> Words:
        """The label that `say` gives in each language."""
        return cls(say("ko"), say("en"))

    def spoken(self, language: str) -> str:
        """The label in one language."""
        return self.ko if language == "ko" else self.en


class Row(NamedTuple):
    """A line of a chart's data: what it is, and its values in the order of the chart's heads."""

    label: Words
    values: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and its text alternative."""

    key: str
    title_ko: str
    title_en: str
    svg: str  # labels in the languages of the brief; its <title> is the text alternative
    alt_ko: str  # the data in a sentence
    alt_en: str
    heads: tuple[Words, ...]  # of the data table: of the labels, then of each value
    rows: tuple[Row, ...]


def in_words(title: Words, heads: tuple[Words, ...], rows: Iterable[Row]) -> Words:
    """The text alternative: the title and the data."""
    listed = tuple(rows)

    def say(language: str) -> str:
        names = [head.spoken(language) for head in heads[1:]]
        parts = []
        for row in listed:
            values = [value.spoken(language) for value in row.values]
            named = values if len(names) == 1 else map(" ".join, zip(names, values, strict=True))
            label = row.label.spoken(language).rstrip(".")
            parts.append(f"{label}: {', '.join(named)}")
        return f"{title.spoken(language)}. {'; '.join(parts)}."

    return Words.of(say)

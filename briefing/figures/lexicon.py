"""The words and units that figures are read and written with, loaded once a process.

Source: `data/units.toml`, `data/counting.toml`, `data/figure_words.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

EXACT = Context(prec=200)  # the default context would round long numbers to 28 digits
KO_SCALES = {
    "경": Decimal(10) ** 16,
    "조": Decimal(10) ** 12,
    "억": Decimal(10) ** 8,
    "만": Decimal(10) ** 4,
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or currency."""

    key: str  # ISO 4217 for currencies
    family: str  # rate, count, money, time, age, size, order
    ko: str  # as written
    one: str  # English singular
    other: str  # English plural
    word: str  # English plural in letters: percent for %
    prefix: str = ""  # English sign before the number; empty when the name follows it


@dataclass(frozen=True, slots=True)
class Qualifier:
    """How a qualifier is written; the templates take the number with its unit."""

    key: str
    ko: str
    en: str


class Noun(NamedTuple):
    """An English noun with the Korean counter that it takes."""

    one: str
    other: str
    counter: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All of it, with the spellings inverted for reading."""

    units: Mapping[str, Unit]
    ko_units: Mapping[str, str]  # spelling to unit key
    en_units: Mapping[str, str]
    prefixes: Mapping[str, str]  # US$, RMB … to currency code
    counters: Mapping[str, Noun]  # by Korean counter; empty where it does not tell the noun
    nouns: Mapping[str, Noun]  # by singular and by plural
    noun_of: Mapping[str, Mapping[str, Noun]]  # what a counter means after a word
    qualifiers: Mapping[str, Qualifier]
    words: Mapping[str, Any]  # `figure_words.toml` as it stands

    def family(self, unit: str) -> str:
        """The unit's family; plain counts have their own."""
        return self.units[unit].family if unit in self.units else "count"


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("briefing").joinpath("data", name).read_text("utf-8"))


@cache
def lexicon() -> Lexicon:
    """The process's one lexicon."""
    tables, counting, words = (
        _load(name) for name in ("units.toml", "counting.toml", "figure_words.toml")
    )
    records = {**tables["unit"], **tables["currency"]}
    units = {key: _unit(key, record) for key, record in records.items()}
    return Lexicon(
        units=units,
        ko_units=_spellings(records, lambda r: [r["ko"], *r.get("ko_also", ())]),
        en_units=_spellings(records, _english_forms),
        prefixes=_spellings(
            tables["currency"], lambda r: [r.get("prefix", ""), *r.get("prefix_also", ())]
        ),
        counters={key: _noun(forms, key) for key, forms in counting["counter"].items()},
        nouns={
            form: noun
            for counter, nouns in counting["noun"].items()
            for noun in (_noun(forms.split("/"), counter) for forms in nouns)
            for form in (noun.one, noun.other)
        },
        noun_of={
            counter: {word: _noun(forms, counter) for word, forms in table.items()}
            for counter, table in counting["noun_of"].items()
        },
        qualifiers={
            key: Qualifier(key, group["ko"], group["en"])
            for key, group in words["qualifier"].items()
        },
        words=words,
    )


@cache
def qualifying(position: str) -> Mapping[str, str]:
    """Spellings of the qualifiers at a position (``ko_before``, ``en_after`` …), to keys."""
    groups: Mapping[str, Mapping[str, Any]] = lexicon().words["qualifier"]
    return {word: key for key, group in groups.items() for word in group.get(position, ())}


def _unit(key: str, record: Mapping[str, Any]) -> Unit:
    one, other = record["en"]
    word = next(form for form in (other, *record.get("en_also", ())) if form[0].isalpha())
    family, prefix = record.get("family", "money"), record.get("prefix", "")
    return Unit(key, family, record["ko"], one, other, word, prefix)


def _noun(forms: list[str], counter: str) -> Noun:
    """From one and other; regular plurals need not be given."""
    if not forms:
        return Noun("", "", counter)
    ending = "es" if forms[0].endswith(("s", "x", "ch", "sh")) else "s"
    return Noun(forms[0], forms[1] if len(forms) > 1 else forms[0] + ending, counter)


def _english_forms(record: Mapping[str, Any]) -> list[str]:
    """Spellings after a number; "Article" and "No." stand before it."""
    is_order = record.get("family") == "order"
    return [] if is_order else [*record["en"], *record.get("en_also", ())]


def _spellings(records: Mapping[str, Any], forms: Any) -> dict[str, str]:
    return {form: key for key, record in records.items() for form in forms(record) if form}


def alternation(words: Iterable[str], *, loose: bool = False) -> str:
    """A regular expression for any of the words, longest first; `loose` makes spaces optional."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace("\\ ", r"\s?" if loose else r"\s") for word in ordered)


def bare(text: str) -> str:
    """The text without spaces."""
    return "".join(text.split())

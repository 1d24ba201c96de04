"""The lexicon and the grammar tables of the rule level, read once a process.

Source: `seeds/lexicon/`: one CSV a word class with the columns ko, en, frame and tags, and two
TOML files: `grammar.toml` (Korean patterns) and `english.toml` (English forms). In a verb's `en`,
``*`` is where its object stands and ``{에}`` where that particle's phrase stands instead; its
`frame` says which prepositions its other particles become: ``에=to|로=as``.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from briefing import assets
from briefing.errors import SettingsError

_SLOT = re.compile(r"\s*(?:\*|\{([^}]+)\})")
_JOINED = re.compile(
    r"(?<![가-힣])(?!어야|고자|려고|도록|으로)([가-힣]{2,}) (하|되|받)(?= |$)"
)  # Kiwi parts them, `words` joins them
_CLASSES = ("nouns", "verbs", "adjectives", "adverbs", "determiners")


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of the lexicon."""

    ko: str  # as Kiwi has it: 공개하, 크, 가격
    en: str  # base form, without the slot
    frame: Mapping[str, str]  # particle to preposition; a noun's own preposition under ""
    tags: frozenset[str]
    slots: tuple[str, ...] = ()  # particles whose phrase is the object; 을 is the plain one


Table = Mapping[str, list[tuple[tuple[str, ...], str, str]]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the rule level knows."""

    nouns: Mapping[str, Entry]
    verbs: Mapping[str, Entry]
    adjectives: Mapping[str, Entry]
    adverbs: Mapping[str, Entry]
    determiners: Mapping[str, Entry]
    numbers: Mapping[str, str]  # English noun to how it is counted, for glossary terms
    tails: Table  # first morpheme to patterns: morphemes, table, value
    links: Table
    phrases: Table
    patterned: frozenset[str]  # morphemes that patterns know, whatever their class
    grammar: Mapping[str, Any]
    english: Mapping[str, Any]


@cache
def lexicon() -> Lexicon:
    """The process's one lexicon."""
    folder = assets.find("seeds", "lexicon")
    classes = {name: dict(_entries(folder / f"{name}.csv")) for name in _CLASSES}
    grammar = _toml(folder / "grammar.toml")
    tails = _table(grammar, ("layer", "tense", "ending"))
    links = _table(grammar, ("adverbial", "adnominal", "particle", "one_of"))
    return Lexicon(
        **classes,
        numbers={e.en: number for e in classes["nouns"].values() if (number := counting(e))},
        tails=tails,
        links=links,
        phrases=_table(grammar, ("phrase",)),
        patterned=frozenset(
            form
            for table in (tails, links)
            for patterns in table.values()
            for pattern, _, _ in patterns
            for form in pattern
        )
        | frozenset(grammar["joint"]),
        grammar=grammar,
        english=_toml(folder / "english.toml"),
    )


def idiom(verb: Entry, thing: str) -> Entry | None:
    """What a verb means with this object: 속도를 내다, accelerate; the object is part of it."""
    english = lexicon().grammar["idiom"].get(f"{verb.ko} {thing}")
    return _entry({"ko": verb.ko, "en": english, "frame": "", "tags": ""}) if english else None


def counting(entry: Entry) -> str:
    """How a noun is counted: mass, plural (when nothing says how many), the, or empty."""
    return next((tag for tag in ("mass", "plural", "the") if tag in entry.tags), "")


def longest(table: Table, forms: Sequence[str], start: int) -> tuple[int, str, str] | None:
    """The longest pattern at `start`: how many morphemes, its table and its value."""
    for pattern, name, value in table.get(forms[start], ()):
        if tuple(forms[start : start + len(pattern)]) == pattern:
            return len(pattern), name, value
    return None


def _entries(path: Path) -> Iterator[tuple[str, Entry]]:
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            try:
                yield row["ko"], _entry(row)
            except (KeyError, TypeError, AttributeError) as error:
                hint = "each row has the columns ko, en, frame and tags"
                raise SettingsError(
                    f"a word lacks {error}", where=f"{path}, line {number}", hint=hint
                ) from None


def _entry(row: Mapping[str, str]) -> Entry:
    slot = _SLOT.search(row["en"])
    slots = tuple((slot[1] or "을").split("|")) if slot else ()
    pairs = (part.rpartition("=") for part in row["frame"].split("|") if part)
    frame = {particle: preposition for particle, _, preposition in pairs}
    tags = frozenset(row["tags"].split("|")) - {""}
    return Entry(row["ko"], _SLOT.sub("", row["en"]), frame, tags, slots)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"not valid TOML: {error}", where=str(path)) from error


def _table(grammar: Mapping[str, Any], names: Iterable[str]) -> Table:
    table: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for name in names:
        for pattern, value in grammar[name].items():
            forms = tuple(_JOINED.sub(r"\1\2", pattern).split())
            table.setdefault(forms[0], []).append((forms, name, value))
    for patterns in table.values():
        patterns.sort(key=lambda pattern: -len(pattern[0]))
    return table

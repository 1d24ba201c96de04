"""Negation, modality, rise and fall: what one side says, the other must say too."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from briefing.bilingual.request import Request
from briefing.models import Check

_ORDER = ("negation", "modality", "direction")
_KINDS = ("cues", "also", "never")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a sense in one language."""

    cues: re.Pattern[str]
    also: re.Pattern[str]
    never: re.Pattern[str]

    def asks(self, text: str) -> str:
        """The cue that stands in the text, or an empty string."""
        if not self.cues.search(f" {text} "):  # mostly; saves the rest
            return ""
        found = self.cues.search(self._plain(text))
        return found[0].strip() if found else ""

    def hints(self, text: str) -> int:
        """How many words of the text may stand for the sense beside its cues."""
        return len(self.also.findall(self.cues.sub(" / ", self._plain(text))))

    def _plain(self, text: str) -> str:
        return self.never.sub(" / ", f" {text} ")


@dataclass(frozen=True, slots=True)
class _Sense:
    """A sense with its words by language."""

    name: str
    check: str
    one_to_one: bool  # a hint answers only what no hint of the other side accounts for
    words: dict[str, _Words]


@cache
def polarity() -> dict[str, Any]:
    """`data/polarity.toml` as it stands."""
    return tomllib.loads(files("briefing").joinpath("data", "polarity.toml").read_text("utf-8"))


def check_senses(request: Request, text: str) -> Iterator[Check]:
    """Whether text and source agree on negation, modality and direction; a check of each."""
    faults: dict[str, list[str]] = {name: [] for name in _ORDER}
    for sense in _senses():
        source, target = sense.words[request.source], sense.words[request.target]
        asked, said = source.asks(request.text), target.asks(text)
        if bool(asked) == bool(said):
            continue
        own, other = source.hints(request.text), target.hints(text)
        if asked and other <= own * sense.one_to_one:
            faults[sense.check].append(f"{sense.name} is lost ({asked})")
        elif said and own <= other * sense.one_to_one:
            faults[sense.check].append(f"{sense.name} is added ({said})")
    for name, found in faults.items():
        yield Check(name, not found, "; ".join(found))


@cache
def _senses() -> tuple[_Sense, ...]:
    return tuple(
        _Sense(
            name,
            table["check"],
            table.get("one_to_one", False),
            {"ko": _korean(table["ko"]), "en": _english(table["en"])},
        )
        for name, table in polarity().items()
        if "check" in table
    )


def _korean(words: dict[str, list[str]]) -> _Words:
    return _Words(*(_any(map(re.escape, words[kind])) for kind in _KINDS))


def _english(words: dict[str, list[str]]) -> _Words:
    return _Words(*(_any(map(_whole, words[kind])) for kind in _KINDS))


def _whole(word: str) -> str:
    """A pattern for a whole English word or phrase, at the start of a sentence too."""
    first = word[0] if word in polarity()["capitals"]["en"] else f"(?i:{re.escape(word[0])})"
    rest = re.escape(word[1:]).replace(r"\*", r"[\w'’-]*")
    return rf"(?<![\w'’]){first}{rest}(?!\w)".replace(r"(?i:\*)", r"(?:\w*)")


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of these, the longest first; never matches when there are none."""
    ordered = sorted(patterns, key=len, reverse=True)
    return re.compile("|".join(ordered) or "(?!)")

"""The words of `cues.toml` that steer summaries, ready to match."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefing.errors import SettingsError

LANGUAGES = ("ko", "en")  # any other language is read with the English cues


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue words of one language."""

    leaning: re.Pattern[str]  # opens a sentence that needs the one before it
    pointing: re.Pattern[str]  # opens one that needs an earlier one with the noun that follows
    linking: re.Pattern[str]  # opens one that needs any earlier one
    standing: re.Pattern[str]  # looks like those three and needs none
    aside: re.Pattern[str]  # opens what stands beside the story
    announcing: re.Pattern[str]  # reports what was said or done
    finding: re.Pattern[str]  # tells a result
    captions: re.Pattern[str]
    stopwords: frozenset[str]


def load_cues(table: Mapping[str, Mapping[str, list[str]]], where: str) -> dict[str, Cues]:
    """The cues of every language; raises SettingsError naming what is missing or wrong."""
    found = {}
    for language in LANGUAGES:
        try:
            found[language] = _cues(table[language], language)
        except (KeyError, TypeError, AttributeError) as error:
            hint = "compare with the packaged cues.toml"
            raise SettingsError(
                f"missing or wrong: {error}", where=f"{where}: {language}", hint=hint
            ) from error
    return found


def _cues(words: Mapping[str, list[str]], language: str) -> Cues:
    korean = language == "ko"
    edge = "" if korean else r"\b"  # Korean endings and particles hang on the word
    last = r"(?=[.!?]?[\"'”’)]*$)" if korean else r"\b"  # the verb stands at the end
    return Cues(
        leaning=_openers(words["leaning"]),
        pointing=_openers(words["pointing"]),
        linking=_openers(words["linking"]),
        standing=_openers(words["standing"]),
        aside=_openers(words["aside"]),
        announcing=re.compile(f"{edge}(?:{_any(words['announcing'])}){last}"),
        finding=re.compile(f"{edge}(?:{_any(words['finding'])}){edge}"),
        captions=re.compile(_any(words["captions"])),
        stopwords=frozenset(words["stopwords"]),
    )


def _openers(words: Iterable[str]) -> re.Pattern[str]:
    """Matches the start of a sentence; after a word that ends in a space anything may follow."""
    return re.compile(rf"(?:{_any(words)})(?:(?<=\s)|(?!\w))")


def _any(words: Iterable[str]) -> str:
    """One of the words, the longest first; of no words, nothing."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, longest_first)) or r"(?!)"

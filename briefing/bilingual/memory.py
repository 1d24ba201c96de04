"""The translation memory: reviewed translations, found by exact normalised match.

A later translation of the same text replaces an earlier one, at once and for ever. What is merely
alike is a suggestion for a translator, never an answer.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from briefing.errors import SettingsError

_FIELDS = ("source_language", "target_language", "source", "target")
_ALIKE = 70.0  # from here on a text is worth suggesting, of 100


@dataclass(frozen=True, slots=True)
class Translation:
    """A reviewed translation."""

    source_language: str
    target_language: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A translation of a text that is like the one asked for."""

    source: str
    target: str
    likeness: float  # 100 would be the same


class TranslationMemory(Protocol):
    """What the translator asks of a memory; a file and the store both give it."""

    def find(self, text: str, *, source_language: str, target_language: str) -> str | None:
        """The reviewed translation of exactly this text, or None."""
        ...

    def fuzzy(
        self, text: str, *, source_language: str, target_language: str, limit: int = 3
    ) -> list[Suggestion]:
        """Translations of texts like this one, the likest first."""
        ...


class _Key(NamedTuple):
    source_language: str
    target_language: str
    text: str


class Memory:
    """A memory in the main store of the process, by language pair and normalised text."""

    def __init__(self, translations: Iterable[Translation] = ()) -> None:
        self._translations: dict[_Key, Translation] = {}
        for translation in translations:
            self.remember(translation)

    def __len__(self) -> int:
        return len(self._translations)

    def __iter__(self) -> Iterator[Translation]:
        return iter(self._translations.values())

    def remember(self, translation: Translation) -> None:
        """Take a translation in; a later one for the same text wins."""
        self._translations[_key(translation)] = translation

    def add(self, text: str, target: str, *, source_language: str, target_language: str) -> None:
        """Remember `target` as the translation of `text`."""
        self.remember(Translation(source_language, target_language, text, target))

    def find(self, text: str, *, source_language: str, target_language: str) -> str | None:
        """The reviewed translation of exactly this text, or None."""
        key = _Key(source_language, target_language, normalised(text))
        found = self._translations.get(key)
        return found.target if found else None

    def fuzzy(
        self, text: str, *, source_language: str, target_language: str, limit: int = 3
    ) -> list[Suggestion]:
        """Translations of texts like this one, the likest first; none is exact.

        Likeness is the share of characters in common, from 0 to 100. Source: Levenshtein's indel
        ratio, by rapidfuzz.
        """
        from rapidfuzz import fuzz, process

        pair, wanted = (source_language, target_language), normalised(text)
        texts = {key: key.text for key in self._translations if key[:2] == pair}
        texts.pop(_Key(*pair, wanted), None)
        close = process.extract(wanted, texts, scorer=fuzz.ratio, limit=limit, score_cutoff=_ALIKE)
        found = ((self._translations[key], likeness) for _, likeness, key in close)
        return [Suggestion(item.source, item.target, likeness) for item, likeness in found]


def _key(translation: Translation) -> _Key:
    languages = translation.source_language, translation.target_language
    return _Key(*languages, normalised(translation.source))


def normalised(text: str) -> str:
    """`text` for comparison: NFC, single spaces, plain quotation marks, no final full stop."""
    plain = unicodedata.normalize("NFC", text).translate(_QUOTES)
    return " ".join(plain.split()).rstrip(".")


_QUOTES = str.maketrans("“”‘’", "\"\"''")


def load_memory(*paths: Path) -> Memory:
    """Read JSON Lines files with source_language, target_language, source, target; later win."""
    return Memory(
        parse_translation(record, where) for path in paths for where, record in read_records(path)
    )


def parse_translation(record: dict[str, Any], where: str) -> Translation:
    """The translation in a record; SettingsError names what is missing and where."""
    for name in _FIELDS:
        if not isinstance(record.get(name), str):
            raise SettingsError(
                f"a translation lacks {name!r}",
                where=where,
                hint="each line has " + ", ".join(_FIELDS),
            )
    return Translation(*(record[name] for name in _FIELDS))


def read_records(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a JSON Lines file, each with file and line; SettingsError for other lines."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot be read: {error}", where=str(path)) from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            where = f"{path}:{number}"
            try:
                record = json.loads(line)
            except json.JSONDecodeError as error:
                raise SettingsError(f"not valid JSON: {error}", where=where) from None
            if not isinstance(record, dict):
                raise SettingsError("not an object", where=where)
            yield where, record


def remember(path: Path, translations: Iterable[Translation]) -> None:
    """Append translations to a JSON Lines file, made when missing.

    They go out in one write to the end of the file, so that a reader sees all or none, and two
    writers do not mix.
    """
    lines = "".join(json.dumps(asdict(t), ensure_ascii=False) + "\n" for t in translations)
    if not lines:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            lines = lines if file.read(1) == b"\n" else "\n" + lines
        file.write(lines.encode())
        file.flush()
        os.fsync(file.fileno())

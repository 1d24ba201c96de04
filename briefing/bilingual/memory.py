"""The translation memory: reviewed translations, found by exact normalised match."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from briefing.errors import SettingsError


class _Key(NamedTuple):
    source_language: str
    target_language: str
    text: str


class Memory:
    """Reviewed translations by language pair and normalised source text."""

    def __init__(self) -> None:
        self._targets: dict[_Key, str] = {}

    def __len__(self) -> int:
        return len(self._targets)

    def add(self, text: str, target: str, *, source_language: str, target_language: str) -> None:
        """Remember a translation; a later one for the same text wins."""
        self._targets[_Key(source_language, target_language, normalised(text))] = target

    def find(self, text: str, *, source_language: str, target_language: str) -> str | None:
        """The reviewed translation of exactly this text, or None."""
        return self._targets.get(_Key(source_language, target_language, normalised(text)))


def normalised(text: str) -> str:
    """`text` for comparison: NFC, single spaces, plain quotation marks, no final full stop."""
    plain = unicodedata.normalize("NFC", text).translate(_QUOTES)
    return " ".join(plain.split()).rstrip(".")


_QUOTES = str.maketrans("“”‘’", "\"\"''")


def load_memory(*paths: Path) -> Memory:
    """Read JSON Lines files with source_language, target_language, source, target; later win."""
    memory = Memory()
    for path in paths:
        for where, record in _records(path):
            try:
                memory.add(
                    record["source"],
                    record["target"],
                    source_language=record["source_language"],
                    target_language=record["target_language"],
                )
            except (KeyError, TypeError) as error:
                raise SettingsError(
                    f"a translation lacks {error}",
                    where=where,
                    hint="each line has source_language, target_language, source and target",
                ) from None
    return memory


def _records(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            where = f"{path}:{number}"
            try:
                yield where, json.loads(line)
            except json.JSONDecodeError as error:
                raise SettingsError(f"not valid JSON: {error}", where=where) from None

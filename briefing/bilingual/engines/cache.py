"""What engines answered before, so that nothing is paid for twice."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from briefing.bilingual.engines.base import Engine, EngineError


@dataclass(frozen=True, slots=True)
class Answer:
    """A translation and the day it was made."""

    text: str
    made: date


class Cache(Protocol):
    """Answers by key; the store may be one too."""

    def get(self, key: str) -> Answer | None:
        """The answer kept under a key."""
        ...

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer."""
        ...


def cache_key(
    engine: Engine, text: str, *, source: str, target: str, terms: Mapping[str, str]
) -> str:
    """A key that is equal only if engine, model, text, direction and terms are; hexadecimal."""
    parts = (engine.name, engine.version, source, target, text, sorted(terms.items()))
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


class NoCache:
    """Keeps answers for this run only."""

    def __init__(self) -> None:
        self._answers: dict[str, Answer] = {}

    def get(self, key: str) -> Answer | None:
        """The answer of this run."""
        return self._answers.get(key)

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer."""
        self._answers[key] = answer


class SqliteCache:
    """Answers in a SQLite file, made when missing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(path, timeout=30, isolation_level=None)
            self._database.execute(
                "CREATE TABLE IF NOT EXISTS answer"
                " (key TEXT PRIMARY KEY, text TEXT NOT NULL, made TEXT NOT NULL)"
            )
        except (sqlite3.Error, OSError) as error:
            raise EngineError(f"the cache cannot be opened: {error}", where=str(path)) from None

    def get(self, key: str) -> Answer | None:
        """The answer kept under a key."""
        row = self._execute("SELECT text, made FROM answer WHERE key = ?", key).fetchone()
        return Answer(row[0], date.fromisoformat(row[1])) if row else None

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer."""
        values = key, answer.text, answer.made.isoformat()
        self._execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", *values)

    def _execute(self, statement: str, *values: str) -> sqlite3.Cursor:
        try:
            return self._database.execute(statement, values)
        except sqlite3.Error as error:
            raise EngineError(f"the cache failed: {error}", where=str(self._path)) from None

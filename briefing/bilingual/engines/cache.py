"""What engines answered before, so that nothing is paid for twice."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
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
    """Answers in a SQLite file, made when missing; it is open only while it is asked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._fault(error) from None
        self._run(
            "CREATE TABLE IF NOT EXISTS answer"
            " (key TEXT PRIMARY KEY, text TEXT NOT NULL, made TEXT NOT NULL)"
        )

    def get(self, key: str) -> Answer | None:
        """The answer kept under a key."""
        rows = self._run("SELECT text, made FROM answer WHERE key = ?", key)
        return Answer(rows[0][0], date.fromisoformat(rows[0][1])) if rows else None

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer."""
        values = key, answer.text, answer.made.isoformat()
        self._run("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", *values)

    def _run(self, statement: str, *values: str) -> list[tuple[str, str]]:
        try:
            opened = sqlite3.connect(self._path, timeout=30, isolation_level=None)
            with closing(opened) as database:
                return database.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise self._fault(error) from None

    def _fault(self, error: Exception) -> EngineError:
        return EngineError(f"the cache cannot be used: {error}", where=str(self._path))

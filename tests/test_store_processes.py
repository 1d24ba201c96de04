"""The store: killed at any moment, or shared by processes, it neither loses nor doubles."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from store_servers import read_article, record
from store_worker import LINES

from briefing.sources import read_documents
from briefing.store import open_store, schema

pytest_plugins = ["store_fixtures"]

WORKER = Path(__file__).with_name("store_worker.py")
SENTENCES = (
    "딥시크가 새 모델을 공개했다.",
    "국가통계국은 소비자물가가 올랐다고 밝혔다.",
    "알리바바는 클라우드 투자를 늘린다.",
    "당국은 인공지능 표시 규정을 시행했다.",
)


class Worker:
    """A process that is ready to work on a store."""

    def __init__(self, location: str, *task: object) -> None:
        """Start it, and wait until it is ready."""
        command = [sys.executable, str(WORKER), location, *map(str, task)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
        assert self._process.stdout
        self._lines = iter(self._process.stdout.readline, "")
        assert next(self._lines) == "ready\n"

    def go(self) -> Worker:
        """Let it begin."""
        assert self._process.stdin
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        return self

    def kill_after(self, lines: int, seconds: float) -> None:
        """Kill it a moment after it has printed so many lines, unless it is done before."""
        for _ in range(lines):
            next(self._lines, None)
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._close()

    def finish(self) -> None:
        """Let it come to its end."""
        assert list(self._lines)[-1] == "done\n"
        self._close()

    def _close(self) -> None:
        self._process.wait(60)
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()


def write_articles(path: Path, size: int, first: int = 0) -> Path:
    """A file of articles, each with its own text; some lines are damaged."""
    lines = []
    for number in range(first, first + size):
        body = f"{number}번째 소식이다. {SENTENCES[number % 4]} 값은 {number}억 원이다."
        address = f"https://www.hangang.example/{number}"
        fields = record(body, id=f"A{number}", url=address)
        lines.append("{" if number % 20 == 7 else json.dumps(fields, ensure_ascii=False))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def take_in(location: str, *files: Path) -> None:
    """Take files in without being disturbed."""
    with open_store(location) as store:
        store.ingest(lambda report: read_documents(files, report=report), read_article)


def content(location: str) -> list[Any]:
    """All that an intake writes, but for the order in which it came."""
    known = schema.document.c, schema.article.c
    tables = (
        ("fingerprint", "sha256", "url", "source", "counted_at", "decisions"),
        ("id", "version", "sha256", "published", "record"),
    )
    with open_store(location) as store, store.database.reading() as connection:
        found = [
            sorted(tuple(row) for row in connection.execute(select(*(columns[n] for n in names))))
            for columns, names in zip(known, tables, strict=True)
        ]
        indexed = [
            tuple(r) for r in connection.execute(text("SELECT count(*) FROM article_search"))
        ]
        hits = [hit for word in ("물가", "딥시크") for hit in store.search(word, limit=999)]
    return [*found, indexed, sorted((hit.article.id,) for hit in hits)]


def test_an_intake_killed_at_any_moment_goes_on(
    location: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """After some kills and one whole run the content is that of an undisturbed run."""
    file = write_articles(tmp_path / "news.jsonl", 120)
    rng = random.Random(request.node.name)
    for _ in range(3):
        Worker(location, "ingest", file).go().kill_after(rng.randrange(1, 114), rng.random() / 5)
    take_in(location, file)
    undisturbed = str(tmp_path / "undisturbed.db")
    take_in(undisturbed, file)
    assert content(location) == content(undisturbed)


def test_a_build_killed_at_any_moment_leaves_a_whole_edition(
    location: str, request: pytest.FixtureRequest
) -> None:
    """The old one or the new one: the brief and every line of the ledger belong together."""
    rng = random.Random(request.node.name)
    for _ in range(3):
        Worker(location, "editions").go().kill_after(rng.randrange(2, 12), rng.random() / 20)
        with open_store(location) as store:
            (edition,) = store.editions()
            ledger = store.decisions(edition.name)
            assert len(ledger) == LINES
            assert {line.detail for line in ledger} == {str(edition.number)}
            brief = store.brief(edition.name)
            assert brief
            assert brief.number == edition.number


def test_two_processes_at_once_lose_and_double_nothing(location: str, tmp_path: Path) -> None:
    """Both make the store, both take in one file, and each another of its own."""
    shared = write_articles(tmp_path / "shared.jsonl", 60)
    left = write_articles(tmp_path / "left.jsonl", 40, first=1_000)
    right = write_articles(tmp_path / "right.jsonl", 40, first=2_000)
    workers = [
        Worker(location, "ingest", shared, left),
        Worker(location, "ingest", right, shared),
    ]
    for worker in workers:
        worker.go()
    for worker in workers:
        worker.finish()
    alone = str(tmp_path / "alone.db")
    take_in(alone, shared, left, right)
    assert content(location) == content(alone)

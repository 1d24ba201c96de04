"""Stores for the tests: SQLite in a file, and a real PostgreSQL that the tests start themselves.

The server comes from the binaries that Debian installs, listens on a socket in a folder of its own
and keeps nothing. Its locale is C, in which the server itself knows no Hangul letters: the store
must not depend on that.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path

from briefing.articles import parse
from briefing.desk import open_desk
from briefing.models import Article, Document, Reporter
from briefing.outlets import Outlets
from briefing.store import Counts
from briefing.store.store import Store

_OWNER = "postgres"  # the server refuses to run as root


def find_binaries() -> Path | None:
    """The folder with `initdb` and `pg_ctl`, of the newest PostgreSQL; None: there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=_version)
    beside = shutil.which("pg_ctl")
    return found[-1].parent if found else Path(beside).parent if beside else None


def _version(path: Path) -> int:
    return int(path.parts[-3])


class Server:
    """A running server; each `location()` is a new, empty database."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        """Set it up in `folder` and start it."""
        self._folder, self._binaries = folder, binaries
        self._numbers = count(1)
        owner = ("-A", "trust", "-U", "briefing")
        self._run("initdb", "-D", folder / "data", *owner, "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        self._run(
            "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start"
        )

    def location(self) -> str:
        """The address of a new database."""
        name = f"test{next(self._numbers)}"
        self._run("createdb", "-h", self._folder, "-U", "briefing", name)
        return f"postgresql+psycopg://briefing@/{name}?host={self._folder}"

    def stop(self) -> None:
        """Stop it at once."""
        self._run("pg_ctl", "-D", self._folder / "data", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self._binaries / program), *map(str, arguments)]
        user = _OWNER if os.getuid() == 0 else None
        subprocess.run(
            command, check=True, user=user, cwd=self._folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=120,
        )  # fmt: skip


@contextmanager
def running_server(binaries: Path) -> Iterator[Server]:
    """A server for the time of the block."""
    with tempfile.TemporaryDirectory(prefix="briefing-pg-") as name:
        folder = Path(name)
        if os.getuid() == 0:
            shutil.chown(folder, _OWNER)
        server = Server(folder, binaries)
        try:
            yield server
        finally:
            server.stop()


def record(text: str, **fields: object) -> dict[str, object]:
    """A JSON record of an article, dated within 2026-W47 unless told."""
    return {"published": "2026-11-18T09:00:00+09:00", "outlet": "한강일보", "text": text, **fields}


def document(
    fields: dict[str, object], place: str = "news.jsonl#L1", *, day: int = 18, source: str = ""
) -> Document:
    """A record as it comes out of a file; `day` is of November 2026."""
    content = json.dumps(fields, ensure_ascii=False).encode()
    fetched_at = datetime(2026, 11, day, 12, tzinfo=UTC)
    name = source or place.partition("#")[0]
    return Document(place, "application/json", content, fetched_at, name)


@cache
def _outlets() -> Outlets:
    return open_desk().outlets


def read_article(one: Document, report: Reporter) -> tuple[Article, ...]:
    """The real parser, with the packaged outlets."""
    return parse(one, outlets=_outlets(), report=report)


def put(store: Store, *documents: Document) -> Counts:
    """Documents into the store."""
    return store.ingest(lambda _: documents, read_article)

"""`briefing fetch` into a store: killed, started twice, or failed once, it comes out right."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sources_web import Answer, Web, serving
from sqlalchemy import func, select

from briefing.ledger import Ledger
from briefing.models import Outcome
from briefing.store import open_store, schema

pytest_plugins = ["store_fixtures"]

PAGES = 12
HANGS = 8
SETTINGS = """
[[source]]
name = "쪽"
kind = "pages"
location = "list.txt"

[store]
location = "{store}"

[fetch]
allow_hosts = ["127.0.0.1"]
rate_seconds = 0
retries = 0
"""


@pytest.fixture
def web() -> Iterator[Web]:
    """A server."""
    with serving() as server:
        yield server


@pytest.fixture
def desk(web: Web, location: str, tmp_path: Path) -> Path:
    """A desk with a list of pages."""
    (tmp_path / "briefing.toml").write_text(SETTINGS.format(store=location), "utf-8")
    addresses = [set_page(web, number) for number in range(PAGES)]
    (tmp_path / "list.txt").write_text("\n".join(addresses), "utf-8")
    return tmp_path


def set_page(web: Web, number: int) -> str:
    """A page with a text of its own."""
    text = (
        f"남산연구소가 {number + 1}일 새 모델을 공개했다. 매개변수는 {number}억 개라고 밝혔다. " * 3
    )
    head = "<meta property='article:published_time' content='2026-11-18T10:00:00+09:00'>"
    return web.page(f"/{number}", f"<html><head>{head}</head><body><p>{text}</p></body></html>")


def fetching(desk: Path) -> subprocess.Popen[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "briefing", "fetch", "--desk", str(desk), "--json"]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    )


def finish(process: subprocess.Popen[str]) -> list[dict[str, object]]:
    """Its results."""
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    results: list[dict[str, object]] = json.loads(out)
    return results


def is_asked(web: Web, path: str) -> bool:
    """Wait until it was asked for."""
    for _ in range(600):
        if path in web.paths:
            return True
        time.sleep(0.1)
    return False


def counts(location: str) -> tuple[int, int, int]:
    """Current articles, all versions and copies, and rows in the inbox."""
    with open_store(location) as store, store.database.reading() as connection:
        rows = [
            connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (schema.article, schema.inbox)
        ]
        return len(list(store.articles())), rows[0], rows[1]


def test_a_fetch_that_is_killed_loses_nothing_it_was_given(
    web: Web, desk: Path, location: str
) -> None:
    """Every page that came is in the store afterwards, though its host has lost it since."""
    gone = threading.Event()
    web.set(f"/{HANGS}", Answer(write=lambda _: gone.wait(60)))
    process = fetching(desk)
    assert is_asked(web, f"/{HANGS}")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    gone.set()
    for number in range(HANGS):
        web.set(f"/{number}", Answer(status=404))
    set_page(web, HANGS)
    finish(fetching(desk))
    assert counts(location) == (PAGES, PAGES, 0)
    assert all(web.paths.count(f"/{number}") == 1 for number in range(HANGS))


def test_two_fetches_at_once_double_nothing(web: Web, desk: Path, location: str) -> None:
    """Both make the store; each page is kept once, and nothing is left in the inbox."""
    processes = [fetching(desk), fetching(desk)]
    for process in processes:
        finish(process)
    assert counts(location) == (PAGES, PAGES, 0)


@pytest.mark.parametrize("status", [404, 500])
def test_a_page_that_failed_once_is_no_longer_dropped(
    web: Web, desk: Path, location: str, status: int
) -> None:
    """The later success wins, also where the page has moved meanwhile."""
    web.set("/3", Answer(status=status))
    web.page("/4", "<html><body></body></html>")
    finish(fetching(desk))
    with open_store(location) as store:
        dropped = Ledger(store.intake_decisions()).tally()[Outcome.DROPPED]
    assert dropped == 2
    assert counts(location)[0] == PAGES - 2
    moved = set_page(web, 99)
    web.set("/3", Answer(status=302, headers={"Location": moved}))
    finish(fetching(desk))
    with open_store(location) as store:
        tally = Ledger(store.intake_decisions()).tally()
    assert tally[Outcome.DROPPED] == 1
    assert counts(location)[0] == PAGES - 1

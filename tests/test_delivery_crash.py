"""Killed at any moment and run again: nobody is missed, and who may get a second copy is known."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from mail_server import MailServer, mail_server
from sending_victim import POINTS

from briefing.delivery.stored import StoredOutbox
from briefing.editions import load_brief
from briefing.store.database import Database
from briefing.store.records import DeliveryState

VICTIM = Path(__file__).with_name("sending_victim.py")
READERS = tuple(f"reader{number}@example.kr" for number in range(6))
SECOND = READERS[1]
IN_THE_WINDOW = ("dot", "answer")  # the server has the mail, the outbox does not know it yet

Start = Callable[[str], subprocess.Popen[bytes]]


@pytest.fixture
def server() -> object:
    """A server that outlives the processes."""
    with mail_server() as running:
        yield running


@pytest.fixture
def start(server: MailServer, sample_folder: Path, tmp_path: Path) -> Start:
    """Starts a process that sends and dies at a point."""

    def starting(point: str) -> subprocess.Popen[bytes]:
        arguments = (point, sample_folder, tmp_path / "store.db", server.port, *READERS)
        return subprocess.Popen([sys.executable, str(VICTIM), *map(str, arguments)])

    return starting


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_sending_goes_on(start: Start, server: MailServer, point: str) -> None:
    """Each reader has it exactly once; only in the window the one reader has a second copy."""
    assert start(point).wait() == -signal.SIGKILL
    assert start("never").wait() == 0
    expected = dict.fromkeys(READERS, 1)
    if point in IN_THE_WINDOW:
        expected[SECOND] = 2
    assert server.counts() == expected
    assert len({content for reader, content in server.arrived if reader == SECOND}) == 1


def test_kills_at_random_moments_lose_nothing(
    start: Start, server: MailServer, sample_folder: Path, tmp_path: Path
) -> None:
    """A second copy goes only to readers whose line was `sending` when the process died."""
    brief = load_brief(sample_folder)
    chance = random.Random(7)
    suspects: Counter[str] = Counter()
    for _ in range(5):
        had = len(server.arrived)
        process = start("never")
        while process.poll() is None and len(server.arrived) == had:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.03))
        process.kill()
        process.wait()
        with closing(Database(str(tmp_path / "store.db"))) as database:
            lines = StoredOutbox(database).deliveries(brief.edition, "default")
        suspects.update(line.recipient for line in lines if line.state is DeliveryState.SENDING)
    assert start("never").wait() == 0
    for reader, count in server.counts().items():
        assert 1 <= count <= 1 + suspects[reader]
    assert sorted(server.counts()) == sorted(READERS)

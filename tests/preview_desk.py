"""A desk with a small edition, and a preview of it in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from briefing.desk import open_desk
from briefing.pipeline import build_edition

EDITION = "2025-W18"


@dataclass(frozen=True)
class Preview:
    """A running preview."""

    entrance: str  # the address that was printed
    desk: Path
    process: subprocess.Popen[str]

    @property
    def origin(self) -> str:
        """``http://127.0.0.1:PORT``."""
        return self.entrance.partition("/enter")[0]

    @property
    def folder(self) -> Path:
        """The edition's folder."""
        return self.desk / "output" / EDITION


def make_desk(folder: Path, articles: Path) -> Path:
    """A desk with one edition, made of those articles, as Markdown and HTML."""
    folder.mkdir()
    (folder / "briefing.toml").write_text("", encoding="utf-8")
    desk = open_desk(folder)
    edition = build_edition([articles], desk)
    edition.write(folder / "output" / EDITION, [desk.audience("default")], ("md", "html"), desk)
    return folder


@contextmanager
def running(desk: Path, *options: str) -> Iterator[Preview]:
    """`briefing preview` of the newest edition of a desk, on a free port; ended by Ctrl-C."""
    command = [sys.executable, "-m", "briefing", "preview", "--no-open", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--desk", str(desk), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout
    try:
        yield Preview(process.stdout.readline().strip(), desk, process)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


@contextmanager
def entered(preview: Preview) -> Iterator[httpx.Client]:
    """A client that has the cookie."""
    with httpx.Client(base_url=preview.origin, timeout=60) as client:
        client.get(preview.entrance).raise_for_status()
        yield client

"""`briefing build` from a store, killed and run again: as if nothing had happened."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1746316800"}
SETTINGS = '[[source]]\nname = "files"\nkind = "files"\nlocation = "{location}"\n'


def start(desk: Path, command: str, *options: str) -> subprocess.Popen[bytes]:
    """The command in a process of its own."""
    words = [sys.executable, "-m", "briefing", command, "--desk", str(desk), *options]
    return subprocess.Popen(
        words, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def build(desk: Path) -> subprocess.Popen[bytes]:
    """A build of the sample week."""
    return start(desk, "build", "--week", "2025-W18", "--format", "md,html")


def written(desk: Path) -> dict[str, bytes]:
    """The files of the edition."""
    return {path.name: path.read_bytes() for path in (desk / "output" / "2025-W18").iterdir()}


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX has them")
def test_a_killed_build_is_made_whole_by_the_next(tmp_path: Path, sample_week: Path) -> None:
    """Killed at five moments of its course, then run once: the bytes of a build left alone."""
    alone, killed = tmp_path / "alone", tmp_path / "killed"
    alone.mkdir()
    (alone / "briefing.toml").write_text(SETTINGS.format(location=sample_week), "utf-8")
    assert start(alone, "fetch").wait() == 0
    shutil.copytree(alone, killed)
    began = time.monotonic()
    assert build(alone).wait() == 0
    whole = time.monotonic() - began
    for share in (0.3, 0.5, 0.7, 0.85, 0.95):
        process = build(killed)
        time.sleep(share * whole)
        process.kill()
        process.wait()
    assert build(killed).wait() == 0
    assert written(killed) == written(alone)

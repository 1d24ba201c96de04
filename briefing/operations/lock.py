"""One run at a time: two would fetch twice, and could send to the same reader."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.errors import BriefingError

LOCK = ".briefing.lock"


class BusyError(BriefingError):
    """Another process is at work on the same editions."""


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the lock on a folder of editions; BusyError at once when another process has it.

    The system gives the lock up when a process ends, however it ends, so none is left behind.
    """
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOCK
    lock = FileLock(path, timeout=0)
    try:
        with lock:
            yield
    except Timeout:
        hint = "let it finish; the lock ends with its process"
        raise BusyError("another run is at work", where=str(path), hint=hint) from None

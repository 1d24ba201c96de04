"""Draws templates that are not ours where they can do no harm: in a process of their own.

Jinja's sandbox keeps a template from files and from Python, not from looping for ever or from
filling the memory. A process can be stopped whatever it does, on any system and from any thread.

    draw ─ only shipped folders ─ here
         └ a desk's own ─ a process with a deadline, a ceiling on memory and on the text it gives

It takes a pickle and answers in JSON, so that nothing it says is run.
"""

from __future__ import annotations

import json
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from briefing import assets
from briefing.errors import TemplateError
from briefing.models import Brief
from briefing.renderers import environment
from briefing.renderers.environment import Look

CHILD = "from briefing.renderers.limits import serve; serve()"
GRACE = 5.0  # seconds to start, and to say what went wrong, before the process is killed
FAILED = 3  # exit code of a process that sends an error instead of text
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What drawing one file may take."""

    seconds: float = 20.0
    memory: int = 1_000  # megabytes, with Python itself; where the system has such a limit
    text: int = 20  # megabytes


LIMITS = Limits()


def draw(
    template: str,
    brief: Brief,
    look: Look,
    finalize: Callable[[object], object] | None = None,
    limits: Limits = LIMITS,
    **values: object,
) -> str:
    """As `environment.draw`, within limits when a folder of templates is not a shipped one."""
    shipped = assets.packaged("templates")
    if all(folder.is_relative_to(shipped) for folder in look.templates):
        return environment.draw(template, brief, look, finalize, **values)
    return _apart(pickle.dumps((template, brief, look, finalize, limits, values)), template, limits)


def _apart(request: bytes, template: str, limits: Limits) -> str:
    """What a process of its own draws; TemplateError as that process found it."""
    command = [sys.executable, "-P", "-X", "utf8", "-c", CHILD]
    try:
        done = subprocess.run(
            command, input=request, capture_output=True, timeout=limits.seconds + GRACE
        )
    except subprocess.TimeoutExpired:
        raise TemplateError(_too_slow(limits), where=template) from None
    if done.returncode == 0:
        return done.stdout.decode()
    if done.returncode == FAILED:
        what, where, hint = json.loads(done.stdout)
        raise TemplateError(what, where=where, hint=hint)
    raise TemplateError("drawing broke off; does it ask for too much memory?", where=template)


def serve() -> None:
    """The other process: one request on standard input, text or error on standard output."""
    template, brief, look, finalize, limits, values = pickle.load(sys.stdin.buffer)
    try:
        _restrict(limits)
        text = environment.draw(template, brief, look, finalize, **values).encode()
        if len(text) > limits.text * MEGABYTE:
            raise TemplateError(f"draws more than {limits.text} MB", where=template)
    except TemplateError as error:
        out_of_memory = isinstance(error.__cause__, MemoryError)
        what = f"takes more than {limits.memory} MB of memory" if out_of_memory else error.what
        sys.stdout.write(json.dumps([what, error.where, error.hint]))
        raise SystemExit(FAILED) from None
    sys.stdout.buffer.write(text)


def _restrict(limits: Limits) -> None:
    """Where the system can: an alarm that names the line, and a ceiling on memory."""
    if sys.platform == "win32":
        return
    import resource

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(_too_slow(limits))  # in the template, whose line the message names

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory * MEGABYTE, hard))


def _too_slow(limits: Limits) -> str:
    return f"takes longer than {limits.seconds:g} seconds; does a loop never end?"

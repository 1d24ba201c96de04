"""When a run happens by itself: a line for cron, or a timer for systemd.

Both follow the clock of the desk's time zone, wherever the machine stands and whatever summer time
does there. A run that has nothing to do does nothing, so later tries cost nothing either.
"""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.desk import Desk

DAY, HOUR = 1, 7  # Monday (ISO), 07:00
TRIES = (0, 1, 3, 6)  # hours after HOUR at which cron tries again

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Units:
    """What systemd needs."""

    service: str
    timer: str


def command(desk: Desk) -> list[str]:
    """The weekly run with absolute paths, as another process can start it."""
    found = shutil.which("briefing")
    program = [found] if found else [sys.executable, "-m", "briefing"]
    folder = ["--desk", str(desk.folder.resolve())] if desk.folder else []
    return [*program, "run", *folder]


def cron_line(desk: Desk, run: Sequence[str]) -> str:
    """A line for `crontab -e`.

    cron knows the machine's time zone only, so it looks every quarter of an hour whether it is
    time where the desk is.
    """
    times = "|".join(f"{DAY}{HOUR + hours:02d}00" for hours in TRIES)
    zone = shlex.quote(desk.settings.desk.time_zone)
    words = shlex.join(run).replace("%", r"\%")  # cron takes a bare % for the end of the line
    clock = rf'"$(TZ={zone} date +\%u\%H\%M)"'
    return f"*/15 * * * * case {clock} in {times}) {words};; esac"


def systemd_units(desk: Desk, run: Sequence[str]) -> Units:
    """A service and its timer, for `~/.config/systemd/user/`."""
    folder = (desk.folder or Path()).resolve()
    words = " ".join(_unit_word(word) for word in run)
    zone = desk.settings.desk.time_zone
    service = f"""\
[Unit]
Description=The weekly brief: fetch, build, check, send
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=12h
StartLimitBurst=6

[Service]
Type=oneshot
WorkingDirectory={str(folder).replace("%", "%%")}
EnvironmentFile=-%h/.config/briefing.env
ExecStart={words} --log-format json
Restart=on-failure
RestartSec=30min
NoNewPrivileges=yes
"""
    timer = f"""\
[Unit]
Description=Every {_DAYS[DAY - 1]} at {HOUR:02d}:00 ({zone})

[Timer]
OnCalendar={_DAYS[DAY - 1]} *-*-* {HOUR:02d}:00:00 {zone}
Persistent=true

[Install]
WantedBy=timers.target
"""
    return Units(service, timer)


def _unit_word(word: str) -> str:
    """A word of a command line as systemd reads it."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if any(c.isspace() or c in "\"'\\" for c in word) else escaped

"""What the finished files of the sample week cost, in CPU seconds, beside Chromium's print.

    python bench/pdf_speed.py [RUNS]

Runs take turns, each in a process of its own; the median of each is shown. Chromium is counted with
its start and all its processes: the one that lays out and paints the page is not its child, so that
a shell's `time` leaves it out; what the first process takes by itself is shown too. The PDF is
counted with the loading of WeasyPrint but without Python's start, the reading of the brief and the
compiling of templates, which a build does once for all outputs. Needs Linux, and `chromium` on the
path.
"""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from briefing.assets import packaged
from briefing.editions import load_brief
from briefing.renderers import RENDERERS, look

AUDIENCES = 10
LIGHT = ("html", "md", "mail")
LIMITS = {"PDF / Chromium": 2.5, "light / PDF": 0.05, "ten audiences / one": 3.0}
SET_CHILD_SUBREAPER = 36  # of prctl(2): orphans of children become ours, and so does their time


def draw(folder: Path, count: int) -> None:
    """Draw the PDF for audiences that differ in their masthead, and print the CPU seconds."""
    brief = load_brief(folder)
    RENDERERS["html"](brief, look=look())
    start = time.process_time()
    for number in range(count):
        name = f"{brief.masthead_en}, edition {number}" if number else brief.masthead_en
        RENDERERS["pdf"](replace(brief, masthead_en=name), look=look())
    print(time.process_time() - start)


def own(folder: Path, count: int) -> float:
    """CPU seconds of `draw` in a process of its own."""
    command = [sys.executable, __file__, "draw", str(folder), str(count)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def chromium(page: Path) -> tuple[float, float]:
    """CPU seconds of Chromium's print of a page: of all its processes, and of the first alone."""
    ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    with TemporaryDirectory() as profile:
        flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"]
        command = ["chromium", *flags, f"--print-to-pdf={profile}/page.pdf", page.as_uri()]
        before = of_children()
        subprocess.run(command, check=True, capture_output=True)
        first = of_children()
        wait_for_orphans()
    return of_children() - before, first - before


def of_children() -> float:
    """CPU seconds of the children that have been waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def wait_for_orphans() -> None:
    """Wait until no child is left."""
    with suppress(ChildProcessError):
        while True:
            os.wait()


def light(folder: Path) -> float:
    """CPU seconds of HTML, Markdown and mail, in this process, warm."""
    brief = load_brief(folder)
    start = time.process_time()
    for name in LIGHT:
        RENDERERS[name](brief, look=look())
    return time.process_time() - start


def main(runs: int) -> None:
    """Measure and print."""
    from briefing.api import build  # the processes that draw need not load it

    with TemporaryDirectory() as name:
        out = Path(name)
        edition = (
            out / build([packaged("seeds") / "sample-week"], out=out, formats=["html"]).edition
        )
        page = edition / "brief.default.html"
        times: dict[str, list[float]] = defaultdict(list)
        for _ in range(runs):
            if shutil.which("chromium"):
                for key, seconds in zip(("chromium", "its first"), chromium(page), strict=True):
                    times[key].append(seconds)
            times["one"].append(own(edition, 1))
            times["light"].append(light(edition))
            times["ten"].append(own(edition, AUDIENCES))
    report({key: median(values) for key, values in times.items()})


def report(seconds: dict[str, float]) -> None:
    """The medians, then each ratio with the limit that it should keep."""
    for key, value in seconds.items():
        print(f"{key:12}{value:8.3f} s")
    pairs = {
        "PDF / Chromium": ("one", "chromium"),
        "light / PDF": ("light", "one"),
        "ten audiences / one": ("ten", "one"),
    }
    for name, (above, below) in pairs.items():
        if below in seconds:
            print(f"{name:24}{seconds[above] / seconds[below]:8.2f}  (at most {LIMITS[name]})")


if __name__ == "__main__":
    if sys.argv[1:2] == ["draw"]:
        draw(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)

"""What the finished files of the sample week cost, in CPU seconds, beside Chromium's print.

    python bench/pdf_speed.py [RUNS]

Runs take turns, each in a process of its own; the median of each is shown. Chromium is counted with
its start and its helpers, the PDF with the loading of WeasyPrint but without Python's start, the
reading of the brief and the compiling of templates, which a build does once for all outputs. Needs
`chromium` on the path.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from briefing.assets import packaged
from briefing.editions import load_brief
from briefing.renderers import RENDERERS, look

AUDIENCES = 10
LIMITS = {"PDF / Chromium": 2.5, "HTML + Markdown / PDF": 0.05, "ten audiences / one": 3.0}


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


def chromium(page: Path) -> float:
    """CPU seconds of Chromium's print of a page."""
    with TemporaryDirectory() as profile:
        flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"]
        command = ["chromium", *flags, f"--print-to-pdf={profile}/page.pdf", page.as_uri()]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def light(folder: Path) -> float:
    """CPU seconds of HTML and Markdown, in this process, warm."""
    brief = load_brief(folder)
    start = time.process_time()
    for name in ("html", "md"):
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
        times: dict[str, list[float]] = {"one": [], "ten": [], "light": [], "chromium": []}
        for _ in range(runs):
            if shutil.which("chromium"):
                times["chromium"].append(chromium(page))
            times["one"].append(own(edition, 1))
            times["light"].append(light(edition))
            times["ten"].append(own(edition, AUDIENCES))
    report({key: median(values) for key, values in times.items() if values})


def report(seconds: dict[str, float]) -> None:
    """The medians, then each ratio with the limit that it should keep."""
    for key, value in seconds.items():
        print(f"{key:12}{value:8.3f} s")
    pairs = {
        "PDF / Chromium": ("one", "chromium"),
        "HTML + Markdown / PDF": ("light", "one"),
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

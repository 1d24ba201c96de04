"""Speed and memory of the intake: articles in JSON Lines into the store, beside a bare Kiwi pass.

    python bench/store_speed.py [SIZE ...]        default: 1000 10000

The articles are made of the sample week's sentences with a fixed seed: three in four are Korean,
every number is drawn anew, and there are bylines, datelines and notices for the parser to cut. The
bare pass hands the Korean texts, headline and body as parsed, to Kiwi and does nothing else. Each
measurement is a process of its own, in turns; CPU seconds of all threads, without start-up.
"""

from __future__ import annotations

import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

from briefing.articles import parse
from briefing.assets import packaged
from briefing.desk import Desk, open_desk
from briefing.language import kiwi, split_sentences
from briefing.models import Article
from briefing.sources import read_documents
from briefing.store import open_store

RUNS = 3
KST = timezone(timedelta(hours=9))
MONDAY = datetime(2026, 11, 16, tzinfo=KST)
NUMBER = re.compile(r"\d+")
OUTLETS = {"ko": ("한강일보", "서울테크신문", "동해경제"), "en": ("Harbour Post", "Pacific Ledger")}
OPENINGS = {
    "ko": ("", "한강일보 김도윤 기자 | ", "[서울테크신문] ", "(베이징=남산통신) 홍서진 특파원 = "),
    "en": ("", "BEIJING, Nov. 18 (Continental Wire) -- "),
}
ENDINGS = {
    "ko": ("", "\n사진=한강일보", "\nabc@hangang.example\n무단 전재 및 재배포 금지"),
    "en": ("",),
}


def write_articles(path: Path, size: int, seed: int = 3) -> None:
    """`size` records, the same for the same seed."""
    rng, sentences = random.Random(seed), read_sentences()
    with path.open("w", encoding="utf-8") as file:
        for number in range(size):
            language = "ko" if rng.random() < 0.75 else "en"
            record = make_record(rng, number, language, sentences[language])
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def read_sentences() -> dict[str, list[str]]:
    """Every sentence of the sample week, by language."""
    found: dict[str, list[str]] = {"ko": [], "en": []}
    for article in parsed(packaged("seeds") / "sample-week", open_desk()):
        spans = split_sentences(article.body, article.language)
        found[article.language] += [article.body[start:end] for start, end in spans]
    return found


def make_record(
    rng: random.Random, number: int, language: str, sentences: list[str]
) -> dict[str, object]:
    """An article of six to ten sentences."""
    headline, *chosen = [redrawn(rng, one) for one in rng.sample(sentences, rng.randint(7, 11))]
    body = rng.choice(OPENINGS[language]) + " ".join(chosen) + rng.choice(ENDINGS[language])
    return {
        "id": f"A{number:06}",
        "url": f"https://www.hangang.example/news/articleView.html?idxno={number}&utm_source=feed",
        "title": headline[:40],
        "text": body,
        "published": (MONDAY + timedelta(minutes=rng.randrange(10_080))).isoformat(),
        "outlet": rng.choice(OUTLETS[language]),
    }


def redrawn(rng: random.Random, sentence: str) -> str:
    """The sentence with other numbers, as long as before."""

    def other(match: re.Match[str]) -> str:
        digits = len(match[0])
        return str(rng.randrange(10 ** (digits - 1), 10**digits))

    return NUMBER.sub(other, sentence)


def parsed(path: Path, desk: Desk) -> Iterator[Article]:
    """The articles in a file or folder."""
    for document in read_documents([path], report=lambda _: None):
        yield from parse(document, outlets=desk.outlets, report=lambda _: None)


def bare(path: Path, desk: Desk) -> Callable[[], None]:
    """The Kiwi pass alone."""
    texts = [f"{a.headline}\n{a.body}" for a in parsed(path, desk) if a.language == "ko"]

    def run() -> None:
        for _ in kiwi().tokenize(texts):
            pass

    return run


def intake(path: Path, desk: Desk) -> Callable[[], None]:
    """All of it into an empty store beside the file."""

    def run() -> None:
        location = path.with_suffix(f".{os.getpid()}.db")
        with open_store(str(location)) as store:
            store.ingest(
                lambda report: read_documents([path], report=report),
                lambda document, report: parse(document, outlets=desk.outlets, report=report),
            )

    return run


def warm_up(path: Path, desk: Desk) -> None:
    """Load all libraries, models and data files."""
    path.write_text('{"text": "준비 운동을 한다."}\n{"text": "Ready."}\n', encoding="utf-8")
    intake(path, desk)()


def measure(kind: str, path: Path) -> None:
    """Print CPU seconds, seconds and peak memory in MB of one run in this process."""
    desk = open_desk()
    work = {"bare": bare, "intake": intake}[kind](path, desk)
    warm_up(path.with_name("warm-up.jsonl"), desk)
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(time.process_time() - cpu, time.perf_counter() - wall, peak)


def in_process(kind: str, path: Path) -> list[float]:
    """The figures of `measure`, from a process of its own."""
    command = [sys.executable, __file__, "--measure", kind, str(path)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return [float(value) for value in answer.stdout.split()]


def main(sizes: list[int]) -> None:
    """Print a line for each size; of the runs the fastest, which others disturbed least."""
    print("          CPU seconds             seconds                 peak MB")
    print("articles   Kiwi  intake  ratio     Kiwi  intake  ratio    of the intake")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / f"{size}.jsonl"
            write_articles(path, size)
            runs = [(in_process("bare", path), in_process("intake", path)) for _ in range(RUNS)]
            line = f"{size:8}"
            for at in (0, 1):
                kiwi_took, intake_took = (min(run[kind][at] for run in runs) for kind in (0, 1))
                line += f" {kiwi_took:6.2f} {intake_took:7.2f} {intake_took / kiwi_took:6.2f}   "
            print(f"{line} {max(other[2] for _, other in runs):5.0f}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], Path(sys.argv[3]))
    else:
        main([int(size) for size in sys.argv[1:]] or [1_000, 10_000])

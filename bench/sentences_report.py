"""How well sentence boundaries are found: ``python bench/sentences_report.py [--errors]``.

Kiwi, kss (Korean) and pysbd (English) stand beside ours where they are installed. The passages in
`tests/data/quality/sentences.jsonl` carry ⏐ where a sentence ends. ``--joined FILE`` adds the
Korean articles of a summary file (JSON lines with "sentences"), joined by ". "; some of their
sentences are parts of quotations, which ours keeps whole. A boundary is the place where the next
sentence starts; F1 counts those. ``--errors`` prints what ours gets wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from briefing.language import kiwi, split_sentences, tokenise

PASSAGES = Path(__file__).resolve().parent.parent / "tests/data/quality/sentences.jsonl"
MARK = "⏐"
Splitter = Callable[["Passage"], set[int]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with the places where its sentences start, the first left out."""

    id: str
    language: str
    text: str
    starts: frozenset[int]
    tokens: tuple[Any, ...]


def passage(name: str, language: str, pieces: Sequence[str]) -> Passage:
    """The passage that these sentences make when they are put together as they are."""
    text, starts = "", set()
    for piece in pieces:
        starts.add(len(text) + len(piece) - len(piece.lstrip()))
        text += piece
    return Passage(
        name, language, text, frozenset(starts - {min(starts)}), tokenise(text, language)
    )


def passages(path: Path) -> Iterator[Passage]:
    """The labelled passages of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        yield passage(entry["id"], entry["language"], entry["marked"].split(MARK))


def joined(path: Path) -> Iterator[Passage]:
    """The articles of a summary file, as running text."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        sentences = json.loads(line)["sentences"]
        ends = (re.sub(r"(?<![.?!])(?<![.?!][\"'”’])$", ".", sentence) for sentence in sentences)
        yield passage(f"{path.name}:{number}", "ko", [f"{sentence} " for sentence in ends])


def ours(one: Passage) -> set[int]:
    """The rules with the tokens that are at hand anyway."""
    return _starts(split_sentences(one.text, one.language, one.tokens))


def ours_alone(one: Passage) -> set[int]:
    """The rules without tokens."""
    return _starts(split_sentences(one.text, one.language))


def kiwis(one: Passage) -> set[int]:
    """Kiwi's own splitter, line by line."""
    spans = [
        (line.start() + sentence.start, line.start() + sentence.end)
        for line in re.finditer(r"[^\n]+", one.text)
        for sentence in kiwi().split_into_sents(line.group())
    ]
    return _starts(spans)


def _kss(backend: str, one: Passage) -> set[int]:
    split = import_module("kss").split_sentences
    return _found(one.text, split(one.text, backend=backend, num_workers=1))


def _pysbd(one: Passage) -> set[int]:
    segmenter = import_module("pysbd").Segmenter(language="en", clean=False)
    return _found(
        one.text, [part for line in one.text.split("\n") for part in segmenter.segment(line)]
    )


def splitters(language: str) -> dict[str, Splitter]:
    """Those that can run here, by name."""
    found: dict[str, Splitter] = {"ours, with tokens": ours, "ours, alone": ours_alone}
    if language == "ko":
        found["kiwi"] = kiwis
        if find_spec("kss"):
            found |= {f"kss ({backend})": partial(_kss, backend) for backend in ("pecab", "fast")}
    elif find_spec("pysbd"):
        found["pysbd"] = _pysbd
    return found


def _found(text: str, sentences: Sequence[str]) -> set[int]:
    """Where these sentences stand in the text; kss may change the spaces in them."""
    spans, place = [], 0
    for sentence in sentences:
        letters = (re.escape(letter) for letter in sentence if not letter.isspace())
        if found := re.compile(r"\s*".join(letters)).search(text, place):
            spans.append(found.span())
            place = found.end()
    return _starts(spans)


def _starts(spans: Sequence[tuple[int, int]]) -> set[int]:
    return {start for start, _ in spans[1:]}


def report(every: Sequence[Passage], show_errors: bool) -> Iterator[str]:
    """The lines of the table on these passages."""
    for name, split in splitters(every[0].language).items():
        clock = time.process_time()
        found = [split(one) for one in every]
        seconds = time.process_time() - clock
        pairs = list(zip(every, found, strict=True))
        hits = sum(len(starts & one.starts) for one, starts in pairs)
        total = sum(len(starts) + len(one.starts) for one, starts in pairs)
        yield f"  {name:20} F1 {2 * hits / total:.4f}   {seconds:7.3f} s"
        if show_errors and split is ours:
            yield from (line for one, starts in pairs for line in _errors(one, starts))


def _errors(one: Passage, starts: set[int]) -> Iterator[str]:
    for place in sorted(starts ^ one.starts):
        kind = "missed" if place in one.starts else "added "
        around = f"{one.text[max(0, place - 30) : place]}{MARK}{one.text[place : place + 30]}"
        yield f"    {kind} {one.id}: {around!r}"


def main() -> None:
    """Read the arguments and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--joined", type=Path, action="append", default=[])
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    labelled = list(passages(PASSAGES))
    for language in ("ko", "en"):
        every = [one for one in labelled if one.language == language]
        print(f"{language}: {len(every)} passages, {sum(len(p.starts) for p in every)} boundaries")
        print("\n".join(report(every, arguments.errors)))
    for path in arguments.joined:
        print(path.name)
        print("\n".join(report(list(joined(path)), arguments.errors)))


if __name__ == "__main__":
    main()

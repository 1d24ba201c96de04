"""How well figures are read: ``python bench/figures_report.py``.

The sentences in `tests/data/quality/figures.jsonl` carry their figures as a person reads them. A
figure is right when place, value, unit, upper end and direction are; precision and recall count
those. ``--errors`` prints what is missed and what is found amiss. ``--parallel FILE`` takes
sentence pairs (JSON lines with "ko" and "en") and counts those whose figures agree.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from briefing.figures import find_figures, same_figures
from briefing.language import tokenise
from briefing.models import Figure

LABELS = Path(__file__).resolve().parent.parent / "tests/data/quality/figures.jsonl"
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with its figures, as labelled and as found."""

    text: str
    language: str
    labels: tuple[Figure, ...]
    found: tuple[Figure, ...]


def read(path: Path) -> list[Labelled]:
    """The labelled sentences, with what is found in them."""
    lines = path.read_text("utf-8").splitlines()
    return [labelled(json.loads(line)) for line in lines]


def labelled(record: dict[str, Any]) -> Labelled:
    """One sentence; the labels stand in its order."""
    text, language = record["text"], record["language"]
    labels, end = [], 0
    for label in record["figures"]:
        start = text.index(label["text"], end)
        end = start + len(label["text"])
        words = {
            name: label.get(name, "") for name in ("qualifier", "direction", "counter", "subject")
        }
        high = Decimal(label["high"]) if "high" in label else None
        labels.append(
            Figure(label["text"], start, end, Decimal(label["value"]), label["unit"], high, **words)
        )
    found = find_figures(text, language, tokenise(text, language))
    return Labelled(text, language, tuple(labels), found)


def reading(figure: Figure) -> Key:
    """What has to be right: place, value, unit, upper end, direction."""
    return (figure.start, figure.end, figure.value, figure.high, figure.unit, figure.direction)


def whole(figure: Figure) -> Key:
    """The same with qualifier and counter."""
    return (*reading(figure), figure.qualifier, figure.counter)


def rates(items: Sequence[Labelled], key: Callable[[Figure], Key]) -> tuple[float, float]:
    """Precision and recall."""
    hits = labels = found = 0
    for item in items:
        right = {key(figure) for figure in item.labels} & {key(figure) for figure in item.found}
        hits, labels, found = hits + len(right), labels + len(item.labels), found + len(item.found)
    return hits / found, hits / labels


def print_errors(items: Sequence[Labelled]) -> None:
    """Each label that was missed and each figure that no label has."""
    for item in items:
        labels = {whole(figure): figure for figure in item.labels}
        found = {whole(figure): figure for figure in item.found}
        wrong = [("missed", labels[key]) for key in labels.keys() - found.keys()]
        wrong += [("found", found[key]) for key in found.keys() - labels.keys()]
        for kind, figure in wrong:
            print(f"{kind:7} {figure.text} = {figure.value} {figure.unit} {figure.direction}")
            print(f"        {item.text}")


def print_subjects(items: Sequence[Labelled]) -> None:
    """How often a subject is given, and how often it is the labelled one."""
    named = {(item.text, *reading(label)): label.subject for item in items for label in item.labels}
    given = [
        (figure.subject, named.get((item.text, *reading(figure))))
        for item in items
        for figure in item.found
        if figure.subject
    ]
    right = sum(subject == label for subject, label in given)
    wanted = sum(bool(subject) for subject in named.values())
    print(f"subjects: {right} of {len(given)} given are right, {wanted} labelled")


def print_agreement(path: Path) -> None:
    """Share of sentence pairs with the same figures, of those with any."""
    pairs = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    read_both = [(find_figures(pair["ko"], "ko"), find_figures(pair["en"], "en")) for pair in pairs]
    with_any = [pair for pair in read_both if any(pair)]
    agreeing = sum(not any(same_figures(ko, en)) for ko, en in with_any)
    print(f"parallel: {agreeing} of {len(with_any)} pairs agree ({agreeing / len(with_any):.1%})")


def print_speed(items: Sequence[Labelled]) -> None:
    """Time for the Korean sentences, beside a bare Kiwi pass over them."""
    texts = [item.text for item in items if item.language == "ko"]
    started = time.process_time()
    tokens = [tokenise(text, "ko") for text in texts]
    middle = time.process_time()
    for text, morphemes in zip(texts, tokens, strict=True):
        find_figures(text, "ko", morphemes)
    ours, kiwi = time.process_time() - middle, middle - started
    print(f"speed: {ours / kiwi:.3f} of a bare Kiwi pass")


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--errors", action="store_true", help="print what is wrong")
    parser.add_argument("--parallel", type=Path, help="sentence pairs, JSON lines with ko and en")
    options = parser.parse_args()
    items = read(LABELS)
    print(f"{'':16}{'labels':>8}{'precision':>11}{'recall':>8}")
    for language in ("ko", "en"):
        some = [item for item in items if item.language == language]
        count = sum(len(item.labels) for item in some)
        for name, key in (("reading", reading), ("all fields", whole)):
            precision, recall = rates(some, key)
            print(f"{language} {name:13}{count:8}{precision:11.3f}{recall:8.3f}")
    print_subjects(items)
    print_speed(items)
    if options.parallel:
        print_agreement(options.parallel)
    if options.errors:
        print_errors(items)


if __name__ == "__main__":
    main()

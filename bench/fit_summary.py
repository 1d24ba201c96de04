"""Fits the weights of summaries and prints how ours compare: ``python bench/fit_summary.py``.

Labelled articles (JSON lines: title, sentences, summary = indices that an editor picked) come from
`tests/data/quality`; more files may be named, and all of them are fitted together, a language at a
time. A summary has as many sentences as the editor picked, so precision, recall and F1 are one
number: "micro" over all picks, "macro" over articles. "Cross-validated" weights are fitted
without the article that they are tried on. ``--write`` puts the weights into `seeds/summary.toml`.

The model is a softmax over the sentences of an article (a conditional logit), with a penalty on the
squares of the weights' distances from `PRIOR`.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from briefing.language import content_lemmas, tokenise
from briefing.summary.features import FEATURES, measure
from briefing.summary.reading import Page, read_sentences
from briefing.summary.rules import packaged_rules
from briefing.summary.selection import Selection

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "seeds" / "summary.toml"
QUALITY = ROOT / "tests" / "data" / "quality"
NAMES = [feature.__name__ for feature in FEATURES]
Picker = Callable[["Labelled"], frozenset[int]]
PENALTY = 3.0
PRIOR = {"early": 1.0}  # news puts first things first; the other weights start from nothing
SUMY = ("text_rank", "lex_rank", "luhn", "lsa")


@dataclass(frozen=True, eq=False)
class Labelled:
    """An article with the sentences that an editor picked."""

    page: Page
    heading: str
    picks: frozenset[int]
    features: np.ndarray  # sentences by features

    @property
    def texts(self) -> list[str]:
        """The sentences as text."""
        return [reading.sentence.text for reading in self.page.readings]


def read(path: Path, language: str) -> list[Labelled]:
    """The labelled articles of a file."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        page = read_sentences(entry["sentences"], entry["title"], language, packaged_rules().cues)
        rows = [[measure(page, reading)[name] for name in NAMES] for reading in page.readings]
        found.append(
            Labelled(page, entry["title"], frozenset(entry["summary"]), np.array(rows, float))
        )
    return found


def fit(articles: Sequence[Labelled]) -> np.ndarray:
    """Weights by Newton's method; sentences that are not fit to print take no part."""
    prior = np.array([PRIOR.get(name, 0.0) for name in NAMES])
    weights, parts = prior.copy(), list(_parts(articles))
    for _ in range(30):
        slope, curve = PENALTY * (weights - prior), PENALTY * np.eye(len(weights))
        for features, wanted in parts:
            chance = np.exp(features @ weights - (features @ weights).max())
            chance /= chance.sum()
            mean = features.T @ chance
            slope = slope - features.T @ (wanted - wanted.sum() * chance)
            curve = curve + wanted.sum() * ((features.T * chance) @ features - np.outer(mean, mean))
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-6:
            break
    return weights.round(1)


def _parts(articles: Sequence[Labelled]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for article in articles:
        printable = [not reading.fault for reading in article.page.readings]
        wanted = np.array([i in article.picks for i in range(len(printable))], float)[printable]
        if wanted.any():  # the picks of a long article weigh no more than four
            yield article.features[printable], wanted * min(1.0, 4 / wanted.sum())


def ours(article: Labelled, weights: np.ndarray) -> frozenset[int]:
    """What a summary with these weights takes, all rules applied."""
    scores = dict(enumerate(article.features @ weights))
    chosen = Selection([article.page], scores, packaged_rules(), len(article.picks)).run()
    return frozenset(reading.index for reading in chosen)


def _best(article: Labelled, scores: Sequence[float]) -> frozenset[int]:
    order = sorted(range(len(scores)), key=lambda index: (-scores[index], index))
    return frozenset(order[: len(article.picks)])


def rivals(language: str) -> dict[str, Picker]:
    """Simple rules, and sumy's summarisers where it is installed."""
    title = NAMES.index("title")
    simple: dict[str, Picker] = {
        "lead": lambda article: frozenset(range(len(article.picks))),
        "longest": lambda article: _best(article, [len(text) for text in article.texts]),
        "title overlap": lambda article: _best(article, list(article.features[:, title])),
    }
    methods = SUMY if find_spec("sumy") else ()
    return simple | {f"sumy {name}": partial(_sumy, name, language) for name in methods}


def _sumy(method: str, language: str, article: Labelled) -> frozenset[int]:
    dom, words = import_module("sumy.models.dom"), _Words(language)
    lines = [dom.Sentence(text, words) for text in article.texts]
    name = "".join(part.capitalize() for part in method.split("_")) + "Summarizer"
    summariser = getattr(import_module(f"sumy.summarizers.{method}"), name)()
    document = dom.ObjectDocumentModel([dom.Paragraph(lines)])
    chosen = summariser(document, len(article.picks))
    return frozenset(next(i for i, line in enumerate(lines) if line is one) for one in chosen)


@dataclass(frozen=True)
class _Words:
    """The words that sumy counts: our own content words, so that only its method differs."""

    language: str

    def to_words(self, text: str) -> tuple[str, ...]:
        stopwords = packaged_rules().cues[self.language].stopwords
        tokens = tokenise(text, self.language)
        return tuple(content_lemmas(token for token in tokens if token.form not in stopwords))


def figures(articles: Sequence[Labelled], picker: Picker) -> tuple[float, float]:
    """Micro and macro F1."""
    hits = [len(picker(article) & article.picks) for article in articles]
    counts = [len(article.picks) for article in articles]
    macro = sum(hit / count for hit, count in zip(hits, counts, strict=True)) / len(articles)
    return sum(hits) / sum(counts), macro


def table(files: Sequence[tuple[str, list[Labelled]]], language: str) -> Iterator[str]:
    """The lines of the report on one language; a column pair a file."""
    every = [article for _, articles in files for article in articles]
    without = {id(one): fit([other for other in every if other is not one]) for one in every}
    shipped = np.array([packaged_rules().weights[language].get(name, 0.0) for name in NAMES])
    pickers: dict[str, Picker] = {
        "ours, cross-validated": lambda article: ours(article, without[id(article)]),
        "ours, as shipped": lambda article: ours(article, shipped),
        **rivals(language),
    }
    heads = "".join(f"{name:>26}" for name, _ in files)
    yield f"{language:24}{heads}"
    yield f"{'':24}" + f"{'micro':>17}{'macro':>9}" * len(files)
    for name, picker in pickers.items():
        cells = (figures(articles, picker) for _, articles in files)
        yield f"{name:24}" + "".join(f"{micro:17.3f}{macro:9.3f}" for micro, macro in cells)
    chances = [[len(a.picks) / len(a.texts) for a in articles] for _, articles in files]
    yield f"{'random':24}" + "".join(f"{'':17}{np.mean(chance):9.3f}" for chance in chances)


def write(language: str, weights: np.ndarray) -> None:
    """Put the weights into the settings file, whose other lines stay."""
    lines = "".join(f"{name} = {value:.1f}\n" for name, value in zip(NAMES, weights, strict=True))
    text = WEIGHTS.read_text(encoding="utf-8")
    block = re.compile(rf"(\[weights\.{language}\]\n)(?:\w+ = .*\n)*")
    WEIGHTS.write_text(block.sub(lambda found: found[1] + lines, text), encoding="utf-8")


def main() -> None:
    """Read the arguments and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ko", type=Path, action="append", default=[], help="more Korean articles")
    parser.add_argument("--en", type=Path, action="append", default=[], help="more English ones")
    parser.add_argument("--write", action="store_true", help="put the fitted weights into seeds/")
    arguments = parser.parse_args()
    for language, more in (("ko", arguments.ko), ("en", arguments.en)):
        paths = [QUALITY / f"summaries_{language}.jsonl", *more]
        files = [(path.stem, read(path, language)) for path in paths]
        weights = fit([article for _, articles in files for article in articles])
        print("\n".join(table(files, language)))
        print("fitted: " + ", ".join(f"{n} {w:.1f}" for n, w in zip(NAMES, weights, strict=True)))
        print()
        if arguments.write:
            write(language, weights)


if __name__ == "__main__":
    main()

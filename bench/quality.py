"""All quality figures beside the peers, in one table: ``make quality`` writes `docs/quality.md`.

The labelled data are the project's own, in `tests/data/quality`. Where a folder of evaluation data
lies beside the project (``../shared/eval``) it is measured too. Peers are measured where they are
installed (dependency group `quality`).
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from typing import cast

import figures_report
import fit_summary
import sentences_report
import stories_report
import themes_report
import translation_report

from briefing.analysis import analyse_articles
from briefing.assets import find, packaged
from briefing.desk import Desk, open_desk
from briefing.intake import read_articles
from briefing.models import Analysis, Article, Theme
from briefing.stories import group_stories
from briefing.stories.duplicates import find_similar
from briefing.themes import Rules, load_themes

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "tests" / "data" / "quality"
SHARED = ROOT.parent / "shared" / "eval"
PAGE = ROOT / "docs" / "quality.md"
LANGUAGES = {"ko": "Korean", "en": "English"}


@dataclass(frozen=True, slots=True)
class Row:
    """One measure; each peer with its figure."""

    measure: str
    data: str
    ours: float
    peers: tuple[tuple[str, float], ...] = ()

    def line(self) -> str:
        """The row in Markdown, the best peer first."""
        peers = sorted(self.peers, key=lambda peer: -peer[1])
        told = ", ".join(f"{name} {value:.3f}" for name, value in peers) or "–"
        return f"| {self.measure} | {self.data} | **{self.ours:.3f}** | {told} |"


def sentences() -> Iterator[Row]:
    """F1 on boundaries."""
    every = list(sentences_report.passages(OWN / "sentences.jsonl"))
    for language, name in LANGUAGES.items():
        some = [one for one in every if one.language == language]
        ours, *peers = (
            (splitter, _boundary_f1(some, split))
            for splitter, split in sentences_report.splitters(language).items()
        )
        data = f"own, {name}, {len(some)} passages"
        yield Row("Sentence boundaries, F1", data, ours[1], tuple(peers))


def _boundary_f1(
    passages: Sequence[sentences_report.Passage], split: sentences_report.Splitter
) -> float:
    found = [(split(one), one.starts) for one in passages]
    hits = sum(len(starts & wanted) for starts, wanted in found)
    return 2 * hits / sum(len(starts) + len(wanted) for starts, wanted in found)


def themes() -> Iterator[Row]:
    """Macro-F1 on the primary theme, off-theme among the labels."""
    rules = load_themes(find("seeds", "themes.toml"))
    for data, path in _files("themes.jsonl", "articles_dev.jsonl"):
        items = list(themes_report.file_items(path, rules))
        for language, name in LANGUAGES.items():
            some = [item for item in items if item.language == language]
            plain = [replace(item, given=_by_substrings(item, rules)) for item in some]
            peers = (("the same words as substrings", _macro_f1(plain)),)
            yield Row(
                "Themes, macro-F1", f"{data}, {name}, {len(some)} items", _macro_f1(some), peers
            )


def _macro_f1(items: list[themes_report.Filed]) -> float:
    scores = themes_report.f1_by_key(items).values()
    return sum(score[2] for score in scores) / len(scores)


def _by_substrings(item: themes_report.Filed, themes: Sequence[Theme]) -> str:
    """The theme most of whose words stand in the item, however they are cut; else none."""
    counts = {
        theme.key: sum(
            item.text.count(word.rstrip("*"))
            for terms in cast(Rules, theme.rules).terms
            if terms.weight > 0
            for word in terms.words
        )
        for theme in themes
    }
    best = max(counts, key=lambda key: counts[key])
    return best if counts[best] else themes_report.NONE


def stories(desk: Desk) -> Iterator[Row]:
    """Pairwise F1, within a language and across."""
    for data, path in _files("stories.jsonl", "articles_dev.jsonl"):
        articles, labels = stories_report.read(path, desk)
        grouped = group_stories(_analyses(articles, desk), rules=desk.story_rules, tier=desk.tier)
        pairs = list(stories_report.labelled_pairs(grouped, labels))
        for name, same in (("within a language", True), ("across languages", False)):
            some = [pair for pair in pairs if (pair[0].language == pair[1].language) is same]
            right = sum(should and does for _, _, should, does in some)
            total = sum(should + does for _, _, should, does in some)
            wanted = sum(should for _, _, should, _ in some)
            yield Row(f"Stories {name}, pairwise F1", f"{data}, {wanted} pairs", 2 * right / total)


def _analyses(articles: Sequence[Article], desk: Desk) -> list[Analysis]:
    return list(analyse_articles(articles, desk))


def duplicates(desk: Desk) -> Iterator[Row]:
    """F1 of near-duplicate pairs against exact Jaccard of 0.7 over five-character shingles."""
    rng = random.Random(11)
    words = [f"{a}{b}" for a in "가나다라마바사아자차카타파하" for b in "고는도를에의이지"]
    originals = [rng.choices(words, k=rng.randint(40, 160)) for _ in range(80)]
    texts = [
        " ".join(word for word in words_of if rng.random() >= rate)
        for words_of in originals
        for rate in (0.0, 0.03, 0.06, 0.1, 0.2)
    ]
    shingles = [{text[i : i + 5] for i in range(len(text) - 4)} for text in texts]
    near = {pair for pair in combinations(range(len(texts)), 2) if _jaccard(shingles, *pair) >= 0.7}
    articles = [Article(str(number), "", text) for number, text in enumerate(texts)]
    similar = find_similar(_analyses(articles, desk), desk.story_rules)
    ours = {(one, other) for one, others in similar.items() for other in others if one < other}
    peers = (("datasketch", _f1(_datasketch(shingles), near)),) if find_spec("datasketch") else ()
    yield Row("Near-duplicates, F1", f"generated, {len(near)} pairs", _f1(ours, near), peers)


def _jaccard(shingles: Sequence[set[str]], one: int, other: int) -> float:
    return len(shingles[one] & shingles[other]) / len(shingles[one] | shingles[other])


def _f1(found: set[tuple[int, int]], wanted: set[tuple[int, int]]) -> float:
    return 2 * len(found & wanted) / (len(found) + len(wanted))


def _datasketch(shingles: Sequence[set[str]]) -> set[tuple[int, int]]:
    peer = import_module("datasketch")
    index, hashes = peer.MinHashLSH(threshold=0.7, num_perm=128), []
    for number, one in enumerate(shingles):
        minhash = peer.MinHash(num_perm=128)
        minhash.update_batch([shingle.encode() for shingle in sorted(one)])
        hashes.append(minhash)
        index.insert(number, minhash)
    return {
        (number, other)
        for number, minhash in enumerate(hashes)
        for other in index.query(minhash)
        if number < other
    }


def summaries() -> Iterator[Row]:
    """Sentence F1, as many sentences as the editor picked."""
    for language, name in LANGUAGES.items():
        files = [("own", OWN / f"summaries_{language}.jsonl")]
        if language == "ko" and SHARED.is_dir():
            files.append(("shared", SHARED / "summaries_dev.jsonl"))
        articles = [(data, fit_summary.read(path, language)) for data, path in files]
        every = [one for _, some in articles for one in some]
        for data, some in articles:
            micro, macro = fit_summary.figures(some, _cross_validated(some, every))
            rivals = [
                (rival, fit_summary.figures(some, picker))
                for rival, picker in fit_summary.rivals(language).items()
            ]
            where = f"{data}, {name}, {len(some)} articles"
            for column, (kind, ours) in enumerate((("micro", micro), ("macro", macro))):
                peers = tuple((rival, scores[column]) for rival, scores in rivals)
                yield Row(f"Summaries, sentence F1, {kind}", where, ours, peers)


def _cross_validated(
    some: Sequence[fit_summary.Labelled], every: Sequence[fit_summary.Labelled]
) -> fit_summary.Picker:
    """Picks with weights that were fitted without the article."""
    weights = {
        id(one): fit_summary.fit([other for other in every if other is not one]) for one in some
    }
    return lambda one: fit_summary.ours(one, weights[id(one)])


def figures() -> Iterator[Row]:
    """Figures read right: place, value, unit, upper end and direction."""
    items = figures_report.read(OWN / "figures.jsonl")
    for language, name in LANGUAGES.items():
        some = [item for item in items if item.language == language]
        precision, recall = figures_report.rates(some, figures_report.reading)
        data = f"own, {name}, {sum(len(item.labels) for item in some)} figures"
        yield Row("Figures, F1", data, 2 * precision * recall / (precision + recall))


def translation(desk: Desk) -> Iterator[Row]:
    """What the built-in lines keep, and how many the rules show."""
    week = read_articles([packaged("seeds") / "sample-week"], desk, lambda _: None)
    yield from (Row(*one) for one in translation_report.measures(desk, _analyses(week, desk)))


def _files(own: str, shared: str) -> Iterator[tuple[str, Path]]:
    yield "own", OWN / own
    if (SHARED / shared).exists():
        yield "shared", SHARED / shared


def main() -> None:
    """Measure, print and write the page."""
    desk = open_desk()
    rows = [*sentences(), *themes(), *duplicates(desk), *stories(desk), *summaries(), *figures()]
    rows += translation(desk)
    lines = ["| measure | data | ours | peers |", "|---|---|---|---|", *(r.line() for r in rows)]
    print("\n".join(lines))
    PAGE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


HEAD = f"""# Quality

Written by `make quality`. "Own" data are the project's, invented or rewritten, in
`tests/data/quality`; its floors are enforced by the tests. "Shared" data are evaluation sets that
are not part of the project. Summaries are cross-validated, article by article: the weights are
fitted without the article that they are tried on. Own data were written before the rules, but the
rules were then corrected on them, so figures near 1 say that nothing known is wrong, not that
nothing is. Peers run with their defaults on Python {sys.version_info[0]}.{sys.version_info[1]};
sumy counts the same content words as ours.

"""

if __name__ == "__main__":
    main()

"""How well the theme rules file labelled items.

Run it as ``python bench/themes_report.py PATH [--themes FILE] [--errors]``. Each line of the
JSONL file has language, headline (or title), text and theme (or themes, the first being the
primary one; none off-theme; digest is left out).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing import assets
from briefing.language import split_sentences, tokenise
from briefing.models import Analysis, Article, Sentence, Theme
from briefing.themes import load_themes, score_themes

NONE = "none"


@dataclass(frozen=True, slots=True)
class Filed:
    """A labelled item and where the rules put it."""

    id: str
    language: str
    headline: str
    text: str  # headline and body
    wanted: str
    given: str
    explained: str


def analysis_of(headline: str, text: str, language: str) -> Analysis:
    """What the theme rules need of an article, and no more."""
    body = tokenise(text, language)
    spans = split_sentences(text, language, body)
    return Analysis(
        article=Article(id="item", headline=headline, body=text, language=language),
        headline_tokens=tokenise(headline, language),
        body_tokens=body,
        sentences=tuple(Sentence(text[a:b], "item", a, b, language) for a, b in spans),
    )


def file_items(path: Path, themes: tuple[Theme, ...]) -> Iterator[Filed]:
    """Each labelled item of the file, filed."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        item: dict[str, Any] = json.loads(line)
        wanted = item.get("theme") or item["themes"][0]
        if wanted == "digest":
            continue
        headline = item.get("headline") or item["title"]
        scores = score_themes(analysis_of(headline, item["text"], item["language"]), themes)
        explained = "; ".join(
            f"{score.key} {score.score}: "
            + ", ".join(f"{hit.term} {hit.weight:+}" for hit in score.terms[:12])
            for score in scores[:3]
        )
        yield Filed(
            id=str(item.get("id", number)),
            language=item["language"],
            headline=headline,
            text=f"{headline}\n{item['text']}",
            wanted=wanted,
            given=scores[0].key if scores else NONE,
            explained=explained,
        )


def f1_by_key(items: list[Filed]) -> dict[str, tuple[float, float, float, int]]:
    """Precision, recall, F1 and number of items of each label that occurs."""
    pairs = Counter((item.wanted, item.given) for item in items)
    figures = {}
    for key in sorted({item.wanted for item in items}):
        right = pairs[key, key]
        given = sum(count for (_, got), count in pairs.items() if got == key)
        wanted = sum(count for (want, _), count in pairs.items() if want == key)
        precision, recall = right / given if given else 0.0, right / wanted
        f1 = 2 * right / (given + wanted)
        figures[key] = (precision, recall, f1, wanted)
    return figures


def report(items: list[Filed], name: str) -> str:
    """The table for one set of items."""
    figures = f1_by_key(items)
    macro = sum(f1 for _, _, f1, _ in figures.values()) / len(figures)
    right = sum(item.wanted == item.given for item in items)
    lines = [
        f"{name}: {len(items)} items, macro-F1 {macro:.3f}, accuracy {right / len(items):.3f}",
        *(
            f"  {key:22} P {p:.3f}  R {r:.3f}  F1 {f1:.3f}  n {n}"
            for key, (p, r, f1, n) in figures.items()
        ),
    ]
    wrong = Counter((i.wanted, i.given) for i in items if i.wanted != i.given)
    lines += [f"  {want} filed as {got}: {n}" for (want, got), n in wrong.most_common()]
    return "\n".join(lines)


def main() -> None:
    """Print the tables, by language and for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--themes", type=Path, default=assets.find("seeds", "themes.toml"))
    parser.add_argument("--errors", action="store_true", help="list what was filed wrong")
    arguments = parser.parse_args()
    items = list(file_items(arguments.path, load_themes(arguments.themes)))
    for language in sorted({item.language for item in items}):
        print(report([item for item in items if item.language == language], language))
    print(report(items, "all"))
    if arguments.errors:
        for item in items:
            if item.wanted != item.given:
                print(f"\n{item.id} {item.wanted} -> {item.given} | {item.headline}")
                print("  " + item.explained.replace("; ", "\n  "))


if __name__ == "__main__":
    main()

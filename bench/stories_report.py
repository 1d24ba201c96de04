"""How well stories are grouped: pairwise precision, recall and F1, and what went wrong.

    python bench/stories_report.py [FILE.jsonl ...]

Each line of a file is an article (id, language, outlet, title, text, published) with its `story`,
or null when it stands alone; default: the labelled stories of the tests. Pairs within a language
and across languages are counted apart. Items of a digest are left out: their labels are not known.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from briefing.analysis import analyse_articles
from briefing.articles import parse
from briefing.desk import Desk, open_desk
from briefing.models import Article, Decision, Document, Story
from briefing.stories import group_stories

LABELLED = Path(__file__).resolve().parent.parent / "tests" / "data" / "quality" / "stories.jsonl"
Labels = dict[str, str | None]  # article id: story


def read(path: Path, desk: Desk) -> tuple[list[Article], Labels]:
    """The articles of a file, and the story of each."""
    articles: list[Article] = []
    labels: Labels = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        document = Document(path.name, "application/json", line.encode(), datetime.now(UTC))
        articles += parse(document, outlets=desk.outlets, report=lambda _: None)
        labels[record["id"]] = record["story"]
    return articles, labels


def labelled_pairs(
    stories: Iterable[Story], labels: Labels
) -> Iterator[tuple[Article, Article, bool, bool]]:
    """Every pair of labelled articles, with whether it should be and whether it is together."""
    placed = [
        (article, story.id)
        for story in stories
        for article in (*story.articles, *story.copies)
        if article.id in labels and not article.parent
    ]
    for (one, here), (other, there) in combinations(placed, 2):
        label = labels[one.id]
        yield one, other, label is not None and label == labels[other.id], here == there


def figures(pairs: Sequence[tuple[bool, bool]]) -> str:
    """Precision, recall and F1 of pairs of (should be, is)."""
    right = sum(should and does for should, does in pairs)
    made, wanted = sum(does for _, does in pairs), sum(should for should, _ in pairs)
    return (
        f"pairs {wanted:3}  P {right / (made or 1):.3f}  R {right / (wanted or 1):.3f}"
        f"  F1 {2 * right / (made + wanted or 1):.3f}"
    )


def main(paths: Sequence[Path]) -> None:
    """Print a table for each file."""
    desk = open_desk()
    for path in paths:
        articles, labels = read(path, desk)
        ledger: dict[str, Decision] = {}
        stories = group_stories(
            list(analyse_articles(articles, desk)),
            rules=desk.story_rules,
            tier=desk.tier,
            report=lambda decision: ledger.update({decision.subject: decision}),  # noqa: B023
        )
        pairs = list(labelled_pairs(stories, labels))
        print(f"{path.name}: {len(articles)} articles, {len(stories)} stories")
        for name, same in (("within a language", True), ("across languages", False)):
            chosen = [p for p in pairs if (p[0].language == p[1].language) is same]
            print(f"  {name:18} {figures([pair[2:] for pair in chosen])}")
        for one, other, should, does in pairs:
            if should != does:
                print(f"  {'missed' if should else 'wrong '} {one.headline} | {other.headline}")
                for article in (one, other):
                    if does and article.id in ledger:
                        print(f"           {article.id} {ledger[article.id].detail}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [LABELLED])

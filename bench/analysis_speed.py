"""What the rules add to a bare Kiwi pass over the same texts: ``python bench/analysis_speed.py``.

CPU time of reading (sentences, names, figures, themes) and of summaries, each as a ratio to the
morpheme pass alone. Grouping is measured by `stories_speed.py`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from statistics import median

from briefing.analysis import analyse_articles
from briefing.assets import packaged
from briefing.desk import Desk, open_desk
from briefing.language import tokenise_many
from briefing.models import Analysis, Article
from briefing.intake import read_articles
from briefing.summary import summarise_story

SAMPLE = packaged("seeds") / "sample-week"
SIZE, RUNS = 1000, 5


def articles(desk: Desk) -> list[Article]:
    """The Korean sample articles over and over, each text with a number of its own."""
    read = read_articles([SAMPLE], desk, lambda _: None)
    korean = cycle([article for article in read if article.language == "ko"])
    return [
        replace(article, id=str(number), body=f"{article.body} 이 기사의 번호는 {number}번이다.")
        for number, article in zip(range(SIZE), korean, strict=False)
    ]


def seconds(work: Callable[[], object]) -> float:
    """CPU time of `work`."""
    clock = time.process_time()
    work()
    return time.process_time() - clock


def main() -> None:
    """Measure in turns and print medians."""
    desk = open_desk()
    given = articles(desk)
    analyses: list[Analysis] = []
    ratios: dict[str, list[float]] = {"reading": [], "summaries": [], "all": []}

    def read() -> None:
        analyses[:] = analyse_articles(given, desk)

    read()  # loads every data file
    for _ in range(RUNS):
        texts = [(text, a.language) for a in given for text in (a.headline, a.body)]
        kiwi = seconds(lambda texts=texts: list(tokenise_many(texts)))  # type: ignore[misc]
        parts = {
            "reading": seconds(read) - kiwi,
            "summaries": seconds(lambda: [summarise_story([one]) for one in analyses]),
        }
        for name, value in (parts | {"all": sum(parts.values())}).items():
            ratios[name].append(value / kiwi)
    print(f"{SIZE} Korean articles, median of {RUNS} runs, as a ratio to the bare Kiwi pass")
    for name, values in ratios.items():
        print(f"  {name:10} {median(values):.3f}   ({min(values):.3f}–{max(values):.3f})")


if __name__ == "__main__":
    main()

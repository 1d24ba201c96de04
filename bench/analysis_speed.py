"""What the rules add to a bare Kiwi pass over the same texts: ``python bench/analysis_speed.py``.

CPU time of reading (sentences, names, figures, themes) and of summaries, each as a ratio to the
morpheme pass alone. Grouping is measured by `stories_speed.py`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle

from briefing.analysis import analyse_article
from briefing.assets import packaged
from briefing.desk import Desk, open_desk
from briefing.intake import read_articles
from briefing.language import tokenise_many
from briefing.models import Analysis, Article, Token
from briefing.summary import summarise_story

SAMPLE = packaged("seeds") / "sample-week"
SIZE, BATCH, RUNS = 400, 40, 6
PARTS = "reading", "summaries", "all"


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


def measure(batch: list[Article], desk: Desk) -> tuple[float, float, float]:
    """Seconds for one batch: the bare Kiwi pass, reading its morphemes, summaries."""
    texts = [(text, a.language) for a in batch for text in (a.headline, a.body)]
    tokens: list[tuple[Token, ...]] = []
    analyses: list[Analysis] = []

    def read() -> None:
        pairs = zip(batch, tokens[::2], tokens[1::2], strict=True)
        analyses.extend(analyse_article(one, head, body, desk) for one, head, body in pairs)

    return (
        seconds(lambda: tokens.extend(tokenise_many(texts))),
        seconds(read),
        seconds(lambda: [summarise_story([one]) for one in analyses]),
    )


def main() -> None:
    """Measure all batches in turns, add up the fastest run of each, and print the ratios."""
    desk = open_desk()
    given = articles(desk)
    batches = [given[start : start + BATCH] for start in range(0, SIZE, BATCH)]
    measure(given, desk)  # loads every data file
    runs = [[measure(batch, desk) for batch in batches] for _ in range(RUNS)]
    fastest = [map(min, zip(*batch, strict=True)) for batch in zip(*runs, strict=True)]
    kiwi, reading, summaries = map(sum, zip(*fastest, strict=True))
    print(f"{SIZE} Korean articles in batches of {BATCH}, the fastest of {RUNS} runs of each")
    print(f"  the bare Kiwi pass {kiwi:.2f} s; as a ratio to it:")
    for name, value in zip(PARTS, (reading, summaries, reading + summaries), strict=True):
        print(f"  {name:10} {value / kiwi:.3f}")


if __name__ == "__main__":
    main()

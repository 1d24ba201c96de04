"""What the rules take on top of the Kiwi pass over the same sentences, and key facts likewise.

    python bench/rules_speed.py

The sentences are those of the sample week and of `tests/data/quality/negated.jsonl`; names and
figures are read beforehand, as in the pipeline. One thread, the best of three rounds, CPU time.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from briefing.analysis import analyse_articles
from briefing.assets import packaged
from briefing.bilingual.facts import KeyFacts
from briefing.bilingual.request import Request, request_for
from briefing.bilingual.rules.engine import translate
from briefing.bilingual.rules.words import Refused
from briefing.desk import Desk, open_desk
from briefing.figures import find_figures
from briefing.intake import read_articles
from briefing.language import tokenise
from briefing.models import Token
from briefing.names import find_names

NEGATED = Path(__file__).resolve().parent.parent / "tests/data/quality/negated.jsonl"
ROUNDS = 3


def main() -> None:
    """Prints milliseconds a sentence, sentences a second and the ratio to Kiwi."""
    desk = open_desk()
    for name, requests in (("sample week", week(desk)), ("negated or hedged", shown(desk))):
        print(f"{name}: {len(requests)} sentences")
        measure(requests, KeyFacts(desk.glossary))


def measure(requests: Sequence[Request], facts: KeyFacts) -> None:
    """Times Kiwi, the rules on its tokens, and key facts with a Kiwi pass of their own."""
    tokens = [tokenise(request.text, "ko") for request in requests]
    pairs = list(zip(requests, tokens, strict=True))
    kiwi = best(lambda: [tokenise(request.text, "ko") for request in requests])
    rules = best(lambda: attempt(pairs))
    both = best(lambda: [facts(request) for request in requests])
    for name, seconds in (("Kiwi", kiwi), ("rules", rules), ("key facts and Kiwi", both)):
        report(name, seconds, kiwi, len(requests))


def week(desk: Desk) -> list[Request]:
    """The Korean sentences of the sample week."""
    articles = read_articles([packaged("seeds") / "sample-week"], desk, lambda _: None)
    korean = [article for article in articles if article.language == "ko"]
    return [
        request_for(sentence, analysis, "en")
        for analysis in analyse_articles(korean, desk)
        for sentence in analysis.sentences
    ]


def shown(desk: Desk) -> list[Request]:
    """Short sentences, most of which the rules write in full."""
    texts = [json.loads(line)["ko"] for line in NEGATED.read_text("utf-8").splitlines()]
    return [plain(text, desk) for text in texts]


def plain(text: str, desk: Desk) -> Request:
    """A request for a sentence that stands alone."""
    tokens = tokenise(text, "ko")
    names = find_names(text, "ko", tokens, desk.glossary)
    return Request(text, "ko", "en", names=names, figures=find_figures(text, "ko", tokens))


def attempt(pairs: Sequence[tuple[Request, Sequence[Token]]]) -> None:
    """Each sentence, written or refused."""
    for request, tokens in pairs:
        with suppress(Refused):
            translate(request, tokens)


def best(work: Callable[[], object]) -> float:
    """CPU seconds of the fastest round."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        rounds.append(time.process_time() - start)
    return min(rounds)


def report(name: str, seconds: float, kiwi: float, count: int) -> None:
    """One line."""
    each, rate = seconds / count * 1000, count / seconds
    print(f"  {name}: {each:.2f} ms, {rate:,.0f} a second, {seconds / kiwi:.2f} of Kiwi")


if __name__ == "__main__":
    main()

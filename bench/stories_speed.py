"""How long grouping takes beside the Kiwi pass, at 1,000, 10,000 and 50,000 articles.

    python bench/stories_speed.py [SIZE ...]

The articles are made from the words of `tests/data/quality/stories.jsonl` with a fixed seed:
events of one to six reports within one week, a fifth in English, a tenth near-copies. Their
tokens come with them, so only grouping is timed; Kiwi is timed on 400 of the same Korean texts.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import accumulate
from pathlib import Path

from briefing.assets import find
from briefing.language import Word, tokenise, tokenise_many
from briefing.models import Analysis, Article, Figure, GlossaryEntry, Mention, Precision
from briefing.stories import group_stories, load_story_rules

ROOT = Path(__file__).resolve().parent.parent
WEEK = datetime(2026, 11, 16, tzinfo=UTC)
LENGTH = {"ko": 800, "en": 1800}  # characters of a body
OUTLETS = 60
TAIL = 12_000  # compounds
NAMES = [GlossaryEntry("company", f"회사{n}", f"Company{n}") for n in range(3000)]


@dataclass(frozen=True)
class Vocabulary:
    """Words of a language with their tokens, the frequent ones first (Zipf)."""

    words: tuple[str, ...]
    tokens: dict[str, tuple[Word, ...]]
    weights: tuple[float, ...]


@dataclass(frozen=True)
class Event:
    """What the reports on one event have in common."""

    names: tuple[GlossaryEntry, ...]
    figures: tuple[int, ...]
    words: dict[str, tuple[str, ...]]
    day: float


class Writer:
    """Puts words, names and figures together, with tokens and places."""

    def __init__(self, language: str, vocabulary: Vocabulary) -> None:
        """Start empty."""
        self.language, self.vocabulary = language, vocabulary
        self.parts: list[str] = []
        self.length = 0
        self.tokens: list[Word] = []
        self.names: list[Mention] = []
        self.figures: list[Figure] = []

    def word(self, word: str) -> None:
        """A plain word."""
        for token in self.vocabulary.tokens[word]:
            start = self.length + token.start
            self.tokens.append(token._replace(start=start, end=self.length + token.end))
        self._put(word)

    def name(self, entry: GlossaryEntry) -> None:
        """A name in the writer's language."""
        text = entry.ko if self.language == "ko" else entry.en
        self.names.append(Mention(text, self.length, self.length + len(text), entry))
        tag = "NNP" if self.language == "ko" else "SL"
        self.tokens.append(Word(text, tag, self.length, self.length + len(text), text))
        self._put(text)

    def figure(self, value: int) -> None:
        """An amount in dollars."""
        text = f"{value}달러" if self.language == "ko" else f"${value}"
        span = self.length, self.length + len(text)
        self.figures.append(Figure(text, *span, Decimal(value), "USD"))
        self.tokens.append(Word(str(value), "SN", *span, str(value)))
        self._put(text)

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text) + 1

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(self.parts)


def read_vocabulary(language: str) -> Vocabulary:
    """Words of the test stories, tokenised one by one, and a long tail of compounds of them."""
    path = ROOT / "tests" / "data" / "quality" / "stories.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    text = " ".join(r["text"] for r in records if r["language"] == language)
    words = tuple(dict.fromkeys(text.split()))
    tokens = {
        word: tuple(Word(t.form, t.tag, t.start, t.end, t.lemma) for t in tokenise(word, language))
        for word in words
    }
    nouns = sorted({t.form for found in tokens.values() for t in found if t.tag in ("NNG", "SL")})
    pairs = random.Random(language).choices(nouns, k=2 * TAIL)
    for word in map("".join, zip(pairs[::2], pairs[1::2], strict=True)):
        tokens[word] = (Word(word, "NNG", 0, len(word), word),)
    weights = tuple(accumulate(1 / (n + 5) for n in range(len(tokens))))
    return Vocabulary(tuple(tokens), tokens, weights)


def make_articles(size: int, seed: int = 7) -> Iterator[Analysis]:
    """`size` articles as read; the same for the same seed."""
    rng = random.Random(seed)
    vocabularies = {language: read_vocabulary(language) for language in LENGTH}
    made = 0
    while made < size:
        event = _event(rng, vocabularies)
        for _ in range(min(size - made, rng.choice((1, 1, 1, 2, 2, 3, 4, 6)))):
            language = "en" if rng.random() < 0.2 else "ko"
            report = _report(rng, event, language, vocabularies[language], f"a{made:06}")
            yield report
            made += 1
            if made < size and rng.random() < 0.1:
                yield _copy(rng, report, f"a{made:06}")
                made += 1


def _event(rng: random.Random, vocabularies: dict[str, Vocabulary]) -> Event:
    return Event(
        names=tuple(NAMES[int(3000 * rng.random() ** 3)] for _ in range(3)),
        figures=tuple(rng.randrange(100, 10**6) for _ in range(4)),
        words={k: tuple(rng.choices(v.words, k=30)) for k, v in vocabularies.items()},
        day=rng.random() * 7,
    )


def _report(
    rng: random.Random, event: Event, language: str, vocabulary: Vocabulary, number: str
) -> Analysis:
    headline, body = Writer(language, vocabulary), Writer(language, vocabulary)
    headline.name(event.names[0])
    for word in rng.sample(event.words[language], 5):
        headline.word(word)
    while body.length < LENGTH[language]:
        draw = rng.random()
        if draw < 0.05:
            body.name(rng.choice(event.names))
        elif draw < 0.07:
            body.figure(rng.choice(event.figures))
        elif draw < 0.3:
            body.word(rng.choice(event.words[language]))
        else:
            body.word(rng.choices(vocabulary.words, cum_weights=vocabulary.weights)[0])
    published = WEEK + timedelta(days=event.day + rng.random())
    article = Article(
        number, headline.text, body.text, language, "", f"outlet {rng.randrange(OUTLETS)}",
        published=published, precision=Precision.EXACT,
    )  # fmt: skip
    return Analysis(
        article, tuple(headline.tokens), tuple(body.tokens), (), tuple(headline.names),
        tuple(body.names), (), tuple(body.figures),
    )  # fmt: skip


def _copy(rng: random.Random, report: Analysis, number: str) -> Analysis:
    """The same text at another outlet, one in thirty words left out."""
    article = report.article
    body = " ".join(word for word in article.body.split() if rng.random() > 1 / 30)
    outlet = f"outlet {rng.randrange(OUTLETS)}"
    return replace(report, article=replace(article, id=number, body=body, outlet=outlet))


@contextmanager
def clock() -> Iterator[list[float]]:
    """Appends the wall and the CPU seconds (of all threads) that its block took."""
    took: list[float] = []
    wall, cpu = time.perf_counter(), time.process_time()
    yield took
    took += time.perf_counter() - wall, time.process_time() - cpu


def kiwi_pass(analyses: Sequence[Analysis], sample: int = 400) -> list[float]:
    """Wall and CPU seconds that Kiwi takes for one Korean article (headline and body)."""
    korean = [a.article for a in analyses if a.article.language == "ko"][:sample]
    texts = [(f"{article.headline}\n{article.body}", "ko") for article in korean]
    tokenise("준비", "ko")
    with clock() as took:
        for _ in tokenise_many(texts):
            pass
    return [seconds / len(texts) for seconds in took]


def main(sizes: Sequence[int]) -> None:
    """Print a line for each size; other work on the machine disturbs wall more than CPU."""
    rules = load_story_rules(find("seeds", "stories.toml"))
    print("                    ms an article: wall, CPU          share of Kiwi")
    print("articles  stories       grouping           Kiwi        wall    CPU")
    for size in sizes:
        analyses = list(make_articles(size))
        kiwi = kiwi_pass(analyses)
        with clock() as took:
            stories = group_stories(analyses, rules=rules)
        wall, cpu = (seconds / size for seconds in took)
        print(
            f"{size:8} {len(stories):8} {wall * 1e3:7.3f} {cpu * 1e3:6.3f} {kiwi[0] * 1e3:7.2f}"
            f" {kiwi[1] * 1e3:6.2f} {wall / kiwi[0]:11.3f} {cpu / kiwi[1]:6.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 10_000, 50_000])

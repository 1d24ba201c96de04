"""What speaks for a sentence: one small function a feature, each from 0 to 1.

`summary.toml` weighs them; `bench/fit_summary.py` fits the weights.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from math import exp, log

from briefing.summary.reading import Page, Reading, common

Feature = Callable[[Page, Reading], float]

_QUOTATION = re.compile(r"[“\"][^“”\"]{12,}[”\"]")


def early(page: Page, reading: Reading) -> float:
    """How near the top it stands."""
    return exp(-reading.place / 2)


def length(page: Page, reading: Reading) -> float:
    """Content words on a logarithmic scale: nothing for three, all for thirty."""
    return min(1.0, log(max(3, reading.words) / 3, 10))


def topic(page: Page, reading: Reading) -> float:
    """Its words stand in many other sentences."""
    return common(reading.lemmas, page.spread) / page.heaviest if page.heaviest else 0.0


def title(page: Page, reading: Reading) -> float:
    """The share of the headline's words that it has."""
    return len(reading.lemmas & page.title) / len(page.title) if page.title else 0.0


def announcement(page: Page, reading: Reading) -> float:
    """It reports what was said, found or done."""
    return float(bool(page.cues.announcing.search(reading.sentence.text)))


def quotation(page: Page, reading: Reading) -> float:
    """It quotes somebody at length."""
    return float(bool(_QUOTATION.search(reading.sentence.text)))


def finding(page: Page, reading: Reading) -> float:
    """It tells a result."""
    return float(bool(page.cues.finding.search(reading.sentence.text)))


def aside(page: Page, reading: Reading) -> float:
    """It opens like something beside the story: 한편, Meanwhile."""
    return float(bool(page.cues.aside.match(reading.sentence.text)))


FEATURES: tuple[Feature, ...] = (
    early,
    length,
    topic,
    title,
    announcement,
    finding,
    quotation,
    aside,
)


def measure(page: Page, reading: Reading) -> dict[str, float]:
    """All features of a sentence by name."""
    return {feature.__name__: feature(page, reading) for feature in FEATURES}


def weigh(
    page: Page, reading: Reading, weights: Mapping[str, float]
) -> tuple[tuple[str, float], ...]:
    """Each feature's value times its weight, without the zeros; a missing weight is zero."""
    points = (
        (feature.__name__, feature(page, reading) * weights.get(feature.__name__, 0.0))
        for feature in FEATURES
    )
    return tuple((name, value) for name, value in points if value)

"""Which stories make each section of the brief, by the formula in `seeds/ranking.toml`."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import Field

from briefing.models import Analysis, Article, Decision, Outcome, Reporter, Story, Theme
from briefing.tables import Table, checked, read_toml

Tier = Callable[[Article], int]


class PartWeights(Table):
    """What each part of the score weighs."""

    sources: float = Field(ge=0)
    tier: float = Field(ge=0)
    theme: float = Field(ge=0)
    figures: float = Field(ge=0)
    recency: float = Field(ge=0)
    novelty: float = Field(ge=0)


class RankingRules(Table):
    """All of `ranking.toml`, which explains each value."""

    floor: float = Field(ge=0)
    quota: int = Field(ge=1)
    leads_per_outlet: int = Field(ge=1)
    theme_share: float = Field(gt=0, le=1)
    second_share: float = Field(gt=0, le=1)
    tier_values: tuple[float, ...] = Field(min_length=1)
    theme_full: float = Field(gt=0)
    figures_full: int = Field(ge=1)
    half_life_days: float = Field(gt=0)
    undated: float = Field(ge=0, le=1)
    weights: PartWeights


def load_ranking_rules(path: Path) -> RankingRules:
    """Rules from a TOML file; SettingsError names the first wrong key and the valid ones."""
    return checked(RankingRules, read_toml(path), path)


@dataclass(frozen=True, slots=True)
class RankedStory:
    """A story in its section, with what its score is made of."""

    story: Story
    score: float
    parts: tuple[tuple[str, float], ...]  # name and weighted value; they add up to the score
    theme: str
    second_theme: str = ""


def rank_stories(
    stories: Sequence[Story],
    analyses: Mapping[str, Analysis],
    themes: Sequence[Theme],
    *,
    rules: RankingRules,
    tier: Tier = lambda _: 1,
    until: datetime | None = None,
    report: Reporter = lambda _: None,
    published_before: Callable[[Story], bool] = lambda _: False,
    placed: Mapping[str, str] = {},
) -> dict[str, list[RankedStory]]:
    """The stories of every theme, best first; a theme may have none.

    `analyses` are by article id; `until` is the end of the period (default: the newest article).
    `placed` are the stories that the editors want, by id: neither floor nor quota nor outlet
    diversity takes one out, and it goes to the section named there, if one is.
    The lead of every story is reported once, as kept or dropped; the other articles of a dropped
    story are noted, since grouping has already reported them as merged.
    """
    until = until or max(filter(None, map(_newest, stories)), default=None)
    sections: dict[str, list[RankedStory]] = {theme.key: [] for theme in themes}
    for story in stories:
        read = [analyses[article.id] for article in story.articles]
        theme, second, fit = _file(read, list(sections), rules)
        if section := placed.get(story.id):
            theme, second = section, second if section == theme else theme
        if not theme:
            _drop(story, "file", "off-theme", None, report)
            continue
        values: dict[str, float] = {
            "sources": math.log2(1 + story.independent_sources),
            "tier": max(_tier_value(tier(article), rules) for article in story.articles),
            "theme": min(fit / rules.theme_full, 1.0),
            "figures": min(_count_figures(read[0]) / rules.figures_full, 1.0),
            "recency": _recency(story, until, rules),
            "novelty": 0.0 if published_before(story) else 1.0,
        }
        weights = rules.weights.model_dump()
        parts = tuple((name, weights[name] * value) for name, value in values.items())
        score = sum(value for _, value in parts)
        sections[theme].append(RankedStory(story, score, parts, theme, second))
    return {key: _select(ranked, placed, rules, report) for key, ranked in sections.items()}


def _file(
    read: Sequence[Analysis], keys: Sequence[str], rules: RankingRules
) -> tuple[str, str, float]:
    """The theme of a story, a second one and the mean score of the first; the lead votes twice.

    Empty when no theme is backed by enough of the articles.
    """
    points: defaultdict[str, float] = defaultdict(float)
    voices: Counter[str] = Counter()
    voters = [read[0], *read]
    for analysis in voters:
        for theme in analysis.themes:
            points[theme.key] += theme.score
            voices[theme.key] += 1
    backed = [key for key in keys if voices[key] >= max(rules.theme_share * len(voters), 1)]
    if not backed:
        return "", "", 0.0
    best = max(backed, key=points.__getitem__)
    others = [k for k in keys if k != best and points[k] >= rules.second_share * points[best]]
    return best, max(others, key=points.__getitem__, default=""), points[best] / len(voters)


def _tier_value(tier: int, rules: RankingRules) -> float:
    return rules.tier_values[min(max(tier, 1), len(rules.tier_values)) - 1]


def _count_figures(lead: Analysis) -> int:
    return len({(figure.value, figure.unit) for figure in (*lead.headline_figures, *lead.figures)})


def _newest(story: Story) -> datetime | None:
    return max(filter(None, (article.published for article in story.articles)), default=None)


def _recency(story: Story, until: datetime | None, rules: RankingRules) -> float:
    newest = _newest(story)
    if newest is None or until is None:
        return rules.undated
    days = max((until - newest).total_seconds() / 86_400, 0.0)
    return float(0.5 ** (days / rules.half_life_days))


def _select(
    ranked: Sequence[RankedStory],
    placed: Mapping[str, str],
    rules: RankingRules,
    report: Reporter,
) -> list[RankedStory]:
    """The stories of a section above the floor, within quota and outlet diversity, best first.

    Those that are placed come first and count.
    """
    chosen = [item for item in ranked if item.story.id in placed]
    waiting = list[RankedStory]()
    led = Counter(item.story.lead.outlet for item in chosen)
    for item in _in_order([item for item in ranked if item.story.id not in placed]):
        outlet = item.story.lead.outlet
        if item.score < rules.floor:
            _drop(item.story, "rank", "floor", item, report)
        elif len(chosen) >= rules.quota:
            _drop(item.story, "rank", "quota", item, report)
        elif led[outlet] >= rules.leads_per_outlet:
            waiting.append(item)
        else:
            led[outlet] += 1
            chosen.append(item)
    free = max(rules.quota - len(chosen), 0)
    for item in waiting[free:]:
        _drop(item.story, "rank", "outlet-diversity", item, report)
    chosen = _in_order([*chosen, *waiting[:free]])
    for item in chosen:
        report(_decision(item.story.lead, "rank", Outcome.KEPT, "ranked", item))
    return chosen


def _in_order(ranked: Sequence[RankedStory]) -> list[RankedStory]:
    return sorted(ranked, key=lambda item: (-item.score, item.story.id))


def _drop(story: Story, stage: str, rule: str, item: RankedStory | None, report: Reporter) -> None:
    """The lead is dropped; its other articles stay merged, with a note on what became of it."""
    for article in (*story.articles, *story.copies):
        outcome = Outcome.DROPPED if article is story.lead else Outcome.NOTED
        report(_decision(article, stage, outcome, rule, item))


def _decision(
    article: Article, stage: str, outcome: Outcome, rule: str, item: RankedStory | None
) -> Decision:
    if item is None:
        return Decision(article.id, stage, outcome, rule)
    parts = " + ".join(f"{name} {value:.2f}" for name, value in item.parts)
    return Decision(article.id, stage, outcome, rule, item.score, f"{item.theme}: {parts}")

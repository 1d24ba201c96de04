"""Ranking stories: themes, floor, quota, outlets and the ledger."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from story_cases import MONDAY, ids, kimi, read

from briefing.assets import packaged
from briefing.errors import SettingsError
from briefing.ledger import Ledger
from briefing.models import Analysis, Article, Outcome, Story, Theme, ThemeScore
from briefing.ranking import RankedStory, RankingRules, load_ranking_rules, rank_stories

RULES_FILE = packaged("seeds") / "ranking.toml"
THEMES = (Theme("models", "모델", "Models"), Theme("law", "규제", "Regulation"))


@pytest.fixture(scope="module")
def rules() -> RankingRules:
    """The packaged rules."""
    return load_ranking_rules(RULES_FILE)


def report(number: str, *themes: tuple[str, float], **fields: Any) -> Analysis:
    """A report with scores on themes."""
    scores = tuple(ThemeScore(key, score) for key, score in themes)
    return replace(read(number, f"소식 {number}", "몸통이다.", **fields), themes=scores)


def story(*members: Analysis, copies: Sequence[Article] = (), sources: int = 1) -> Story:
    """A story of these reports, the first of which leads."""
    articles = tuple(member.article for member in members)
    return Story(f"story of {articles[0].id}", articles[0], articles, tuple(copies), sources)


def rank(
    rules: RankingRules, *groups: Story | Analysis, reads: Sequence[Analysis] = (), **options: Any
) -> tuple[dict[str, list[RankedStory]], Ledger]:
    """Rank stories, or reports as stories of their own."""
    ledger = Ledger()
    singles = [group for group in groups if isinstance(group, Analysis)]
    stories = [story(group) if isinstance(group, Analysis) else group for group in groups]
    analyses = {analysis.article.id: analysis for analysis in (*singles, *reads)}
    return rank_stories(
        stories, analyses, THEMES, rules=rules, report=ledger.report, **options
    ), ledger


def leads(ranked: Sequence[RankedStory]) -> list[str]:
    """Ids of the lead articles, in order."""
    return ids([item.story.lead for item in ranked])


def test_the_score_is_the_published_formula(rules: RankingRules) -> None:
    """Each part is its weight times what the settings file says, and the parts add up."""
    lead = replace(kimi("lead"), themes=(ThemeScore("models", 2.0),))
    until = MONDAY + timedelta(days=rules.half_life_days)
    ranked, _ = rank(rules, story(lead, sources=3), reads=[lead], tier=lambda _: 2, until=until)
    (item,) = ranked["models"]
    weights = rules.weights
    assert dict(item.parts) == pytest.approx(
        {
            "sources": weights.sources * 2.0,  # log2(1 + 3)
            "tier": weights.tier * rules.tier_values[1],
            "theme": weights.theme * 2.0 / rules.theme_full,
            "figures": weights.figures * 2 / rules.figures_full,
            "recency": weights.recency * 0.5,
            "novelty": weights.novelty,
        }
    )
    assert item.score == pytest.approx(math.fsum(value for _, value in item.parts))


def test_what_an_earlier_edition_told_is_not_new(rules: RankingRules) -> None:
    """Without novelty a story scores its weight less."""
    new, _ = rank(rules, report("a", ("models", 4.0)))
    old, _ = rank(rules, report("a", ("models", 4.0)), published_before=lambda _: True)
    lost = new["models"][0].score - old["models"][0].score
    assert lost == pytest.approx(rules.weights.novelty)


def test_a_story_without_a_date_has_the_set_recency(rules: RankingRules) -> None:
    """Undated stories are neither fresh nor stale."""
    ranked, _ = rank(rules, report("a", ("models", 4.0), published=None))
    assert dict(ranked["models"][0].parts)["recency"] == rules.weights.recency * rules.undated


def test_articles_vote_on_the_theme_and_the_lead_twice(rules: RankingRules) -> None:
    """One section a story; a close second theme is noted."""
    members = [report("a", ("law", 2.0), ("models", 1.5)), report("b", ("models", 2.0))]
    ranked, _ = rank(rules, story(*members), reads=members)
    (item,) = ranked["models"]  # 2 * 1.5 + 2.0 against 2 * 2.0
    assert (item.theme, item.second_theme) == ("models", "law")
    assert ranked["law"] == []


def test_a_theme_needs_the_lead_or_a_majority(rules: RankingRules) -> None:
    """One member alone does not bring an off-theme lead into a section."""
    members = [report("a"), report("b", ("models", 5.0))]
    ranked, ledger = rank(rules, story(*members), reads=members)
    assert ranked == {"models": [], "law": []}
    outcomes = {d.subject: (d.stage, d.outcome, d.rule) for d in ledger}
    assert outcomes["a"] == ("file", Outcome.DROPPED, "off-theme")
    assert outcomes["b"] == ("file", Outcome.NOTED, "off-theme")


def test_below_the_floor_is_left_out(rules: RankingRules) -> None:
    """A slow week makes a short brief."""
    strict = rules.model_copy(update={"floor": 100.0})
    ranked, ledger = rank(strict, report("a", ("models", 9.0)))
    assert ranked["models"] == []
    (decision,) = ledger
    assert (decision.stage, decision.rule) == ("rank", "floor")
    assert decision.detail.startswith("models: sources 1.00 + tier ")


def test_the_best_stories_fill_the_quota(rules: RankingRules) -> None:
    """A section holds its quota, best first; the rest is reported."""
    small = rules.model_copy(update={"quota": 2})
    reports = [report(str(n), ("models", float(n))) for n in (2, 3, 1)]
    ranked, ledger = rank(small, *reports)
    assert leads(ranked["models"]) == ["3", "2"]
    assert [(d.subject, d.rule) for d in ledger if d.outcome is Outcome.DROPPED] == [("1", "quota")]


@pytest.mark.parametrize(
    ("others", "expected"),
    [(0, ["4", "3", "2"]), (1, ["4", "3", "other0"]), (2, ["4", "other0", "other1"])],
)
def test_one_outlet_leads_only_so_many(
    rules: RankingRules, others: int, expected: list[str]
) -> None:
    """Other outlets go first, even with weaker stories, as long as they have any."""
    diverse = rules.model_copy(update={"quota": 3, "leads_per_outlet": 1})
    same = [report(str(n), ("models", float(n)), outlet="신문") for n in (4, 3, 2)]
    more = [report(f"other{n}", ("models", 1.0), outlet=f"매체 {n}") for n in range(others)]
    ranked, ledger = rank(diverse, *same, *more)
    assert leads(ranked["models"]) == expected
    dropped = {d.rule for d in ledger if d.outcome is Outcome.DROPPED}
    assert dropped == ({"outlet-diversity"} if others else set())


def test_every_lead_ends_once(rules: RankingRules) -> None:
    """Kept and dropped leads are all stories; members and copies are only noted."""
    tight = rules.model_copy(update={"quota": 1})
    members = [report(n, ("models", 4.0)) for n in "abc"]
    copy = report("copy").article
    reads = [*members, report("off")]
    groups = [story(members[0], members[1], copies=[copy]), story(members[2]), story(reads[3])]
    _, ledger = rank(tight, *groups, reads=reads)
    assert ledger.tally() == Counter({Outcome.KEPT: 1, Outcome.DROPPED: 2})
    assert all(d.outcome is Outcome.NOTED for d in ledger if d.subject in ("b", "copy"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("quota = 6", "quota = 0", "quota: Input should be greater than"),
        ("novelty = 0.5", "novelty = 0.5\nnoveltiness = 1", "did you mean novelty"),
        ("floor = ", "flor = ", "floor: Field required"),
    ],
)
def test_wrong_rules_are_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    """A wrong key or value says where it stands and what is valid."""
    path = tmp_path / "ranking.toml"
    path.write_text(RULES_FILE.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_ranking_rules(path)
    assert caught.value.where == str(path)
    assert message in str(caught.value)

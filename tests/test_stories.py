"""Grouping articles into stories: the rules, one by one."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from story_cases import MONDAY, MOONSHOT, RELEASE_KO, ids, kimi, kimi_en, read

from briefing.assets import packaged
from briefing.errors import SettingsError
from briefing.models import Decision, Outcome
from briefing.stories import StoryRules, group_stories, load_story_rules
from briefing.stories.duplicates import find_similar

RULES_FILE = packaged("seeds") / "stories.toml"


@pytest.fixture(scope="module")
def rules() -> StoryRules:
    """The packaged rules."""
    return load_story_rules(RULES_FILE)


def test_reports_in_two_languages_are_one_story(rules: StoryRules) -> None:
    """Names and figures link a Korean and an English report; the longer text leads."""
    (story,) = group_stories([kimi_en("en"), kimi("ko")], rules=rules)
    assert ids(story.articles) == ["ko", "en"]
    assert story.lead is story.articles[0]
    assert story.independent_sources == 2


def test_one_shared_name_is_no_event(rules: StoryRules) -> None:
    """Two reports that share a company and nothing else are two stories."""
    other = read("en", "Moonshot names a finance chief", "Moonshot chose an insider.", [MOONSHOT])
    assert len(group_stories([kimi("ko"), other], rules=rules)) == 2


def test_the_same_meeting_a_week_later_is_another_story(rules: StoryRules) -> None:
    """A story spans no more than the days of the rules, not even word for word."""
    text = "국무원이 상무회의를 열고 소비를 늘릴 방안을 논의했다. 리창 총리가 회의를 주재했다."
    first = read("first", "국무원 상무회의", text)
    second = read("second", "국무원 상무회의", text, published=MONDAY + timedelta(days=7))
    assert len(group_stories([first, second], rules=rules)) == 2


def test_a_form_with_new_figures_is_no_copy(rules: StoryRules) -> None:
    """A daily market report that differs in its figures alone is not a near-duplicate."""
    form = (
        "상하이종합지수가 전날보다 {} 오른 채 거래를 마쳤다. 오른 종목이 내린 종목보다 많았고 "
        "기술주가 강세를 보였다. 외국인 투자자는 닷새째 순매수를 이어 갔다."
    )
    reports = [read(day, "상하이 증시", form.format(day)) for day in ("0.5%", "0.7%")]
    same = [read(number, "상하이 증시", form.format("0.5%")) for number in "ab"]
    assert find_similar(reports, rules) == {}
    assert find_similar(same, rules).keys() == {0, 1}


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"outlet": "통신", "agency": "통신"}, {"outlet": "신문", "agency": "통신"}),
        ({}, {"body": RELEASE_KO[:-18]}),
        ({}, {"is_truncated": True}),
        ({}, {"published": MONDAY + timedelta(hours=1)}),
    ],
    ids=["the agency's own", "longer", "whole", "earlier"],
)
def test_which_copy_is_kept(
    rules: StoryRules, better: dict[str, Any], worse: dict[str, Any]
) -> None:
    """The original, longer, whole or earlier one stands for both, which count as one source."""
    (story,) = group_stories([kimi("a", **worse), kimi("z", **better)], rules=rules)
    assert (story.lead.id, ids(story.copies), story.independent_sources) == ("z", ["a"], 1)


def test_the_preferred_outlet_is_kept_of_equal_copies(rules: StoryRules) -> None:
    """The tier decides between copies that are alike in all else."""
    tiers = {"a": 2, "z": 1}
    copies = [kimi("a"), kimi("z")]
    (story,) = group_stories(copies, rules=rules, tier=lambda article: tiers[article.id])
    assert story.lead.id == "z"


def test_a_wire_report_counts_once(rules: StoryRules) -> None:
    """A reworked wire copy is a copy, and adds no independent source."""
    reworked = "키미 K2를 문샷이 내놓았다. 매개변수 1조 개 규모의 오픈소스 모델로 코딩에 강하다."
    wire = kimi("wire", outlet="통신", agency="통신")
    copy = kimi("copy", reworked, outlet="신문", agency="통신")
    (story,) = group_stories([copy, wire, kimi_en("en")], rules=rules)
    assert (ids(story.articles), ids(story.copies)) == (["wire", "en"], ["copy"])
    assert story.independent_sources == 2


def test_items_of_one_digest_stay_apart(rules: StoryRules) -> None:
    """Two items of one digest never share a story, even word for word; others may join one."""
    items = [kimi("one", parent="digest"), kimi("two", parent="digest")]
    stories = group_stories([*items, kimi_en("en")], rules=rules)
    assert sorted(len(story.articles + story.copies) for story in stories) == [1, 2]
    assert {"one", "two"} not in [set(ids(story.articles + story.copies)) for story in stories]


def test_a_roundup_is_no_report_on_one_event(rules: StoryRules) -> None:
    """An article with several marked headings stays alone."""
    roundup = kimi("roundup", f"■ 키미 K2\n{RELEASE_KO}\n■ 다른 소식\n실적이 나왔다.")
    assert len(group_stories([roundup, kimi_en("en")], rules=rules)) == 2


def test_undated_articles_can_join(rules: StoryRules) -> None:
    """Without dates the evidence alone decides."""
    undated = [kimi("ko", published=None), kimi_en("en", published=None)]
    assert len(group_stories(undated, rules=rules)) == 1


def test_a_later_copy_does_not_change_the_id(rules: StoryRules) -> None:
    """The id of a story outlives another copy, even one that becomes its lead."""
    (before,) = group_stories([kimi("ko"), kimi_en("en")], rules=rules)
    later = kimi("longer", f"{RELEASE_KO} 고객사도 밝혔다.", published=MONDAY + timedelta(hours=5))
    (after,) = group_stories([later, kimi("ko"), kimi_en("en")], rules=rules)
    assert after.lead.id == "longer"
    assert after.id == before.id


def test_every_merge_is_reported_once(rules: StoryRules) -> None:
    """Each article beside the lead has one line: what it was merged with, and why."""
    decisions: list[Decision] = []
    copy = kimi("copy", published=MONDAY + timedelta(hours=1))
    group_stories([copy, kimi_en("en"), kimi("ko")], rules=rules, report=decisions.append)
    by_subject = {decision.subject: decision for decision in decisions}
    assert len(decisions) == len(by_subject) == 2
    assert {decision.outcome for decision in decisions} == {Outcome.MERGED}
    assert by_subject["copy"].rule == "near-duplicate"
    assert by_subject["copy"].detail == "copy of ko: Jaccard 1.00"
    assert by_subject["en"].rule == "same-event"
    for part in ("with ko: names ", "Kimi K2", "Moonshot", "figures ", "32 billion", "cosine"):
        assert part in by_subject["en"].detail


def test_no_text_no_story(rules: StoryRules) -> None:
    """Nothing in, nothing out; articles without a word stand alone."""
    assert group_stories([], rules=rules) == []
    empty = [read(number, "", "") for number in "ab"]
    assert len(group_stories(empty, rules=rules)) == 2


def test_an_event_that_fills_the_week_is_one_story(rules: StoryRules) -> None:
    """Eighty varied reports on one event hold together among forty others."""
    rng = random.Random(2)
    words = [
        f"{a}{b}" for a in ("가격", "코딩", "성능", "시험") for b in ("", "표", "비교", "논쟁")
    ]
    reports = [
        kimi(
            f"r{number}",
            f"문샷이 키미 K2를 내놓았다. {' '.join(rng.choices(words, k=25))}",
            published=MONDAY + timedelta(hours=rng.random() * 40),
        )
        for number in range(80)
    ]
    others = [read(f"o{n}", f"{words[n % 12]} {n}호", f"소식 {n}번이 나왔다.") for n in range(40)]
    stories = group_stories(reports + others, rules=rules)
    assert 80 in [len(story.articles + story.copies) for story in stories]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("jaccard = 0.7", "jacard = 0.7", "copies.jaccard: Field required"),
        ("jaccard = 0.7", "jaccard = 0.7\njacard = 1", "did you mean jaccard"),
        ("jaccard = 0.7", "jaccard = 7", "copies.jaccard: Input should be less than"),
        ('"resign",', '"step down",', "'step down' is not a single word"),
        ("[copies]", "[copies", "not valid TOML"),
    ],
)
def test_wrong_rules_are_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    """A wrong key or value says where it stands and what is valid."""
    path = tmp_path / "stories.toml"
    path.write_text(RULES_FILE.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_story_rules(path)
    assert caught.value.where == str(path)
    assert message in str(caught.value)


def test_heavy_imports_wait() -> None:
    """Importing the package loads neither numpy nor rensa."""
    code = "import sys, briefing.stories; print({'numpy', 'rensa'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"

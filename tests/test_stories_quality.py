"""Grouping measured: near-duplicates against exact Jaccard, labelled stories with floors."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest
from story_cases import read

from briefing.analysis import analyse_articles
from briefing.articles import parse
from briefing.desk import Desk
from briefing.models import Analysis, Decision, Document
from briefing.stories import group_stories
from briefing.stories.duplicates import find_similar

LABELLED = Path(__file__).parent / "data" / "quality" / "stories.jsonl"


@pytest.fixture(scope="module")
def analyses(desk: Desk) -> list[Analysis]:
    """The labelled articles, read as the pipeline does."""
    documents = [
        Document(LABELLED.name, "application/json", line.encode(), datetime.now(UTC))
        for line in LABELLED.read_text(encoding="utf-8").splitlines()
    ]
    articles = [
        article
        for document in documents
        for article in parse(document, outlets=desk.outlets, report=lambda _: None)
    ]
    return list(analyse_articles(articles, desk))


@pytest.mark.parametrize(("same_language", "floor"), [(True, 0.95), (False, 0.95)])
def test_labelled_stories(
    desk: Desk, analyses: list[Analysis], same_language: bool, floor: float
) -> None:
    """Pairwise F1 on 117 articles written for this test, within and across languages."""
    records = map(json.loads, LABELLED.read_text(encoding="utf-8").splitlines())
    labels = {record["id"]: record["story"] for record in records}
    place = {
        article.id: (story.id, article.language)
        for story in group_stories(analyses, rules=desk.story_rules)
        for article in (*story.articles, *story.copies)
    }
    assert place.keys() == labels.keys()
    pairs = [
        (labels[one] is not None and labels[one] == labels[other], place[one][0] == place[other][0])
        for one, other in combinations(place, 2)
        if (place[one][1] == place[other][1]) is same_language
    ]
    right = sum(should and does for should, does in pairs)
    assert 2 * right / sum(should + does for should, does in pairs) >= floor


def test_the_order_of_articles_does_not_matter(desk: Desk, analyses: list[Analysis]) -> None:
    """Stories, their ids and what is reported are the same for every order of the input."""
    results = []
    for order in (analyses, random.Random(5).sample(analyses, len(analyses))):
        decisions: list[Decision] = []
        stories = group_stories(order, rules=desk.story_rules, report=decisions.append)
        results.append((stories, decisions))
    assert results[0] == results[1]


def _mutated(text: str, rate: float, rng: random.Random) -> str:
    """`text` with a share of its words left out, doubled or cut short."""
    changes: tuple[Callable[[str], str], ...] = (
        lambda word: "",
        lambda word: f"{word} {word}",
        lambda word: word[:-1],
    )
    return " ".join(rng.choice(changes)(w) if rng.random() < rate else w for w in text.split())


def _jaccard(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)


def test_near_duplicates_against_exact_jaccard(desk: Desk) -> None:
    """Of all pairs at Jaccard 0.7 and above 99% are found, and no pair below."""
    rng = random.Random(11)
    words = [f"{a}{b}" for a in "가나다라마바사아자차카타파하" for b in "고는도를에의이지"]
    originals = [" ".join(rng.choices(words, k=rng.randint(40, 160))) for _ in range(60)]
    reports = [
        read(f"{number}-{rate}", "", _mutated(text, rate, rng))
        for number, text in enumerate(originals)
        for rate in (0.0, 0.03, 0.08, 0.15, 0.25)
    ]
    texts = [" ".join(report.article.body.split()) for report in reports]
    shingles = [{text[i : i + 5] for i in range(len(text) - 4)} for text in texts]
    near = {
        pair
        for pair in combinations(range(len(reports)), 2)
        if _jaccard(shingles[pair[0]], shingles[pair[1]]) >= 0.7
    }
    similar = find_similar(reports, desk.story_rules)
    found = {(one, other) for one, others in similar.items() for other in others if one < other}
    assert len(near) > 200
    assert found <= near
    assert len(found) >= 0.99 * len(near)

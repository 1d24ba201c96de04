"""Sentences made by rule: right, complete, or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefing.bilingual.request import Request
from briefing.bilingual.rules import RuleEngine
from briefing.desk import Desk
from briefing.figures import find_figures
from briefing.language import tokenise
from briefing.models import Gloss, GlossaryEntry, Origin, Rendering
from briefing.names import find_names

QUALITY = Path(__file__).parent / "data" / "quality"
PUBLISHED = date(2025, 5, 2)
Translate = Callable[..., Rendering | None]


def rows(name: str) -> list[dict[str, Any]]:
    """The cases of a file."""
    lines = (QUALITY / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def request(text: str, desk: Desk, glosses: tuple[Gloss, ...] = ()) -> Request:
    """A request as the pipeline would make it."""
    tokens = tokenise(text, "ko")
    return Request(
        text,
        "ko",
        "en",
        names=find_names(text, "ko", tokens, desk.glossary, glosses=glosses),
        figures=find_figures(text, "ko", tokens),
        published=PUBLISHED,
    )


@pytest.fixture(scope="module")
def translate(desk: Desk) -> Translate:
    """The engine, asked with a plain sentence."""
    engine = RuleEngine()
    return lambda text, *glosses: engine(request(text, desk, glosses))


@pytest.mark.parametrize("row", rows("rules.jsonl"), ids=lambda row: str(row["ko"])[:24])
def test_each_construction_is_written_as_reviewed(
    row: dict[str, Any], translate: Translate
) -> None:
    """The reviewed English of each construction; null where the rules must refuse."""
    made = translate(row["ko"])
    assert (made.text if made else None) == row["en"]


def test_no_negation_or_modality_is_lost(translate: Translate) -> None:
    """Each of a hundred negated or hedged sentences keeps its marker or is refused."""
    cases = rows("negated.jsonl")
    made = [(row, translate(row["ko"])) for row in cases]
    lost = [
        (row["ko"], rendering.text)
        for row, rendering in made
        if rendering and not any(mark in f"{rendering.text.lower()} " for mark in row["any"])
    ]
    assert len(cases) == 100
    assert sum(rendering is not None for _, rendering in made) >= 85
    assert lost == []


def test_short_news_sentences_are_mostly_shown(translate: Translate) -> None:
    """Of 197 sentences of newspaper Korean, written before the rules saw them, most are shown."""
    cases = rows("rules_fresh.jsonl")
    made = [rendering for row in cases if (rendering := translate(row["ko"]))]
    assert len(cases) >= 190
    assert len(made) >= 0.6 * len(cases)


@pytest.mark.parametrize(
    ("surname", "expected"),
    [
        ("황 CEO는 수출이 증가했다고 말했다.", "CEO Huang said that exports had increased."),
        ("왕 CEO는 수출이 증가했다고 말했다.", None),
    ],
)
def test_a_surname_with_a_title_is_the_person_of_the_article(
    surname: str, expected: str | None, desk: Desk
) -> None:
    """황 CEO is Huang once the article names Jensen Huang; no other surname is guessed."""
    person = GlossaryEntry("person", ko="젠슨 황", en="Jensen Huang")
    made = RuleEngine()(replace(request(surname, desk), people=(person,)))
    assert (made.text if made else None) == expected


def test_a_rendering_says_how_it_came_about(translate: Translate) -> None:
    """Rule-made sentences carry their origin and the checks that they passed."""
    made = translate("알리바바는 새 모델을 공개했다.")
    assert made is not None
    assert made.origin is Origin.RULES
    assert {check.name for check in made.checks} == {"figures", "names", "hangul"}
    assert all(check.passed for check in made.checks)


@pytest.mark.parametrize(
    "text",
    [
        "알리바바는 곰살궂게 모델을 공개했다.",  # an unknown word
        "홍길순연구소는 새 모델을 공개했다.",  # a name without an English form
        "새 모델을 공개했다고 밝혔다.",  # who?
        "알리바바, 새 모델 공개",  # a headline
        "가격을 낮추고 성능을 높인 제품이 나왔다.",  # what is lowered by whom?
        "알리바바는 새 모델을 공개할까?",
        "알리바바는 새 모델을 공개했",
        "",
    ],
)
def test_what_is_not_sure_is_refused(text: str, translate: Translate) -> None:
    """Unknown words, open subjects, headlines, questions and broken-off sentences give nothing."""
    assert translate(text) is None


def test_a_gloss_of_the_article_names_what_the_glossary_lacks(translate: Translate) -> None:
    """A name that only the article explains is written as the article does."""
    assert translate("도래샘은 새 모델을 공개했다.") is None
    made = translate("도래샘은 새 모델을 공개했다.", Gloss("도래샘", "Doraesaem"))
    assert made is not None
    assert made.text == "Doraesaem released a new model."


def test_other_directions_and_headlines_are_left_to_key_facts(desk: Desk) -> None:
    """The engine answers for Korean sentences into English only."""
    engine = RuleEngine()
    assert engine(Request("Alibaba released a model.", "en", "ko")) is None
    assert engine(Request("알리바바는 모델을 공개했다.", "ko", "en", is_headline=True)) is None


def test_a_figure_that_cannot_be_kept_refuses_the_sentence(desk: Desk) -> None:
    """The gate compares figures both ways: one that was not read upstream is an invention."""
    whole = request("화웨이의 매출은 13% 증가했다.", desk)
    assert RuleEngine()(whole) is not None
    stripped = Request(whole.text, "ko", "en", names=whole.names, published=PUBLISHED)
    assert RuleEngine()(stripped) is None

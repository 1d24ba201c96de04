"""Key facts: names once, figures bound to what they count, acts with their polarity, sources."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefing.bilingual import write_phrase
from briefing.bilingual.facts import KeyFacts
from briefing.bilingual.request import Request
from briefing.desk import Desk
from briefing.figures import find_figures
from briefing.language import tokenise
from briefing.models import GlossaryEntry, Mention, Origin
from briefing.names import find_names, harvest_glosses

CASES = Path(__file__).parent / "data" / "bilingual" / "facts.jsonl"
NEGATED = Path(__file__).parent / "data" / "quality" / "negated.jsonl"
PUBLISHED = date(2025, 4, 30)


def rows(path: Path) -> list[dict[str, Any]]:
    """The cases of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def request(desk: Desk, text: str, source: str = "ko", target: str = "en", **more: Any) -> Request:
    """A request as the pipeline would make it."""
    tokens = tokenise(text, source)
    glosses = harvest_glosses(text)
    return Request(
        text,
        source,
        target,
        names=find_names(text, source, tokens, desk.glossary, glosses=glosses),
        figures=find_figures(text, source, tokens),
        published=PUBLISHED,
        **more,
    )


@pytest.mark.parametrize("row", rows(CASES), ids=lambda row: str(row["text"])[:24])
def test_the_facts_of_a_sentence(row: dict[str, Any], desk: Desk) -> None:
    """Each case gives exactly these facts, in this order."""
    made = KeyFacts(desk.glossary)(request(desk, row["text"], row["source"], row["target"]))
    assert list(made.facts) == row["facts"]
    assert made.origin is Origin.FACTS


def test_a_headline_reads_like_one(desk: Desk) -> None:
    """Names, a colon, the rest."""
    headline = request(desk, "알리바바, 큐원3 8종 오픈소스로 공개", is_headline=True)
    assert KeyFacts(desk.glossary)(headline).text == "Alibaba, Qwen3: open source; 8 types"


def test_a_headline_always_has_something(desk: Desk) -> None:
    """With no name, figure or known noun, it points to the original."""
    empty = request(desk, "으라차차", is_headline=True)
    assert KeyFacts(desk.glossary)(empty).text == "No names or figures; see the original"


def test_names_without_a_form_stay_and_are_reported(desk: Desk) -> None:
    """Hangul is shown, not romanised by guess; the check lists it once."""
    entry = GlossaryEntry("company", "도래샘", "")
    mentions = (Mention("도래샘", 0, 3, entry), Mention("도래샘", 5, 8, entry))
    made = KeyFacts(desk.glossary)(Request("도래샘, 도래샘", "ko", "en", names=mentions))
    assert made.facts[0] == "도래샘"
    names = next(check for check in made.checks if check.name == "names")
    assert not names.passed
    assert names.detail == "도래샘"


def test_an_act_keeps_its_polarity_or_is_left_out(desk: Desk) -> None:
    """Of a hundred negated or hedged sentences no act is stated as a plain fact."""
    facts = KeyFacts(desk.glossary)
    wrong = []
    for row in rows(NEGATED):
        made = facts(request(desk, str(row["ko"])))
        acts = [fact for fact in made.facts if fact in _acts(desk, str(row["ko"]))]
        wrong += [act for act in acts if not any(mark in act.lower() for mark in row["any"])]
    assert wrong == []


def _acts(desk: Desk, text: str) -> set[str]:
    from briefing.bilingual.acts import write_act

    act = write_act(request(desk, text), tokenise(text, "ko"), lambda words: _phrase(desk, words))
    return {act, act[:1].upper() + act[1:]} - {""}


def _phrase(desk: Desk, words: str) -> str:
    return write_phrase(words, "ko", "en", desk.glossary)

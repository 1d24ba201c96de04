"""Terms are found in one pass, on the boundaries of words."""

import json
from pathlib import Path
from typing import Any

import pytest

from briefing.language import tokenise
from briefing.language.matching import Match, Matcher, longest

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data/names/matching.jsonl").read_text().splitlines()
]


def found(text: str, language: str, matcher: Matcher[str]) -> list[str]:
    """The matched pieces of the text, without overlaps."""
    matches = longest(matcher.find(text, tokenise(text, language)))
    return [text[match.start : match.end] for match in matches]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_cases(case: dict[str, Any]) -> None:
    """Each case finds its terms, and nothing else."""
    matcher = Matcher(((term, term) for term in case["terms"]), inflect=True)
    assert found(case["text"], case["language"], matcher) == case["expected"]


def test_overlaps_are_kept_until_asked() -> None:
    """All terms are found; `longest` keeps the longer one."""
    matcher = Matcher(
        [("인민은행", "bank"), ("중국 인민은행", "central bank"), ("중국", "country")]
    )
    text = "중국 인민은행은"
    matches = matcher.find(text, tokenise(text, "ko"))
    assert {match.key for match in matches} == {"bank", "central bank", "country"}
    assert longest(matches) == [Match(0, 7, "central bank")]


def test_one_term_may_stand_for_several_things() -> None:
    """Every key of a term is given."""
    matcher = Matcher([("AI", 1), ("AI", 2)])
    assert [match.key for match in matcher.find("AI")] == [1, 2]


def test_nothing_to_find() -> None:
    """No terms and no text are no error."""
    empty: Matcher[str] = Matcher([])
    assert empty.find("딥시크") == []
    assert Matcher([("딥시크", 1)]).find("") == []


def test_without_tokens_a_name_may_carry_particles() -> None:
    """Without morphemes a longer name is still found before a particle."""
    assert len(Matcher([("딥시크", 1)]).find("딥시크는 딥시크에서 딥시크론")) == 2


@pytest.mark.parametrize("word", ["plan", "policy", "use", "model"])
def test_small_letters_inflect_and_names_do_not(word: str) -> None:
    """Plurals are found for words in small letters only."""
    plural = {"policy": "policies"}.get(word, word + "s")
    small = Matcher([(word, 1)], inflect=True)
    named = Matcher([(word.capitalize(), 1)], inflect=True)
    assert small.find(plural)
    assert not named.find(plural)

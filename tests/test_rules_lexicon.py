"""The lexicon: complete rows, no doubles, and English forms that no rule gives."""

from __future__ import annotations

import re

import pytest

from briefing.bilingual.rules.inflection import article, compared, gerund, participle, past, plural
from briefing.bilingual.rules.lexicon import lexicon
from briefing.bilingual.rules.verbs import Verb
from briefing.desk import Desk

LEAST = 5_000


def entries() -> list[tuple[str, str]]:
    """Class and Korean form of every entry."""
    words = lexicon()
    classes = ("nouns", "verbs", "adjectives", "adverbs", "determiners")
    return [(name, ko) for name in classes for ko in getattr(words, name)]


def test_the_lexicon_is_large_enough() -> None:
    """At least five thousand entries."""
    assert len(entries()) >= LEAST


def test_every_entry_has_clean_english() -> None:
    """English has no Hangul, no doubled spaces and no open slot."""
    words = lexicon()
    classes = (words.nouns, words.verbs, words.adjectives, words.adverbs, words.determiners)
    wrong = [
        entry
        for group in classes
        for entry in group.values()
        if not entry.en or re.search(r"[가-힣*{}]|  ", entry.en)
    ]
    assert wrong == []


def test_no_noun_stands_in_the_glossary_too(desk: Desk) -> None:
    """The glossary wins anyway; a double could only disagree with it."""
    known = {
        form.replace(" ", "")
        for entry in desk.glossary.entries
        if not entry.evidence
        for form in (entry.ko, *entry.ko_aliases)
    }
    assert sorted(known & set(lexicon().nouns)) == []


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("company", "companies"),
        ("analysis", "analyses"),
        ("memorandum of understanding", "memorandums of understanding"),
        ("tax rate", "tax rates"),
        ("branch", "branches"),
        ("sales", "sales"),
        ("young person", "young people"),
        ("day", "days"),
    ],
)
def test_plurals(noun: str, many: str) -> None:
    """The last word takes the ending, or the one before "of"."""
    assert plural(noun) == many


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("release", ("released", "released", "releasing")),
        ("cut", ("cut", "cut", "cutting")),
        ("rise", ("rose", "risen", "rising")),
        ("carry", ("carried", "carried", "carrying")),
        ("plan", ("planned", "planned", "planning")),
        ("develop", ("developed", "developed", "developing")),
        ("die", ("died", "died", "dying")),
        ("agree", ("agreed", "agreed", "agreeing")),
        ("freeze", ("froze", "frozen", "freezing")),
        ("flee", ("fled", "fled", "fleeing")),
        ("guarantee", ("guaranteed", "guaranteed", "guaranteeing")),
        ("overlap", ("overlapped", "overlapped", "overlapping")),
        ("lie", ("lay", "lain", "lying")),
    ],
)
def test_verb_forms(base: str, forms: tuple[str, str, str]) -> None:
    """Regular and irregular verbs."""
    assert (past(base), participle(base), gerund(base)) == forms


@pytest.mark.parametrize(
    ("words", "expected"),
    [("AI model", "an"), ("user", "a"), ("hour", "an"), ("US company", "a"), ("LLM", "an")],
)
def test_articles_follow_the_sound(words: str, expected: str) -> None:
    """A or an by how the word is spoken."""
    assert article(words) == expected


@pytest.mark.parametrize(
    ("adjective", "degree", "expected"),
    [
        ("large", "most", "largest"),
        ("big", "more", "bigger"),
        ("good", "more", "better"),
        ("powerful", "more", "more powerful"),
    ],
)
def test_degrees(adjective: str, degree: str, expected: str) -> None:
    """Short adjectives take endings, long ones a word."""
    assert compared(adjective, degree) == expected


def test_verb_groups_are_built_from_the_inside_out() -> None:
    """Negation, modality and tense stand where their layer put them."""
    release = Verb("release")
    assert release.under("plan").finite(many=False) == "plans to release"
    assert Verb("release", is_negative=True).under("plan").finite(many=True) == (
        "plan not to release"
    )
    assert Verb("plan", "to release", is_negative=True, is_past=True).finite(many=False) == (
        "did not plan to release"
    )
    assert Verb("release", is_past=True, is_passive=True).under("be", "reported").finite(
        many=False
    ) == ("is reported to have been released")
    assert release.with_modal("can").under("be", "expected").finite(many=False) == (
        "is expected to be able to release"
    )
    assert release.with_modal("will").finite(many=False, shifted=True) == "would release"
    assert Verb("release", is_past=True).finite(many=False, shifted=True) == "had released"

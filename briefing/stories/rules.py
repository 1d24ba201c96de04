"""Thresholds and weights of grouping, as `seeds/stories.toml` gives and explains them."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, field_validator

from briefing.tables import Table, checked, read_toml


class CopyRules(Table):
    """When two articles are one text."""

    jaccard: float = Field(gt=0, le=1)  # of character shingles, from here on a copy
    shingle: int = Field(ge=2, le=20)  # characters
    figures: float = Field(ge=0, le=1)  # share of the fewer figures that must agree


class EventRules(Table):
    """When two articles tell of one event."""

    same_language: float = Field(gt=0, le=1)  # cosine that makes a score of 1.0
    across_languages: float = Field(gt=0, le=1)  # the same, on language-free evidence
    unanchored: float = Field(ge=0, le=1)  # factor across languages on too little in common
    days: float = Field(gt=0)  # a story spans no more
    followup_days: float = Field(gt=0)  # an earlier edition's story goes on for no longer
    undated_days: float = Field(ge=0)  # that count as lying between when a date is not known
    fading: float = Field(ge=0, lt=1)  # share of the score lost with every day between
    characters: int = Field(ge=100)  # of a body that are read: what happened stands on top
    headline: int = Field(ge=1)  # times that a headline counts
    smallest_count: int = Field(ge=0)  # smaller whole numbers say nothing
    smoothing: float = Field(ge=0)  # added to the number of articles in which a key stands
    saturation: int = Field(ge=1)  # so many articles, and one in so many, make a key common
    anchors: tuple[str, ...]  # kinds of names that identify an event
    ignored_kinds: tuple[str, ...]  # kinds of names that say nothing about it


class WeightRules(Table):
    """What a piece of evidence weighs, beside its rarity."""

    name: float = Field(ge=0)  # of a kind in `anchors`, or glossed in the article
    figure: float = Field(ge=0)
    word: float = Field(ge=0)  # Latin, outside names: Mellanox, NBS, H200, 3.8
    event: float = Field(ge=0)  # a kind of event, from `[actions]`
    topic: float = Field(ge=0)  # a place, a term or another name that many events share
    lemma: float = Field(ge=0)  # a content word; counts within one language only


class StoryRules(Table):
    """All of `stories.toml`."""

    common: tuple[str, ...]  # names and words that stand everywhere and tell nothing
    copies: CopyRules
    events: EventRules
    weights: WeightRules
    actions: dict[str, tuple[str, ...]]  # kind of event: its words in every language

    @field_validator("actions")
    @classmethod
    def _single_words(cls, actions: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        for words in actions.values():
            if phrase := next((word for word in words if len(word.split()) != 1), None):
                raise ValueError(f"{phrase!r} is not a single word")
        return actions


def load_story_rules(path: Path) -> StoryRules:
    """Rules from a TOML file; SettingsError names the first wrong key and the valid ones."""
    return checked(StoryRules, read_toml(path), path)

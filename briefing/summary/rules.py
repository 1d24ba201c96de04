"""What an editor can change about summaries: weights, settings and cue words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from briefing import assets
from briefing.errors import SettingsError, nearest
from briefing.summary.cues import LANGUAGES, Cues, load_cues
from briefing.summary.features import FEATURES


@dataclass(frozen=True, slots=True)
class SummaryRules:
    """Weights and settings of `summary.toml` with the cues of `cues.toml`, by language."""

    weights: Mapping[str, Mapping[str, float]]
    cues: Mapping[str, Cues]
    redundancy: float  # points off for a sentence that says just what a chosen one says
    same_fact: float  # the share of common words that makes two sentences one fact
    same_figure: float  # the same, when they share a figure too
    lead_article: float  # points more for the sentences of a story's lead


def load_summary_rules(settings: Path, cues: Path) -> SummaryRules:
    """The rules in two TOML files; raises SettingsError naming the file and the place."""
    table, where = _read(settings), str(settings)
    story = _table(table, "story", where)
    weights = _table(table, "weights", where)
    return SummaryRules(
        weights={name: _weights(_table(weights, name, where), where) for name in LANGUAGES},
        cues=load_cues(_read(cues), str(cues)),
        redundancy=_number(table, "redundancy", where),
        same_fact=_number(story, "same_fact", where),
        same_figure=_number(story, "same_figure", where),
        lead_article=_number(story, "lead_article", where),
    )


@cache
def packaged_rules() -> SummaryRules:
    """The shipped rules, read once a process."""
    return load_summary_rules(
        assets.find("seeds", "summary.toml"), assets.find("seeds", "cues.toml")
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        hint = error.strerror or str(error)
        raise SettingsError("cannot be read", where=str(path), hint=hint) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"no valid TOML: {error}", where=str(path), hint="correct that line"
        ) from error


def _table(table: Mapping[str, Any], name: str, where: str) -> Mapping[str, Any]:
    value = table.get(name)
    if not isinstance(value, dict):
        raise SettingsError(f"[{name}] is missing", where=where, hint="add that table")
    return value


def _weights(table: Mapping[str, Any], where: str) -> dict[str, float]:
    names = {feature.__name__ for feature in FEATURES}
    for name in table:
        if name not in names:
            raise SettingsError(f"no feature {name!r}", where=where, hint=nearest(name, names))
    return {name: _number(table, name, where) for name in table}


def _number(table: Mapping[str, Any], name: str, where: str) -> float:
    value = table.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise SettingsError(f"{name} must be a number", where=where, hint=f"not {value!r}")
    return float(value)

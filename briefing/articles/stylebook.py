"""What the desk knows of newspapers' habits: its outlets and `seeds/boilerplate.toml`, compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefing.errors import SettingsError
from briefing.outlets import Outlets


class Rules:
    """Named groups of patterns, tried as one so that a line without a match costs little.

    Patterns that begin with ``^`` are tried at the start of the line only.
    """

    def __init__(self, tables: Iterable[dict[str, Any]]) -> None:
        tables = list(tables)
        patterns = [pattern for table in tables for pattern in table["patterns"]]
        self._rules = [(str(table["rule"]), any_of(table["patterns"])) for table in tables]
        self._at_start = any_of(one for one in patterns if one.startswith("^"))
        self._anywhere = any_of(one for one in patterns if not one.startswith("^"))

    def find(self, line: str) -> tuple[str, re.Match[str]] | None:
        """The first rule that matches, with its match."""
        return next(self.all(line), None)

    def all(self, line: str) -> Iterator[tuple[str, re.Match[str]]]:
        """Every rule that matches, with its first match."""
        if self._at_start.match(line) or self._anywhere.search(line):
            for name, pattern in self._rules:
                if match := pattern.search(line):
                    yield name, match


@dataclass(frozen=True, eq=False)
class Marks:
    """The compiled data file; see the comments there."""

    blocks: Rules
    lines: Rules
    tails: Rules
    summary_openings: re.Pattern[str]
    summary_closings: re.Pattern[str]
    roles: str  # an alternation
    not_names: str  # an alternation
    surnames: str  # an alternation
    outlet_endings: tuple[str, ...]
    not_outlets: frozenset[str]
    datelines: str  # an alternation
    caption_labels: str  # an alternation
    credits: str  # an alternation
    sources: str  # an alternation
    caption_agencies: str  # an alternation
    caption_words: str  # an alternation
    english_captions: re.Pattern[str]
    headline_labels: str  # an alternation
    wire_labels: str  # an alternation
    site_names: re.Pattern[str]
    script_labels: str  # an alternation
    digest_marks: tuple[str, ...]
    digest_separators: tuple[str, ...]
    digest_titles: re.Pattern[str]
    common_words: frozenset[str]
    heading_endings: tuple[str, ...]
    heading_links: frozenset[str]
    heading_openings: frozenset[str]
    list_pages: re.Pattern[str]
    tracking: frozenset[str]
    tracking_prefixes: tuple[str, ...]
    mobile_hosts: dict[str, str]


@dataclass(frozen=True)
class Stylebook:
    """What every step of parsing may look up."""

    outlets: Outlets
    marks: Marks


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern that matches where any of these does, whatever the case; nowhere for none."""
    alternatives = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(alternatives or r"(?!)", re.IGNORECASE)


@lru_cache(maxsize=8)
def load_marks(path: Path) -> Marks:
    """Compile a `boilerplate.toml`; SettingsError when it is missing or wrong."""
    try:
        return _compile(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise SettingsError(error.strerror or "cannot be read", where=str(path)) from None
    except KeyError as error:
        raise SettingsError(f"{error.args[0]} is missing", where=str(path)) from None
    except (TypeError, ValueError, re.error) as error:
        raise SettingsError(f"not valid: {error}", where=str(path)) from None


def _compile(data: dict[str, Any]) -> Marks:
    bylines, captions, digests = data["bylines"], data["captions"], data["digests"]
    headlines = data["headlines"]
    return Marks(
        blocks=Rules(data["blocks"]),
        lines=Rules(data["lines"]),
        tails=Rules(data["tails"]),
        summary_openings=any_of(data["summaries"]["openings"]),
        summary_closings=any_of(data["summaries"]["closings"]),
        roles=_words(bylines["roles"]),
        not_names=_words(bylines["not_names"]),
        surnames=_words(bylines["surnames"]),
        outlet_endings=tuple(bylines["outlet_endings"]),
        not_outlets=frozenset(bylines["not_outlets"]),
        datelines=_words(bylines["datelines"]),
        caption_labels=_words(captions["labels"]),
        credits=_words(captions["credits"]),
        sources=_words(captions["sources"]),
        caption_agencies=_words(captions["agencies"]),
        caption_words=_words(captions["words"]),
        english_captions=any_of(captions["english"]),
        headline_labels=_words(headlines["labels"]),
        wire_labels=_words(headlines["wire_labels"]),
        site_names=any_of(headlines["site_names"]),
        script_labels=_words(data["scripts"]["labels"]),
        digest_marks=tuple(digests["marks"]),
        digest_separators=tuple(digests["separators"]),
        digest_titles=any_of(digests["titles"]),
        common_words=frozenset(digests["common_words"]),
        heading_endings=tuple(digests["heading_endings"]),
        heading_links=frozenset(digests["heading_links"]),
        heading_openings=frozenset(digests["heading_openings"]),
        list_pages=any_of(data["list_pages"]["marks"]),
        tracking=frozenset(data["addresses"]["tracking"]),
        tracking_prefixes=tuple(data["addresses"]["tracking_prefixes"]),
        mobile_hosts=dict(data["addresses"]["mobile"]),
    )


def _words(words: Iterable[str]) -> str:
    """An alternation, the longest first so that no word hides a longer one."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"

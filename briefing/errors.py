"""Errors that a user can act on: each says what, where and what to do.

BriefingError
├── InputError        a file or document that cannot be read
├── SettingsError     briefing.toml, themes, glossary, outlets, weights
├── TemplateError     a template that does not render
├── StoreError        a store that cannot be opened or written
└── EditionError      an edition that is missing or damaged
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_MOST_NAMED = 12  # names in one message


class BriefingError(Exception):
    """What went wrong, where, and what to do about it."""

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what, self.where, self.hint = what, where, hint
        super().__init__(what, where, hint)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.what}{advice}"


class InputError(BriefingError):
    """A file or document that cannot be read."""


class SettingsError(BriefingError):
    """A settings or data file that is missing or wrong."""


class TemplateError(BriefingError):
    """A template that does not render."""


class StoreError(BriefingError):
    """A store that cannot be opened or written."""


class EditionError(BriefingError):
    """An edition that is missing or damaged."""


def nearest(name: str, valid: Iterable[str]) -> str:
    """Advice for an unknown name: the closest valid ones, or all of them if they are few."""
    names = sorted(valid)
    close = get_close_matches(name, names, n=3, cutoff=0.5)
    if close:
        return "did you mean " + " or ".join(close) + "?"
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return "valid: " + ", ".join(names[:_MOST_NAMED]) + more


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun, for messages to the desk, which are in English: ``1 story``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"

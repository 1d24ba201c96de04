"""What an engine is, and how it fails."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from briefing.errors import BriefingError


class EngineError(BriefingError):
    """A translation service that did not do its work; `is_final` when asking again is useless."""

    def __init__(
        self, what: str, *, where: str = "", hint: str = "", is_final: bool = False
    ) -> None:
        super().__init__(what, where=where, hint=hint)
        self.is_final = is_final


@dataclass(frozen=True, slots=True)
class EngineFailure:
    """Why one text was not translated; the others of its batch may be."""

    reason: str


@dataclass(frozen=True, slots=True)
class Markup:
    """How a piece that an engine must leave alone is written into the text."""

    before: str = ""
    after: str = ""
    is_xml: bool = False  # the rest is escaped

    def keep(self, piece: str) -> str:
        """A piece to leave alone."""
        return f"{self.before}{self.plain(piece)}{self.after}"

    def plain(self, piece: str) -> str:
        """A piece to translate."""
        return html.escape(piece, quote=False) if self.is_xml else piece

    def read(self, answer: str) -> str:
        """The text of an answer, without the markup."""
        return html.unescape(re.sub(r"</?[a-z][^<>]*>", "", answer)) if self.is_xml else answer


class Engine(Protocol):
    """A translation service or a local model."""

    @property
    def name(self) -> str:
        """As readers see it: DeepL."""
        ...

    @property
    def version(self) -> str:
        """What else decides its answers, for the cache: the model, a glossary."""
        ...

    @property
    def markup(self) -> Markup | None:
        """How names and figures are written in; None: they are given as terms only."""
        ...

    @property
    def batch(self) -> int:
        """How many texts may go out together."""
        ...

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, terms: Mapping[str, str]
    ) -> list[str | EngineFailure]:
        """A translation or a failure for each text, in order.

        `terms` are names and figures of the texts with their forms in the target language.
        Raises EngineError when the whole batch failed.
        """
        ...


def dig(value: object, *path: str | int) -> object:
    """What stands at a path of keys and places in a JSON value; None when there is no such."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def each(value: object, key: str) -> object:
    """The value under a key of each item of a list; None when it is no list."""
    return [dig(item, key) for item in value] if isinstance(value, list) else None


def paired(answers: object, texts: Sequence[str], name: str) -> list[str | EngineFailure]:
    """The answers, one for each text; EngineError when their number differs."""
    if not isinstance(answers, list):
        raise EngineError("the answer holds no translations", where=name)
    if len(answers) != len(texts):
        raise EngineError(f"{len(answers)} answers for {len(texts)} texts", where=name)
    return [
        answer.strip() if isinstance(answer, str) and answer.strip() else EngineFailure("no text")
        for answer in answers
    ]

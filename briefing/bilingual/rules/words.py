"""The words that the rules read: Korean words, particles and endings with what is known of them."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.bilingual.rules.lexicon import Entry
from briefing.dates import DateMention
from briefing.models import Figure, GlossaryEntry, Token

_ALLOMORPHS = {"은데": "ᆫ데", "아": "어", "았": "었", "아서": "어서", "아야": "어야"}


class Refused(Exception):  # noqa: N818  the rules refuse a sentence; nothing went wrong
    """The rules are not sure of this sentence; the message says why."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a particle or an ending."""

    kind: str  # noun, name, figure, date, latin, det, adverb, verb, adjective, form, comma, bracket
    form: str  # as the patterns of the grammar have it
    tag: str
    start: int
    end: int
    entry: Entry | None = None
    figure: Figure | None = None
    name: GlossaryEntry | None = None
    date: DateMention | None = None
    is_passive: bool = False
    text: str = ""  # what a bracket holds, in English

    @property
    def known(self) -> Entry:
        """Its entry in the lexicon; raises `Refused` when it has none."""
        if self.entry is None:
            raise Refused(f"not in the lexicon: {self.form}")
        return self.entry


def normal_form(token: Token) -> str:
    """The form of an ending or particle without its allomorphs."""
    form = token.form
    if token.tag == "ETM" and not form.startswith("는다"):
        return {"은": "ᆫ", "을": "ᆯ"}.get(form, form)
    if token.tag[0] == "E":
        if form.startswith("는다"):
            return "ᆫ" + form[1:]
        if form.startswith("으") and len(form) > 1:
            return form[1:]
        return _ALLOMORPHS.get(form, form)
    return form

"""Persons by surname and title: 황 CEO, 쩌우 부행장, once the article has named them in full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefing.bilingual.request import Request
from briefing.bilingual.rules.lexicon import lexicon
from briefing.bilingual.rules.words import Word
from briefing.models import GlossaryEntry

_SHORT = re.compile(r"(?<![가-힣A-Za-z])([가-힣]{1,3}) (C[ETFO]O|[가-힣]{2,6})")


def short_names(request: Request) -> list[Word]:
    """The surnames before a title that fit exactly one person of the article."""
    if not request.people:
        return []
    return [word for found in _SHORT.finditer(request.text) for word in _word(found, request)]


def _word(found: re.Match[str], request: Request) -> Iterator[Word]:
    taken = any(name.start < found.end(1) and found.start(1) < name.end for name in request.names)
    if taken or not _is_title(found[2]):
        return
    fitting = [short for entry in request.people if (short := _shortened(entry, found[1]))]
    if len(fitting) == 1:
        yield Word("name", found[1], "NNP", *found.span(1), name=fitting[0])


def _is_title(word: str) -> bool:
    """Whether a word is a title, with or without its particle."""
    nouns, titles = lexicon().nouns, lexicon().grammar["titled"]["words"]
    forms = [word[:end] for end in range(len(word), 1, -1)]
    return any(form in titles or (form in nouns and "person" in nouns[form].tags) for form in forms)


def _shortened(entry: GlossaryEntry, surname: str) -> GlossaryEntry | None:
    """The person under the surname alone: Huang of 젠슨 황, Zou of 쩌우란."""
    parts, english = entry.ko.split(), entry.en.split()
    if len(english) < 2 or entry.ko == surname:
        return None
    if len(parts) > 1:  # the surname comes last: 젠슨 황
        fits, name = parts[-1] == surname, english[-1]
    else:  # it comes first: 쩌우란
        fits, name = entry.ko.startswith(surname), english[0]
    return replace(entry, ko=surname, en=name, ko_aliases=(), en_aliases=()) if fits else None

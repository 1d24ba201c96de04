"""Step: cut the speakers' labels of broadcast scripts: ``[앵커] … [기자] …``."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.articles.draft import Cut, Draft
from briefing.articles.stylebook import Marks, Stylebook

_BRACKET = re.compile(r"[\[<【]")


@lru_cache(maxsize=8)
def _label(marks: Marks) -> re.Pattern[str]:
    place = r"(?:^|(?<=[.!?\"”’]\s)|(?<=[.!?\"”’]))"
    return re.compile(rf"{place}[\[<【]\s*{marks.script_labels}\s*[\]>】]\s*")


def cut_script_labels(draft: Draft, book: Stylebook) -> Draft:
    """Cut labels at the start of a paragraph or between two sentences, where a new one begins."""
    label = _label(book.marks)
    cuts: list[Cut] = []
    kept: list[str] = []
    for line in draft.lines:
        labels = label.findall(line) if _BRACKET.search(line) else []
        cuts.extend(Cut("script-label-cut", found.strip()) for found in labels)
        pieces = [piece.strip() for piece in label.split(line)] if labels else [line]
        kept.extend(piece for piece in pieces if piece or not labels)
    return draft.without(cuts, kept)

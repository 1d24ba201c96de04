"""The index of the archive's search page: which stories hold which morphemes.

{"editions": [["2026-W47", "제47호, …"], …],
 "items": [[edition, "story id", "headline ko", "headline en"], …],
 "words": {"딥시크": [item, …], …}}
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from briefing.language import tokenise
from briefing.models import Item, Line

if TYPE_CHECKING:
    from briefing.operations.archive import Entry


def index_items(entries: Iterable[Entry]) -> str:
    """The index as JSON that can stand in a script element."""
    editions, items = list[list[str]](), list[list[str | int]]()
    words: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        for section in entry.brief.sections:
            for item in section.items:
                heads = [_in(item.headline, language) for language in ("ko", "en")]
                for word in _words(item):
                    words[word].append(len(items))
                items.append([len(editions), item.story_id, *heads])
        period = entry.brief.period
        editions.append([entry.folder.name, f"{period.since} – {period.until}"])
    index = {"editions": editions, "items": items, "words": dict(sorted(words.items()))}
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")  # no text can end the element


def _in(line: Line, language: str) -> str:
    """A line in a language; empty when it has only key facts there."""
    return line.text if line.language == language else line.rendering.text


def _words(item: Item) -> list[str]:
    """What the item is found by: morphemes of both languages, and English words as written."""
    from briefing.store.search import morphemes

    found: dict[str, None] = {}
    for line in (item.headline, *item.lines):
        for text, language in (
            (line.text, line.language),
            (line.rendering.text, line.rendering.language),
        ):
            tokens = tokenise(text, language)
            found.update(dict.fromkeys(morphemes(tokens, text).split()))
            if language == "en":
                found.update(dict.fromkeys(token.form for token in tokens))
    return list(found)

"""Noun phrases in the other language, from glossary and lexicon alone; nothing is guessed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from briefing.bilingual.request import Request
from briefing.models import Gloss, GlossaryEntry
from briefing.names import Glossary, find_names


def name_in(entry: GlossaryEntry, language: str) -> str:
    """The entry's main form in a language; empty when it has none."""
    return entry.ko if language == "ko" else entry.en


@lru_cache(maxsize=10_000)
def write_phrase(
    text: str, source: str, target: str, glossary: Glossary, glosses: Sequence[Gloss] = ()
) -> str:
    """`text` in the other language when every word of it is known, else an empty string.

    ``챗GPT 다운로드 수`` is ``ChatGPT's downloads`` only because all of it is known; nothing is
    returned rather than half a phrase. `glosses` is a tuple.
    """
    from briefing.language import tokenise

    if not text or source == target:
        return text
    tokens = tokenise(text, source)
    names = find_names(text, source, tokens, glossary, glosses=glosses)
    if source != "ko":
        covered = {place for name in names for place in range(name.start, name.end)}
        rest = "".join(c for n, c in enumerate(text) if n not in covered).strip()
        known = " ".join(name_in(name.entry, target) for name in names)
        return known if not rest else _korean_nouns().get(text.lower(), "")
    from briefing.bilingual.rules.phrases import write_nouns

    return write_nouns(Request(text, source, target, names=names), tokens)


@cache
def _korean_nouns() -> dict[str, str]:
    """The lexicon's English nouns, singular and plural, that stand for one Korean noun only."""
    from briefing.bilingual.rules.inflection import plural
    from briefing.bilingual.rules.lexicon import lexicon

    found: dict[str, set[str]] = {}
    for entry in lexicon().nouns.values():
        for form in (entry.en.lower(), plural(entry.en.lower())):
            found.setdefault(form, set()).add(entry.ko)
    return {english: next(iter(korean)) for english, korean in found.items() if len(korean) == 1}

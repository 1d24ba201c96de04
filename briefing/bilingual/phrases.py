"""Noun phrases in the other language, from glossary entries alone; nothing is guessed."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.models import Gloss, GlossaryEntry, Mention
from briefing.names import Glossary, find_names


def name_in(entry: GlossaryEntry, language: str) -> str:
    """The entry's main form in a language; empty when it has none."""
    return entry.ko if language == "ko" else entry.en


def write_phrase(
    text: str, source: str, target: str, glossary: Glossary, glosses: Sequence[Gloss] = ()
) -> str:
    """`text` in the other language if glossary entries cover all of it, else an empty string.

    ``챗GPT 다운로드 수`` has 수 left over when only 챗GPT and 다운로드 are known: nothing is
    returned rather than half a phrase.
    """
    from briefing.language import tokenise

    if not text:
        return ""
    mentions = find_names(text, source, tokenise(text, source), glossary, glosses=glosses)
    if _rest(text, mentions):
        return ""
    return " ".join(name_in(mention.entry, target) for mention in mentions)


def _rest(text: str, mentions: Sequence[Mention]) -> str:
    """What no mention covers, without spaces."""
    covered = {index for mention in mentions for index in range(mention.start, mention.end)}
    return "".join(char for index, char in enumerate(text) if index not in covered).strip()

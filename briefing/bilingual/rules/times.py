"""Whether a time before a noun is the noun's or the verb's: 지난해 매출, 올해 AI 인프라에."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.bilingual.rules.atoms import NAMES
from briefing.bilingual.rules.lexicon import Entry, lexicon
from briefing.bilingual.rules.nouns import Noun
from briefing.bilingual.rules.words import Word

_NOUNS = frozenset(("noun", "name"))


def is_time(atoms: list[tuple[Word, Noun]]) -> bool:
    """Whether only a time has been read, which belongs to the verb and not to a name."""
    return all(noun.place == "date" for _, noun in atoms)


def is_apart(words: Sequence[Word], index: int) -> bool:
    """Whether a time before the words at `index` belongs to the verb: names, figures, things."""
    word = words[index]
    figure = word.figure
    if word.name is not None and word.name.kind in NAMES:
        return True
    if figure is not None:
        return figure.unit != "count" or bool(figure.counter)
    if word.date or word.kind not in _NOUNS:
        return False
    end = index
    while end + 1 < len(words) and words[end + 1].kind in _NOUNS and not words[end + 1].date:
        end += 1
    last = words[end].name or words[end].entry
    if last is None or (isinstance(last, Entry) and "date" in last.tags):
        return False
    return not last.en.endswith(tuple(lexicon().grammar["measures"]["nouns"]))

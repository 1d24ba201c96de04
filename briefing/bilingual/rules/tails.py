"""Reads what follows a verb stem: layers of tense and mood, then how the clause goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from briefing.bilingual.rules.lexicon import Entry, lexicon, longest
from briefing.bilingual.rules.words import Refused, Word

_NOMINAL = frozenset(("noun", "name", "latin", "det"))


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a verb stem."""

    layers: tuple[str, ...]  # from the inside out
    link: str  # how the clause joins what follows
    end: int  # the word after it


class Tails:
    """The tails of one sentence."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self.forms = [_plain_adnominal(word) for word in words]

    def read(self, index: int, *, is_adjective: bool) -> Tail:
        """The tail at `index`; raises `Refused` when it is not in the grammar."""
        layers: list[str] = []
        has = self._words[index - 1].form in lexicon().grammar["having"]["verbs"]
        while index < len(self._words):
            found = longest(lexicon().tails, self.forms, index)
            if found is None:
                raise Refused(f"ending: {' '.join(self.forms[index : index + 4])}")
            count, table, value = found
            adnominal = self._words[index].form
            if self.forms[index] == "ᆫ" and (
                adnominal == "던" or (adnominal == "ᆫ" and not (is_adjective or has))
            ):
                layers.append("past")
            index += count
            if table == "ending":
                return Tail(tuple(layers), value, index)
            layers.append(value)
            last = self._words[index - 1]
            is_adjective = is_adjective if last.tag == "VX" else last.tag.startswith("VA")
        raise Refused("no ending")

    def following(self, index: int) -> str:
        """How the next predicate ends; a quotation further on counts first."""
        links: list[str] = []
        while index < len(self._words):
            word = self._words[index]
            index += 1
            is_predicate = word.kind in {"verb", "adjective"} and word.entry is not None
            if _marks_subject(word) and not links:
                links.append("")  # a clause with a subject of its own stands apart
            if is_predicate or word.tag in {"VCP", "VCN"}:
                try:
                    tail = self.read(index, is_adjective=word.kind == "adjective")
                except Refused:
                    continue
                if word.kind != "adjective" or tail.link != "relative":  # 크고 새로운 is rare
                    links.append(tail.link)
                index = tail.end
        quotes = [link for link in links if link.startswith("quote")]
        return (quotes or links or [""])[0]

    def _quote_end(self, index: int) -> int:
        """Where the last quotation from here on ends; `index` when none does."""
        place = index
        while index < len(self._words):
            found = longest(lexicon().tails, self.forms, index)
            if found and found[1] == "ending" and found[2].startswith("quote"):
                place = index + found[0]
            index += found[0] if found else 1
        return place

    def is_past(self, index: int) -> bool:
        """Whether a past follows."""
        return any(word.form == "었" and word.tag == "EP" for word in self._words[index:])

    def has_subject(self, index: int, end: int | None = None) -> bool:
        """Whether a subject or topic follows, up to `end`."""
        return any(_marks_subject(word) for word in self._words[index:end])

    def next_clause(self, index: int) -> tuple[str, int]:
        """How the next clause that stands before no noun ends, and where."""
        while index < len(self._words):
            word = self._words[index]
            index += 1
            if word.kind in {"verb", "adjective"} or word.tag in {"VCP", "VCN"}:
                try:
                    tail = self.read(index, is_adjective=word.kind == "adjective")
                except Refused:
                    continue
                if not tail.link.startswith("relative") and tail.link != "content":
                    return tail.link, tail.end
                index = tail.end
        return "", index

    def described(self, index: int) -> Entry | None:
        """The noun that the next clause before a noun describes: its last word in a row."""
        while index < len(self._words):
            word = self._words[index]
            index += 1
            if word.kind == "verb":
                tail = self.read(index, is_adjective=False)
                if tail.link.startswith("relative"):
                    row = takewhile(lambda word: word.kind in _NOMINAL, self._words[tail.end :])
                    return next((word.entry for word in reversed(list(row))), None)
                index = tail.end
        return None

    def wants_subject(self, index: int) -> bool:
        """Whether a quotation follows whose verb has its subject before `index`, if any."""
        return not any(map(_marks_subject, self._words[index : self._quote_end(index)]))

    def intends(self, index: int) -> bool:
        """Whether that quotation says what its speaker will do: 하겠다고."""
        words = self._words[index : self._quote_end(index)]
        return any(word.form == "겠" and word.tag == "EP" for word in words)

    def has_one_subject(self) -> bool:
        """Whether the whole sentence has a single subject, which all its verbs then share."""
        return sum(map(_marks_subject, self._words)) == 1

    def has_speaker(self, index: int) -> bool:
        """Whether a subject follows the last quotation."""
        return self.has_subject(self._quote_end(index))


def _marks_subject(word: Word) -> bool:
    return word.tag == "JKS" or (word.tag == "JX" and word.form in {"은", "는"})


def _plain_adnominal(word: Word) -> str:
    return "ᆫ" if word.tag == "ETM" and word.form in {"는", "던"} else word.form

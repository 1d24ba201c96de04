"""Reads a row of Korean words from left to right and writes it in English.

Noun phrases wait with their particles until the verb comes that takes them; the verb's ending
says how its clause joins what follows. Whatever does not fit raises `Refused`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.bilingual.rules.endings import BE, Joiner
from briefing.bilingual.rules.joining import coordinated
from briefing.bilingual.rules.lexicon import lexicon, longest
from briefing.bilingual.rules.nouns import Noun, attached
from briefing.bilingual.rules.parts import Part, has, has_subject
from briefing.bilingual.rules.phrases import PhraseReader
from briefing.bilingual.rules.predicates import (
    exceeded,
    existence,
    graded,
    idiomatic,
    moved_figure,
    moving,
    voiced_view,
)
from briefing.bilingual.rules.verbs import Verb
from briefing.bilingual.rules.words import Refused, Word

_SHORT = re.compile(r" (?:seconds?|minutes?|hours?|days?)$")
_SUPERLATIVES = frozenset(("가장", "최고", "최대", "최저", "최고치", "최저치"))


def write_sentence(words: Sequence[Word], published: object) -> str:
    """The sentence in English; raises `Refused` when its parse is not sure."""
    return _Parser(words, published).sentence()


class _Parser(Joiner):
    def __init__(self, words: Sequence[Word], published: object) -> None:
        super().__init__(words)
        self._phrases = PhraseReader(words, published)
        self._degree = ""

    def sentence(self) -> str:
        """The whole sentence."""
        index = 0
        while index < len(self._words):
            index = self._next(index)
        if not self._done or self._done[-1].link != "end" or self._waits():
            raise Refused("no end")
        text = coordinated(self._done)
        text = re.sub(r"\s+,", ",", re.sub(r",(?:\s*,)+", ",", text)).rstrip(",")
        if not re.match(r"[a-z]+[A-Z]", text):  # iPhone stays
            text = text[0].upper() + text[1:]
        return text + "."

    def _waits(self) -> bool:
        """Whether anything that has been read still waits for a verb or a noun."""
        return bool(self._parts or self._modifiers or self._conjuncts)

    def _next(self, index: int) -> int:
        word = self._words[index]
        if self._phrases.starts(index):
            return self._noun(index)
        if word.kind == "adverb":
            return self._adverb(word, index)
        if word.kind in {"verb", "adjective"}:
            return self._predicate(word, index)
        if word.kind == "comma":
            return index + 1
        raise Refused(f"{word.form}/{word.tag} out of place")

    # Noun phrases and adverbs

    def _noun(self, index: int) -> int:
        noun, index = self._phrases.read(index, self._modifiers)
        self._modifiers = []
        return self._linked(noun, index)

    def _linked(self, noun: Noun, index: int) -> int:
        """A noun phrase with its particle, postposition or copula."""
        if self._tag(index) == "VCP":
            return self._copula(noun, index + 1)
        if self._tag(index) == "EF":  # after a vowel the copula may be left out: 30%다
            return self._copula(noun, index)
        found = self._link(index)
        if found is None or (found[1] == "adnominal" and noun.place == "date"):
            self._parts.append(Part("", noun))
            return index
        count, table, value = found
        index += count
        if table == "one_of":
            text = f"one of {replace(noun, is_many=True).write()}"
            return self._linked(Noun(text, "name", is_person=noun.is_person), index)
        if value == "between" and noun.place == "figure":
            if self._words[index - 1].form != "간" or noun.head.endswith("%"):
                raise Refused("between figures")
            table, value = "adverbial", "for"  # 90일간
        if table == "particle" and self._tag(index) == "VCN":
            return self._copula(noun, index + 1, is_negative=True)
        self._attach(noun, table, value, index)
        return index

    def _attach(self, noun: Noun, table: str, value: str, index: int) -> None:
        """Lets a noun phrase wait for its verb, or for the noun that it describes."""
        if self._words[index - 2].form == "만" and self._is_superlative(index):
            raise Refused("the most in how long?")
        if value in {"refuse", "only"}:
            raise Refused(f"pattern {self._words[index - 1].form}")
        if table == "adnominal":
            self._modifiers.append(lambda head: attached(head, value, noun))
        elif table == "adverbial":
            if value == "since" and noun.place != "date":
                value = "after"  # 사고 이후
            place = "front" if not self._parts or value == "according to" else "end"
            before, _, behind = self._lasting(noun, value, index).partition(" *")
            self._parts.append(Part(place, text=f"{before} {noun.write()}{behind}"))
        else:
            self._parts.append(Part(value, noun))

    def _lasting(self, noun: Noun, value: str, index: int) -> str:
        """How English says how long: for 90 days, over the past six months, in just 10 seconds."""
        if noun.place != "figure" or value not in {"during", "for", "after"}:
            return value
        if value == "after":
            return (
                "in just"
                if self._words[index - 2].form == "만" and _SHORT.search(noun.head)
                else value
            )
        spans = {"recently": "over the past", "in future": "over the next"}
        if self._parts and self._parts[-1].text in spans:
            return spans[self._parts.pop().text]
        return "for"

    def _is_superlative(self, index: int) -> bool:
        """Whether a superlative follows: 16개월 만에 가장 낮았다."""
        return any(word.form in _SUPERLATIVES for word in self._words[index:])

    def _link(self, index: int) -> tuple[int, str, str] | None:
        forms = self._tails.forms
        return longest(lexicon().links, forms, index) if index < len(forms) else None

    def _adverb(self, word: Word, index: int) -> int:
        entry = word.known
        place = next(iter(entry.tags), "end")
        if place == "deg":
            self._degree = entry.en
        else:
            self._parts.append(Part(place, text=entry.en))
        return index + 1

    # Predicates

    def _copula(self, noun: Noun, index: int, *, is_negative: bool = False) -> int:
        """X는 Y이다, X는 Y가 아니다; a moved figure brings a verb of its own."""
        tail = self._tails.read(index, is_adjective=True)
        if noun.head.endswith(" and others"):
            raise Refused("an open list")
        if noun.moved and not is_negative:
            return self._join(BE, moving(noun), tail)
        if noun.content and noun.after.startswith("that ") and not has_subject(self._parts):
            self._parts.append(Part("topic", Noun(f"the {noun.head}", "name")))
            return self._join(BE, Verb("be", noun.after, is_negative=is_negative), tail)
        return self._join(BE, Verb("be", noun.write(new=True), is_negative=is_negative), tail)

    def _predicate(self, word: Word, index: int) -> int:
        entry = lexicon().adjectives["있"] if word.form == "있" else word.known
        is_adjective = word.kind == "adjective" or word.form == "있"
        tail = self._tails.read(index + 1, is_adjective=is_adjective)
        if entry.ko in {"있", "없"}:
            if tail.link == "relative":
                return self._join(entry, Verb("be"), tail)
            return self._join(BE, existence(entry, self._parts), tail)
        if is_adjective:
            if has(self._parts, "보다"):  # o1보다 높다
                self._degree = self._degree or "more"
            adjective, self._degree = graded(entry.en, self._degree), ""
            bare = replace(entry, en=adjective, slots=())
            return self._join(bare, Verb("be", adjective), tail)
        if self._degree:
            adverb = lexicon().grammar["degree"].get(self._degree)
            if adverb is None:
                raise Refused("a degree before a verb")
            self._parts.append(Part("end", text=adverb))
            self._degree = ""
        if (voiced := voiced_view(entry, self._parts)) is not None:
            return self._join(BE, voiced, tail)
        if (moved := moved_figure(entry, self._parts)) is not None:
            return self._join(BE, moved, tail)
        entry = idiomatic(entry, self._parts)
        exceeded(entry, self._parts)
        first, _, rest = entry.en.partition(" ")
        is_passive = word.is_passive or (
            word.text == "bare" and "을" in entry.slots and not has(self._parts, "object")
        )
        if is_passive and rest and not word.is_passive:
            raise Refused("a passive of more words")
        return self._join(entry, Verb(first, rest, is_passive=is_passive), tail)

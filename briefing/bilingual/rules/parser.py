"""Reads a row of Korean words from left to right and writes it in English.

Noun phrases wait with their particles until the verb comes that takes them; the verb's ending
says how its clause joins what follows. Whatever does not fit raises `Refused`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.bilingual.rules.clauses import Clause
from briefing.bilingual.rules.filling import filled
from briefing.bilingual.rules.joining import coordinated, subordinated
from briefing.bilingual.rules.layers import layered
from briefing.bilingual.rules.lexicon import Entry, lexicon, longest
from briefing.bilingual.rules.nouns import Noun, attached
from briefing.bilingual.rules.parts import Part, has, possessed, shares_subject
from briefing.bilingual.rules.phrases import Modifier, PhraseReader
from briefing.bilingual.rules.predicates import existence, graded, moved_figure, moving, saying
from briefing.bilingual.rules.relatives import relative
from briefing.bilingual.rules.scopes import same_subject, split_topic, take
from briefing.bilingual.rules.tails import Tail, Tails
from briefing.bilingual.rules.verbs import Verb
from briefing.bilingual.rules.words import Refused, Word

_BE = Entry("이", "be", {}, frozenset())
_SAY = Entry("라며", "say", {}, frozenset({"say"}), ("을",))
_FINITE = frozenset(("and", "but", "or", "so", "end"))
_TENSELESS = frozenset(("when", "as", "because", "while"))  # take their tense from a later verb


def write_sentence(words: Sequence[Word], published: object) -> str:
    """The sentence in English; raises `Refused` when its parse is not sure."""
    return _Parser(words, published).sentence()


class _Parser:
    def __init__(self, words: Sequence[Word], published: object) -> None:
        self._words, self._tails = words, Tails(words)
        self._phrases = PhraseReader(words, published)
        self._parts: list[Part] = []  # that wait for their verb
        self._done: list[Clause] = []
        self._modifiers: list[Modifier] = []  # that wait for their noun
        self._degree = ""

    def sentence(self) -> str:
        """The whole sentence."""
        index = 0
        while index < len(self._words):
            index = self._next(index)
        if not self._done or self._done[-1].link != "end" or self._parts or self._modifiers:
            raise Refused("no end")
        text = coordinated(self._done)
        text = re.sub(r"\s+,", ",", re.sub(r",(?:\s*,)+", ",", text)).rstrip(",")
        if not re.match(r"[a-z]+[A-Z]", text):  # iPhone stays
            text = text[0].upper() + text[1:]
        return text + "."

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

    def _tag(self, index: int) -> str:
        return self._words[index].tag if index < len(self._words) else ""

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
        if value in {"refuse", "only"} or (value == "between" and noun.place == "figure"):
            raise Refused(f"pattern {self._words[index - 1].form}")
        if table == "one_of":
            text = f"one of {replace(noun, is_many=True).write()}"
            return self._linked(Noun(text, "name", is_person=noun.is_person), index)
        if table == "adnominal":
            self._modifiers.append(lambda head: attached(head, value, noun))
        elif table == "adverbial":
            place = "front" if not self._parts or value == "according to" else "end"
            lasts = value == "during" and noun.place == "figure"
            self._parts.append(Part(place, text=f"{'for' if lasts else value} {noun.write()}"))
        elif self._tag(index) == "VCN":
            return self._copula(noun, index + 1, is_negative=True)
        else:
            self._parts.append(Part(value, noun))
        return index

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
            return self._join(_BE, moving(noun), tail)
        return self._join(_BE, Verb("be", noun.write(new=True), is_negative=is_negative), tail)

    def _predicate(self, word: Word, index: int) -> int:
        entry = lexicon().adjectives["있"] if word.form == "있" else word.known
        is_adjective = word.kind == "adjective" or word.form == "있"
        tail = self._tails.read(index + 1, is_adjective=is_adjective)
        if entry.ko in {"있", "없"}:
            if tail.link == "relative":
                return self._join(entry, Verb("be"), tail)
            return self._join(_BE, existence(entry, self._parts), tail)
        if is_adjective:
            if has(self._parts, "보다"):  # o1보다 높다
                self._degree = self._degree or "more"
            adjective, self._degree = graded(entry.en, self._degree), ""
            bare = replace(entry, en=adjective, slots=())
            return self._join(bare, Verb("be", adjective), tail)
        if self._degree:
            raise Refused("a degree before a verb")
        if (moved := moved_figure(entry, self._parts)) is not None:
            return self._join(_BE, moved, tail)
        first, _, rest = entry.en.partition(" ")
        return self._join(entry, Verb(first, rest, is_passive=word.is_passive), tail)

    def _join(self, entry: Entry, verb: Verb, tail: Tail) -> int:
        if tail.link.startswith("relative") or tail.link == "content":
            self._relative(entry, verb, tail)
        elif tail.link.startswith("quote"):
            self._quote(entry, verb, tail)
        elif tail.link in _FINITE:
            self._finite(entry, verb, tail)
        else:
            self._subordinate(entry, verb, tail)
        return tail.end

    def _relative(self, entry: Entry, verb: Verb, tail: Tail) -> None:
        taken = self._take(entry, verb, tail)
        layers = (*tail.layers, "will") if tail.link == "relative-future" else tail.layers
        if tail.link == "relative-purpose":
            clause = self._filled(entry, verb, taken, "subject")
            self._modifiers.append(lambda noun: attached(noun, "to", clause.infinitive()))
            return
        content = tail.link == "content"
        self._modifiers.append(relative(entry, verb, layers, taken, says_all=content))

    def _take(self, entry: Entry, verb: Verb, tail: Tail) -> list[Part]:
        return take(self._parts, entry, verb, follows=self._tails.has_subject(tail.end))

    def _quote(self, entry: Entry, verb: Verb, tail: Tail) -> None:
        said, before = self._words[tail.end - 1].form, self._tag(tail.end - 2)
        if said.startswith("라") and not before.startswith(("VCP", "VCN", "EF")):
            raise Refused("an order")  # 중단하라고
        parts, self._parts = split_topic(self._parts, self._tails, tail.end)
        layers = (*tail.layers, "will") if tail.link == "quote-will" else tail.layers
        clause = replace(self._filled(entry, verb, parts, "subject"), layers=layers, link="end")
        if clause.subject is None and not self._done:
            clause = replace(clause, subject=same_subject(self._parts))
        inner, self._done = [*self._done, clause], []
        text = f"that {coordinated(inner, shifted=self._tails.is_past(tail.end))}"
        self._parts.append(Part("quote", text=text))
        if tail.link == "quote-and":
            parts, self._parts = self._parts, []
            self._done.append(replace(filled(_SAY, Verb("say"), parts), link="and"))

    def _subordinate(self, entry: Entry, verb: Verb, tail: Tail) -> None:
        link, layers = tail.link, tail.layers
        if link in _TENSELESS and not layers and self._tails.is_past(tail.end):
            layers = ("past",)
        clause = self._filled(entry, verb, self._take(entry, verb, tail), "subject")
        clause = replace(clause, verb=layered(clause.verb, layers))
        if clause.subject is not None and self._parts and self._parts[-1].is_date:
            raise Refused("whose date?")
        place = "end" if link == "to" else "clause"
        self._parts.append(Part(place, text=subordinated(clause, link)))

    def _finite(self, entry: Entry, verb: Verb, tail: Tail) -> None:
        parts, self._parts = self._parts, []
        if tail.link != "end":
            parts = self._scoped(parts, tail)
        clause = self._filled(entry, verb, parts, "subject" if self._done else "agent")
        if clause.subject is None and not self._done:
            raise Refused("no subject")
        if tail.link == "so" and clause.subject and entry is _BE:
            raise Refused("so")
        shares = shares_subject(parts)
        self._done.append(replace(clause, layers=tail.layers, link=tail.link, shares=shares))

    def _scoped(self, parts: list[Part], tail: Tail) -> list[Part]:
        """The parts of a clause that another follows; a speaker waits for the verb of saying.

        Refuses what may belong to a clause before a noun instead: 공개하고 높인 제품.
        """
        following = self._tails.following(tail.end)
        if following.startswith("quote"):
            inner, self._parts = split_topic(parts, self._tails, tail.end)
            if not any(part.is_subject for part in inner):
                raise Refused("scope of a quotation")
            return inner
        is_apart = "past" in tail.layers or self._tag(tail.end) == "SP"
        if following not in _FINITE and not is_apart:
            raise Refused("scope of a clause")
        return parts

    def _filled(self, entry: Entry, verb: Verb, parts: Sequence[Part], gap: str) -> Clause:
        if has(parts, "quote"):
            verb = saying(entry, verb)
        return filled(entry, verb, possessed(entry, parts), gap=gap)

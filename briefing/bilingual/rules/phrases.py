"""Reads Korean noun phrases: 의, 와, 등, determiners, and words side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from briefing.bilingual.request import Request
from briefing.bilingual.rules.atoms import NAMES, atom, bracketed, determined
from briefing.bilingual.rules.compounds import composed, former, measured, sized
from briefing.bilingual.rules.inflection import possessive
from briefing.bilingual.rules.lexicon import lexicon, longest
from briefing.bilingual.rules.nouns import Noun, generic, joined, owned
from briefing.bilingual.rules.reading import read_words
from briefing.bilingual.rules.times import is_apart, is_time
from briefing.bilingual.rules.words import Refused, Word
from briefing.models import Token

Modifier = Callable[[Noun], Noun]
_SHARED = ("most of ", "half of ", "part of ")
_STARTS = frozenset(("noun", "name", "figure", "number", "date", "latin", "det"))


class PhraseReader:
    """Reads the noun phrases of one sentence."""

    def __init__(self, words: Sequence[Word], published: object) -> None:
        self._words, self._published = words, published
        self._forms = [word.form for word in words]

    def starts(self, index: int) -> bool:
        """Whether a noun phrase begins here."""
        word = self._word(index)
        if word is None:
            return False
        return word.kind in _STARTS or (
            word.tag == "NP" and word.form in lexicon().grammar["pronoun"]
        )

    def read(self, index: int, modify: Sequence[Modifier] = ()) -> tuple[Noun, int]:
        """The noun phrase at `index`, up to its particle, and where it ends.

        `modify` are the clauses and phrases before it; they belong to its first noun.
        """
        noun, index = self._owned(index, modify)
        nouns, conjunction = [noun], "and"
        while (joint := self._joint(index)) is not None:
            conjunction, index = joint or conjunction, index + 1
            noun, index = self._owned(index)
            nouns.append(noun)
        noun = joined(nouns, conjunction) if len(nouns) > 1 else nouns[0]
        return self._and_others(noun, index)

    def _word(self, index: int) -> Word | None:
        return self._words[index] if index < len(self._words) else None

    def _joint(self, index: int) -> str | None:
        """The English conjunction when this word joins two nouns; empty for a comma."""
        word = self._word(index)
        if word is None or not self.starts(index + 1):
            return None
        if word.kind == "comma":
            return "" if word.form != "," or self._lists(index + 1) else None
        after = self._words[index + 1]
        is_time = after.date is not None or (after.entry and "date" in after.entry.tags)
        if word.form in {"와", "과"} and (is_time or not self._pairs(index)):
            return None
        return (
            lexicon().grammar["joint"].get(word.form) if word.kind in {"form", "adverb"} else None
        )

    def _pairs(self, index: int) -> bool:
        """Whether 와 joins two nouns: 구글과 메타; not 테슬라와 계약을, a contract with Tesla."""
        left, right = self._words[index - 1], self._words[index + 1]
        if left.name is None or left.name.kind not in NAMES:
            return self._words[index].tag == "JC"
        if right.name is not None and right.name.kind == left.name.kind:
            return True
        end = index + 1
        while end < len(self._words) and (
            self._words[end].kind in _STARTS or self._words[end].form == "의"
        ):
            end += 1
        is_object = end < len(self._words) and self._words[end].form in {"을", "를"}
        return self._words[index].tag == "JC" and not is_object

    def _lists(self, index: int) -> bool:
        """Whether a list goes on: the next noun is followed by a joint or by 등."""
        while index < len(self._words) and self._words[index].kind in _STARTS:
            index += 1
        after = self._word(index)
        return after is not None and (
            after.form in {"등", "및"}
            or after.tag == "JC"
            or (after.kind == "comma" and self._lists(index + 1))
        )

    def _and_others(self, noun: Noun, index: int) -> tuple[Noun, int]:
        word = self._word(index)
        if word is None or word.form != "등":
            return noun, index
        others = Noun(f"{noun.write()} and others", "name", is_many=True, place=noun.place)
        if not self.starts(index + 1):
            return others, index + 1
        rest, index = self.read(index + 1)
        if rest.counted in {"name", "figure"}:
            raise Refused("등 before a name")
        return replace(rest, is_many=True, after=f"including {generic(noun).write()}"), index

    def _owned(self, index: int, modify: Sequence[Modifier] = ()) -> tuple[Noun, int]:
        """A의 B의 C: the C of B of A."""
        noun, index = self._group(index)
        waits = noun.place == "figure" and self._is_owned(index)  # …한 10명의 과학자
        for modifier in reversed(() if waits else modify):
            noun = modifier(noun)
        while self._is_owned(index):
            owned_noun, index = self._group(index + 1)
            noun = self._own(owned_noun, noun)
            for modifier in reversed(modify if waits else ()):
                noun = modifier(noun)
            waits = False
        return noun, index

    def _is_owned(self, index: int) -> bool:
        word = self._word(index)
        return word is not None and word.form == "의" and self.starts(index + 1)

    def _own(self, noun: Noun, owner: Noun) -> Noun:
        if noun.place == "date":
            raise Refused("a time of something")
        if owner.head == "scale" and re.fullmatch(r"of \S*\d.*", owner.after):
            return sized(noun, owner.after.removeprefix("of "))
        if noun.head.startswith(_SHARED) and owner.counted == "name" and not owner.is_many:
            share, _, whole = noun.head.partition(" of ")
            return replace(noun, head=f"{share} of {possessive(owner.write())} {whole}")
        if owner.place == "figure":
            if noun.counted in {"name", "figure"} or noun.quantity:
                raise Refused("figure of a name")
            return measured(noun, owner)
        if noun.counted == "figure":
            joint = "" if owner.place == "date" else "of "
            return replace(noun, after=f"{joint}{owner.write()}")
        if noun.counted == "name" and owner.place != "place":
            return replace(
                noun, owner=possessive(owner.write()), head=noun.head.removeprefix("the ")
            )
        if owner.place == "date":
            return replace(noun, after=f"{owner.head} {noun.after}".strip())
        return owned(noun, owner)

    def _group(self, index: int) -> tuple[Noun, int]:
        """Determiners, then nouns, names and figures side by side."""
        determiners, index = self._determiners(index)
        atoms: list[tuple[Word, Noun]] = []
        if determiners:
            self._check_term(determiners[-1], self._word(index))
        while self._goes_on(index, atoms):
            if self._words[index].kind == "comma":
                index += 1
                atoms[-1] = (
                    atoms[-1][0],
                    _paired(atoms[-1][1], atom(self._words[index], self._published)),
                )
                index += 1
                continue
            word = self._words[index]
            if atoms and (
                self._is_link(index) or (is_time(atoms) and is_apart(self._words, index))
            ):
                break
            atoms.append((word, atom(word, self._published)))
            index += 1
            if (bracket := self._word(index)) is not None and bracket.kind == "bracket":
                atoms[-1] = (word, bracketed(atoms[-1][1], bracket))
                index += 1
            if word.tag == "NP" or (word.date and word.date.precision == "day"):
                break
        if not atoms:
            raise Refused("no noun")
        if self._is_owner(atoms, index):  # 아마존 전체 매출
            is_former = self._words[index].form == "전"
            rest, index = self._group(index)
            owner = determined(composed(atoms), determiners)
            if is_former and owner.is_person and rest.is_person:
                return former(owner, rest), index
            return self._own(rest, owner), index
        return determined(composed(atoms), determiners), index

    def _check_term(self, determiner: Word, word: Word | None) -> None:
        """Refuses what may describe only the first half of a term: 기본 모델 학습."""
        if word is None or word.name is None or word.name.kind != "term" or " " not in word.form:
            return
        is_other = word.form.replace(" ", "") != word.name.ko.replace(" ", "")
        pointing = determiner.form in lexicon().grammar["pointing"]["words"]
        if is_other and not word.form[0].isascii() and not pointing:
            raise Refused("a determiner of half a term")

    def _is_owner(self, atoms: list[tuple[Word, Noun]], index: int) -> bool:
        """Whether a determiner follows a name, which then owns the next noun."""
        word = self._word(index)
        if word is None or word.kind != "det" or not self.starts(index + 1):
            return False
        if word.form in lexicon().grammar["amid"]["words"]:  # AI 업계 핵심 인사
            return all(not noun.place or noun.place not in {"date", "figure"} for _, noun in atoms)
        return all(noun.counted == "name" and noun.place != "date" for _, noun in atoms)

    def _goes_on(self, index: int, atoms: list[tuple[Word, Noun]]) -> bool:
        word = self._word(index)
        if word is not None and word.kind == "comma" and word.form != "," and atoms:
            return self.starts(index + 1) and self.starts(index + 2)
        return self.starts(index) and word is not None and word.kind != "det"

    def _is_link(self, index: int) -> bool:
        """Whether the noun here is rather a postposition: 이후, 동안, 가운데."""
        found = longest(lexicon().links, self._forms, index)
        return found is not None and found[1] == "adverbial" and not self.starts(index + found[0])

    def _determiners(self, index: int) -> tuple[list[Word], int]:
        found = []
        while (word := self._word(index)) is not None and word.kind == "det":
            found.append(word)
            index += 1
        return found, index


def _paired(one: Noun, other: Noun) -> Noun:
    """수학·코딩 문제: mathematics and coding problems."""
    if one.counted == "name" or other.counted in {"name", "figure"}:
        raise Refused("names side by side")
    return replace(one, head=f"{one.head} and {other.head}")


def write_nouns(request: Request, tokens: Sequence[Token]) -> str:
    """A text that is one Korean noun phrase, as an English label; empty when it is not."""
    try:
        words = read_words(request, tokens)
        noun, end = PhraseReader(words, request.published).read(0)
    except (Refused, IndexError):
        return ""
    label = noun.write().removeprefix("the ").removeprefix("a ").removeprefix("an ")
    return label if end == len(words) else ""

"""Reads Korean noun phrases: 의, 와, 등, determiners, and words side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from briefing.bilingual.request import Request
from briefing.bilingual.rules.atoms import NAMES, atom, bracketed, determined
from briefing.bilingual.rules.compounds import composed, measured
from briefing.bilingual.rules.inflection import possessive
from briefing.bilingual.rules.lexicon import lexicon, longest
from briefing.bilingual.rules.nouns import Noun, generic, joined, owned
from briefing.bilingual.rules.reading import read_words
from briefing.bilingual.rules.words import Refused, Word
from briefing.models import Token

Modifier = Callable[[Noun], Noun]
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
        if word.form in {"와", "과"} and word.tag != "JC":
            return None
        return (
            lexicon().grammar["joint"].get(word.form) if word.kind in {"form", "adverb"} else None
        )

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
        for modifier in reversed(modify):
            noun = modifier(noun)
        while (
            (word := self._word(index)) is not None and word.form == "의" and self.starts(index + 1)
        ):
            owned_noun, index = self._group(index + 1)
            noun = self._own(owned_noun, noun)
        return noun, index

    def _own(self, noun: Noun, owner: Noun) -> Noun:
        if noun.place == "date":
            raise Refused("a time of something")
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
            if atoms and (self._is_link(index) or (_is_time(atoms) and _is_apart(word))):
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
            rest, index = self._group(index)
            return self._own(rest, determined(composed(atoms), determiners)), index
        return determined(composed(atoms), determiners), index

    def _is_owner(self, atoms: list[tuple[Word, Noun]], index: int) -> bool:
        """Whether a determiner follows a name, which then owns the next noun."""
        word = self._word(index)
        is_named = all(noun.counted == "name" and noun.place != "date" for _, noun in atoms)
        return is_named and word is not None and word.kind == "det" and self.starts(index + 1)

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


def _is_time(atoms: list[tuple[Word, Noun]]) -> bool:
    """Whether only a time has been read, which belongs to the verb and not to a name."""
    return all(noun.place == "date" for _, noun in atoms)


def _is_apart(word: Word) -> bool:
    """Whether a time before this word belongs to the verb: a name, a figure."""
    is_name = word.name is not None and word.name.kind in NAMES
    figure = word.figure
    return is_name or (figure is not None and (figure.unit != "count" or bool(figure.counter)))


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

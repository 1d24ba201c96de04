"""English clauses: who does what, with what beside it, in English order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.bilingual.rules.lexicon import Entry
from briefing.bilingual.rules.nouns import Noun
from briefing.bilingual.rules.verbs import Verb
from briefing.bilingual.rules.words import Refused

_LAYER = re.compile(r"(?:[a-z]+ )?to (?:have )?(?:be |been )?(?=[a-z])")
_AUXILIARIES = frozenset(
    ("is", "are", "was", "were", "be", "has", "have", "had", "does", "do", "did")
) | frozenset(("will", "would", "can", "could", "may", "might", "must", "cannot"))


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause whose verb may still take the layers of a later one."""

    entry: Entry
    verb: Verb
    layers: tuple[str, ...] = ()  # not yet applied, from the inside out
    subject: Noun | None = None
    object: str = ""
    beside: tuple[str, ...] = ()  # after the object
    front: tuple[str, ...] = ()
    mid: tuple[str, ...] = ()
    link: str = ""
    shares: bool = False  # its subject may be that of a clause after it

    def predicate(self, *, many: bool, shifted: bool = False) -> str:
        """Everything but the subject and what stands before it."""
        verb, outer = self.verb, tuple(self.mid)
        if layer := _LAYER.match(verb.rest):  # is reported to have sharply risen
            outer = tuple(adverb for adverb in self.mid if adverb == "also")
            inner = " ".join(adverb for adverb in self.mid if adverb != "also")
            rest = f"{layer.group()}{inner} {verb.rest[layer.end() :]}" if inner else verb.rest
            verb = replace(verb, rest=rest)
        return self._completed(_inserted(verb.finite(many=many, shifted=shifted), outer))

    def write(self, *, shifted: bool = False) -> str:
        """The whole clause, without a capital or a stop."""
        if self.subject is None:
            raise Refused("no subject")
        main = (
            f"{self.subject.write()} {self.predicate(many=self.subject.is_plural, shifted=shifted)}"
        )
        return ", ".join([*self.front, main])

    def infinitive(self) -> str:
        """Without "to", with everything beside it."""
        return self._completed(_inserted(self.verb.infinitive(), self.mid, bare=True), front=True)

    def participle(self) -> str:
        """As -ing, with everything beside it."""
        return self._completed(_inserted(self.verb.participle(), self.mid, bare=True), front=True)

    def _completed(self, words: str, *, front: bool = False) -> str:
        beside = (*self.beside, *(self.front if front else ()))
        order = (
            [*beside, self.object] if self.object.startswith("that ") else [self.object, *beside]
        )
        return " ".join(filter(None, [words, *order]))


def _inserted(words: str, mid: Sequence[str], *, bare: bool = False) -> str:
    if not mid:
        return words
    first, _, rest = words.partition(" ")
    adverbs = " ".join(mid)
    if rest.startswith("not "):
        adverbs = adverbs.replace("still", "yet")
    if first in _AUXILIARIES and not bare:
        if rest.startswith("not "):
            return f"{first} not {adverbs} {rest[4:]}"
        return f"{first} {adverbs} {rest}".rstrip()
    return f"{adverbs} {words}"

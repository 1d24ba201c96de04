"""English verb groups, built from the inside out: release, plan to release, did not plan to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefing.bilingual.rules import inflection

_SHIFTED = {"will": "would", "can": "could", "may": "might"}
_LONG = {"can": "be able to", "must": "have to", "will": "be going to"}


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb with its tense, and what follows it before the object."""

    base: str
    rest: str = ""  # particle, complement or dependent infinitive
    modal: str = ""  # will, can, may, might, must; stands before the base
    is_negative: bool = False
    is_past: bool = False
    is_perfect: bool = False
    is_progressive: bool = False
    is_passive: bool = False

    def finite(self, *, many: bool, shifted: bool = False) -> str:
        """As the verb of a clause; `shifted` one step back after "said"."""
        chain = self._chain()
        if self.modal:
            modal = _SHIFTED.get(self.modal, self.modal) if shifted else self.modal
            if self.is_past and self.modal == "can":
                modal = "could"
            words = [modal, *self._not(), *chain]
        else:
            words = self._inflected(chain, many, shifted)
        return " ".join(filter(None, [*words, self.rest])).replace("can not", "cannot")

    def _inflected(self, chain: list[str], many: bool, shifted: bool) -> list[str]:
        first, *others = chain
        if shifted and self.is_past and not self.is_perfect:
            return ["had", *self._not(), *_perfected(chain)]
        in_past = self.is_past or shifted
        if first in {"be", "have"} and (others or first == "be"):
            return [_auxiliary(first, many, in_past), *self._not(), *others]
        if self.is_negative:
            return [_auxiliary("do", many, in_past), "not", *chain]
        if in_past:
            return [inflection.past(first), *others]
        return [first if many else inflection.third(first), *others]

    def infinitive(self) -> str:
        """Without "to"; a past becomes a perfect: have released."""
        chain = self._chain()
        if self.modal in _LONG:
            chain = [*_LONG[self.modal].split(" "), *chain]
        if self._is_anterior():
            chain = ["have", *_perfected(chain)]
        return " ".join(filter(None, [*chain, self.rest]))

    def participle(self) -> str:
        """The -ing form with all that follows: not having released."""
        first, *others = self.infinitive().split(" ")
        return " ".join([*self._not(), inflection.gerund(first), *others])

    def under(self, base: str, *words: str) -> Verb:
        """As the infinitive that another verb governs: plan + to release."""
        denial = "not " if self.is_negative else ""
        return Verb(base, " ".join([*words, f"{denial}to {self.infinitive()}"]))

    def with_modal(self, modal: str, *, is_negative: bool = False) -> Verb:
        """Under a modal verb."""
        if self.modal:
            return replace(self, rest=self.rest) if modal == "will" else self._long(modal)
        return replace(self, modal=modal, is_negative=self.is_negative or is_negative)

    def _long(self, modal: str) -> Verb:
        bare = replace(self, modal="", is_negative=False)
        inner = f"{_LONG.get(self.modal, 'be able to')} {bare.infinitive()}"
        first, _, rest = inner.partition(" ")
        return Verb(first, rest, modal=modal, is_negative=self.is_negative)

    def _is_anterior(self) -> bool:
        return self.is_past and not self.is_perfect

    def _not(self) -> list[str]:
        return ["not"] if self.is_negative else []

    def _chain(self) -> list[str]:
        """Perfect, progressive and passive around the base, uninflected at the front."""
        words = [self.base]
        if self.is_passive:
            words = ["be", inflection.participle(self.base)]
        if self.is_progressive:
            words = ["be", inflection.gerund(words[0]), *words[1:]]
        if self.is_perfect:
            words = ["have", *_perfected(words)]
        return words


def _perfected(chain: list[str]) -> list[str]:
    return [inflection.participle(chain[0]), *chain[1:]]


def _auxiliary(verb: str, many: bool, in_past: bool) -> str:
    forms = {
        "be": ("is", "are", "was", "were"),
        "have": ("has", "have", "had", "had"),
        "do": ("does", "do", "did", "did"),
    }[verb]
    return forms[2 * in_past + many]

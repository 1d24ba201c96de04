"""English noun phrases and how they are written: number, article, possessive."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefing.bilingual.rules.inflection import article, is_definite, plural, possessive
from briefing.bilingual.rules.words import Refused


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase, not yet written: its article and number depend on where it stands."""

    head: str  # singular, with the nouns before it: export control
    counted: str = ""  # mass, plural, the, name (as it stands), figure, or empty: countable
    determiner: tuple[str, str] | None = None  # before a singular and before a plural: this, these
    quantity: str = ""  # eight, about 96,000
    before: str = ""  # adjectives
    after: str = ""  # of …, that …
    owner: str = ""  # with its genitive ending
    is_many: bool = False  # said to be more than one
    is_person: bool = False
    place: str = ""  # place, date, figure or empty: decides the preposition
    preposition: str = ""  # that its own complement takes: increase in
    towards: str = ""  # what 에 대한 becomes: inflow into, demand for
    moved: tuple[str, str] | None = None  # of a figure: the verb that led to it and by how much
    content: str = ""  # "to" or "that": takes a clause that says what it is

    @property
    def is_plural(self) -> bool:
        """Whether a verb after it is plural."""
        if self.counted == "mass":
            return False
        if self.quantity:
            return self.quantity not in {"one", "1"}
        return self.is_many or (self.counted == "plural" and not self._is_single())

    def _is_single(self) -> bool:
        return bool(self.determiner and self.determiner[0] in {"this", "that", "each", "every"})

    def write(self, *, new: bool = False) -> str:
        """In full; `new` for what is mentioned for the first time."""
        if self.counted in {"name", "figure"}:
            return self._joined(self.owner, self.before, self.head)
        if self.quantity and self.determiner and not self._is_pointing():
            adjective = f"{bare(self.determiner)} {self.before}".strip()
            return replace(self, determiner=None, before=adjective).write(new=new)
        head = plural(self.head) if self._has_plural_head() else self.head
        lead = self.owner or self._lead(new)
        words = self._joined(self.quantity, self.before, head)
        if lead in {"a", "an"}:
            lead = article(words)
        return f"{lead} {words}".strip()

    def _is_pointing(self) -> bool:
        """Whether the determiner stands before a number: these two, the same three, its own."""
        first = self.determiner[1].split(" ", 1)[0] if self.determiner else ""
        return first in {"these", "those", "the", "all", "its", "both", "other", "no"}

    def _joined(self, *parts: str) -> str:
        return " ".join(part for part in (*parts, self.after) if part)

    def _has_plural_head(self) -> bool:
        return self.is_plural and self.counted != "name"

    def _lead(self, new: bool) -> str:
        if self.determiner:
            single, many = self.determiner
            word = many if self.is_plural else single
            if self.counted == "mass" and single.startswith(("a ", "an ")):
                return single.partition(" ")[2]
            first = word.split(" ", 1)[0]
            is_article = first in {"a", "an", "the"}
            if self.quantity and first in {"a", "an"}:
                return word.partition(" ")[2]
            if not is_article and word == single and not self.is_plural and self.counted != "mass":
                return word if word in _DEMONSTRATIVE else f"the {word}"
            return word
        if self.counted == "the":
            return "the"
        if self.quantity or self.is_plural or self.counted == "mass":
            return "the" if self.after.startswith("of ") and self.is_plural else ""
        return "a" if new else "the"


_PARTICIPLES = ("headquartered", "based in", "aimed", "located", "belonging", "specialised")
_DEMONSTRATIVE = frozenset({"no", "this", "that", "each", "every", "another", "such a", "its own"})


def name(text: str, *, is_person: bool = False, place: str = "", is_many: bool = False) -> Noun:
    """A proper name, with its article where it has one."""
    written = f"the {text}" if not is_person and is_definite(text) else text
    return Noun(written, "name", is_person=is_person, place=place, is_many=is_many)


def owned(noun: Noun, owner: Noun) -> Noun:
    """The owner's noun: China's exports, the price of chips."""
    if owner.counted == "name" and not owner.after and " and " not in owner.head:
        adjective = bare(noun.determiner)
        before = f"{adjective} {noun.before}".strip()
        head = noun.head.removeprefix("the ")
        return replace(
            noun, owner=possessive(owner.write()), determiner=None, before=before, head=head
        )
    preposition = noun.preposition or "of"
    after = f"{preposition} {generic(owner).write()} {noun.after}".strip()
    return replace(noun, after=after)


def bare(determiner: tuple[str, str] | None) -> str:
    """A determiner as an adjective: new, main; empty for an article alone."""
    if determiner is None:
        return ""
    first, _, rest = determiner[0].partition(" ")
    return rest if first in {"a", "an", "the"} else determiner[1]


def generic(noun: Noun) -> Noun:
    """What is meant in general stands in the plural: chips, aircraft engines."""
    is_bare = not (noun.counted or noun.determiner or noun.quantity or noun.owner or noun.after)
    return replace(noun, is_many=True) if is_bare else noun


def joined(nouns: list[Noun], conjunction: str) -> Noun:
    """A, B and C as one phrase."""
    if len({noun.place == "date" for noun in nouns}) > 1:
        raise Refused("a date in a list")
    written = [generic(noun).write(new=True) for noun in nouns]
    text = f"{', '.join(written[:-1])} {conjunction} {written[-1]}"
    return Noun(
        text,
        "name",
        is_many=conjunction == "and",
        is_person=nouns[-1].is_person,
        place=nouns[-1].place,
    )


def attached(head: Noun, preposition: str, complement: Noun | str) -> Noun:
    """투자에 대한 규제: a regulation on investment; 미국에 대한 투자: investment in."""
    is_apposed = head.head.startswith("the ") and head.place in {"company", "model"}
    if head.counted == "name" and not is_apposed:
        if head.after or not preposition.startswith(_PARTICIPLES) or isinstance(complement, str):
            raise Refused("a phrase before a name")
        return replace(head, after=f", {preposition} {complement.write()},")
    text = complement if isinstance(complement, str) else generic(complement).write()
    if preposition == "on" and head.towards:
        preposition = head.towards
    is_many = head.is_many or preposition == "such as"
    after = f"{preposition} {text} {head.after}".strip()
    return replace(head, after=after, is_many=is_many)

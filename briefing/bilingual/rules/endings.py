"""Joins a clause to the sentence by the ending of its verb: before a noun, quoted, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.bilingual.rules.clauses import Clause
from briefing.bilingual.rules.filling import filled
from briefing.bilingual.rules.joining import coordinated, subordinated
from briefing.bilingual.rules.layers import layered
from briefing.bilingual.rules.lexicon import Entry, lexicon
from briefing.bilingual.rules.nouns import attached
from briefing.bilingual.rules.parts import Part, has, has_subject, possessed, shares_subject
from briefing.bilingual.rules.phrases import Modifier
from briefing.bilingual.rules.predicates import saying
from briefing.bilingual.rules.relatives import contents, relative
from briefing.bilingual.rules.scopes import same_subject, split_topic, take
from briefing.bilingual.rules.tails import Tail, Tails
from briefing.bilingual.rules.verbs import Verb
from briefing.bilingual.rules.words import Refused, Word

BE = Entry("이", "be", {}, frozenset())
_SAY = Entry("라며", "say", {}, frozenset({"say"}), ("을",))
_FINITE = frozenset(("and", "but", "or", "so", "end"))
_SUBORDINATE = frozenset(("when", "if", "as", "because", "whereas", "even if", "although"))
_AGENTLESS = frozenset(("if", "when", "even if"))  # 막으면: if it is blocked
_TENSELESS = frozenset(("when", "as", "because", "while"))  # take their tense from a later verb


class Joiner:
    """What has been read of a sentence so far, and how the next clause joins it."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words, self._tails = words, Tails(words)
        self._parts: list[Part] = []  # that wait for their verb
        self._done: list[Clause] = []
        self._modifiers: list[Modifier] = []  # that wait for their noun
        self._conjuncts: list[tuple[Clause, str]] = []  # before the last clause before a noun

    def _tag(self, index: int) -> str:
        return self._words[index].tag if index < len(self._words) else ""

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
        if self._parts and self._parts[-1].text == "recently":
            raise Refused("recently, of which verb?")
        layers = (*tail.layers, "will") if tail.link == "relative-future" else tail.layers
        if tail.link == "relative-purpose":
            clause = self._filled(entry, verb, taken, "subject")
            self._modifiers.append(lambda noun: attached(noun, "to", clause.infinitive()))
            return
        if self._conjuncts:
            clause = self._filled(entry, verb, taken, "subject")
            clause = replace(clause, verb=layered(clause.verb, tail.layers))
            conjuncts, self._conjuncts = [*self._conjuncts, (clause, "")], []
            self._modifiers.append(contents(conjuncts))
            return
        content = tail.link == "content"
        if content and self._is_order(tail.end):
            if has_subject(taken):
                raise Refused("an order to whom?")
            order = self._filled(entry, verb, taken, "subject")
            self._modifiers.append(lambda noun: attached(noun, "to", order.infinitive()))
            return
        self._modifiers.append(relative(entry, verb, layers, taken, says_all=content))

    def _is_order(self, end: int) -> bool:
        """Whether the ending before `end` is an imperative: 중단하라고, 중단하라는."""
        said, before = self._words[end - 1].form, self._tag(end - 2)
        return said.startswith("라") and not before.startswith(("VCP", "VCN", "EF"))

    def _take(self, entry: Entry, verb: Verb, tail: Tail) -> list[Part]:
        return take(self._parts, entry, verb, wanted=self._wanted(tail.end))

    def _has_near_subject(self) -> bool:
        """Whether the last subject that waits is marked by 이 or 가, which seldom reach far."""
        roles = [part.role for part in self._parts if part.is_subject]
        return bool(roles) and roles[-1] == "subject"

    def _wanted(self, index: int) -> int:
        """How many subjects the verbs from `index` on need from among the waiting parts."""
        tails = self._tails
        link, end = tails.next_clause(index)
        if tails.has_subject(index, end):
            return 0
        if not link.startswith("quote"):
            return 1 + (link in _SUBORDINATE and not tails.has_subject(end))
        if tails.intends(index):
            return not tails.has_subject(end)
        subjects = [part.noun for part in self._parts if part.is_subject]
        is_outlet = subjects and subjects[0] is not None and subjects[0].place == "outlet"
        if len(subjects) > 1 and not (is_outlet or tails.has_subject(end)):
            raise Refused("whose subject?")
        return 1 + (not tails.has_subject(end))

    def _quote(self, entry: Entry, verb: Verb, tail: Tail) -> None:
        if self._is_order(tail.end):
            raise Refused("an order")  # 중단하라고
        parts, self._parts = split_topic(self._parts, self._tails, tail.end)
        layers = (*tail.layers, "will") if tail.link == "quote-will" else tail.layers
        is_bare = not layers and tail.link == "quote" and not has_subject(parts)
        if is_bare and self._announces(tail.end, verb):
            layers = ("will",)
        gap = "agent" if "must" in layers and not has_subject(parts) else "subject"
        clause = replace(self._filled(entry, verb, parts, gap), layers=layers, link="end")
        if clause.subject is None and not self._done:
            if verb.is_passive:
                raise Refused("what is done?")  # 확인되지 않았다고 밝혔다
            clause = replace(clause, subject=same_subject(self._parts))
        inner, self._done = [*self._done, clause], []
        text = f"that {coordinated(inner, shifted=self._tails.is_past(tail.end))}"
        self._parts.append(Part("quote", text=text))
        if tail.link == "quote-and":
            parts, self._parts = self._parts, []
            self._done.append(replace(filled(_SAY, Verb("say"), parts), link="and"))

    def _announces(self, index: int, verb: Verb) -> bool:
        """Whether the next verb announces what will be done: 인하한다고 밝혔다."""
        table = lexicon().grammar["announcing"]
        verbs = (word.form for word in self._words[index:] if word.kind == "verb")
        return next(verbs, "") in table["verbs"] and verb.base not in table["lasting"]

    def _subordinate(self, entry: Entry, verb: Verb, tail: Tail) -> None:
        link, layers = tail.link, tail.layers
        if link == "so that can":
            link, layers = "so that", (*layers, "can")
        if link in _TENSELESS and not layers and self._tails.is_past(tail.end):
            layers = ("past",)
        gap = "agent" if link in _AGENTLESS else "subject"
        if link in _SUBORDINATE and self._has_near_subject():
            taken = take(self._parts, entry, verb, wanted=0)
        else:
            taken = self._take(entry, verb, tail)
        clause = self._filled(entry, verb, taken, gap)
        clause = replace(clause, verb=layered(clause.verb, layers))
        if clause.subject is not None and self._parts and self._parts[-1].is_date:
            raise Refused("whose date?")
        place = "end" if link in {"to", "so that"} else "clause"
        self._parts.append(Part(place, text=subordinated(clause, link)))

    def _is_conjunct(self, tail: Tail) -> bool:
        """Whether a clause goes with the next one before a noun: 막고 강화하는 방안."""
        if tail.link not in {"and", "or"} or "past" in tail.layers or self._tag(tail.end) == "SP":
            return False
        if not self._tails.following(tail.end).startswith("relative"):
            return False
        described = self._tails.described(tail.end)
        return described is not None and bool(described.tags & {"to", "of"})

    def _finite(self, entry: Entry, verb: Verb, tail: Tail) -> None:
        if self._is_conjunct(tail):
            clause = self._filled(entry, verb, take(self._parts, entry, verb, wanted=9), "subject")
            clause = replace(clause, verb=layered(clause.verb, tail.layers))
            self._conjuncts.append((clause, tail.link))
            return
        parts, self._parts = self._parts, []
        if tail.link != "end":
            parts = self._scoped(parts, tail)
        clause = self._filled(entry, verb, parts, "subject" if self._done else "agent")
        if clause.subject is None and not self._done:
            raise Refused("no subject")
        is_turned = clause.verb.is_passive and not verb.is_passive
        if is_turned and set(tail.layers) & set(lexicon().grammar["intention"]["layers"]):
            raise Refused("who intends it?")
        if "make it possible to" in tail.layers and not has(parts, "topic"):
            raise Refused("possible for whom?")
        if tail.link == "so" and clause.subject and entry is BE:
            raise Refused("so")
        shares = shares_subject(parts) or self._tails.has_one_subject()
        self._done.append(replace(clause, layers=tail.layers, link=tail.link, shares=shares))

    def _scoped(self, parts: list[Part], tail: Tail) -> list[Part]:
        """The parts of a clause that another follows; a speaker waits for the verb of saying.

        Refuses what may belong to a clause before a noun instead: 공개하고 높인 제품.
        """
        following = self._tails.following(tail.end)
        if following.startswith("quote"):
            inner, self._parts = split_topic(parts, self._tails, tail.end)
            if has_subject(inner):
                return inner
            if not self._tails.wants_subject(tail.end):
                raise Refused("scope of a quotation")
            return [Part("subject", same_subject(self._parts)), *inner]
        is_apart = "past" in tail.layers or self._tag(tail.end) == "SP"
        if following and following not in _FINITE and not is_apart:
            raise Refused("scope of a clause")
        return parts

    def _filled(self, entry: Entry, verb: Verb, parts: Sequence[Part], gap: str) -> Clause:
        if has(parts, "quote"):
            verb = saying(entry, verb)
        return filled(entry, verb, possessed(entry, parts), gap=gap)

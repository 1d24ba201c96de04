"""Puts what stands beside a Korean verb where English has it: object, prepositions, adverbs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.bilingual.rules.clauses import Clause
from briefing.bilingual.rules.lexicon import Entry, lexicon
from briefing.bilingual.rules.nouns import Noun
from briefing.bilingual.rules.parts import Part
from briefing.bilingual.rules.senses import SUBJECTIVE, check_object, check_subject, ordered
from briefing.bilingual.rules.verbs import Verb
from briefing.bilingual.rules.words import Refused

_DEEDS = ("tion", "ment", "sion", "ing", "sale", "strategy", "method", "technology")
_DATED = ("on ", "in ", "last ", "this ", "next ", "late ", "early ")  # a day, month or year
_PREPOSITION = re.compile(r"\s*\b(?:with|from|to)$")  # of an object that is left out


def filled(entry: Entry, verb: Verb, parts: Sequence[Part], *, gap: str = "") -> Clause:
    """The clause of a verb with what stands beside it.

    `gap` names the part that a relative clause leaves open: subject or object.
    """
    return _Filler(entry, verb, parts, gap).clause()


class _Filler:
    def __init__(self, entry: Entry, verb: Verb, parts: Sequence[Part], gap: str) -> None:
        self._entry, self._verb, self._gap = entry, verb, gap
        self._parts, self._all = list(parts), parts
        self._beside: list[str] = []
        self._front: list[str] = []
        self._mid: list[str] = []
        self._late: list[str] = []
        self._dated = ""

    def clause(self) -> Clause:
        if self._gap == "agent":
            self._turn()
        object_ = self._object()
        subject = self._subject()
        for part in self._parts:
            self._place(part)
        check_subject(self._entry, self._verb, subject, object_)
        if subject is None and self._gap not in {"subject", "object"} and "을" in self._entry.slots:
            raise Refused("no subject")
        manners, late = ordered(self._late, alone=not (object_ or self._beside))
        return Clause(
            self._entry,
            self._verb,
            subject=subject,
            object=object_,
            beside=(*self._beside, *late),
            front=tuple(self._front),
            mid=(*self._mid, *manners),
        )

    def _turn(self) -> None:
        """Makes the object the subject of a passive when nothing says who did it."""
        if any(part.is_subject or part.role in {"also", "quote"} for part in self._parts):
            return
        if (
            "을" in self._entry.slots
            and not self._verb.is_passive
            and "say" not in self._entry.tags
        ):
            self._parts = [
                replace(p, role="subject") if p.role == "object" else p for p in self._parts
            ]
            self._verb = replace(self._verb, is_passive=True)

    def _take(self, *roles: str) -> Part | None:
        found = [part for part in self._parts if part.role in roles]
        if len(found) > 1:
            raise Refused(f"two of {roles[0]}")
        if not found:
            return None
        self._parts.remove(found[0])
        return found[0]

    def _object(self) -> str:
        slots = self._entry.slots
        roles = [
            "object" if slot == "을" else "subject" if slot == "가" else slot for slot in slots
        ]
        if not roles or self._verb.is_passive:
            return ""
        if part := self._take("quote"):
            return part.text
        if "subject" in roles:
            part = self._complement()
        else:
            part = self._take(*roles) or self._object_too(roles)
        if part is None and "object" in roles and self._has_spare_topic():
            part = self._take("topic")
        if part is None:
            if self._gap == "object" or "both" in self._entry.tags:
                self._verb = replace(self._verb, rest=_PREPOSITION.sub("", self._verb.rest))
                return ""
            raise Refused(f"no object: {self._entry.ko}")
        assert part.noun is not None
        self._measured(part.noun)
        return part.noun.write(new=True)

    def _measured(self, noun: Noun) -> None:
        """Checks verbs that mean this only of a scale, and "record" of a bare figure."""
        check_object(self._entry, noun)
        of_figures = lexicon().grammar["of_figures"]
        if noun.place == "figure" and self._entry.ko in of_figures:
            self._verb = replace(self._verb, base=of_figures[self._entry.ko], rest="")
        if noun.head.startswith("more than ") and self._verb.base == "exceed":
            self._verb = replace(self._verb, base="reach")
        if noun.head.startswith("No. ") and self._entry.ko == "차지하":
            self._verb = replace(self._verb, base="take", rest="")
        if noun.place == "figure" and self._verb.base == "record":
            self._verb = replace(self._verb, base="reach")

    def _complement(self) -> Part | None:
        """What something becomes: X가 Y가 되다; the last of the two."""
        subjects = [part for part in self._parts if part.is_subject]
        if len(subjects) != 2 and self._gap != "subject":
            return None
        last = subjects[-1] if subjects and subjects[-1].role == "subject" else None
        if last is not None:
            self._parts.remove(last)
        return last

    def _object_too(self, roles: list[str]) -> Part | None:
        """X는 Y도 방문했다: beside a subject, 도 marks an object."""
        if "object" not in roles or not any(part.is_subject for part in self._parts):
            return None
        part = self._take("also")
        if part is not None:
            self._mid.append("also")
        return part

    def _has_spare_topic(self) -> bool:
        roles = [part.role for part in self._parts]
        return roles.count("topic") == 1 and roles.count("subject") == 1

    def _subject(self) -> Noun | None:
        subjects = [part for part in self._parts if part.is_subject]
        also = [part for part in self._parts if part.role == "also"]
        if len(subjects) > 1 or (subjects and also):
            raise Refused("two subjects")
        if also:
            self._mid.append("also")
        for part in (*subjects, *also):
            self._parts.remove(part)
            if part.noun is not None and part.noun.place == "date":
                raise Refused("a date as the subject")
            return part.noun
        return None

    def _place(self, part: Part) -> None:
        if part.role in {"front", "mid", "end", "clause"}:
            {"front": self._front, "mid": self._mid, "end": self._late, "clause": self._front}[
                part.role
            ].append(part.text)
            return
        noun = part.noun
        if noun is None:
            raise Refused(f"{part.role} beside {self._entry.ko}")
        if noun.head in SUBJECTIVE:
            raise Refused("a pronoun as object")
        self._oblique(part.role, noun)

    def _oblique(self, role: str, noun: Noun) -> None:
        prepositions = lexicon().grammar["preposition"]
        if noun.place == "date" and role in {"", "에"}:
            if self._dated and all(date.startswith(_DATED) for date in (noun.head, self._dated)):
                raise Refused("two dates")
            self._dated = noun.head
            self._front.append(noun.write())
        elif "change" in self._entry.tags and self._change(role, noun):
            return
        elif preposition := self._preposition(role, noun):
            self._beside.append(
                f"{preposition} {noun.write(new=role == '로' and self._takes(role))}"
            )
        elif role == "까지" and noun.place == "date":
            self._late.append(f"by {noun.write().split(' ', 1)[-1]}")
        elif role in prepositions and noun.place != "figure":
            text = noun.write()
            if noun.place == "date":
                text = text.removeprefix("on ").removeprefix("in ")
            self._beside.append(f"{prepositions[role]} {text}")
        else:
            raise Refused(f"{role or 'bare'} beside {self._entry.ko}")

    def _takes(self, role: str) -> bool:
        return role in self._entry.frame

    def _preposition(self, role: str, noun: Noun) -> str:
        """What the particle becomes beside this verb and noun; empty when only by default."""
        if role == "로" and noun.head.endswith(("licence", "Licence")):
            return "under"
        if self._takes(role):
            return self._entry.frame[role]
        if role == "에":
            return "in" if noun.place == "place" else ""
        if role == "보다":
            return "than" if self._is_adjective() and self._entry.ko != "이" else ""
        if role == "와" and not (noun.counted == "name" or noun.is_person or noun.is_many):
            raise Refused(f"와 beside {self._entry.ko}")
        return self._means(noun) if role == "로" else ""

    def _means(self, noun: Noun) -> str:
        """상장으로 조달했다: through a listing; 50.4로 높았다: at 50.4."""
        if noun.place == "figure":
            return "at" if self._is_adjective() else ""
        return "through" if noun.counted != "name" and noun.head.endswith(_DEEDS) else ""

    def _is_adjective(self) -> bool:
        return self._verb.base == "be" and not self._entry.en.startswith("be ")

    def _change(self, role: str, noun: Noun) -> bool:
        """13% 증가했다, 701억 달러로 늘었다: rose 13%, rose to US$70.1 billion."""
        if noun.head.endswith("-fold"):
            raise Refused("a multiple")
        if role == "" and noun.place == "figure":
            by = "by " if "을" in self._entry.slots else ""
            self._beside.insert(0, f"{by}{noun.write()}")
        elif role == "까지" and "을" in self._entry.slots and noun.head.startswith("up to "):
            self._beside.append(f"by {noun.write()}")
        elif role in {"로", "까지"} and noun.place == "figure":
            self._beside.append(f"to {noun.write()}")
        elif role == "로":
            if noun.head.endswith(tuple(lexicon().grammar["level"]["nouns"])) or noun.owner:
                raise Refused("로 of a cause")
            self._beside.append(f"because of {noun.write()}")
        elif role == "에서" and noun.place == "figure" and any(p.role == "로" for p in self._all):
            self._beside.append(f"from {noun.write()}")
        elif role == "에서":
            self._beside.append(f"in {noun.write()}")
        elif role == "보다":
            self._beside.append(f"compared with {noun.write()}")
        else:
            return False
        return True

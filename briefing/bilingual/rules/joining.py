"""Clauses side by side: tense, subject and scope that they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.bilingual.rules.clauses import Clause
from briefing.bilingual.rules.layers import NEGATIVE, layered
from briefing.bilingual.rules.words import Refused

_JOINTS = {"but": "but", "and": "and", "so": "and", "or": "or"}
_BARE = frozenset(
    ("to", "so that", "after", "before", "while", "although", "by", "right after")
)  # may do without a subject
_INNER = frozenset(("not", "same", "passive", "since", "cannot", "never"))  # of the last verb alone


def coordinated(clauses: Sequence[Clause], *, shifted: bool = False) -> str:
    """Clauses side by side; one without a tense of its own takes the last one's."""
    if clauses[-1].link == "end" or len(clauses) > 1:
        alone = [any(later.subject for later in clauses[n + 1 :]) for n in range(len(clauses))]
        last = clauses[-1].layers
        clauses = [_inherit(clause, last, own) for clause, own in zip(clauses, alone, strict=True)]
    text, first = "", clauses[0]
    for before, clause in zip((None, *clauses), clauses, strict=False):
        if before is None:
            text = clause.write(shifted=shifted)
            continue
        joint = _JOINTS[before.link]
        if clause.subject is not None:
            first = clause
            text += f", {joint} {clause.write(shifted=shifted)}"
            continue
        if first.subject is None or not first.shares:
            raise Refused("whose verb?")
        front = f" {', '.join(clause.front)}," if clause.front else ""
        predicate = clause.predicate(many=first.subject.is_plural, shifted=shifted)
        text += f" {joint}{front} {predicate}"
    return text


def _inherit(clause: Clause, last: tuple[str, ...], is_apart: bool) -> Clause:
    """The clause under the tense of the last one, and under its "can" or "plan to".

    A clause apart has another subject than the last and takes its past alone.
    """
    layers = clause.layers
    if clause.link in {"and", "so", "or"} and "past" not in layers:
        outer = last
        while outer and outer[0] in _INNER:
            outer = outer[1:]
        if any(layer in NEGATIVE or layer == "must" for layer in outer):
            raise Refused("scope of a negation")
        if clause.link == "so" and any(layer in NEGATIVE for layer in last):
            raise Refused("scope of a negation")
        if clause.link == "so":
            outer = tuple("perfect" if layer == "progressive" else layer for layer in outer)
        if is_apart or clause.verb.base == "be":
            outer = tuple(layer for layer in outer if layer == "past")
        layers = (*layers, *outer)
    return replace(clause, verb=layered(clause.verb, layers), layers=())


def subordinated(clause: Clause, link: str) -> str:
    """To cut costs; after releasing it; if demand grows."""
    if clause.subject is None:
        if link not in _BARE:
            raise Refused(f"no subject after {link}")
        if link in {"to", "so that"}:
            return f"to {replace(clause, verb=replace(clause.verb, modal='')).infinitive()}"
        return f"{link} {replace(clause, verb=replace(clause.verb, is_past=False)).participle()}"
    if link == "to":
        raise Refused("purpose with a subject")
    return f"{'as' if link == 'while' else link} {clause.write()}"

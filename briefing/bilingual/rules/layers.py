"""What Korean puts around a verb, in English: past, not, can, plan to …"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from briefing.bilingual.rules.lexicon import lexicon
from briefing.bilingual.rules.verbs import Verb
from briefing.bilingual.rules.words import Refused

NEGATIVE = frozenset(("not", "cannot", "never", "need not"))
_MODALS = frozenset(("can", "may", "might", "must", "will"))


def layered(verb: Verb, layers: Iterable[str]) -> Verb:
    """The verb under its layers, from the inside out."""
    for layer in layers:
        verb = _under(verb, layer)
    return verb


def _under(verb: Verb, layer: str) -> Verb:
    if layer in NEGATIVE:
        return _denied(verb, layer)
    if layer in _MODALS:
        open_end = layer in {"can", "might"} and verb.is_negative  # 하지 않을 수 있다
        return verb.with_modal("may" if open_end else layer)
    if layer in _CHANGES:
        return _CHANGES[layer](verb)
    first, *others = layer.removesuffix(" to").split(" ")
    kept = [word for word in others if word != "not"]
    governed = verb.under(first, *kept)
    return governed if kept == others else replace(governed, is_negative=True)


def _denied(verb: Verb, layer: str) -> Verb:
    if verb.is_negative:
        raise Refused("two negations")
    if layer == "cannot":
        if verb.modal:
            raise Refused("two modals")
        return verb.with_modal("can", is_negative=True)
    if layer == "need not":
        return replace(verb.under("need"), is_negative=True)
    if layer == "never":
        return replace(verb, is_negative=True, is_perfect=True, is_past=False)
    return replace(verb, is_negative=True)


def _past(verb: Verb) -> Verb:
    return verb if verb.is_perfect else replace(verb, is_past=True)


def _perfect(verb: Verb) -> Verb:
    return replace(verb, is_perfect=True, is_past=False)


def _progressive(verb: Verb) -> Verb:
    if verb.modal:
        return verb  # 내지 못하고 있다
    still = verb.base in lexicon().grammar["still"]["verbs"] and not verb.is_passive
    return verb if still or verb.rest.startswith("to ") else replace(verb, is_progressive=True)


def _lasting(verb: Verb) -> Verb:
    """입주해 있다: have moved in; 포함돼 있다: is included."""
    return verb if verb.is_passive or verb.base == "be" else replace(verb, is_perfect=True)


_CHANGES: dict[str, Callable[[Verb], Verb]] = {
    "past": _past,
    "since": _perfect,
    "perfect": _perfect,
    "progressive": _progressive,
    "state": _lasting,
    "passive": lambda verb: (
        replace(verb, base="become") if verb.base == "be" else replace(verb, is_passive=True)
    ),
    "same": lambda verb: verb,
}

"""Where names stand in a text. The article's own glosses win over the glossary."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from briefing.language.matching import Matcher, longest
from briefing.models import Gloss, GlossaryEntry, Mention, Token
from briefing.names.glossary import Glossary

_ALWAYS = "*"  # as evidence: only a gloss makes the name certain


class _Named(NamedTuple):
    """What a matched form stands for."""

    entry: GlossaryEntry
    script: str  # ko, en or zh: the language of the form


def find_names(
    text: str,
    language: str,
    tokens: Sequence[Token],
    glossary: Glossary,
    *,
    glosses: Sequence[Gloss] = (),
    context: str = "",
) -> tuple[Mention, ...]:
    """The names in `text`, in order and without overlaps; offsets are code points into it.

    `tokens` are those of `text`. `context` is the whole article, where an ambiguous name finds
    its evidence (default: the text). A mention covers the name alone, without title or particle.
    """
    whole = context or text
    own = _gloss_entries(tuple(glosses), glossary)
    explained = {entry.en for entry in own}
    new = tuple(entry for entry in own if entry.origin == "gloss")
    found = _gloss_matcher(new).find(text, tokens) if new else []
    listed = _matcher(glossary).find(text, tokens)
    found += [match for match in listed if match.key.entry.en in explained]
    found += [match for match in listed if _is_certain(match.key, whole)]
    found = [match for match in found if not _is_clock(text, match.end)]
    return tuple(
        Mention(text[match.start : match.end], match.start, match.end, match.key.entry)
        for match in longest(found)  # of equal length the first: the article knows best
    )


def _is_clock(text: str, end: int) -> bool:
    """Whether a place is a time zone only: 20일(한국시간)."""
    return text.startswith(("시간)", "시각)", " 시간)", " 시각)"), end)


def _is_certain(named: _Named, context: str) -> bool:
    """Whether an ambiguous form has evidence; Latin forms need it only if Latin words are listed.

    선전 needs a word such as 중국; Shenzhen does not.
    """
    evidence = named.entry.evidence
    if not evidence or named.script == "zh":
        return True
    if _ALWAYS in evidence:
        return named.script == "en" and len(named.entry.en) > 2
    if named.script == "en" and not any(word.isascii() for word in evidence):
        return True
    return _has_evidence(evidence, context)


@lru_cache(maxsize=512)  # a name is met again and again in an article
def _has_evidence(words: tuple[str, ...], context: str) -> bool:
    return _evidence(words).search(context) is not None


@lru_cache(maxsize=10_000)
def _evidence(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        "|".join(
            rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])" if word.isascii() else re.escape(word)
            for word in words
        )
    )


@lru_cache(maxsize=8)
def _matcher(glossary: Glossary) -> Matcher[_Named]:
    return _matcher_of(glossary.entries)


@lru_cache(maxsize=64)
def _gloss_matcher(entries: tuple[GlossaryEntry, ...]) -> Matcher[_Named]:
    return _matcher_of(entries)


def _matcher_of(entries: Iterable[GlossaryEntry]) -> Matcher[_Named]:
    terms = ((form, _Named(entry, script)) for entry in entries for form, script in _forms(entry))
    return Matcher(terms, inflect=True, proper=True, suffixes=_suffixes())


def _forms(entry: GlossaryEntry) -> Iterator[tuple[str, str]]:
    for script, forms in (
        ("ko", (entry.ko, *entry.ko_aliases)),
        ("en", (entry.en, *entry.en_aliases)),
        ("zh", (entry.zh, *entry.zh_aliases)),
    ):
        yield from ((form, script) for form in dict.fromkeys(forms) if form)


@lru_cache(maxsize=64)
def _gloss_entries(glosses: tuple[Gloss, ...], glossary: Glossary) -> tuple[GlossaryEntry, ...]:
    """Entries for the article's glosses, joined with what the glossary knows of the names."""
    entries = (_gloss_entry(gloss, _index(glossary)) for gloss in glosses)
    return tuple(entry for entry in entries if entry is not None)


def _gloss_entry(gloss: Gloss, index: dict[str, tuple[GlossaryEntry, ...]]) -> GlossaryEntry | None:
    """The glossary's entry when it agrees, else one that says what the article says."""
    words = gloss.ko.split()
    for tail in (" ".join(words[place:]) for place in range(len(words))):
        for entry in index.get(tail, ()):
            if not gloss.en or _fold(gloss.en) in map(_fold, _english(entry)):
                return entry
    named, known = index.get(gloss.ko, ()), index.get(_fold(gloss.en), ())
    if named and (known or gloss.en.isupper()):
        return named[0]  # an acronym, or two names made one by misreading: 인공지능(AGI)
    if known := named or known:
        return replace(
            known[0],
            ko=gloss.ko,
            en=gloss.en,
            zh=gloss.zh or known[0].zh,
            evidence=(),
            origin="gloss",
        )
    return GlossaryEntry("term", gloss.ko, gloss.en, gloss.zh, origin="gloss") if gloss.en else None


@lru_cache(maxsize=8)
def _index(glossary: Glossary) -> dict[str, tuple[GlossaryEntry, ...]]:
    index: dict[str, tuple[GlossaryEntry, ...]] = {}
    for entry in glossary.entries:
        korean = {entry.ko, *entry.ko_aliases} - {""}
        for form in (*korean, *map(_fold, _english(entry))):
            index[form] = (*index.get(form, ()), entry)
    return index


def _english(entry: GlossaryEntry) -> tuple[str, ...]:
    return (entry.en, *entry.en_aliases)


def _fold(form: str) -> str:
    return form.casefold().replace(" ", "").replace("-", "")


@cache
def _suffixes() -> frozenset[str]:
    """One-syllable words that may hang on a name without making it another."""
    data = (files("briefing") / "data" / "names.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(data)["suffixes"])

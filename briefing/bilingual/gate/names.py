"""Names, both ways: each name of the source is in the translation, and no other."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from briefing.bilingual.request import Request
from briefing.models import Check, Figure, GlossaryEntry, Mention
from briefing.names import Glossary

NAMED = frozenset(("company", "model", "person", "organisation", "law", "place", "outlet", "event"))
_DESCRIBED = frozenset(("organisation", "law", "event"))
_WORD = re.compile(r"[A-Za-z0-9]{3,}|[가-힣]{2,}")
_TELLING = 8  # entries that may share a word for it to tell one of them


def check_names(
    request: Request,
    text: str,
    names: Iterable[Mention],
    figures: Sequence[Figure],
    glossary: Glossary,
) -> Check:
    """Whether the names of the source that have a form in the target language are in `text`.

    `names` and `figures` are those of `text`. Main forms and aliases count, for a place its
    people and capital too, and a part of a long name that tells which one it is (the Journal,
    칭랑). A place before a nearer one may go (미국 워싱턴, Washington).
    """
    source, target = _named(request.names, request.figures), _named(names, figures)
    missing = [
        form
        for place, mention in enumerate(source)
        if (form := _form(mention.entry, request.target))
        and not _is_in(mention.entry, text, request.target, target, glossary)
        and not _is_narrowed(source[place : place + 2])
    ]
    added = [
        mention.text
        for mention in target
        if not _is_in(mention.entry, request.text, request.source, source, glossary)
    ]
    if request.source == "en":
        missing += _unnamed_peoples(request.text, text)
    else:
        added += _unnamed_peoples(text, request.text)
    swapped = _swapped(source, target, request, text)
    faults = [f"{form} is missing" for form in dict.fromkeys(missing)]
    faults += [f"{form} is not in the source" for form in dict.fromkeys(added)]
    faults += [f"{form} is compared with the wrong side" for form in swapped]
    return Check("names", not faults, "; ".join(faults))


def _swapped(
    source: Sequence[Mention], target: Sequence[Mention], request: Request, text: str
) -> list[str]:
    """Names that only one side compares with: 텐센트보다, than Tencent."""
    sides = ((source, request.text, request.source), (target, text, request.target))
    compared = [{m.entry.en for m in names if _is_standard(m, *words)} for names, *words in sides]
    if not all(compared) or len(compared[0]) > 1 or len(compared[1]) > 1:
        return []
    return sorted(compared[1] - compared[0])


def _is_standard(mention: Mention, text: str, language: str) -> bool:
    """Whether something is compared with this name."""
    if language == "ko":
        return text.startswith("보다", mention.end)
    owns = text.startswith(("'s", "’s"), mention.end)  # than Nvidia's H100
    return not owns and bool(re.search(r"\bthan\s(?:at\s|in\s|the\s)?$", text[: mention.start]))


def _unnamed_peoples(english: str, korean: str) -> list[str]:
    """Peoples in the English text whose place no word of the Korean text names."""
    found = dict.fromkeys(_people().findall(english))
    return [
        people
        for people in found
        if not any(_stands_in(word, korean) for word in _places()[people]["ko"])
    ]


def people_of(place: str) -> list[str]:
    """The words for the people of a place: Chinese for China."""
    return _peoples().get(place, {}).get("people", [])


@cache
def _people() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(_places(), key=len, reverse=True))})\b")


@cache
def _places() -> dict[str, dict[str, list[str]]]:
    """The words of a place by each word for its people."""
    return {people: words for words in _peoples().values() for people in words.get("people", ())}


def _form(entry: GlossaryEntry, language: str) -> str:
    return entry.ko if language == "ko" else entry.en


def _named(mentions: Iterable[Mention], figures: Sequence[Figure]) -> list[Mention]:
    """The names among the mentions; a currency (US$) is none."""
    return [
        mention
        for mention in mentions
        if mention.entry.kind in NAMED
        and not any(f.start <= mention.start and mention.end <= f.end for f in figures)
    ]


def _is_narrowed(pair: Sequence[Mention]) -> bool:
    """Whether a place is followed at once by a nearer one."""
    return (
        len(pair) == 2
        and all(mention.entry.kind == "place" for mention in pair)
        and pair[1].start - pair[0].end <= 2
    )


def _is_in(
    entry: GlossaryEntry,
    text: str,
    language: str,
    mentions: Sequence[Mention],
    glossary: Glossary,
) -> bool:
    """Whether the text has this name in one of its forms."""
    forms = set(_forms(entry))
    if any(forms.intersection(_forms(mention.entry)) for mention in mentions):
        return True
    other = _peoples().get(entry.en, {})
    words = [
        *forms,
        *other.get(language, ()),
        *(other.get("people", ()) if language == "en" else ()),
    ]
    if any(_stands_in(word, text) for word in words):
        return True
    for mention in mentions:  # what belongs to another name does not tell of this one
        text = text[: mention.start] + " " * len(mention.text) + text[mention.end :]
    if entry.kind in _DESCRIBED:  # the vice minister of human resources, a law to promote …
        text = f"{text} {text.title()}"
    return any(_stands_in(word, text) for word in _telling(forms, glossary))


def _forms(entry: GlossaryEntry) -> Iterator[str]:
    for form in (entry.ko, *entry.ko_aliases, entry.en, *entry.en_aliases, entry.zh):
        if form:
            yield form


def _stands_in(word: str, text: str) -> bool:
    if word.startswith("*"):
        return word[1:] in f"{text} "
    return _pattern(word).search(f"{text} ") is not None


@lru_cache(maxsize=20_000)
def _pattern(word: str) -> re.Pattern[str]:
    """A Latin form as a whole word, also in the plural; a Korean one where a word begins."""
    end = r"s?(?![A-Za-z0-9])" if word[-1].isascii() and word[-1].isalnum() else ""
    return re.compile(rf"(?<!\w){re.escape(word)}{end}")


def _telling(forms: Iterable[str], glossary: Glossary) -> list[str]:
    """The words of a name that few other names have."""
    shared = _shared(glossary)
    words = {word for form in forms for word in _WORD.findall(form)}
    return [word for word in words if shared[word] <= _TELLING and not word.isdigit()]


@lru_cache(maxsize=4)
def _shared(glossary: Glossary) -> Counter[str]:
    """In how many entries each word stands."""
    return Counter(
        word
        for entry in glossary.entries
        for word in {word for form in _forms(entry) for word in _WORD.findall(form)}
    )


@cache
def _peoples() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("briefing").joinpath("data", "peoples.toml").read_text("utf-8"))

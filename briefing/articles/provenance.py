"""Step: the language, the outlet and the agency of an article.

The outlet is the one given, else the one of the address, else the one of the byline. An agency
in a dateline or credit that is not the outlet itself makes the article a wire copy.
"""

from __future__ import annotations

from dataclasses import replace

from briefing.articles.draft import Draft
from briefing.articles.stylebook import Stylebook
from briefing.language.detection import detect_language

_LANGUAGES = ("ko", "en", "zh")


def name_language(draft: Draft, book: Stylebook) -> Draft:
    """Keep a known language code (``ko-KR`` is ``ko``); detect it otherwise."""
    code = draft.language.strip().lower()[:2]
    language = code if code in _LANGUAGES else detect_language(f"{draft.headline}\n{draft.body}")
    return replace(draft, language=language)


def name_outlet(draft: Draft, book: Stylebook) -> Draft:
    """Set outlet and agency, by the names that the list of outlets knows them by."""
    credited = book.outlets.find(draft.credited)
    is_wire = credited is not None and credited.wire
    outlet = _known(draft.outlet, book) or _at(draft.url, book)
    if not outlet and not (is_wire and draft.url):
        outlet = _known(draft.credited, book)
    agency = _known(draft.agency, book)
    if credited and is_wire:
        agency = credited.name
    return replace(draft, outlet=outlet, agency="" if agency == outlet else agency)


def _known(name: str, book: Stylebook) -> str:
    """The listed name of an outlet; an unlisted one stays as it is."""
    outlet = book.outlets.find(name) if name else None
    return outlet.name if outlet else name


def _at(url: str, book: Stylebook) -> str:
    outlet = book.outlets.find(url) if "://" in url else None
    return outlet.name if outlet else ""

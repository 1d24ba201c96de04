"""Words that the brief itself says, in each language, from compiled gettext catalogues.

Messages are written in English here and in the templates; `briefing/locales` holds what each
language says. Counted messages name the count ``%(count)s`` and follow the language's own plurals.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from pathlib import Path

from babel.support import NullTranslations, Translations

from briefing.formats import number
from briefing.models import Origin, Precision

DOMAIN = "briefing"
LOCALES = Path(str(files("briefing"))) / "locales"


def N_(message: str) -> str:  # noqa: N802  the customary name, which Babel looks for
    """Mark a message for extraction; it is translated where it is used."""
    return message


ORIGINS = {
    Origin.ORIGINAL: N_("Original"),
    Origin.EDITED: N_("Edited by the desk"),
    Origin.REVIEWED: N_("Reviewed translation"),
    Origin.OUTLET: N_("The outlet’s own version"),
    Origin.RELATED: N_("Related report"),
    Origin.MACHINE: N_("Machine translation"),
    Origin.RULES: N_("Rule-based"),
    Origin.FACTS: N_("Key facts (not a translation)"),
}
PRECISIONS = {
    Precision.EXACT: "",
    Precision.DAY: "",
    Precision.INFERRED: N_("date inferred from the text"),
    Precision.FETCHED: N_("date not known, counted by when it was fetched"),
    Precision.UNKNOWN: N_("date not known"),
}


Own = tuple[tuple[str, str, str], ...]  # language, message, what to say in its place
_own: ContextVar[dict[tuple[str, str], str]] = ContextVar("own labels")


@contextmanager
def replaced(own: Own) -> Iterator[None]:
    """Within it, these messages say what an audience wants them to say."""
    token = _own.set({(language, message): text for language, message, text in own})
    try:
        yield
    finally:
        _own.reset(token)


@cache
def messages() -> frozenset[str]:
    """Every message that `gettext` is asked for, in English."""
    made = catalogue("ko")._catalog  # gettext has no public list
    return frozenset(key for key in made if isinstance(key, str) and key)


@cache
def catalogue(language: str) -> NullTranslations:
    """The compiled catalogue of a language; the English messages when there is none."""
    return Translations.load(str(LOCALES), [language], DOMAIN)


def gettext(message: str, language: str, **values: object) -> str:
    """The message in a language, with ``%(name)s`` filled from `values`."""
    said = _own.get({}).get((language, message)) or catalogue(language).gettext(message)
    return said % values if values else said


def ngettext(one: str, many: str, count: int, language: str, **values: object) -> str:
    """The message for a count in a language, the count written as that language does."""
    said: str = catalogue(language).ngettext(one, many, count)
    return said % {"count": number(count, language), **values}


def origin_label(origin: Origin, language: str, attribution: str = "") -> str:
    """How a line came about: "Related report – OUTLET", "Machine translation – ENGINE, DATE"."""
    label = gettext(ORIGINS[origin], language)
    return f"{label} – {attribution}" if attribution else label


def precision_label(precision: Precision, language: str) -> str:
    """What to say beside a date; empty when the article gave the date itself."""
    message = PRECISIONS[precision]
    return gettext(message, language) if message else ""

"""Words that the brief itself says, in each language, from compiled gettext catalogues.

Messages are written in English here and in the templates; `briefing/locales` holds what each
language says. Counted messages name the count ``%(count)s`` and follow the language's own plurals.
"""

from __future__ import annotations

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
    Precision.UNKNOWN: N_("date not known"),
}


@cache
def catalogue(language: str) -> NullTranslations:
    """The compiled catalogue of a language; the English messages when there is none."""
    return Translations.load(str(LOCALES), [language], DOMAIN)


def gettext(message: str, language: str, **values: object) -> str:
    """The message in a language, with ``%(name)s`` filled from `values`."""
    said = catalogue(language).gettext(message)
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

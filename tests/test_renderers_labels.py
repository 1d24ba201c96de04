"""The words of the brief itself: translated in full, compiled, written as each language does."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from briefing import formats
from briefing.labels import LOCALES, ORIGINS, ngettext, origin_label
from briefing.models import Origin

LANGUAGES = ("ko", "en")
PROJECT = Path(__file__).parent.parent
KEYWORDS = {"_": None, "both": None, "titled": None, "N_": None, "ngettext": (1, 2)}
OPTIONS = {"**.j2": {"trim_blocks": "true", "lstrip_blocks": "true"}}


def catalogue(language: str) -> Catalog:
    """The catalogue as the translator edits it."""
    with (LOCALES / language / "LC_MESSAGES" / "briefing.po").open("rb") as file:
        return read_po(file, locale=language)


def messages_in_use() -> set[str | tuple[str, ...]]:
    """Every message that the templates and the package say."""
    found: set[str | tuple[str, ...]] = set()
    for folder, method in (
        (PROJECT / "templates", [("**.j2", "jinja2")]),
        (PROJECT / "briefing", [("**.py", "python")]),
    ):
        for _, _, message, _, _ in extract_from_dir(folder, method, OPTIONS, KEYWORDS):
            found.add(message)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    """No message of a template is missing from a catalogue or left empty; none is left over."""
    said = {message.id: message.string for message in catalogue(language) if message.id}
    assert set(said) == messages_in_use()
    assert all(all(text) if isinstance(text, tuple) else text for text in said.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_up_to_date(language: str) -> None:
    """The .mo that ships is what the .po compiles to."""
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    shipped = LOCALES / language / "LC_MESSAGES" / "briefing.mo"
    assert shipped.read_bytes() == compiled.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_placeholders(language: str) -> None:
    """A translation names the same values as the message."""
    assert [error for message in catalogue(language) for error in message.check()] == []


def test_every_origin_has_a_label() -> None:
    """Each of the seven origins is named, in both languages and differently."""
    assert set(ORIGINS) == set(Origin)
    labels = {origin_label(origin, language) for origin in Origin for language in LANGUAGES}
    assert len(labels) == 2 * len(Origin)


def test_labels_name_who_made_the_line() -> None:
    """An engine's name and date, or the outlet of a related report, follow the label."""
    assert origin_label(Origin.RELATED, "en", "Model Watch") == "Related report – Model Watch"
    assert origin_label(Origin.MACHINE, "ko", "X, 2025-05-04") == "기계 번역 – X, 2025-05-04"


@pytest.mark.parametrize(
    ("count", "english", "korean"),
    [
        (1, "1 independent source", "독립 출처 1곳"),
        (2, "2 independent sources", "독립 출처 2곳"),
        (1234, "1,234 independent sources", "독립 출처 1,234곳"),
    ],
)
def test_counts_follow_each_languages_plurals(count: int, english: str, korean: str) -> None:
    """English has two forms, Korean one; both group thousands."""
    message = ("%(count)s independent source", "%(count)s independent sources")
    assert ngettext(*message, count, "en") == english
    assert ngettext(*message, count, "ko") == korean


@pytest.mark.parametrize(
    ("since", "until", "english", "korean"),
    [
        ("2025-04-28", "2025-05-04", "28 April – 4 May 2025", "2025년 4월 28일 ~ 5월 4일"),
        ("2025-05-05", "2025-05-11", "5–11 May 2025", "2025년 5월 5일~11일"),
        (
            "2024-12-30",
            "2025-01-05",
            "30 December 2024 – 5 January 2025",
            "2024년 12월 30일 ~ 2025년 1월 5일",
        ),
        ("2025-05-05", "2025-05-05", "5 May 2025", "2025년 5월 5일"),
    ],
)
def test_a_span_says_no_more_than_it_must(
    since: str, until: str, english: str, korean: str
) -> None:
    """Month and year stand once when both ends share them."""
    days = date.fromisoformat(since), date.fromisoformat(until)
    assert formats.span(*days, "en") == english
    assert formats.span(*days, "ko") == korean


def test_a_moment_keeps_its_own_zone() -> None:
    """The time of day is the outlet's, in each language's order."""
    when = datetime(2025, 4, 28, 9, 15, tzinfo=timezone(timedelta(hours=9)))
    assert formats.moment(when, "en") == "28 Apr 2025, 09:15"
    assert formats.moment(when, "ko") == "2025년 4월 28일 09:15"

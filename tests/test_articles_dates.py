"""Dates in the text, truncated ends, and addresses."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from article_cases import MARKS, load
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.articles import canonical_url, is_truncated
from briefing.articles.published import parse_date
from briefing.dates import find_dates, resolve

FRIDAY = date(2025, 5, 2)


@pytest.mark.parametrize("case", load("truncation"), ids=lambda case: case["text"][-20:])
def test_truncation(case: dict[str, Any]) -> None:
    """A text cut in mid-sentence is told from one that ends, and from titles and lists."""
    assert is_truncated(case["text"], case["language"]) is case["cut"]


@pytest.mark.parametrize(
    ("language", "case"),
    [(language, case) for language in ("ko", "en") for case in load("date_mentions")[language]],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_date_mention(language: str, case: list[Any]) -> None:
    """A date expression resolves against the article's date."""
    text, day, precision, *words = case
    (mention,) = find_dates(str(text), language, FRIDAY)
    said = words[0] if words else str(text)
    assert (mention.text, mention.date, mention.precision) == (said, day, precision)
    assert str(text)[mention.start : mention.end] == said


@pytest.mark.parametrize("text", load("date_mentions")["none"])
def test_no_date(text: str) -> None:
    """What counts days, or only looks like a date, is none."""
    language = "en" if text.isascii() and re.search("[a-z]", text) else "ko"
    assert find_dates(text, language, FRIDAY) == ()


def test_same_day_is_the_day_last_named() -> None:
    """이날 and 전날 count from the last day that the text names."""
    text = "연구소는 지난 30일 모델을 냈다. 이날 값도 밝혔다. 전날에는 문을 닫았다."
    days = [mention.date for mention in find_dates(text, "ko", FRIDAY)]
    assert days == [date(2025, 4, 30), date(2025, 4, 30), date(2025, 4, 29)]


def test_without_a_reference_only_full_dates_resolve() -> None:
    """Without the article's date nothing is guessed."""
    mentions = find_dates("2025년 5월 1일, 9일, 지난주, 지난해 3월", "ko", None)
    assert [mention.date for mention in mentions] == [date(2025, 5, 1), None, None, None]


def test_resolve_reads_one_expression() -> None:
    """`resolve` takes the language from the expression, and notes the zone that is named."""
    mention = resolve("오는 20일(한국시간)", FRIDAY)
    assert mention is not None
    assert (mention.date, mention.note) == (date(2025, 5, 20), "한국시간")
    assert resolve("곧", FRIDAY) is None


@pytest.mark.parametrize(("given_url", "expected"), load("addresses"))
def test_canonical_url(given_url: str, expected: str) -> None:
    """An address keeps what numbers the article, and loses what follows the reader."""
    assert canonical_url(given_url, MARKS) == expected


@settings(deadline=None)
@given(st.text(), st.sampled_from(["ko", "en"]), st.none() | st.dates())
def test_any_text_has_its_dates_in_place(text: str, language: str, reference: date | None) -> None:
    """Mentions are word for word, in order, and do not overlap."""
    place = 0
    for mention in find_dates(f"{text}9일 {text}지난 2월 May 1 {text}", language, reference):
        assert mention.start >= place
        place = mention.end


@settings(deadline=None)
@given(st.text())
def test_any_address_is_canonical_once(url: str) -> None:
    """A canonical address stays as it is."""
    once = canonical_url(f"https://a.example/{url}", MARKS)
    assert canonical_url(once, MARKS) == once


@pytest.mark.parametrize(("text", "moment", "precision"), load("published"))
def test_published(text: str, moment: str | None, precision: str) -> None:
    """A date is read in the form in which it was published, with its zone."""
    found, how = parse_date(text, ZoneInfo("Asia/Seoul"))
    assert (found and found.isoformat(), how.value) == (moment, precision)

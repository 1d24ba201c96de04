"""Writing figures: the newsroom's forms, and nothing lost on the way there and back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.figures import find_figures, write_figure
from briefing.figures.lexicon import lexicon
from briefing.models import Figure

# Qualifiers that may stand for one another: 20여 명, some 20 people, about 20 people.
CLASSES = {"some": "about", "band": "about"}
QUALIFIERS = [
    "",
    "about",
    "some",
    "up-to",
    "at-most",
    "at-least",
    "over",
    "under",
    "nearly",
    "band",
]
UNITS = [key for key, unit in lexicon().units.items() if unit.family != "order" and key != "ratio"]
COUNTERS = ["", *lexicon().counters, *lexicon().nouns]


def figure(value: Decimal, unit: str = "count", **fields: object) -> Figure:
    """A figure without a place."""
    return Figure("", 0, 0, value, unit, **fields)  # type: ignore[arg-type]


def content(one: Figure) -> tuple[object, ...]:
    """What writing must keep."""
    return one.value, one.high, one.unit, CLASSES.get(one.qualifier, one.qualifier)


def assert_kept(one: Figure) -> None:
    """It reads back as it was, from both languages."""
    for language in ("ko", "en"):
        written = write_figure(one, language)
        read = find_figures(written, language)
        assert [content(other) for other in read] == [content(one)], written


values = st.one_of(
    st.integers(2, 99_999),
    st.integers(2, 10**17),
    st.decimals("0.01", "99999", places=2),
    st.sampled_from([10**power * count for power in range(2, 17) for count in (1, 25, 701)]),
).map(Decimal)


@settings(max_examples=400, deadline=None)
@given(values, st.sampled_from(UNITS), st.sampled_from(QUALIFIERS))
def test_amounts_survive(value: Decimal, unit: str, qualifier: str) -> None:
    """Every unit and currency, with every qualifier."""
    assert_kept(figure(value, unit, qualifier=qualifier))


@settings(max_examples=300, deadline=None)
@given(values, st.sampled_from(COUNTERS), st.sampled_from(QUALIFIERS))
def test_counts_survive(value: Decimal, counter: str, qualifier: str) -> None:
    """Every counter of either language, and plain numbers."""
    assert_kept(figure(value, counter=counter, qualifier=qualifier))


@settings(max_examples=300, deadline=None)
@given(values, values, st.sampled_from([*UNITS, "count"]), st.sampled_from(["", "about", "up-to"]))
@example(Decimal(1000001), Decimal(7010000000000000000), "percentage-point", "")
def test_ranges_survive(one: Decimal, other: Decimal, unit: str, qualifier: str) -> None:
    """The lower end never takes the scale of the upper one."""
    low, high = sorted((one, other))
    counter = "명" if unit == "count" else ""
    upper = high if low < high else None
    assert_kept(figure(low, unit, high=upper, qualifier=qualifier, counter=counter))


@settings(deadline=None)
@given(st.integers(1, 999), st.sampled_from(["ordinal", "rank", "article"]))
def test_places_in_an_order_survive(value: int, unit: str) -> None:
    """Ordinals, ranks and articles of a law."""
    assert_kept(figure(Decimal(value), unit))


@settings(deadline=None)
@given(
    st.integers(2, 999).flatmap(lambda whole: st.tuples(st.integers(1, whole - 1), st.just(whole)))
)
def test_fractions_survive(parts: tuple[int, int]) -> None:
    """Halves and thirds in words, odd ones in digits."""
    count, whole = parts
    assert_kept(figure(Decimal(count) / Decimal(whole), "ratio"))


@settings(deadline=None)
@given(st.integers(1, 15), st.sampled_from(["명", "people", "", "USD", "KRW", "CNY", "year", "km"]))
def test_vague_numbers_survive(power: int, what: str) -> None:
    """수백만 명 and millions of people are a power of ten, not to be taken at its word."""
    unit = {"km": "kilometre"}.get(what, what)
    fields = {"unit": unit} if unit in lexicon().units else {"unit": "count", "counter": what}
    assert_kept(figure(Decimal(10) ** power, qualifier="several", **fields))


@settings(deadline=None)
@given(st.decimals("-999", "-0.01", places=2), st.sampled_from(["percent", "USD", "CNY", "degree"]))
def test_negative_amounts_survive(value: Decimal, unit: str) -> None:
    """The sign stands before the currency."""
    assert_kept(figure(value, unit))


@pytest.mark.parametrize(
    "unit", [key for key in UNITS if lexicon().family(key) in {"rate", "money"}]
)
@pytest.mark.parametrize("direction", ["up", "down"])
def test_directions_survive(unit: str, direction: str) -> None:
    """A figure that is written with what it did reads back with it."""
    one = figure(Decimal("3.5"), unit, direction=direction)
    for language in ("ko", "en"):
        written = write_figure(one, language, directed=True)
        assert [other.direction for other in find_figures(written, language)] == [direction]


FORMS = [
    ("9억1천만 회", "910 million times"),
    ("100억 달러", "US$10 billion"),
    ("약 13조 원", "about ₩13 trillion"),
    ("최대 38조 위안", "up to 38 trillion yuan"),
    ("2조 엔", "2 trillion yen"),
    ("3.5%p", "3.5 percentage points"),
    ("25bp", "25 basis points"),
    ("15% 이하", "at most 15%"),
    ("20억달러 이상", "at least US$2 billion"),
    ("60% 미만", "less than 60%"),
    ("100억원 가까이", "nearly ₩10 billion"),
    ("5%대", "in the 5% range"),
    ("20여 명", "some 20 people"),
    ("수백만 명", "millions of people"),
    ("5000만~6000만 대", "50 million to 60 million units"),
    ("3분의 2", "two-thirds"),
    ("1.5배", "1.5-fold"),
    ("235B", "235 billion parameters"),
    ("4위", "No. 4"),
    ("두 번째", "second"),
    ("1년 반", "1.5 years"),
    ("1,234,567명", "1,234,567 people"),
    ("1위안", "1 yuan"),
    ("한 명", "1 person"),
]


@pytest.mark.parametrize(("korean", "english"), FORMS)
def test_korean_figures_in_english(korean: str, english: str) -> None:
    """The forms of an English newsroom."""
    (one,) = find_figures(korean, "ko")
    assert write_figure(one, "en") == english


BACK = [
    ("$70.1 billion", "701억 달러"),
    ("1.2 million", "120만"),
    ("1,234,567 people", "123만4567명"),
    ("US$1.25", "1.25달러"),
    ("A$45 million", "4500만 호주달러"),
    ("more than 300 million downloads", "3억 건 초과"),
    ("at least 5,000 jobs", "5,000개 이상"),
    ("40-year-old", "40세"),
    ("three days", "3일간"),
    ("tens of thousands of workers", "수만 명"),
    ("two to three years", "2~3년"),
    ("third place", "3위"),
    ("Article 5", "제5조"),
    ("half", "절반"),
    ("11th", "11번째"),
]


@pytest.mark.parametrize(("english", "korean"), BACK)
def test_english_figures_in_korean(english: str, korean: str) -> None:
    """The forms of a Korean newsroom."""
    (one,) = find_figures(english, "en")
    assert write_figure(one, "ko") == korean


def test_the_subject_says_what_is_counted() -> None:
    """회 are downloads after 다운로드, times otherwise."""
    counted = figure(Decimal(910_000_000), counter="회", subject="챗봇 다운로드 수")
    assert write_figure(counted, "en") == "910 million downloads"


def test_a_range_of_two_scales_is_written_out() -> None:
    """500~1000만 원 would read as five million at its lower end."""
    spread = figure(Decimal(500), "KRW", high=Decimal(10_000_000))
    assert write_figure(spread, "ko") == "500~10,000,000원"
    assert write_figure(spread, "en") == "₩500 to ₩10,000,000"


def test_direction_is_written_on_request() -> None:
    """A rate goes up and down, a number grows and shrinks."""
    share = figure(Decimal(16), "percent", direction="up")
    people = figure(Decimal(5000), counter="명", direction="down")
    assert write_figure(share, "ko") == "16%"
    assert write_figure(share, "ko", directed=True) == "16% 상승"
    assert write_figure(people, "ko", directed=True) == "5,000명 감소"
    assert write_figure(people, "en", directed=True) == "down 5,000 people"

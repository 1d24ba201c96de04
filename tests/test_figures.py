"""Reading figures: labelled sentences, what is no figure, hostile input, comparison."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.figures import find_figures, same_figures
from briefing.language import tokenise
from briefing.models import Figure

LABELS = Path(__file__).parent / "data" / "quality" / "figures.jsonl"
RECORDS = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
FLOOR = 0.995  # of place, value, unit, upper end and direction, both ways
Key = tuple[object, ...]


def labels(record: dict[str, Any]) -> list[Figure]:
    """The labelled figures of a sentence, at their places."""
    figures, end = [], 0
    for label in record["figures"]:
        start = record["text"].index(label["text"], end)
        end = start + len(label["text"])
        words = {
            name: label.get(name, "") for name in ("counter", "qualifier", "direction", "subject")
        }
        high = Decimal(label["high"]) if "high" in label else None
        value = Decimal(label["value"])
        figures.append(Figure(label["text"], start, end, value, label["unit"], high, **words))
    return figures


def found(record: dict[str, Any]) -> tuple[Figure, ...]:
    """The figures that are read in a sentence."""
    text, language = record["text"], record["language"]
    return find_figures(text, language, tokenise(text, language))


def reading(figure: Figure) -> Key:
    """Place, value, unit, upper end, direction."""
    return (figure.start, figure.end, figure.value, figure.high, figure.unit, figure.direction)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_labelled_figures_are_read(language: str) -> None:
    """Nearly every labelled figure is found as labelled, and nearly nothing else is."""
    hits = wanted = given_ = 0
    for record in RECORDS:
        if record["language"] == language:
            right = {reading(figure) for figure in labels(record)}
            read = {reading(figure) for figure in found(record)}
            hits, wanted, given_ = hits + len(right & read), wanted + len(right), given_ + len(read)
    assert wanted > 150
    assert hits / wanted >= FLOOR
    assert hits / given_ >= FLOOR


def test_qualifiers_counters_and_subjects() -> None:
    """What stands around a number is read; a subject that is given is the labelled one."""
    wanted = {(r["text"], figure) for r in RECORDS for figure in labels(r)}
    read = {(r["text"], figure) for r in RECORDS for figure in found(r)}
    assert len(wanted & read) / len(wanted) >= FLOOR


def test_every_unit_that_is_labelled_is_known() -> None:
    """Units are keys of the data file, currencies by their ISO code, counts or fractions."""
    from briefing.figures.lexicon import lexicon

    units = {figure.unit for record in RECORDS for figure in labels(record)}
    assert units <= {*lexicon().units, "count", "ratio"}
    assert len(units) > 40


NO_FIGURES = {
    "ko": [
        "9일 신화통신에 따르면 2025년 2월 5일 발표됐다.",
        "2026∼2030년 계획과 1분기 실적, 1980년대 정책",
        "오전 10시 30분, 11월, 22~28일, 5월 12일~6월 3일",
        "GPT-4o, R1, o1-미니, 그록 3, Qwen3, 910C, H20, MiMo-7B, 큐원3.5-397B-A17B",
        "전화 02-123-4567, 메일 desk2024@example.com, www.example.com/2025/11/22",
        "3.5 버전과 iOS 11.3을 거쳐 제3자에게 1호 제품을 줬다.",
        "1인당 지원과 40대 남성, 3세대 통신, 2단계 협상, 4차선 도로",
        "한편 세대 차이를 두고 네이버가 말했다. 한 번 보자.",
    ],
    "en": [
        "On May 30, 2025, at 3:15 p.m., the 2024-25 plan began; it ended in 2026.",
        "GPT-4o, o1-mini, Grok 3, Qwen3-235B-A22B, 910C, H20, Kimi K2.5 and Opus 4.8",
        "Call 02-123-4567 or write to desk2024@example.com; see www.example.com/2025/11/22",
        "Version 3.5, Section 301, Boeing 747, World War Two, the third quarter, a third party",
        "It won 3-1 in the first half; no one was hurt at first.",
        "Scores from the 1990s, the 19th century and 125th Street",
    ],
}


@pytest.mark.parametrize(("language", "text"), [(k, t) for k, v in NO_FIGURES.items() for t in v])
def test_dates_times_names_and_addresses_are_no_figures(language: str, text: str) -> None:
    """Numbers that count nothing are left alone."""
    assert find_figures(text, language, tokenise(text, language)) == ()


def test_other_languages_have_no_figures() -> None:
    """A language that is not read gives none, without an error."""
    assert find_figures("38万亿元", "zh") == ()


def test_a_korean_subject_needs_morphemes() -> None:
    """Without tokens the figure is the same, its subject empty."""
    text = "챗봇 다운로드 수는 9억1천만 회다."
    bare, full = find_figures(text, "ko"), find_figures(text, "ko", tokenise(text, "ko"))
    assert full[0].subject == "챗봇 다운로드 수"
    assert bare == (replace(full[0], subject=""),)


def test_the_sign_of_yen_and_yuan_is_told_by_what_is_near() -> None:
    """The nearest telling word decides; without one it is the yen."""
    texts = {
        "Beijing spent ¥5 billion.": "CNY",
        "Tokyo spent ¥5 billion.": "JPY",
        "They spent ¥5 billion.": "JPY",
        "Tokyo watched as lenders in Shanghai lent ¥5 billion.": "CNY",
    }
    assert {text: find_figures(text, "en")[0].unit for text in texts} == texts


WORDS = sorted({word for record in RECORDS for word in record["text"].split()})
PIECES = st.one_of(
    st.sampled_from(WORDS), st.sampled_from("0%~-–(.,$¥억만 \n"), st.text(max_size=3)
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=12), st.sampled_from(["", " "]))
def test_offsets_are_word_for_word(pieces: list[str], joint: str) -> None:
    """Whatever the text, figures stand in its order, apart, and quote it exactly."""
    text = joint.join(pieces)
    for language in ("ko", "en"):
        end = 0
        for figure in find_figures(text, language):
            assert end <= figure.start < figure.end <= len(text)
            assert figure.text == text[figure.start : figure.end]
            assert figure.high is None or figure.high > figure.value
            end = figure.end


@pytest.mark.parametrize("piece", ["9", "9,", "1.1-", "3~", "1억", "약 ", "(", "one-", "$", "a@"])
def test_long_nonsense_is_read_to_its_end(piece: str) -> None:
    """A hundred thousand characters of it do not stall the reader, nor hide what follows."""
    text = piece * (100_000 // len(piece))
    assert find_figures(text + " 그리고 5% 증가", "ko")[-1].text == "5%"
    assert find_figures(text + " then up 5%", "en")[-1].text == "5%"


def figures(text: str, language: str = "ko") -> tuple[Figure, ...]:
    """The figures of a text, without subjects."""
    return find_figures(text, language)


SAME = [
    ("100억 달러(약 13조 원)를 모았다.", "It raised $10 billion (about 13 trillion won)."),
    ("다운로드 수는 9억1천만 회다.", "It has 910 million downloads."),
    ("1년 만에 3배로 뛰었다.", "It rose threefold within a year."),
    ("세계 4위, 절반이 찬성했다.", "It came fourth in the world; 50 per cent agreed."),
    ("두 회사는 20여 명을 보냈다.", "Both firms sent about 20 people."),
    ("최대 30%까지 인하했다.", "Prices were cut by as much as 30 percent."),
    ("수백만 명이 30~40% 줄었다.", "Millions of people; a drop of between 30 and 40 percent."),
    (
        "33세 대표는 7B 모델을 만들었다.",
        "The head, aged 33, built a model of 7 billion parameters.",
    ),
]


@pytest.mark.parametrize(("korean", "english"), SAME)
def test_the_same_figures_in_two_languages(korean: str, english: str) -> None:
    """Figures that say the same are neither missing nor invented, in either direction."""
    assert same_figures(figures(korean), figures(english, "en")) == ([], [])
    assert same_figures(figures(english, "en"), figures(korean)) == ([], [])


DIFFERENT = [
    ("100억 달러를 모았다.", "It raised 10 billion yuan."),
    ("100억 달러를 모았다.", "It raised $1 billion."),
    ("3.5%포인트 올랐다.", "It rose 3.5 percent."),
    ("3.5% 올랐다.", "It fell 3.5 percent."),
    ("-2.3%를 기록했다.", "It was up 2.3 percent."),
    ("최소 5억 원이 든다.", "It costs up to 500 million won."),
    ("30~40% 줄었다.", "It fell 30 percent."),
    ("수백만 명이 왔다.", "One million people came."),
]


@pytest.mark.parametrize(("korean", "english"), DIFFERENT)
def test_different_figures_are_missing_and_invented(korean: str, english: str) -> None:
    """A changed value, unit, currency, direction or bound is told from both sides."""
    source, target = figures(korean), figures(english, "en")
    assert same_figures(source, target) == (list(source), list(target))


def test_a_figure_that_comes_twice_is_wanted_twice() -> None:
    """Each figure answers for one other."""
    source = figures("매출은 5%, 이익은 5% 늘었다.")
    assert same_figures(source, source[:1]) == ([source[1]], [])

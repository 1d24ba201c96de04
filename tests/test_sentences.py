"""Sentence boundaries: the rules one by one, the quality floor, and what holds for any text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language import split_sentences, tokenise

DATA = Path(__file__).parent / "data"
MARK = "⏐"
FLOOR = 0.995  # F1 on boundaries


def rules() -> list[tuple[str, str, str]]:
    """Title, language and marked text of each case."""
    text = (DATA / "sentences" / "rules.txt").read_text(encoding="utf-8")
    found = re.findall(r"^## (\w\w): (.+)\n((?:.+\n)+)", text, re.MULTILINE)
    return [(title, language, marked.rstrip("\n")) for language, title, marked in found]


def wanted(marked: str) -> list[str]:
    """The sentences of a marked text."""
    return [piece.strip() for piece in marked.split(MARK)]


def found(marked: str, language: str, *, with_tokens: bool) -> list[str]:
    """The sentences that the rules find in it."""
    text = marked.replace(MARK, "")
    tokens = tokenise(text, language) if with_tokens else None
    return [text[start:end] for start, end in split_sentences(text, language, tokens)]


@pytest.mark.parametrize(("title", "language", "marked"), rules(), ids=lambda value: value[:40])
def test_each_rule_cuts_where_the_mark_stands(title: str, language: str, marked: str) -> None:
    """Every case in `rules.txt` comes out as marked, with and without tokens."""
    assert found(marked, language, with_tokens=False) == wanted(marked), title
    assert found(marked, language, with_tokens=True) == wanted(marked), title


@pytest.mark.parametrize("language", ["ko", "en"])
def test_boundaries_of_news_reach_the_floor(language: str) -> None:
    """F1 over the labelled passages does not fall below the floor."""
    hits = total = 0
    for line in (DATA / "quality" / "sentences.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        if entry["language"] == language:
            gold = ends(wanted(entry["marked"]))
            ours = ends(found(entry["marked"], language, with_tokens=True))
            hits, total = hits + len(gold & ours), total + len(gold) + len(ours)
    assert total > 100
    assert 2 * hits / total >= FLOOR


def ends(sentences: list[str]) -> set[int]:
    """Where sentences end, counted in characters that are no space; the last one is given."""
    places, place = [], 0
    for sentence in sentences:
        place += len("".join(sentence.split()))
        places.append(place)
    return set(places[:-1])


def test_tokens_find_a_sentence_that_lacks_its_full_stop() -> None:
    """A final ending before 한편 is a boundary, and only tokens can tell it from 보다."""
    marked = f"당국은 조사를 시작했다고 밝혔다 {MARK}한편 업계는 자료를 정리하고 있다."
    assert found(marked, "ko", with_tokens=True) == wanted(marked)
    assert len(found(marked, "ko", with_tokens=False)) == 1


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n\n", "\u2028"])
def test_a_line_break_ends_a_sentence(newline: str) -> None:
    """Headings and paragraphs need no full stop."""
    assert len(split_sentences(f"금리 동결{newline}시장은 잠잠했다", "ko")) == 2


@pytest.mark.parametrize("text", ["", " ", "\n\n \t", "\u3000"])
def test_a_text_without_words_has_no_sentences(text: str) -> None:
    """White space alone gives no span."""
    assert split_sentences(text, "ko") == ()


news_like = st.text(
    alphabet=st.one_of(
        st.sampled_from("다요까 .?!…。\"'“”‘’()[]「」《》■▲\n\r\t\u2028\u3000AaU.S1:,밝혔그는이어"),
        st.characters(),
    ),
    max_size=120,
)


@given(text=news_like, language=st.sampled_from(["ko", "en", "zh", "xx"]))
def test_spans_hold_all_of_any_text(text: str, language: str) -> None:
    """Spans are in order, stripped and apart, and hold every character that is no space."""
    spans = split_sentences(text, language)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(
        text[start:end] and text[start:end] == text[start:end].strip() for start, end in spans
    )
    held = {place for start, end in spans for place in range(start, end)}
    assert all(place in held for place, char in enumerate(text) if not char.isspace())
    assert len(held) == sum(end - start for start, end in spans)

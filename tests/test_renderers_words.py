"""Korean words that a browser would break are marked, and nothing else of the text changes."""

from __future__ import annotations

import re

import pytest
from fixtures_brief import full_brief
from reading_outputs import html_page, rendition

from briefing.renderers.words import unbroken


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("인공지능(AI)을 가르친다", ["인공지능(AI)을"]),
        ("‘톱 시드’와 20%로", ["시드’와", "20%로"]),
        ("리버(Charles Lieber)가 갔다", ["Lieber)가"]),
        ("알리바바는 큐원3을 냈다", []),
        ("(about 20%) of it", []),
        ("아주아주아주아주아주아주긴이름의회사(AI)를", []),
        ("<b>(가)나", ["&lt;b&gt;(가)나"]),
    ],
)
def test_such_words_are_marked(text: str, words: list[str]) -> None:
    """A particle after a bracket, quotation mark or sign stays with its word if that is short."""
    marked = str(unbroken(text))
    assert re.findall(r'<span class="word">(.*?)</span>', marked) == words
    assert html_page(f"<p>{marked}</p>".encode()).text == text


def test_the_page_keeps_them_together() -> None:
    """Its style sheet knows the mark."""
    page = rendition(full_brief(), "html").content.decode()
    assert '<span class="word">' in page
    assert ".word { white-space: nowrap; }" in page

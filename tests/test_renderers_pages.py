"""Pages of the PDF: rows in step, columns as wide as their text needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from fixtures_brief import full_brief

from briefing.renderers import look, pdf, setting
from briefing.renderers.environment import Look, style


@cache
def pages(drawn: Look, height: int = 297) -> list[Any]:
    """The pages of the full brief, laid out; their height is in millimetres."""
    sheet = f"{style(drawn, 'tokens.css', 'print.css')} @page {{ size: 210mm {height}mm }}"
    return list(setting.lay_out(pdf._page(full_brief(), drawn), sheet, drawn).pages)


def rows(page: Any) -> Iterator[Any]:
    """The boxes of the rows of stories on a page."""
    from weasyprint.formatting_structure.boxes import TableBox, TableRowBox

    for story in page._page_box.descendants():
        if story.element_tag == "article" and isinstance(story, TableBox):
            yield from (box for box in story.descendants() if isinstance(box, TableRowBox))


@pytest.mark.parametrize("height", [297, 280, 265])
def test_a_row_stands_on_one_page(height: int) -> None:
    """A sentence and its counterpart are never torn apart, wherever a page ends."""
    counts = Counter(row.element for page in pages(look(), height) for row in rows(page))
    assert len(counts) > 50
    assert set(counts.values()) == {1}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_one_language_takes_the_width_of_the_page(language: str) -> None:
    """A single column is not kept as narrow as one of two; its lines stay readable."""
    drawn = replace(look(), languages=(language,))
    cells = [row.children[0] for page in pages(drawn) for row in rows(page)]
    assert {len(row.children) for page in pages(drawn) for row in rows(page)} == {1}
    millimetres = {round(cell.width / 96 * 25.4) for cell in cells if cell.element_tag == "p"}
    assert millimetres == {136}


def test_columns_take_what_their_language_needs() -> None:
    """Korean is set narrower than English, on whichever side it stands."""
    for order in (("ko", "en"), ("en", "ko")):
        drawn = replace(look(), languages=order)
        row = next(row for page in pages(drawn) for row in rows(page) if len(row.children) == 2)
        width = dict(zip(order, (cell.border_width() for cell in row.children), strict=True))
        assert 0.85 < width["ko"] / width["en"] < 0.95

"""Pages whose elements are made alike say the same, in the same languages, at the same places."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fixtures_brief import full_brief

from briefing.renderers import look, pdf, setting
from briefing.renderers.environment import style
from briefing.renderers.likeness import alike

PAGE = (
    '<html lang="ko"><body><article class="a" id="x"><h3 class="b"><b>가</b></h3>'
    '<p lang="en">one</p></article><li id="y"><b id="z">two</b></li></body></html>'
)


def laid_out(page: str, sheet: str) -> list[list[tuple[str, str, float, float]]]:
    """Each text of each page with its language and place."""
    from weasyprint.formatting_structure.boxes import TextBox

    document = setting.lay_out(page, sheet, look())
    texts: list[list[tuple[str, str, float, float]]] = []
    for made in document.pages:
        boxes: Any = made._page_box.descendants()
        texts.append(
            [
                (box.text, box.style["lang"], box.position_x, box.position_y)
                for box in boxes
                if isinstance(box, TextBox)
            ]
        )
    return texts


def test_languages_become_rules_and_anchors_move_inward() -> None:
    """Containers lose what sets them apart; the language of the document stays."""
    page, sheet = alike(PAGE, 'p[lang="en"] { hyphens: auto }')
    assert page == (
        '<html lang="ko"><body><article class="a"><h3 class="b"><b id="x">가</b></h3>'
        '<p data-lang="en">one</p></article><li id="y"><b id="z">two</b></li></body></html>'
    )
    assert sheet == ('[data-lang="en"] { -weasy-lang: "en" }\np[data-lang="en"] { hyphens: auto }')


def test_a_sheet_that_asks_for_languages_keeps_them() -> None:
    """`:lang()` looks for the attribute itself."""
    given = (PAGE, "p:lang(en) { hyphens: auto }")
    assert alike(*given) == given


def test_the_pages_come_out_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text stands where it would stand otherwise, in the same language."""
    page, sheet = pdf._page(full_brief(), look()), style(look(), "tokens.css", "print.css")
    made = laid_out(page, sheet)
    assert len(re.findall("data-lang", alike(page, sheet)[0])) > 100
    monkeypatch.setattr(setting, "alike", lambda page, sheet: (page, sheet))
    assert laid_out(page, sheet) == made

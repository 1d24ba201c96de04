"""PDF: the print page of a brief, set by WeasyPrint as tagged PDF (PDF/UA-1 or PDF/A).

    print.html.j2 ─ page ─┬─ body, its masthead blank ── setting.py, once for equal bodies ─┬─ PDF
                          └─ masthead and running head ─ setting.py ────────────────────────┘

Audiences often differ in their masthead alone; mastheads.py joins each with the common body.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from briefing.models import Brief, Rendition
from briefing.renderers.environment import Look, style
from briefing.renderers.limits import draw
from briefing.renderers.mastheads import (
    BODY_SHEET,
    HEAD_SHEET,
    blank,
    height_of,
    join,
    masthead_alone,
    split,
)
from briefing.renderers.setting import lay_out, write

BEFORE_LABEL = re.compile(r' (?=<(?:a|span) class="origin\b)')
ENDING = re.compile(r"\s+(?=</p>)")  # a box of its own, and its line is set twice
FOLDED = re.compile(r"<details\b.*?</details>", re.DOTALL)  # nothing on paper unfolds


def render(brief: Brief, *, look: Look) -> Rendition:
    """The brief as ``brief.AUDIENCE.pdf``; the same brief gives the same bytes.

    Raises TemplateError, also when a page or style asks for a file outside the look's folders.
    """
    with _uncollected():
        content = _drawn(brief, look)
    return Rendition(f"brief.{brief.audience}.pdf", "application/pdf", content)


def _drawn(brief: Brief, look: Look) -> bytes:
    page, sheet = _page(brief, look), style(look, "tokens.css", "print.css")
    if parts := split(page, look):
        front = lay_out(masthead_alone(parts), sheet + HEAD_SHEET, look)
        body = _body(blank(parts, height_of(front)), sheet + BODY_SHEET, look)
        return join(body, write(front, look))
    return write(lay_out(page, sheet, look), look)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the cycle collector, which finds nothing in a growing tree of boxes: a seventh."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@lru_cache(maxsize=4)
def _body(page: str, sheet: str, look: Look) -> bytes:
    return write(lay_out(page, sheet, look), look)


def _page(brief: Brief, look: Look) -> str:
    """The print page. The space before a label stands alone: WeasyPrint breaks a line after its
    first word when the line fits but for the space at the end of its text.
    """
    drawn = FOLDED.sub("", draw("print.html.j2", brief, look, on_paper=True))
    return BEFORE_LABEL.sub("<span> </span>", ENDING.sub("", drawn))

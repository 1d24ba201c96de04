"""PDF: the print page of a brief, set by WeasyPrint as tagged PDF (PDF/UA-1).

    print.html.j2 ─ page ─┬─ body, its masthead blank ── setting.py, once for equal bodies ─┬─ PDF
                          └─ masthead and running head ─ setting.py ────────────────────────┘

Audiences often differ in their masthead alone; mastheads.py joins each with the common body.
"""

from __future__ import annotations

import re
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
from briefing.renderers.setting import Variant, lay_out, write

BEFORE_LABEL = re.compile(r' (?=<(?:a|span) class="origin\b)')
FOLDED = re.compile(r"<details\b.*?</details>", re.DOTALL)  # nothing on paper unfolds


def render(brief: Brief, *, look: Look, variant: Variant = "pdf/ua-1") -> Rendition:
    """The brief as ``brief.AUDIENCE.pdf``; the same brief gives the same bytes.

    Raises TemplateError, also when a page or style asks for a file outside the look's folders.
    """
    page, sheet = _page(brief, look), style(look, "tokens.css", "print.css")
    if parts := split(page, look):
        front = lay_out(masthead_alone(parts), sheet + HEAD_SHEET, look, variant)
        body = _body(blank(parts, height_of(front)), sheet + BODY_SHEET, look, variant)
        content = join(body, write(front, variant))
    else:
        content = write(lay_out(page, sheet, look, variant), variant)
    return Rendition(f"brief.{brief.audience}.pdf", "application/pdf", content)


@lru_cache(maxsize=4)
def _body(page: str, sheet: str, look: Look, variant: Variant) -> bytes:
    return write(lay_out(page, sheet, look, variant), variant)


def _page(brief: Brief, look: Look) -> str:
    """The print page. The space before a label stands alone: WeasyPrint breaks a line after its
    first word when the line fits but for the space at the end of its text.
    """
    drawn = FOLDED.sub("", draw("print.html.j2", brief, look))
    return BEFORE_LABEL.sub("<span> </span>", drawn)

"""Markdown: plain CommonMark, so that any reader shows it alike."""

from __future__ import annotations

import re

from briefing.models import Brief, Rendition
from briefing.renderers.environment import Look
from briefing.renderers.escaping import escape
from briefing.renderers.limits import draw

BLANKS = re.compile(r"\n{3,}")


def render(brief: Brief, *, look: Look) -> Rendition:
    """The brief as ``brief.AUDIENCE.md``; raises TemplateError."""
    drawn = draw("brief.md.j2", brief, look, escape)
    text = BLANKS.sub("\n\n", drawn).strip() + "\n"
    return Rendition(f"brief.{brief.audience}.md", "text/markdown", text.encode())

"""HTML: one file that opens from disk, with its style inside and nothing to fetch."""

from __future__ import annotations

from briefing.models import Brief, Rendition
from briefing.renderers.environment import Look, draw


def render(brief: Brief, *, look: Look) -> Rendition:
    """The brief as ``brief.AUDIENCE.html``; raises TemplateError."""
    text = draw("brief.html.j2", brief, look)
    return Rendition(f"brief.{brief.audience}.html", "text/html", text.encode())

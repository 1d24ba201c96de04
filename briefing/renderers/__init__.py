"""Renderers: one `Brief` in, one finished file out, each of the same signature.

    Brief ─ templates/brief.md.j2    ─ markdown.render ─ brief.AUDIENCE.md
          ─ templates/brief.html.j2  ─ html.render     ─ brief.AUDIENCE.html
          ─ templates/print.html.j2  ─ pdf.render      ─ brief.AUDIENCE.pdf
          ─ templates/mail.html.j2   ─ mail.render     ─ brief.AUDIENCE.mail.html
          ─ the Markdown             ─ mailtext.render ─ brief.AUDIENCE.txt

`RENDERERS` names them as `--format` does: by file extension, and the mail as ``mail``.
"""

from __future__ import annotations

from typing import Protocol

from briefing.models import Brief, Rendition
from briefing.renderers import html, mail, mailtext, markdown, pdf
from briefing.renderers.environment import Look, look

__all__ = ["RENDERERS", "Look", "Renderer", "look"]


class Renderer(Protocol):
    """Draws a whole brief in one format."""

    def __call__(self, brief: Brief, *, look: Look) -> Rendition:
        """The finished file; raises TemplateError."""
        ...


RENDERERS: dict[str, Renderer] = {
    "md": markdown.render,
    "html": html.render,
    "pdf": pdf.render,
    "mail": mail.render,
    "txt": mailtext.render,
}

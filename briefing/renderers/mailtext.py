"""Plain text: the Markdown without its marks, for the text part of a mail.

Headings are underlined, quotations keep their ``>``, links show their address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefing.models import Brief, Rendition
from briefing.renderers import markdown
from briefing.renderers.environment import Look
from briefing.renderers.passages import is_web

ENDS = {"paragraph_close", "heading_close", "bullet_list_close", "ordered_list_close"}
RULES = {"h1": "=", "h2": "-"}
TAG = re.compile(r"<[^>]+>")
WIDE = re.compile(r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]")


def render(brief: Brief, *, look: Look) -> Rendition:
    """The brief as ``brief.AUDIENCE.txt``; raises TemplateError."""
    drawn = markdown.render(brief, look=look).content.decode()
    return Rendition(f"brief.{brief.audience}.txt", "text/plain", plain(drawn).encode())


def plain(drawn: str) -> str:
    """What a CommonMark text says, as paragraphs of plain text."""
    return "\n".join(_lines(MarkdownIt("commonmark").parse(drawn))).strip() + "\n"


def _lines(tokens: Sequence[Token]) -> Iterator[str]:
    start, tag, quoted = "", "", ""
    for token in tokens:
        match token.type:
            case "blockquote_open" | "blockquote_close":
                quoted = "> " if token.nesting > 0 else ""
            case "list_item_open":
                start = f"{token.info}. " if token.info else "- "
            case "heading_open":
                tag = token.tag
            case "html_block":
                yield f"{unescape(TAG.sub('', token.content)).strip()}\n"
            case "inline":
                text = f"{quoted}{start}{_words(token.children or ())}"
                yield text + _rule(text, tag)
                start, tag = "", ""
            case kind if kind in ENDS and not token.hidden:
                yield ""


def _rule(text: str, tag: str) -> str:
    """The line under a heading, as wide as the text looks; empty under other text."""
    return "\n" + RULES[tag] * (len(text) + len(WIDE.findall(text))) if tag in RULES else ""


def _words(children: Sequence[Token]) -> str:
    parts: list[str] = []
    address = ""
    for child in children:
        match child.type:
            case "link_open":
                address = str(child.attrGet("href"))
            case "link_close":
                parts.append(f" <{address}>" if is_web(address) else "")
            case "softbreak" | "hardbreak":
                parts.append("\n")
            case "html_inline":
                pass
            case _:
                parts.append(child.content)
    return "".join(parts)

"""The words of a Markdown text, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

HEADING = "## "  # stands before a heading below the title, until digests are split
_LEAST_WIDTH = 40  # columns; nobody wraps at fewer
_WIDEST = 120  # columns; a paragraph with a longer line is not wrapped by hand
_NARROWEST = 0.6  # of the widest line: a shorter one ends a paragraph


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).disable(["code", "reference"])


def markdown_text(text: str) -> tuple[str, str]:
    """The first heading of level 1, and all other text, one line a paragraph."""
    title = ""
    paragraphs: list[str] = []
    tokens = _parser().parse(text)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type != "inline":
            continue
        words = _unwrap("".join(_words(token.children or ())))
        tag = before.tag if before and before.type == "heading_open" else ""
        if tag == "h1" and not title and not paragraphs:
            title = words
        else:
            paragraphs.append(f"{HEADING}{words}" if tag else words)
    return title, "\n\n".join(paragraphs)


def _words(children: Sequence[Token]) -> Iterator[str]:
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif child.type in ("text", "code_inline"):
            yield child.content


def _unwrap(paragraph: str) -> str:
    """Lines that were only broken to fit a width, made one again."""
    lines = paragraph.split("\n")
    widths = [len(line) for line in lines[:-1]]
    is_wrapped = (
        len(lines) > 1
        and _LEAST_WIDTH <= max(widths) <= _WIDEST
        and min(widths) >= max(*widths, len(lines[-1])) * _NARROWEST
        and not all(line.rstrip().endswith((".", "!", "?", "”", '"')) for line in lines[:-1])
    )
    return " ".join(lines) if is_wrapped else paragraph

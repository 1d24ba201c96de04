"""The editors' own words: Markdown that holds next to Hangul, as HTML that is safe to show.

CommonMark leaves the stars of ``**“강조”**를`` as they are: a closing mark after punctuation must
be followed by a space or by punctuation, and Korean particles follow without one. Here a Hangul,
Hanzi or kana letter beside the mark counts as a space would.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "sub", "sup", "s"}
NEVER = ["heading", "lheading", "hr", "image", "html_block", "reference"]
EAST_ASIAN = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]")


def html(text: str) -> Markup:
    """The comment as clean HTML blocks: paragraphs, lists, emphasis, links; nothing runs."""
    import nh3

    drawn = _reader().render(text)
    clean = nh3.clean(drawn, tags=TAGS, attributes={"a": {"href"}}, link_rel=None)
    return Markup(clean.strip())


def markdown(text: str) -> Markup:
    """The comment for a CommonMark file.

    As written where any reader shows it alike; as HTML blocks, which CommonMark allows, where
    plain CommonMark would leave stars beside Hangul, and where HTML had to be cleaned.
    """
    shown = html(text)
    plain = MarkdownIt("commonmark").render(text).strip()
    return Markup(text.strip()) if plain == shown else shown


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": True}).disable(NEVER)
    reader.inline.ruler.at("emphasis", _emphasis)
    return reader


def _emphasis(state: StateInline, silent: bool) -> bool:
    """The rule `emphasis` of markdown-it with `_flanks` for its test."""
    from markdown_it.rules_inline.state_inline import Delimiter

    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == marker:
        end += 1
    can_open, can_close = _flanks(state, end, splits_words=marker == "*")
    for _ in range(state.pos, end):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(ord(marker), end - state.pos, len(state.tokens) - 1, -1, can_open, can_close)
        )
    state.pos = end
    return True


def _flanks(state: StateInline, end: int, *, splits_words: bool) -> tuple[bool, bool]:
    """Whether the run of marks from `state.pos` to `end` can open and can close emphasis.

    Source: CommonMark 0.31.2, "left-flanking delimiter run", with East Asian letters as spaces.
    """
    before = state.src[state.pos - 1] if state.pos else " "
    after = state.src[end] if end < state.posMax else " "
    left = not _is_space(after) and (not _is_mark(after) or _is_edge(before))
    right = not _is_space(before) and (not _is_mark(before) or _is_edge(after))
    if splits_words:
        return left, right
    return left and (not right or _is_mark(before)), right and (not left or _is_mark(after))


def _is_edge(character: str) -> bool:
    """Whether emphasis may begin or end beside it, with punctuation on the other side."""
    return _is_space(character) or _is_mark(character) or bool(EAST_ASIAN.match(character))


def _is_space(character: str) -> bool:
    return isWhiteSpace(ord(character))


def _is_mark(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)

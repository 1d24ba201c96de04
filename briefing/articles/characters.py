"""Step: the characters of a text made clean, its words left as they are.

Entities (also escaped twice), escaped quotes, HTML left-overs, invisible characters, NFC, one
space between words. Lost characters (``뒤?은``) stay lost: nobody may guess a quotation.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import replace
from typing import Any

from briefing.articles.draft import Draft
from briefing.articles.stylebook import Stylebook

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,30});")
_ESCAPED_QUOTE = re.compile(r"\\+([\"'])")
_ESCAPED_BREAK = re.compile(r"(?:\\r)?\\n(?![a-z])")
_BREAK = re.compile(r"\r\n?|[\n\v\f\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb]|(?<=\\w)\u200d|\u200d(?=\\w)"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLOCK = (
    "address|article|aside|blockquote|br|center|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header"
    "|hr|li|main|nav|noscript|ol|p|pre|script|section|style|table|tbody|td|tfoot|th|thead|tr|ul"
)
_INLINE = (
    "a|abbr|b|code|em|embed|font|i|iframe|img|input|ins|label|link|mark|object|picture|q|s|small"
    "|source|span|strike|strong|sub|sup|svg|u|video"
)
_TAG = re.compile(rf"<(/?)(?:({_BLOCK})|{_INLINE})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--[^<>]*-->")
_HIDDEN = ("script", "style")
_NAMES = ("id", "url", "sample", "source")  # their spaces may count


def clean_characters(draft: Draft, book: Stylebook) -> Draft:
    """Clean headline, lines and names; a tag that breaks a line in HTML breaks it here.

    No field leaves with a character that a file or a database refuses.
    """
    lines = (clean_line(line) for line in split_lines("\n".join(draft.lines)))
    names: dict[str, Any] = {name: _visible(getattr(draft, name)) for name in _NAMES}
    return replace(
        draft,
        lines=tuple(lines),
        headline=" ".join(clean_line(line) for line in split_lines(draft.headline)).strip(),
        outlet=clean_line(draft.outlet),
        credited=clean_line(draft.credited),
        authors=tuple(filter(None, map(clean_line, draft.authors))),
        cuts=tuple(replace(cut, text=clean_line(cut.text)) for cut in draft.cuts),
        **names,
    )


def split_lines(text: str) -> list[str]:
    """Lines of a text, after entities, escapes and tags are resolved."""
    if "&" in text:
        text = unescape(text)
    if "\\" in text:
        text = _ESCAPED_BREAK.sub("\n", _ESCAPED_QUOTE.sub(r"\1", text))
    if "<" in text:
        text = strip_tags(text)
    return _BREAK.split(text)


def clean_line(line: str) -> str:
    """One line: NFC, no invisible characters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", _visible(line)).split())


def _visible(text: str) -> str:
    if text.isprintable():  # nearly always, and much quicker to tell
        return text
    return _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text))


def unescape(text: str) -> str:
    """Resolve entities, up to three times over: ``&amp;amp;quot;`` is a quotation mark."""
    for _ in range(3):
        plain = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
        if plain == text:
            break
        text = plain
    return text


def strip_tags(text: str) -> str:
    """Remove HTML tags, and all that stands in scripts and styles; ``<마라톤>`` stays."""
    pieces: list[str] = []
    place, hidden = 0, ""
    text = _COMMENT.sub("", text)
    for tag in _TAG.finditer(text):
        closes, name = bool(tag[1]), (tag[2] or "").lower()
        if not hidden:
            pieces.append(text[place : tag.start()] + ("\n" if name else ""))
        if name in _HIDDEN:
            hidden = "" if closes else name
        place = tag.end()
    if not hidden:
        pieces.append(text[place:])
    return "".join(pieces)

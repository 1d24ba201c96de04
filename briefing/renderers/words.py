"""Words that a browser would break although `word-break: keep-all` is set.

It breaks a Korean word after a closing bracket, quotation mark or sign: 인공지능(AI)|을. Such a
word is marked as one; nothing is put into its text, so that it is found and copied as written.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

PARTED = re.compile(r"\S{0,16}[)\]}>’”」』》〉%][가-힣]\S{0,8}(?!\S)")


def unbroken(text: str) -> Markup:
    """The text with each such word in ``<span class="word">``; words too long for a line stay."""
    parts, at = list[str](), 0
    for match in PARTED.finditer(text):
        if match.start() and not text[match.start() - 1].isspace():
            continue  # the end of a longer word
        parts += [escape(text[at : match.start()]), f'<span class="word">{escape(match[0])}</span>']
        at = match.end()
    return Markup("".join([*parts, escape(text[at:])]))

"""Keeps Korean words whole at the end of a line, for engines without `word-break: keep-all`.

A word joiner (U+2060) between syllables forbids the break, has no width and is left out of the
text that readers copy or search in the PDF.
"""

from __future__ import annotations

import re

JOINER = "\N{WORD JOINER}"
LONGEST = 14  # a longer run would leave a hole in a narrow column; it may break at its marks
DRAWING = re.compile(r"(<svg\b.*?</svg>)", re.DOTALL)  # its lines do not wrap
TEXT = re.compile(r">[^<]*[가-힣][^<]*<")  # between tags; attributes stay as they are
WORD = re.compile(r"[^\s<>]*[가-힣][^\s<>]*")
REFERENCE = re.compile(r"(&[#\w]+;)")
UNMARKED = re.compile(rf"{JOINER}?(?=\()|(?<=[·,/]){JOINER}")


def keep_words(markup: str) -> str:
    """The markup with a joiner between the characters of each word that holds Hangul."""
    parts = DRAWING.split(markup)
    parts[::2] = [
        TEXT.sub(lambda text: WORD.sub(_joined, text.group()), part) for part in parts[::2]
    ]
    return "".join(parts)


def _joined(match: re.Match[str]) -> str:
    word = match.group()
    parts = [part for part in REFERENCE.split(word) if part]
    units = [unit for part in parts for unit in ([part] if REFERENCE.match(part) else part)]
    joined = JOINER.join(units)
    return UNMARKED.sub("", joined) if len(units) > LONGEST else joined

"""Which language a text is in, by its script; enough for Korean, English and Chinese."""

from __future__ import annotations

import re

_HANGUL = re.compile(r"[가-힣]")
_HANZI = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")


def detect_language(text: str) -> str:
    """``ko``, ``zh`` or ``en``. Source: Unicode blocks, counted over the first 2,000 characters.

    A Hangul syllable or a Hanzi carries about as much as three Latin letters, so a Korean text
    full of English names is still Korean.
    """
    sample = text[:2000]
    hangul, hanzi = len(_HANGUL.findall(sample)), len(_HANZI.findall(sample))
    latin = len(_LATIN.findall(sample)) / 3
    if hangul and hangul >= max(hanzi, latin) / 2:
        return "ko"
    return "zh" if hanzi > latin else "en"

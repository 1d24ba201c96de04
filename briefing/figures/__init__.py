"""Numbers in news text: found with unit and direction, written in either language, compared."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.figures.comparing import same_figures
from briefing.figures.writing import write_figure
from briefing.models import Figure, Token

__all__ = ["find_figures", "same_figures", "write_figure"]


def find_figures(text: str, language: str, tokens: Sequence[Token] = ()) -> tuple[Figure, ...]:
    """The figures of a text, in its order; offsets are code points into `text`.

    `language` is ``ko`` or ``en``; any other has no figures. Dates, times, names, versions and
    addresses are no figures. Korean subjects need the text's `tokens` (Kiwi's); without them
    `Figure.subject` stays empty.
    """
    if language == "ko":
        from briefing.figures.korean import read_korean

        return read_korean(text, tokens)
    if language == "en":
        from briefing.figures.english import read_english

        return read_english(text)
    return ()

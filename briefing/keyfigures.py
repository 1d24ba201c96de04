"""Which figures of a story are worth showing beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.models import Analysis, Figure, KeyFigure, Section, Sentence

# Units that say little without their sentence.
_MINOR = frozenset(
    {"age", "article", "ordinal", "rank", "ratio", "times"}
    | {"second", "minute", "hour", "day", "week", "month", "quarter", "year"}
)


def pick_figures(
    sentences: Sequence[Sentence], analyses: Mapping[str, Analysis], wanted: int
) -> list[tuple[Figure, Analysis]]:
    """At most `wanted` figures of the quoted sentences, in text order, each value once.

    Only figures that say what they measure: others are nothing without their sentence. Money
    comes before shares, and shares before counts.
    """
    candidates: dict[tuple[object, str], tuple[Figure, Analysis]] = {}
    for sentence in sentences:
        analysis = analyses[sentence.article_id]
        for figure in analysis.figures:
            if sentence.start <= figure.start and figure.end <= sentence.end and _counts(figure):
                candidates.setdefault((figure.value, figure.unit), (figure, analysis))
    found = list(candidates.values())
    best = sorted(found, key=lambda pair: _weight(pair[0]), reverse=True)[:wanted]
    return [pair for pair in found if pair in best]


def _counts(figure: Figure) -> bool:
    return bool(figure.subject) and figure.unit not in _MINOR


def _weight(figure: Figure) -> int:
    is_currency = figure.unit.isupper()
    return 3 if is_currency else 2 if figure.unit.startswith("percent") else 1


def figures_of_the_week(sections: Sequence[Section], wanted: int) -> tuple[KeyFigure, ...]:
    """Each item's first figures, best items first, back in the order of the sections."""
    items = [item for section in sections for item in section.items]
    ranked = sorted(
        ((-rank, item.score, figure) for item in items for rank, figure in enumerate(item.figures)),
        key=lambda entry: entry[:2],
        reverse=True,
    )
    chosen = {figure for _, _, figure in ranked[:wanted]}
    return tuple(figure for item in items for figure in item.figures if figure in chosen)

"""Whether two texts in different languages give the same figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from briefing.figures.lexicon import EXACT, lexicon
from briefing.figures.parts import ONE
from briefing.models import Figure

# Units that languages put for one another: 90억 매개변수 and 9 billion, 33세 and 33 years.
_ALIKE = {
    "parameters": "count",
    "tokens": "count",
    "rank": "ordinal",
    "age": "year",
    "ratio": "percent",
}
_SIDES = {
    "at-least": "least",
    "over": "least",
    "at-most": "most",
    "up-to": "most",
    "under": "most",
    "nearly": "most",
}


def same_figures(
    source: Sequence[Figure], target: Sequence[Figure]
) -> tuple[list[Figure], list[Figure]]:
    """Figures of `source` that `target` lacks, and figures of `target` that are invented.

    Value, upper end, unit and currency must agree, and directions where both have one. Qualifiers
    may differ ("about" or none), but not oppose ("at least" for "up to"). What a language may
    leave unsaid counts neither way: a one (a year, 1년), and two of a kind (두 회사, both firms).
    """
    left = list(target)
    missing = []
    for figure in source:
        partner = next((other for other in left if _agree(figure, other)), None)
        if partner is not None:
            left.remove(partner)
        elif not _goes_unsaid(figure):
            missing.append(figure)
    return missing, [figure for figure in left if not _goes_unsaid(figure)]


def _agree(one: Figure, other: Figure) -> bool:
    return (
        _size(one) == _size(other)
        and _same_unit(one, other)
        and not _oppose(_direction(one), _direction(other))
        and not _oppose(_SIDES.get(one.qualifier, ""), _SIDES.get(other.qualifier, ""))
        and (one.qualifier == "several") == (other.qualifier == "several")
    )


def _size(figure: Figure) -> tuple[Decimal, Decimal | None]:
    """Value and upper end; fractions as percentages, a fall of 2% as 2."""
    factor = Decimal(100) if figure.unit == "ratio" else ONE
    high = None if figure.high is None else EXACT.multiply(figure.high, factor)
    return EXACT.multiply(abs(figure.value), factor), high


def _same_unit(one: Figure, other: Figure) -> bool:
    units = {_ALIKE.get(figure.unit, figure.unit) for figure in (one, other)}
    if units == {"count", "times"}:  # three times is a multiple or a count
        return any(_noun(figure) == "times" for figure in (one, other))
    return len(units) == 1


def _noun(figure: Figure) -> str:
    counter = lexicon().counters.get(figure.counter)
    return counter.other if counter else figure.counter


def _direction(figure: Figure) -> str:
    return "down" if figure.value < 0 else figure.direction


def _oppose(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _goes_unsaid(figure: Figure) -> bool:
    if figure.high is not None or figure.qualifier:
        return False
    if figure.value == ONE:
        return lexicon().family(figure.unit) in {"count", "order", "time", "age"}
    spelt = not any(char.isdigit() for char in figure.text)
    return figure.value == 2 and figure.unit == "count" and spelt

"""Writes figures in Korean and English: exact, in the form of the newsroom.

US$10 billion, ₩13 trillion, 38 trillion yuan (the sign of yuan and yen is one and the same, so
these are named); 100억 달러, 9억1000만 회. Nothing is rounded: reading what was written gives the
figure back.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from briefing.figures.lexicon import EXACT, KO_SCALES, Noun, Unit, lexicon
from briefing.figures.parts import ONE, is_rate
from briefing.models import Figure

_LARGE = Decimal(10_000)  # from here on Korean counts in 만, 억, 조
_EN_SCALES = (("trillion", 12), ("billion", 9), ("million", 6))
_EN_DECIMALS = 4  # that a scale word may carry, as 12조4567억 has; else all digits are written
_SINO = ("", "십", "백", "천")
_DATES = 31  # 1/25 may be a day; denominators beyond this cannot


def write_figure(figure: Figure, language: str, *, directed: bool = False) -> str:
    """The figure in `language` (``ko`` or ``en``): 약 13조 원, about ₩13 trillion.

    `directed` adds what it did: up 16%, 16% 상승. A counted noun is written where the counter
    says which it is; otherwise the number stands alone.
    """
    written = _korean(figure) if language == "ko" else _english(figure)
    if not (directed and figure.direction):
        return written
    if language == "en":
        return f"{figure.direction} {written}"
    words = lexicon().words["direction"]["written"][figure.direction]
    return f"{written} {words[0 if is_rate(figure.unit) else 1]}"


# Korean


def _korean(figure: Figure) -> str:
    key = figure.qualifier
    if key == "several":
        return _ko_several(figure)
    unit = _ko_unit(figure)
    if key == "some" and _is_round(figure) and unit and not is_rate(figure.unit):
        number = f"{ko_number(figure.value)}여"
        return number + _gap(number, unit) + unit
    if key == "some" or (key == "band" and not is_rate(figure.unit)):
        key = "about"
    if figure.unit == "day" and not key:
        unit += "간"  # 3일 alone is a date
    written = _ko_order(figure) or _ko_amount(figure, unit)
    return lexicon().qualifiers[key].ko.format(written) if key else written


def _ko_amount(figure: Figure, unit: str) -> str:
    number = "~".join(_ends(figure, _digits if _is_close(unit) else ko_number))
    return number + _gap(number, unit) + unit


def _gap(number: str, unit: str) -> str:
    """A space between two words of Hangul: 100억 달러, but 500달러 and 12만㎡."""
    apart = _is_hangul(number[-1:]) and _is_hangul(unit[:1]) and not _is_close(unit)
    return " " if apart else ""


def _is_close(unit: str) -> bool:
    return unit in lexicon().words["ko"]["close"].split()


def _is_hangul(char: str) -> bool:
    return "가" <= char <= "힣"


def ko_number(value: Decimal) -> str:
    """910000000 is 9억1000만; below 10,000 in digits."""
    if abs(value) < _LARGE:
        return _digits(value)
    whole = int(abs(value))
    written = "-" if value < 0 else ""
    for word, scale in KO_SCALES.items():
        count, whole = divmod(whole, int(scale))
        written += f"{count}{word}" if count else ""
    rest = EXACT.add(whole, EXACT.remainder(abs(value), ONE))
    return written + (f"{rest:f}" if rest else "")


def _ko_unit(figure: Figure) -> str:
    if figure.unit in lexicon().units:
        return lexicon().units[figure.unit].ko
    counter = figure.counter
    if counter not in lexicon().counters:
        noun = lexicon().nouns.get(counter)
        counter = noun.counter if noun else ""
    return "" if counter == "주" and figure.value < 100 else counter  # 2주 are two weeks


def _ko_order(figure: Figure) -> str:
    """Ordinals, articles and fractions, which are no amounts."""
    if figure.unit == "ratio":
        count, whole = _fraction(figure.value)
        return "절반" if (count, whole) == (1, 2) else f"{whole}분의 {count}"
    if figure.unit == "article":
        return f"제{figure.value}조"
    if figure.unit == "ordinal":
        names = lexicon().words["ko"]["ordinal"]
        return next((n for n, v in names.items() if v == figure.value and n.endswith("번째")), "")
    return ""


def _ko_several(figure: Figure) -> str:
    """수백만 명: a power of ten."""
    scales = ["", *reversed(KO_SCALES)]
    large, small = divmod(figure.value.adjusted(), 4)
    number, unit = f"수{_SINO[small]}{scales[large]}", _ko_unit(figure) or "개"
    return f"{number} {unit}"


def _is_round(figure: Figure) -> bool:
    return figure.high is None and figure.value > 0 and figure.value % 10 == 0


# English


def _english(figure: Figure) -> str:
    key = figure.qualifier
    if key == "several":
        return _en_several(figure)
    if key == "band" and not is_rate(figure.unit):
        key = "about"
    written = _en_order(figure) or _en_amount(figure)
    return lexicon().qualifiers[key].en.format(written) if key else written


def _en_amount(figure: Figure) -> str:
    unit = lexicon().units.get(figure.unit)
    numbers = _ends(figure, en_number)
    if unit is None or (unit.other[0].isalpha() and not unit.prefix):
        noun = _en_noun(figure, unit)
        return " to ".join(numbers) + (f" {noun}" if noun else "")
    return " to ".join(_attached(number, unit) for number in numbers)


def _attached(number: str, unit: Unit) -> str:
    """A number with a sign before or after it: -US$5, 13%, 3-fold."""
    if not unit.prefix:
        return number + unit.other
    sign, number = ("-", number[1:]) if number[0] == "-" else ("", number)
    return sign + unit.prefix + number


def en_number(value: Decimal) -> str:
    """910000000 is 910 million; 1234567, which four decimals cannot hold, is 1,234,567."""
    for word, power in _EN_SCALES:
        scaled = EXACT.scaleb(value, -power).normalize(EXACT)
        exponent = int(scaled.as_tuple().exponent)
        if abs(scaled) >= 1:  # the largest word that fits; not 1,234,567.89 million
            is_long = exponent < -_EN_DECIMALS
            return _digits(value) if is_long else f"{_digits(scaled)} {word}"
    return _digits(value)


def _en_noun(figure: Figure, unit: Unit | None) -> str:
    noun = unit or _counted_noun(figure)
    if noun is None:
        return figure.counter
    return noun.one if abs(figure.value) == 1 and figure.high is None else noun.other


def _counted_noun(figure: Figure) -> Noun | None:
    """What is counted; a word of the subject may say what the counter stands for."""
    meanings = lexicon().noun_of.get(figure.counter, {})
    told = (noun for word, noun in meanings.items() if word in figure.subject)
    counters = lexicon().counters
    return next(told, counters.get(figure.counter) or lexicon().nouns.get(figure.counter))


def _en_order(figure: Figure) -> str:
    """Ordinals, ranks, articles and fractions, which are no amounts."""
    if figure.unit == "ratio":
        return _en_fraction(figure.value)
    if figure.unit in {"rank", "article"}:
        return f"{lexicon().units[figure.unit].one} {figure.value}"
    if figure.unit == "ordinal":
        return _en_ordinal(int(figure.value))
    return ""


def _en_ordinal(value: int) -> str:
    names: dict[str, int] = lexicon().words["en"]["ordinal"]
    if value <= len(names):
        return list(names)[value - 1]
    teens = value % 100 // 10 == 1
    return f"{value}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


def _en_fraction(value: Decimal) -> str:
    """Half, two-thirds, 1/37."""
    count, whole = _fraction(value)
    if (count, whole) == (1, 2):
        return "half"
    names = {number: name for name, number in lexicon().words["en"]["part"].items()}
    counts = {number: name for name, number in lexicon().words["en"]["word"].items()}
    if whole in names and count in counts:
        return f"{counts[count]}-{names[whole]}{'s' if count > 1 else ''}"
    while whole <= _DATES:
        count, whole = 2 * count, 2 * whole
    return f"{count}/{whole}"


def _en_several(figure: Figure) -> str:
    """Tens of millions of people: a power of ten."""
    several: dict[str, int] = lexicon().words["en"]["several"]
    names = {number: name for name, number in several.items()}
    power = figure.value.adjusted()
    base = max(number for number in names if number <= figure.value)
    steps = {0: "", 1: "tens of ", 2: "hundreds of ", 3: "thousands of "}
    number = steps[power - Decimal(base).adjusted()] + names[base]
    unit = lexicon().units.get(figure.unit)
    noun = unit.word if unit else _en_noun(figure, None)
    return f"{number} of {noun}" if noun else number


# Both


def _digits(value: Decimal) -> str:
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale="en", decimal_quantization=False))


def _ends(figure: Figure, write: Callable[[Decimal], str]) -> list[str]:
    """The number, or both ends of a range.

    In digits where just one end would carry a scale word: 500~1000만 reads as 500만~1000만.
    """
    ends = [figure.value] if figure.high is None else [figure.value, figure.high]
    written = [write(end) for end in ends]
    has_word = {any(map(str.isalpha, number)) for number in written}
    return written if len(has_word) == 1 else [_digits(end) for end in ends]


def _fraction(value: Decimal) -> tuple[int, int]:
    return Fraction(value).limit_denominator(10**9).as_integer_ratio()

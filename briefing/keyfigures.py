"""Which figures of a story are worth showing beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from briefing.bilingual import write_phrase
from briefing.figures import write_figure
from briefing.models import (
    Analysis,
    Article,
    Figure,
    KeyFigure,
    Receipt,
    Section,
    Sentence,
)
from briefing.names import Glossary

OTHER = {"ko": "en", "en": "ko"}

# Units that say little without their sentence.
_MINOR = frozenset(
    {"age", "article", "ordinal", "rank", "ratio", "times"}
    | {"second", "minute", "hour", "day", "week", "month", "quarter", "year"}
)


def key_figures(
    sentences: Sequence[Sentence],
    analyses: Mapping[str, Analysis],
    glossary: Glossary,
    *,
    wanted: int,
    number: Callable[[Article], int],
) -> tuple[KeyFigure, ...]:
    """At most `wanted` figures of the quoted sentences, in text order, each value once.

    Only figures that say in both languages what they measure: others are nothing without their
    sentence. Money comes before shares, and shares before counts. `number` gives an article's
    number in the list of sources.
    """
    found: dict[tuple[object, str], tuple[Figure, Article, str]] = {}
    for sentence in sentences:
        analysis = analyses[sentence.article_id]
        article = analysis.article
        for figure in analysis.figures:
            key = (figure.value, figure.unit)
            within = sentence.start <= figure.start and figure.end <= sentence.end
            if key in found or not (within and _counts(figure)):
                continue
            languages = article.language, OTHER[article.language]
            if subject := write_phrase(figure.subject, *languages, glossary, article.glosses):
                found[key] = figure, article, subject
    best = sorted(found, key=lambda key: _weight(found[key][0]), reverse=True)[:wanted]
    return tuple(
        _key_figure(figure, article, subject, number(article))
        for key, (figure, article, subject) in found.items()
        if key in best
    )


def _key_figure(figure: Figure, article: Article, subject: str, source: int) -> KeyFigure:
    language, other = article.language, OTHER[article.language]
    texts = {language: figure.text, other: write_figure(figure, other, directed=True)}
    subjects = {language: figure.subject, other: subject}
    return KeyFigure(
        ko=texts["ko"],
        en=texts["en"],
        subject_ko=subjects["ko"],
        subject_en=subjects["en"],
        source=source,
        receipt=Receipt.of(article.id, figure.text, figure.start),
        value=plain_value(figure),
        unit=figure.unit,
    )


def _counts(figure: Figure) -> bool:
    return bool(figure.subject) and figure.unit not in _MINOR


def _weight(figure: Figure) -> int:
    is_currency = figure.unit.isupper()
    return 3 if is_currency else 2 if figure.unit.startswith("percent") else 1


def plain_value(figure: Figure) -> Decimal | None:
    """What can be set beside another figure of its unit: no range, no amount of a change."""
    if figure.high is not None or (figure.direction and figure.unit != "percent"):
        return None
    return -figure.value if figure.direction == "down" else figure.value


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

"""Floors of the built-in lines: figures kept, none invented, no headline left without a line."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from briefing.analysis import analyse_articles
from briefing.bilingual import Memory, Request, RuleEngine, Translator, request_for_headline
from briefing.bilingual.gate import unshared_figures
from briefing.desk import Desk
from briefing.figures import find_figures, same_figures, write_figure
from briefing.intake import read_articles
from briefing.language import tokenise
from briefing.models import Figure, Origin
from briefing.names import find_names, harvest_glosses

LABELS = Path(__file__).parent / "data" / "quality" / "figures.jsonl"
OTHER = {"ko": "en", "en": "ko"}
RECORDS = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def translator(desk: Desk) -> Translator:
    """Rules and key facts alone."""
    return Translator(Memory(), desk.glossary, quotes=False, rules=RuleEngine())


def labelled() -> list[tuple[str, Figure]]:
    """Every labelled figure with its language."""
    words = ("qualifier", "direction", "counter", "subject")
    found = []
    for record in RECORDS:
        for label in record["figures"]:
            high = Decimal(label["high"]) if "high" in label else None
            more = {word: label.get(word, "") for word in words}
            one = Figure(label["text"], 0, 0, Decimal(label["value"]), label["unit"], high, **more)
            found.append((record["language"], one))
    return found


def test_figures_are_kept_in_the_other_language() -> None:
    """At least 99.5% of more than 300 labelled figures read back as they were written."""
    every = labelled()
    lost = []
    for language, figure in every:
        other = OTHER[language]
        if any(same_figures([figure], find_figures(write_figure(figure, other), other))):
            lost.append(figure.text)
    assert len(every) > 300
    assert len(lost) <= 0.005 * len(every), lost


def test_no_line_has_a_figure_of_its_own(translator: Translator, desk: Desk) -> None:
    """Whatever is said of a labelled sentence, its figures are the sentence's."""
    invented = {}
    for record in RECORDS:
        text, source = record["text"], record["language"]
        tokens = tokenise(text, source)
        names = find_names(text, source, tokens, desk.glossary, glosses=harvest_glosses(text))
        figures = find_figures(text, source, tokens)
        request = Request(text, source, OTHER[source], names, figures, date(2025, 4, 30))
        made = translator.translate(request)
        read = find_figures(made.text, request.target, tokenise(made.text, request.target))
        if added := unshared_figures(figures, text, read, made.text)[1]:
            invented[text] = added
    assert invented == {}


def test_every_headline_has_a_line_in_the_other_language(
    translator: Translator, desk: Desk, sample_week: Path
) -> None:
    """All of the sample week, with nothing reviewed: in the right language, never empty."""
    articles = read_articles([sample_week], desk, lambda _: None)
    requests = [
        request_for_headline(analysis, OTHER[analysis.article.language])
        for analysis in analyse_articles(articles, desk)
    ]
    assert {request.target for request in requests} == {"ko", "en"}
    for request in requests:
        made = translator.translate(request)
        assert made.text.strip()
        assert made.language == request.target
        assert made.origin in {Origin.RULES, Origin.FACTS}
        if request.target == "en":
            nameless = {mention.text for mention in request.names if not mention.entry.en}
            assert not any("가" <= char <= "힣" for char in made.text) or nameless

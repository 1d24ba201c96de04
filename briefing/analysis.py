"""Reads an article once for all later stages: morphemes, sentences, names, figures, themes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import tee

from briefing.desk import Desk
from briefing.figures import find_figures
from briefing.language import split_sentences, tokenise_many
from briefing.models import Analysis, Article, Figure, Mention, Sentence, Token
from briefing.names import find_names, harvest_glosses
from briefing.themes import score_themes

Tokens = tuple[Token, ...]
Names = tuple[Mention, ...]
Figures = tuple[Figure, ...]


def analyse_articles(articles: Iterable[Article], desk: Desk) -> Iterator[Analysis]:
    """An Analysis for each article, in order; one morpheme pass over headline and body."""
    texts, articles = tee(articles)
    tokens = tokenise_many(
        (text, article.language) for article in texts for text in (article.headline, article.body)
    )
    for article in articles:
        yield analyse_article(article, next(tokens), next(tokens), desk)


def analyse_article(article: Article, headline: Tokens, body: Tokens, desk: Desk) -> Analysis:
    """The Analysis of an article whose morphemes are at hand."""
    article = replace(article, glosses=harvest_glosses(article.body))
    language, whole = article.language, f"{article.headline}\n{article.body}"

    def names_and_figures(text: str, tokens: Tokens) -> tuple[Names, Figures]:
        names = find_names(
            text, language, tokens, desk.glossary, glosses=article.glosses, context=whole
        )
        return names, _outside(names, find_figures(text, language, tokens))

    headline_names, headline_figures = names_and_figures(article.headline, headline)
    body_names, body_figures = names_and_figures(article.body, body)
    analysis = Analysis(
        article=article,
        headline_tokens=headline,
        body_tokens=body,
        sentences=sentences_of(article, body),
        headline_names=headline_names,
        names=body_names,
        headline_figures=headline_figures,
        figures=body_figures,
    )
    return replace(analysis, themes=score_themes(analysis, desk.themes))


def _outside(names: Names, figures: Figures) -> Figures:
    """The figures that are not part of a model's name: not the 910B of 어센드 910B."""
    taken = {
        place
        for mention in names
        if mention.entry.kind == "model"
        for place in range(mention.start, mention.end)
    }
    return tuple(figure for figure in figures if figure.start not in taken)


def sentences_of(article: Article, tokens: Tokens = ()) -> tuple[Sentence, ...]:
    """The sentences of the body; the last one is marked when the article breaks off."""
    spans = split_sentences(article.body, article.language, tokens)
    last = len(spans) - 1
    return tuple(
        Sentence(
            text=article.body[start:end],
            article_id=article.id,
            start=start,
            end=end,
            language=article.language,
            is_truncated=article.is_truncated and index == last,
        )
        for index, (start, end) in enumerate(spans)
    )

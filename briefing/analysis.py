"""Reads an article once for all later stages: morphemes, sentences, names, figures, themes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import tee

from briefing.desk import Desk
from briefing.figures import find_figures
from briefing.language import split_sentences, tokenise_many
from briefing.models import Analysis, Article, Mention, Sentence, Token
from briefing.names import find_names, harvest_glosses
from briefing.themes import score_themes

Tokens = tuple[Token, ...]


def analyse_articles(articles: Iterable[Article], desk: Desk) -> Iterator[Analysis]:
    """An Analysis for each article, in order; one morpheme pass over headline and body."""
    texts, articles = tee(articles)
    tokens = tokenise_many(
        (text, article.language) for article in texts for text in (article.headline, article.body)
    )
    for article in articles:
        yield _analyse(article, next(tokens), next(tokens), desk)


def _analyse(article: Article, headline: Tokens, body: Tokens, desk: Desk) -> Analysis:
    article = replace(article, glosses=harvest_glosses(article.body))
    language, whole = article.language, f"{article.headline}\n{article.body}"

    def names(text: str, tokens: Tokens) -> tuple[Mention, ...]:
        return find_names(
            text, language, tokens, desk.glossary, glosses=article.glosses, context=whole
        )

    analysis = Analysis(
        article=article,
        headline_tokens=headline,
        body_tokens=body,
        sentences=sentences_of(article, body),
        headline_names=names(article.headline, headline),
        names=names(article.body, body),
        headline_figures=find_figures(article.headline, language, headline),
        figures=find_figures(article.body, language, body),
    )
    return replace(analysis, themes=score_themes(analysis, desk.themes))


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

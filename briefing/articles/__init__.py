"""From documents to articles.

A document is read into a draft, which named steps clean one after another; each cut goes to the
ledger. What is left is one article, or the items of a digest.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from briefing.articles.bylines import cut_bylines
from briefing.articles.captions import cut_captions
from briefing.articles.characters import clean_characters
from briefing.articles.digests import Digest, split_digest
from briefing.articles.draft import Draft, Step
from briefing.articles.english_bylines import cut_english_bylines
from briefing.articles.furniture import cut_furniture, is_list_page
from briefing.articles.headlines import clean_headline, derive_headline
from briefing.articles.identity import article_id, canonical_url
from briefing.articles.markup import HEADING
from briefing.articles.provenance import name_language, name_outlet
from briefing.articles.published import cut_stamps, date_article
from briefing.articles.records import read_draft
from briefing.articles.scripts import cut_script_labels
from briefing.articles.stylebook import Stylebook, load_marks
from briefing.articles.truncation import is_truncated
from briefing.assets import find
from briefing.errors import InputError
from briefing.models import Article, Decision, Document, Outcome, Provenance, Reporter
from briefing.outlets import Outlets

__all__ = [
    "STEPS",
    "canonical_url",
    "is_truncated",
    "parse",
]

STEPS: tuple[Step, ...] = (
    clean_characters,  # entities, escapes, tags, invisible characters, NFC
    cut_stamps,  # 입력 2025-05-01 09:12
    cut_furniture,  # menus, related links, notices, machine-made summaries
    clean_headline,  # [속보], (종합2보), [001234], the site's name
    cut_captions,  # 사진=…, ▲ …
    cut_script_labels,  # [앵커] … [기자]
    cut_bylines,  # 더지엠뉴스 김완석 기자 | …
    cut_english_bylines,  # BEIJING, Jan. 2 (Xinhua) --
    name_language,
    name_outlet,
    date_article,
)


def parse(
    document: Document,
    *,
    outlets: Outlets,
    report: Reporter,
    boilerplate: Path | None = None,
    provenance: Provenance | None = None,
) -> tuple[Article, ...]:
    """The articles in a document: none, one, or the items of a digest.

    `boilerplate` is a desk's own list of bylines, captions and notices; `provenance` wins over
    what the document says. Dropped documents and every cut are reported; a document never raises.
    """
    book = Stylebook(outlets, load_marks(boilerplate or _packaged_boilerplate()))
    try:
        draft = _told(read_draft(document), provenance or Provenance())
    except InputError as error:
        report(Decision(document.url, "parse", Outcome.DROPPED, "unreadable", detail=error.what))
        return ()
    for step in STEPS:
        draft = step(draft, book)
    if rule := _reason_to_drop(draft, book):
        subject = draft.id or document.url
        report(Decision(subject, "parse", Outcome.DROPPED, rule, detail=draft.headline))
        return ()
    return _finish(draft, book, report)


def _told(draft: Draft, provenance: Provenance) -> Draft:
    """The draft with what the desk says of its source."""
    return replace(
        draft,
        outlet=provenance.outlet or draft.outlet,
        language=provenance.language or draft.language,
        time_zone=provenance.time_zone,
    )


@cache
def _packaged_boilerplate() -> Path:
    return find("seeds", "boilerplate.toml")


def _reason_to_drop(draft: Draft, book: Stylebook) -> str:
    if not draft.body:
        return "no-text"
    return "list-page" if is_list_page(draft.lines, book.marks) else ""


def _finish(draft: Draft, book: Stylebook, report: Reporter) -> tuple[Article, ...]:
    body, url = draft.body, canonical_url(draft.url, book.marks)
    number = draft.id or article_id(url, body)
    for cut in draft.cuts:
        report(Decision(number, "parse", Outcome.NOTED, cut.rule, detail=cut.text))
    article = Article(
        id=number,
        headline=draft.headline,
        body=body,
        language=draft.language,
        url=url,
        outlet=draft.outlet,
        authors=draft.authors,
        published=draft.published,
        precision=draft.precision,
        is_truncated=is_truncated(body, draft.language),
        agency=draft.agency,
        source=draft.source,
        sample=draft.sample,
    )
    digest = split_digest(article.headline, body, article.language, book.marks)
    if digest is None:
        return (_with_headline(replace(article, body=_without_marks(body))),)
    return _items(article, digest, report)


def _without_marks(body: str) -> str:
    """The text without the marks that headings carried so far."""
    return (
        body
        if HEADING not in body
        else "\n".join(line.removeprefix(HEADING) for line in body.split("\n"))
    )


def _with_headline(article: Article) -> Article:
    if article.headline:
        return article
    headline = derive_headline(article.body, article.language)
    return replace(article, headline=headline, headline_given=False)


def _items(parent: Article, digest: Digest, report: Reporter) -> tuple[Article, ...]:
    """One article an item; the last is cut off where the digest is."""
    for text in digest.left_out:
        report(Decision(parent.id, "parse", Outcome.NOTED, "digest-cut", detail=text))
    count = f"{len(digest.items)} items"
    report(Decision(parent.id, "parse", Outcome.NOTED, "digest-split", detail=count))
    return tuple(
        _with_headline(
            replace(
                parent,
                id=f"{parent.id}-{number}",
                headline=heading,
                body=_without_marks(body),
                is_truncated=parent.is_truncated and parent.body.endswith(body),
                parent=parent.id,
            )
        )
        for number, (heading, body) in enumerate(digest.items, 1)
    )

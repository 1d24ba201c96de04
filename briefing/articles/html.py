"""Pages: trafilatura finds the text, `html_fields` what the page says of itself."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from briefing.articles.draft import Cut, Draft
from briefing.articles.html_fields import read_fields, words_of
from briefing.articles.markup import HEADING
from briefing.articles.prose import has_sentence
from briefing.errors import InputError
from briefing.hypertext import decode, read_tree
from briefing.models import Document

if TYPE_CHECKING:
    from configparser import ConfigParser

    from lxml import etree

_MOST_TAGS = 100_000  # a page with more is no article, and would take minutes
_LEAST_TEXT = 40  # characters; trafilatura's 250 are more than a short Korean report has,
_SHORT_TEXT = 250  # but of a page with more it finds more with its own setting,
_LONG_TEXT = 750  # which makes no difference from here on
_PROSE = 40  # characters; a table without a longer cell holds data
_AS_HTML = {  # trafilatura's elements
    "head": "h2",
    "quote": "blockquote",
    "list": "ul",
    "item": "li",
    "row": "tr",
    "cell": "td",
    "lb": "br",
}


def read_html(document: Document) -> Draft:
    """The article of a saved page; InputError when there is no text in it."""
    draft = read_page(decode(document.content), document.url)
    if not draft.body:
        raise InputError("no article text in the page", where=document.url)
    return draft


def with_page(draft: Draft, page: str) -> Draft:
    """The draft of a feed's item, with what its page adds.

    The fuller text is taken; a field that the item has stands.
    """
    read = read_page(page, draft.source)
    fuller = max(read, draft, key=lambda one: len(one.body))
    return replace(
        draft,
        lines=fuller.lines,
        cuts=(*draft.cuts, *fuller.cuts),
        headline=draft.headline or read.headline,
        url=draft.url or read.url,
        credited=draft.credited or read.credited,
        authors=draft.authors or read.authors,
        given_date=draft.given_date or read.given_date,
        stamp=draft.stamp or read.stamp,
        likely_date=draft.likely_date or read.likely_date,
    )


def read_page(page: str, source: str) -> Draft:
    """Text and fields of a page; both may be empty. Never raises."""
    from lxml import etree, html

    data = page.replace("\0", "").encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    if not data.strip() or page.count("<") > _MOST_TAGS:
        return Draft((), source=source)
    # trafilatura wants the elements of lxml.html
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = etree.fromstring(data.encode(), parser)
    if root is None:
        return Draft((), source=source)
    fields = read_fields(root)
    lines, cuts = _text(root, fields.headline)
    return Draft(
        lines=lines,
        headline=fields.headline,
        url=fields.url,
        credited=fields.site,
        authors=fields.authors,
        given_date=fields.published or None,
        stamp=fields.stamp,
        likely_date=None if fields.published or fields.stamp else _likely_date(root),
        source=source,
        cuts=cuts,
    )


def _likely_date(root: etree._Element) -> date | None:
    """The day that the page's other markup hints at; no guess from its text."""
    from htmldate import find_date

    try:
        found = find_date(deepcopy(root), original_date=True, extensive_search=False)
        return date.fromisoformat(found) if found else None
    except Exception:  # hostile pages: it has no list of what it raises
        return None


def _text(root: etree._Element, headline: str) -> tuple[tuple[str, ...], tuple[Cut, ...]]:
    """The paragraphs, and the tables of data that were cut."""
    body = _extract(root)
    if body is None:
        return (), ()
    cuts = tuple(_cut_tables(body))
    for node in body.iter():
        node.tag = _AS_HTML.get(str(node.tag), node.tag)
    lines = read_tree(body, heading=HEADING).lines
    if lines and lines[0].removeprefix(HEADING) == headline:
        del lines[0]
    return tuple(lines), cuts


def _extract(root: etree._Element) -> etree._Element | None:
    """The main text as trafilatura's elements; None when there is none."""
    if (marked := _marked_body(root)) is not None:
        root = marked
    first = _main_text(root, _LEAST_TEXT)
    if first is None or not _SHORT_TEXT <= _length(first) < _LONG_TEXT:
        return first
    return _main_text(root, _SHORT_TEXT)


def _main_text(root: etree._Element, least: int) -> etree._Element | None:
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(deepcopy(root), include_comments=False, config=_config(least))
    except Exception:  # hostile pages: it has no list of what it raises
        return None
    return getattr(found, "body", None)


def _length(body: etree._Element) -> int:
    return sum(len(str(text).strip()) for text in body.itertext())


@cache
def _config(least: int) -> ConfigParser:
    from trafilatura.settings import DEFAULT_CONFIG

    # a page without text is our caller's to report, not the library's to log
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    config = deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(least)
    return config


def _marked_body(root: etree._Element) -> etree._Element | None:
    """A page of nothing but the element that the site marks as the article's text.

    None when there is no such element, or several, or no sentence in it.
    """
    for name, value in _body_marks():
        marked = root.iterfind(f".//*[@{name}]")
        found = [node for node in marked if value in (node.get(name) or "").split()]
        if len(found) != 1 or not has_sentence(words_of(found[0])):
            continue
        page = root.makeelement("html")
        body = page.makeelement("body")
        article = page.makeelement("article")
        article.append(deepcopy(found[0]))
        body.append(article)
        page.append(body)
        return page
    return None


@cache
def _body_marks() -> tuple[tuple[str, str], ...]:
    """Attributes and words in their values, as ``itemprop``, ``articleBody``."""
    data = files("briefing").joinpath("data", "pages.toml").read_text("utf-8")
    marks = (mark.partition("=") for mark in tomllib.loads(data)["bodies"])
    return tuple((name, value) for name, _, value in marks)


def _cut_tables(body: etree._Element) -> Iterator[Cut]:
    """Take tables of data out; one that lays out an article stays."""
    for table in list(body.iter("table")):
        cells = [words_of(cell) for cell in table.iter("cell")]
        if all(len(cell) < _PROSE for cell in cells) and (parent := table.getparent()) is not None:
            yield Cut("table-cut", " | ".join(filter(None, cells)))
            paragraph = table.makeelement("p", {})
            paragraph.tail = table.tail
            parent.replace(table, paragraph)

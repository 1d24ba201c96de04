"""The proof that each quoted sentence stands word for word in its article, in both languages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from briefing.audiences import view
from briefing.desk import Desk
from briefing.editions import BRIEF, load_articles, load_brief
from briefing.models import Article, Brief, Line, Origin, Receipt
from briefing.renderers.passages import leading

_PAGE = re.compile(r"brief\.[\w-]+\.(?:html|md)")  # a mail may be shortened, and is left out
_QUOTED = frozenset((Origin.OUTLET, Origin.RELATED))


@dataclass(frozen=True, slots=True)
class Fault:
    """A quotation that is not what it says."""

    where: str  # the file
    text: str  # the sentence as quoted
    reason: str


@dataclass(frozen=True, slots=True)
class Verification:
    """How many quotations were checked, and those that failed."""

    checked: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Quotation:
    where: str
    text: str
    article_id: str
    start: int
    end: int
    sha256: str = ""


def verify_edition(folder: Path, desk: Desk) -> Verification:
    """Check the brief model, and every Markdown and HTML file, against the edition's articles."""
    brief, articles = load_brief(folder), load_articles(folder)
    quotations = list(_of_brief(brief))
    faults = [*_altered_articles(brief, articles), *_foreign_headlines(brief, articles)]
    for path in sorted(path for path in folder.iterdir() if _PAGE.fullmatch(path.name)):
        page = _page(path)
        quotations += [_of_element(path.name, values, text) for values, text in page.found]
        audience = desk.audience(path.name.split(".")[1])
        quoted = _shown(view(brief, audience), audience.languages, path.suffix)
        faults += _missing(path.name, "".join(page.text), quoted)
    for quotation in quotations:
        if reason := _fault(quotation, articles):
            faults.append(Fault(quotation.where, quotation.text, reason))
    return Verification(len(quotations), tuple(faults))


def _of_brief(brief: Brief) -> Iterator[_Quotation]:
    """What the model quotes: its lines, and sentences of other reports beside them."""
    for line in _lines(brief):
        for quoted in (line, line.rendering):
            if receipt := quoted.receipt:
                yield _of_receipt(quoted.text, receipt)


def _of_receipt(text: str, receipt: Receipt) -> _Quotation:
    return _Quotation(BRIEF, text, receipt.article_id, receipt.start, receipt.end, receipt.sha256)


def _of_element(where: str, values: dict[str, str | None], text: str) -> _Quotation:
    start, end = (int(values.get(key) or 0) for key in ("data-start", "data-end"))
    return _Quotation(where, text, values["data-article"] or "", start, end)


def _page(path: Path) -> _Quotes:
    """A Markdown or HTML file, read as HTML."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        from markdown_it import MarkdownIt

        text = MarkdownIt().render(text)
    page = _Quotes()
    page.feed(text)
    return page


def _missing(where: str, text: str, quoted: Iterable[str]) -> Iterator[Fault]:
    """Quoted sentences that a file should carry word for word and does not."""
    for sentence in quoted:
        if sentence not in text:
            yield Fault(where, sentence, "the sentence does not stand here word for word")


def _shown(brief: Brief, languages: tuple[str, ...], suffix: str) -> Iterator[str]:
    """The quotations that a file for readers of these languages holds.

    Originals in another language stand in the folded paragraphs of the HTML; Markdown folds none.
    """
    for line in _lines(brief):
        if line.receipt and (suffix == ".html" or leading(line, languages).is_original):
            yield line.text
        if line.rendering.receipt and line.rendering.language in languages:
            yield line.rendering.text


def _fault(quotation: _Quotation, articles: dict[str, Article]) -> str:
    article = articles.get(quotation.article_id)
    if article is None:
        return f"no article {quotation.article_id!r} in this edition"
    if article.body[quotation.start : quotation.end] != quotation.text:
        return f"not what stands at {quotation.start}–{quotation.end} of {article.id}"
    if quotation.sha256 not in ("", hashlib.sha256(quotation.text.encode()).hexdigest()):
        return "the hash of its receipt does not match"
    return ""


def _altered_articles(brief: Brief, articles: dict[str, Article]) -> Iterator[Fault]:
    """Articles whose stored body is no longer the one that the brief was made from."""
    for source in brief.sources:
        article = articles.get(source.article_id)
        if article and article.sha256 != source.sha256:
            yield Fault("articles.jsonl", article.headline, "the article was changed afterwards")


def _foreign_headlines(brief: Brief, articles: dict[str, Article]) -> Iterator[Fault]:
    """Headlines of other reports, beside a line, that no article of the edition has."""
    known = {(article.headline, article.language) for article in articles.values()}
    for rendering in (line.rendering for line in _lines(brief)):
        is_headline = rendering.origin in _QUOTED and rendering.receipt is None
        if is_headline and (rendering.text, rendering.language) not in known:
            yield Fault(
                BRIEF, rendering.text, f"no article of {rendering.attribution} is headed so"
            )


def quoted_lines(brief: Brief) -> Iterator[Line]:
    """Every line of the brief that is a quotation."""
    return (line for line in _lines(brief) if line.receipt)


def _lines(brief: Brief) -> Iterator[Line]:
    for section in brief.sections:
        for item in section.items:
            yield from (item.headline, *item.lines)


class _Quotes(HTMLParser):
    """Collects the elements that carry a receipt: data-article, data-start, data-end."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[dict[str, str | None], str]] = []
        self.text: list[str] = []
        self._open: list[tuple[str, dict[str, str | None], list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Start collecting where a receipt stands."""
        values = dict(attrs)
        if "data-article" in values:
            self._open.append((tag, values, []))

    def handle_data(self, data: str) -> None:
        """Collect text."""
        self.text.append(data)
        for _, _, parts in self._open:
            parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Finish the innermost quotation."""
        if self._open and self._open[-1][0] == tag:
            _, values, parts = self._open.pop()
            self.found.append((values, "".join(parts).strip()))

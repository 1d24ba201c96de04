"""Reads finished outputs back, as a reader would: Markdown by its parser, HTML and PDF as text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from pypdf import PdfReader

from briefing.models import Brief, Rendition
from briefing.renderers import RENDERERS, look

VOID = {"br", "meta", "link", "img", "input", "hr"}


@cache
def rendition(brief: Brief, name: str) -> Rendition:
    """The brief in one format with the shipped look; drawn once."""
    return RENDERERS[name](brief, look=look())


def squeeze(text: str) -> str:
    """The text without what a line break may add: spaces, hyphens and joiners."""
    return re.sub(r"[\s\u2060-]+", "", text)


def markdown_text(content: bytes) -> str:
    """What a CommonMark reader shows."""
    tokens = MarkdownIt("commonmark").parse(content.decode())
    shown = []
    for token in tokens:
        shown.append(token.info)  # the number of an ordered item
        shown.extend(child.content for child in token.children or ())
        links = (child.attrGet("href") for child in token.children or ())
        shown.extend(str(link) for link in links if link)
    return "\n".join(shown)


@dataclass
class Element:
    """An HTML element with the text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    language: str = ""


@dataclass
class Page(HTMLParser):
    """Every element of an HTML page, in order, and the text that is shown."""

    elements: list[Element] = field(default_factory=list)
    runs: list[tuple[str, str]] = field(default_factory=list)  # text and its language
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; its language is its own or that of what it stands in."""
        attributes = {name: value or "" for name, value in attrs}
        outer = self._open[-1].language if self._open else ""
        element = Element(tag, attributes, language=attributes.get("lang", outer))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        assert self._open.pop().tag == tag, f"{tag} closes what is not open"

    def handle_data(self, data: str) -> None:
        """Give the text to every element that it stands in."""
        for element in self._open:
            element.text += data
        if self._open and self._open[-1].tag not in ("style", "script"):
            self.text += data
            self.runs.append((data, self._open[-1].language))

    def find(self, *tags: str, has: str = "") -> list[Element]:
        """Elements with one of the tags and the attribute `has`."""
        return [e for e in self.elements if e.tag in tags and (not has or has in e.attributes)]


def html_page(content: bytes) -> Page:
    """The page, parsed."""
    page = Page()
    page.feed(content.decode())
    page.close()
    return page


def pdf_pages(content: bytes) -> list[str]:
    """The text of each page without its running lines, which come last."""
    pages = [page.extract_text().splitlines() for page in PdfReader(io.BytesIO(content)).pages]
    return ["\n".join(lines[: -1 if number == 0 else -2]) for number, lines in enumerate(pages)]


def pdf_links(content: bytes) -> list[str]:
    """The addresses that the pages of a PDF link to, in order."""
    pages = PdfReader(io.BytesIO(content)).pages
    actions = [link.get("/A", {}) for page in pages for link in page.annotations or ()]
    return [str(action["/URI"]) for action in actions if "/URI" in action]


def mail_text(page: Page) -> str:
    """What a mail shows, and the addresses that it links to."""
    return "\n".join([page.text, *(a.attributes["href"] for a in page.find("a"))])


READERS: dict[str, Callable[[bytes], str]] = {
    "md": markdown_text,
    "html": lambda content: html_page(content).text,
    "mail": lambda content: mail_text(html_page(content)),
    "txt": lambda content: re.sub(r"(?m)^(\d+)\. ", r"\1 ", content.decode()),
    "pdf": lambda content: "\n".join([*pdf_pages(content), *pdf_links(content)]),
}

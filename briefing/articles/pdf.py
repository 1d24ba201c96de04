"""PDF articles: the words of a PDF, its lines made paragraphs again."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from briefing.articles.draft import Draft
from briefing.errors import InputError
from briefing.language import detect_language, kiwi
from briefing.models import Document

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_PAGES = 200
_FULL = 0.75  # of the longest line: a shorter one that ends a sentence ends its paragraph
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’」』)\]]*$")
_HYPHEN = re.compile(r"(?<=[a-z])-$")
_FILE_NAME = re.compile(r"\.\w{2,5}$|^(Microsoft Word|untitled)", re.IGNORECASE)
_EDGE = 2  # lines at the top and bottom of a page in which they are looked for
_REPEATED = 3  # pages on which a line must stand to be a header or footer


def read_pdf(document: Document) -> Draft:
    """Title and text; InputError when it cannot be read or holds pictures only.

    The times in a PDF are those of the file, not of the article, and are not used.
    """
    try:
        title, pages = _read(document.content)
    except Exception as error:  # pypdf has no list of what it raises on damaged files
        raise InputError(f"not a readable PDF: {error}", where=document.url) from None
    lines = tuple(_paragraphs(_without_margins(pages)))
    if not lines:
        raise InputError("no text in the PDF; is it a scan?", where=document.url)
    return Draft(lines, headline=title, source=document.url)


def _read(content: bytes) -> tuple[str, list[list[str]]]:
    """The title, and the lines of each page."""
    from pypdf import PdfReader

    # a damaged file is our caller's to report, not the library's to log
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    reader = PdfReader(io.BytesIO(content))
    pages = [page.extract_text().split("\n") for page in reader.pages[:_MOST_PAGES]]
    return _title(reader), [[" ".join(line.split()) for line in page] for page in pages]


def _title(reader: PdfReader) -> str:
    title = str(reader.metadata.title or "").strip() if reader.metadata else ""
    return "" if _FILE_NAME.search(title) else title


def _without_margins(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of all pages, without page numbers and the headers and footers that repeat."""
    filled = [[line for line in page if _shape(line)] for page in pages]
    edges = [page[:_EDGE] + page[_EDGE:][-_EDGE:] for page in filled]
    counts = Counter(shape for edge in edges for shape in set(map(_shape, edge)))
    least = max(_REPEATED, len(pages) / 2)
    for page, edge in zip(filled, edges, strict=True):
        yield from (line for line in page if line not in edge or counts[_shape(line)] < least)


def _shape(line: str) -> str:
    """The line without its figures, in which headers and footers differ; empty for a number."""
    return re.sub(r"[\d\s/–-]+", "", line)


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Lines put together until one is short and ends a sentence."""
    listed = list(lines)
    full = max(map(len, listed), default=0) * _FULL
    paragraph: list[str] = []
    for line in listed:
        paragraph.append(line)
        if len(line) < full and _SENTENCE_END.search(line):
            yield _join(paragraph)
            paragraph = []
    if paragraph:
        yield _join(paragraph)


def _join(lines: list[str]) -> str:
    """One text; a Korean line may break within a word, so Kiwi tells where a space belongs."""
    language = detect_language("".join(lines))
    if language == "ko" and len(lines) > 1:
        _, spaces = kiwi().glue(lines, return_space_insertions=True)
    else:
        spaces = [language != "zh"] * (len(lines) - 1)
    text = lines[0]
    for line, has_space in zip(lines[1:], spaces, strict=True):
        if _HYPHEN.search(text) and line[:1].islower():
            text = text[:-1] + line
        else:
            text += f" {line}" if has_space else line
    return text

"""Sets a page as tagged PDF with WeasyPrint; reads only files in the look's own folders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from briefing.errors import TemplateError
from briefing.renderers.environment import Look
from briefing.renderers.fonts import name_outlines, slim_fonts
from briefing.renderers.likeness import alike
from briefing.renderers.tags import name_languages

if TYPE_CHECKING:
    import pydyf
    from weasyprint import CSS
    from weasyprint.document import Document
    from weasyprint.urls import URLFetcher

RARE = re.compile(r"note|list-item")  # in a sheet that needs all of WeasyPrint's own
NOTES = re.compile(r"::(?:foot)?note-")


def lay_out(page: str, sheet: str, look: Look) -> Document:
    """The page in its style sheet, laid out; raises TemplateError for a file outside the look."""
    from weasyprint import HTML

    class Page(HTML):  # type: ignore[misc]
        def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
            plain = not (RARE.search(sheet) or "<style" in page or forms)
            return [_for_plain_pages()] if plain else super()._ua_stylesheets(forms)

    page, sheet = alike(page, sheet)
    with _own_files_only():
        html = Page(string=page, base_url=_base(look), url_fetcher=_fetcher(look))
        return html.render(stylesheets=[_css(sheet, look)], pdf_variant=look.pdf_variant)


def write(document: Document, look: Look) -> bytes:
    """The PDF of a document: passages in their languages, fonts down to what is shown."""
    with _own_files_only(), slim_fonts():
        content: bytes = document.write_pdf(
            finisher=_finish, pdf_variant=look.pdf_variant, pdf_tags=True
        )
    return content


def _finish(document: Document, pdf: pydyf.PDF) -> None:
    name_languages(document, pdf)
    name_outlines(pdf)


@contextmanager
def _own_files_only() -> Iterator[None]:
    """Turns WeasyPrint's word on a file that it may not have into a TemplateError."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        raise TemplateError(str(error), where="print.html.j2") from error


@cache
def _for_plain_pages() -> CSS:
    """WeasyPrint's own sheet less five rules on footnotes, and its rule on markers for `li` alone.

    These rules hold for every element, and make five of every six styles of a page.
    """
    import weasyprint
    from weasyprint import CSS

    sheet = Path(weasyprint.__file__).with_name("css") / "html5_ua.css"
    lines = sheet.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not NOTES.match(line)]
    return CSS(string=re.sub("^::marker", "li::marker", "\n".join(kept), flags=re.MULTILINE))


def _base(look: Look) -> str:
    return f"{look.styles[0].absolute().as_uri()}/"


@lru_cache(maxsize=8)
def _css(sheet: str, look: Look) -> CSS:
    """The parsed sheet; audiences share it."""
    from weasyprint import CSS

    return CSS(string=sheet, base_url=_base(look), url_fetcher=_fetcher(look))


def _fetcher(look: Look) -> URLFetcher:
    """A fetcher of files in the look's own folders, and of nothing else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    folders = [folder.resolve() for folder in (*look.templates, *look.styles)]

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            parts = urlsplit(url)
            path = Path(unquote(parts.path)).resolve()
            inside = parts.scheme == "file" and any(map(path.is_relative_to, folders))
            if not (inside or parts.scheme == "data"):
                raise FatalURLFetchingError(f"{url} is outside the template and style folders")
            if inside and not path.is_file():
                raise FatalURLFetchingError(f"no file {path}")
            return super().fetch(url, headers)

    return Fetcher()

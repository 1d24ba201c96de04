"""PDF: the print page of a brief, set by WeasyPrint as tagged PDF (PDF/UA-1)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from briefing.errors import TemplateError
from briefing.models import Brief, Rendition
from briefing.renderers.environment import Look, draw, style
from briefing.renderers.fonts import slim_fonts

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher


def render(brief: Brief, *, look: Look) -> Rendition:
    """The brief as ``brief.AUDIENCE.pdf``; the same brief gives the same bytes.

    Raises TemplateError, also when a page or style asks for a file outside the look's folders.
    """
    from weasyprint import CSS, HTML
    from weasyprint.urls import FatalURLFetchingError

    base, fetcher = f"{look.styles[0].as_uri()}/", _fetcher(look)
    sheet = style(look, "tokens.css", "print.css")
    try:
        page = HTML(string=draw("print.html.j2", brief, look), base_url=base, url_fetcher=fetcher)
        css = CSS(string=sheet, base_url=base, url_fetcher=fetcher)
        content = page.write_pdf(stylesheets=[css], pdf_variant="pdf/ua-1", finisher=slim_fonts)
    except FatalURLFetchingError as error:
        raise TemplateError(str(error), where="print.html.j2") from error
    return Rendition(f"brief.{brief.audience}.pdf", "application/pdf", content)


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

"""PDF articles: at an address, in a file, or in a folder of them."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.models import Document, Reporter
from briefing.sources.faults import FetchError
from briefing.sources.source import Getter, is_address, read_bytes, visit

if TYPE_CHECKING:
    from briefing.sources.http import Response
    from briefing.sources.settings import SourceSettings
    from briefing.sources.state import FetchState

MEDIA_TYPE = "application/pdf"
_LARGEST = 50_000_000  # bytes of a file


@dataclass(frozen=True, slots=True)
class PdfSource:
    """`kind = "pdf"`."""

    settings: SourceSettings
    folder: Path

    def fetch(self, client: Getter, state: FetchState, report: Reporter) -> Iterator[Document]:
        """A document for each PDF."""

        def read(response: Response) -> Generator[Document, None, bool]:
            yield self._document(response.url, response.content, response.fetched_at)
            return True

        for location in self.settings.all_locations:
            if is_address(location):
                yield from visit(location, client, state, report, read)
                continue
            path = self.folder / location
            for file in sorted(path.glob("**/*.pdf")) if path.is_dir() else [path]:
                try:
                    content = read_bytes(file, _LARGEST)
                    changed = datetime.fromtimestamp(file.stat().st_mtime, UTC)
                    yield self._document(file.as_posix(), content, changed)
                except FetchError as error:
                    report(error.decision)

    def _document(self, url: str, content: bytes, fetched_at: datetime) -> Document:
        if b"%PDF-" not in content[:1024]:
            raise FetchError("not-a-pdf", "it does not begin as a PDF does", where=url)
        return Document(url, MEDIA_TYPE, content, fetched_at, self.settings.name)

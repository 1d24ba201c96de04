"""Single pages, and lists of addresses of pages."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.hypertext import decode
from briefing.models import Document, Reporter
from briefing.sources.faults import FetchError
from briefing.sources.feed import PAGE_TYPES
from briefing.sources.records import record_document
from briefing.sources.source import Getter, is_address, read_bytes, visit
from briefing.sources.state import MemoryState

if TYPE_CHECKING:
    from briefing.sources.http import Response
    from briefing.sources.settings import SourceSettings
    from briefing.sources.state import FetchState

_LARGEST_LIST = 5_000_000  # bytes


@dataclass(frozen=True, slots=True)
class PageSource:
    """`kind = "page"`: each location is a page, fetched again when it has changed."""

    settings: SourceSettings

    def fetch(self, client: Getter, state: FetchState, report: Reporter) -> Iterator[Document]:
        """A document for each page."""
        for location in self.settings.all_locations:
            yield from _pages(location, self.settings, client, state, report)


@dataclass(frozen=True, slots=True)
class PagesSource:
    """`kind = "pages"`: each location lists addresses, one a line; each page is fetched once."""

    settings: SourceSettings
    folder: Path

    def fetch(self, client: Getter, state: FetchState, report: Reporter) -> Iterator[Document]:
        """A document for each page that is new."""
        for location in self.settings.all_locations:
            try:
                addresses = self._list(location, client)
            except FetchError as error:
                report(error.decision)
                continue
            for address in addresses:
                if state.get(address) is None:
                    yield from _pages(address, self.settings, client, state, report)

    def _list(self, location: str, client: Getter) -> list[str]:
        """The addresses in a list; blank lines and those behind # do not count."""
        if is_address(location):
            response = client.get(location, MemoryState())
            text = decode(response.content, response.charset) if response else ""
        else:
            text = decode(read_bytes(self.folder / location, _LARGEST_LIST))
        lines = (line.strip() for line in text.splitlines())
        return list(dict.fromkeys(line for line in lines if line and not line.startswith("#")))


def _pages(
    address: str, settings: SourceSettings, client: Getter, state: FetchState, report: Reporter
) -> Iterator[Document]:
    def read(response: Response) -> Generator[Document, None, bool]:
        if response.media_type not in PAGE_TYPES:
            what = f"{response.media_type} instead of a page"
            raise FetchError("no-page", what, where=address)
        record = {"url": response.url, "html": decode(response.content, response.charset)}
        yield record_document(record, response.url, response.fetched_at, settings)
        return True

    yield from visit(address, client, state, report, read)

"""Feeds: RSS, Atom, JSON Feed. With `full_text` each new item's page is fetched too."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from briefing.hypertext import decode
from briefing.models import Document, Reporter
from briefing.sources.faults import FetchError, dropped, noted
from briefing.sources.jsonfeed import is_json, read_json_feed
from briefing.sources.records import Record, record_document
from briefing.sources.source import Getter, visit
from briefing.sources.xmlfeed import Feed, read_xml_feed

if TYPE_CHECKING:
    from briefing.sources.http import Response
    from briefing.sources.settings import SourceSettings
    from briefing.sources.state import FetchState

PAGE_TYPES = ("text/html", "application/xhtml+xml", "")


def read_feed(content: bytes, url: str, charset: str = "") -> Feed:
    """The items of a feed of any kind as records; FetchError when it is no feed."""
    if not content.strip():
        raise FetchError("not-a-feed", "an empty answer", where=url)
    if is_json(content):
        return Feed(read_json_feed(decode(content, charset), url))
    return read_xml_feed(content, url, charset)


@dataclass(frozen=True, slots=True)
class FeedSource:
    """`kind = "feed"`."""

    settings: SourceSettings

    def fetch(self, client: Getter, state: FetchState, report: Reporter) -> Iterator[Document]:
        """One document an item; with `full_text` only for items that are new."""

        def read(response: Response) -> Generator[Document, None, bool]:
            feed = read_feed(response.content, response.url, response.charset)
            if feed.fault:
                report(noted(response.url, "damaged-feed", feed.fault))
            for number, record in enumerate(feed.records, 1):
                place = f"{response.url}#{record['id'] or number}"
                if not (record["url"] or record["text"] or record["title"]):
                    report(dropped(place, "empty-item", "no title, text or link"))
                    continue
                if self.settings.full_text and record["url"]:
                    yield from self._with_page(record, client, state, report)
                else:
                    yield record_document(record, place, response.fetched_at, self.settings)
            return feed.is_whole

        for location in self.settings.all_locations:
            yield from visit(location, client, state, report, read)

    def _with_page(
        self, record: Record, client: Getter, state: FetchState, report: Reporter
    ) -> Iterator[Document]:
        """The item with its page; as the feed has it when the page cannot be had."""
        url = record["url"]
        if state.get(url) is not None:  # it was brought before
            return
        try:
            response = client.get(url, state)
            if response is None or response.media_type not in PAGE_TYPES:
                kind = response.media_type if response else "nothing"
                raise FetchError("no-page", f"{kind} instead of a page", where=url)
        except FetchError as error:
            report(noted(url, error.rule, error.what))
            now = datetime.now(UTC)
            yield record_document(record, url, now, self.settings)
            return
        page = decode(response.content, response.charset)
        with_page = {**record, "html": page}
        yield record_document(with_page, url, response.fetched_at, self.settings)
        state.put(url, response.etag, response.last_modified)

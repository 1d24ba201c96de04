"""The kinds of source, by the name they have in `briefing.toml`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from briefing.sources.feed import FeedSource
from briefing.sources.jsonl import JsonLinesSource
from briefing.sources.local import FilesSource
from briefing.sources.mail import MailSource
from briefing.sources.page import PageSource, PagesSource
from briefing.sources.pdf import PdfSource
from briefing.sources.settings import SourceSettings
from briefing.sources.source import Source

KINDS: dict[str, Callable[[SourceSettings, Path], Source]] = {
    "feed": lambda settings, _: FeedSource(settings),
    "page": lambda settings, _: PageSource(settings),
    "pages": PagesSource,
    "files": FilesSource,
    "mail": MailSource,
    "jsonl": JsonLinesSource,
    "pdf": PdfSource,
}


def make_source(settings: SourceSettings, folder: Path) -> Source:
    """The source that the settings describe; paths are taken from `folder`."""
    return KINDS[settings.kind](settings, folder)

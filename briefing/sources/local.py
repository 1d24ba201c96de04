"""Files and folders as a source: what `files` reads, under the source's own name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import InputError
from briefing.models import Document, Reporter
from briefing.sources.faults import dropped
from briefing.sources.files import read_documents
from briefing.sources.source import Getter

if TYPE_CHECKING:
    from briefing.sources.settings import SourceSettings
    from briefing.sources.state import FetchState


@dataclass(frozen=True, slots=True)
class FilesSource:
    """`kind = "files"`: text, Markdown, JSON and JSON Lines below the desk's folder."""

    settings: SourceSettings
    folder: Path

    def fetch(self, client: Getter, state: FetchState, report: Reporter) -> Iterator[Document]:
        """One document an article, every time: the store knows what it has."""
        for location in self.settings.all_locations:
            yield from read_files(self.folder / location, self.settings.name, report)


def read_files(path: Path, source: str, report: Reporter) -> Iterator[Document]:
    """The documents of a file or folder; a missing one is reported."""
    try:
        documents = read_documents([path], report=report)
    except InputError as error:
        report(dropped(str(path), "unreadable", f"{error.what} ({error.hint})"))
        return
    for document in documents:
        yield replace(document, source=source)

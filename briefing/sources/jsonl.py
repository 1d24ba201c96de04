"""JSON Lines at an address; those in files are read by `files`."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.hypertext import decode
from briefing.models import Document, Reporter
from briefing.sources.faults import dropped
from briefing.sources.local import read_files
from briefing.sources.records import record_document
from briefing.sources.source import Getter, is_address, visit

if TYPE_CHECKING:
    from briefing.sources.http import Response
    from briefing.sources.settings import SourceSettings
    from briefing.sources.state import FetchState


@dataclass(frozen=True, slots=True)
class JsonLinesSource:
    """`kind = "jsonl"`."""

    settings: SourceSettings
    folder: Path

    def fetch(self, client: Getter, state: FetchState, report: Reporter) -> Iterator[Document]:
        """One document a line; bad lines are reported."""

        def read(response: Response) -> Generator[Document, None, bool]:
            lines = decode(response.content, response.charset).split("\n")
            for number, line in enumerate(lines, 1):
                place = f"{response.url}#L{number}"
                if not line.strip():
                    continue
                try:
                    record = json.loads(line)
                except (ValueError, RecursionError) as error:
                    report(dropped(place, "bad-json", str(error)))
                    continue
                if not isinstance(record, dict):
                    report(dropped(place, "bad-json", "not a JSON object"))
                    continue
                yield record_document(record, place, response.fetched_at, self.settings)
            return True

        for location in self.settings.all_locations:
            if is_address(location):
                yield from visit(location, client, state, report, read)
            else:
                yield from read_files(self.folder / location, self.settings.name, report)

"""Newsletters: .eml files, mbox files, a Maildir, or a folder of such files."""

from __future__ import annotations

import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.models import Document, Reporter
from briefing.sources.faults import FetchError, dropped
from briefing.sources.source import Getter, read_bytes

if TYPE_CHECKING:
    from briefing.sources.settings import SourceSettings
    from briefing.sources.state import FetchState

MEDIA_TYPE = "message/rfc822"
_LARGEST = 30_000_000  # bytes of a message
_HEADERS = 65_536  # bytes in which the headers are looked for
_MESSAGE_ID = re.compile(r"<([^<>\s]+)>")
_QUOTED_FROM = re.compile(rb"^>(?=>*From )", re.MULTILINE)  # mbox puts it before such lines
_MBOX_START = b"From "
_MAILDIR = ("cur", "new")


@dataclass(frozen=True, slots=True)
class MailSource:
    """`kind = "mail"`."""

    settings: SourceSettings
    folder: Path

    def fetch(self, client: Getter, state: FetchState, report: Reporter) -> Iterator[Document]:
        """A document for each message that was not brought before."""
        for location in self.settings.all_locations:
            path = self.folder / location
            try:
                for place, content in messages(path):
                    yield from self._document(place, content, state, report)
            except (OSError, mailbox.Error) as error:
                report(dropped(str(path), "unreadable", str(error)))
            except FetchError as error:
                report(error.decision)

    def _document(
        self, place: str, content: bytes, state: FetchState, report: Reporter
    ) -> Iterator[Document]:
        if len(content) > _LARGEST:
            report(dropped(place, "too-large", f"more than {_LARGEST:,} bytes"))
            return
        url = _address(content) or place
        if state.get(url) is None:
            yield Document(url, MEDIA_TYPE, content, datetime.now(UTC), self.settings.name)
            state.put(url, "", "")


def messages(path: Path) -> Iterator[tuple[str, bytes]]:
    """Place and content of every message in a file, a Maildir or a folder of files."""
    if not path.exists():
        raise FetchError("unreadable", "no such file or folder", where=str(path))
    if path.is_dir() and all((path / part).is_dir() for part in _MAILDIR):
        yield from _in_maildir(path)
    elif path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file() and file.suffix.lower() in (".eml", ".mbox"):
                yield from messages(file)
    else:
        with path.open("rb") as stream:
            is_mbox = stream.read(len(_MBOX_START)) == _MBOX_START
        yield from _in_mbox(path) if is_mbox else [(path.as_posix(), read_bytes(path, _LARGEST))]


def _in_maildir(path: Path) -> Iterator[tuple[str, bytes]]:
    box = mailbox.Maildir(path, create=False)
    for key in sorted(box.keys()):
        yield f"{path.as_posix()}#{key}", box.get_bytes(key)


def _in_mbox(path: Path) -> Iterator[tuple[str, bytes]]:
    box = mailbox.mbox(path, create=False)
    try:
        for number, key in enumerate(box.keys(), 1):
            yield f"{path.as_posix()}#{number}", _QUOTED_FROM.sub(b"", box.get_bytes(key))
    finally:
        box.close()


def _address(content: bytes) -> str:
    """The message's address (RFC 2392) by its Message-ID; empty when it has none."""
    headers = BytesHeaderParser().parsebytes(content[:_HEADERS])
    found = _MESSAGE_ID.search(str(headers.get("Message-ID", "")))
    return f"mid:{found[1]}" if found else ""

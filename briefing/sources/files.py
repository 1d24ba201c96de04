"""Files of articles: text, Markdown, JSON and JSON Lines.

    .txt              one article a line, or one article below front matter
    .md .markdown     one article, with front matter or a heading
    .jsonl .ndjson    one record a line
    .json             one record or a list of them
    .html .eml .pdf   one article each

Line by line: memory stays flat whatever a file's size (`.json` and Markdown are read whole).
What cannot be read is reported and skipped.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from briefing.errors import InputError, nearest
from briefing.models import Decision, Document, Outcome, Reporter
from briefing.sources.encodings import UNDECODED, detect_encoding

_LONGEST_LINE = 10_000_000  # characters; a longer line is no article
_FRONT_MATTER = "---"
_IGNORED = "readme"  # notes about the folder, not articles


@dataclass(frozen=True, slots=True)
class _File:
    """A file that is being read."""

    path: Path
    encoding: str
    fetched_at: datetime
    report: Reporter

    @property
    def name(self) -> str:
        """The path as text; a file system may hold names that are none."""
        return os.fsencode(self.path.as_posix()).decode("utf-8", "replace")

    def open(self) -> TextIO:
        return self.path.open(encoding=self.encoding, errors="surrogateescape")

    def document(self, media_type: str, text: str, place: str = "") -> Document:
        url = f"{self.name}#{place}" if place else self.name
        content = text.encode("utf-8", "surrogatepass")
        return Document(url, media_type, content, self.fetched_at, source=self.name)

    def drop(self, rule: str, detail: str, place: str = "") -> None:
        url = f"{self.name}#{place}" if place else self.name
        self.report(Decision(url, "read", Outcome.DROPPED, rule, detail=detail))


def read_documents(paths: Iterable[Path], *, report: Reporter) -> Iterator[Document]:
    """One document an item, lazily; a folder is read whole, sorted by name.

    Documents carry the path as given, with ``#L12`` for a line. Raises InputError at once when a
    path does not exist; all other faults are reported and skipped.
    """
    known = [_existing(Path(path)) for path in paths]
    return (
        document
        for path in known
        for file in (_files_in(path) if path.is_dir() else [path])
        for document in _read_file(file, report)
    )


def _existing(path: Path) -> Path:
    if path.exists():
        return path
    folder = path.parent
    names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
    hint = nearest(path.name, names) if names else "is the folder right?"
    raise InputError("no such file or folder", where=str(path), hint=hint)


def _files_in(folder: Path) -> Iterator[Path]:
    """Every file below the folder but hidden ones and READMEs, sorted by name."""
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).stem.lower() != _IGNORED:
                yield Path(root, name)


def _read_file(path: Path, report: Reporter) -> Iterator[Document]:
    ending = path.suffix.lower()
    reader = READERS.get(ending)
    file = _File(path, "utf-8", datetime.now(UTC), report)
    if reader is None and ending not in WHOLE:
        file.drop("unknown-kind", "can be read: " + ", ".join(sorted([*READERS, *WHOLE])))
        return
    try:
        if reader is None:
            yield _read_whole(file, WHOLE[ending])
            return
        encoding = detect_encoding(path)
        if encoding is None:
            file.drop("undecodable", "not text; is it UTF-8, UTF-16 or CP949?")
            return
        fetched_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        yield from reader(_File(path, encoding, fetched_at, report))
    except OSError as error:
        file.drop("unreadable", error.strerror or str(error))
    except UnicodeError as error:  # a lone UTF-16 surrogate: the rest of the file is lost
        file.drop("undecodable", str(error))


def _read_whole(file: _File, media_type: str) -> Document:
    changed = datetime.fromtimestamp(file.path.stat().st_mtime, UTC)
    return Document(file.name, media_type, file.path.read_bytes(), changed, source=file.name)


def _read_text(file: _File) -> Iterator[Document]:
    with file.open() as lines:
        first = lines.readline(len(_FRONT_MATTER) + 1)
    if first.strip() == _FRONT_MATTER:
        yield from _read_markdown(file)
        return
    for place, line in _good_lines(file):
        yield file.document("text/plain", line, place)


def _read_markdown(file: _File) -> Iterator[Document]:
    with file.open() as stream:
        text = stream.read()
    if fault := _fault(text):
        file.drop(*fault)
    elif text.strip():
        yield file.document("text/markdown", text)


def _read_json_lines(file: _File) -> Iterator[Document]:
    for place, line in _good_lines(file):
        for _ in _json_values(line, file, place):
            yield file.document("application/json", line, place)


def _read_json(file: _File) -> Iterator[Document]:
    with file.open() as stream:
        text = stream.read()
    if fault := _fault(text):
        file.drop(*fault)
        return
    for value in _json_values(text, file):
        if isinstance(value, list):
            for number, item in enumerate(value, 1):
                yield file.document("application/json", json.dumps(item), str(number))
        else:
            yield file.document("application/json", text)


# The kinds of file that can be read, by ending.
READERS: dict[str, Callable[[_File], Iterator[Document]]] = {
    ".json": _read_json,
    ".jsonl": _read_json_lines,
    ".markdown": _read_markdown,
    ".md": _read_markdown,
    ".ndjson": _read_json_lines,
    ".txt": _read_text,
}


# Kinds that are passed on as they are; their readers tell their encoding.
WHOLE = {
    ".eml": "message/rfc822",
    ".htm": "text/html",
    ".html": "text/html",
    ".pdf": "application/pdf",
}


def _good_lines(file: _File) -> Iterator[tuple[str, str]]:
    """Place (``L12``) and text of every line that is not blank; bad lines are reported."""
    with file.open() as stream:
        for number, line in enumerate(_lines(stream), 1):
            if len(line) > _LONGEST_LINE:
                file.drop("too-long", f"more than {_LONGEST_LINE:,} characters", f"L{number}")
            elif fault := _fault(line):
                file.drop(*fault, f"L{number}")
            elif line.strip():
                yield f"L{number}", line.strip()


def _lines(stream: TextIO) -> Iterator[str]:
    """The lines; of one that is too long, only so much as shows that."""
    while line := stream.readline(_LONGEST_LINE + 1):
        yield line
        while len(line) > _LONGEST_LINE and not line.endswith("\n"):
            line = stream.readline(_LONGEST_LINE + 1)


def _fault(text: str) -> tuple[str, str] | None:
    """Rule and reason when a text cannot be read."""
    if UNDECODED.search(text):
        return "undecodable", "bytes that are no text in the file's encoding"
    if "\0" in text:
        return "nul-bytes", "NUL bytes; is the file damaged?"
    return None


def _json_values(text: str, file: _File, place: str = "") -> list[object]:
    """The one value in the text; none when it is not JSON, which is reported."""
    try:
        return [json.loads(text)]
    except (ValueError, RecursionError) as error:
        file.drop("bad-json", str(error), place)
        return []

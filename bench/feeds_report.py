"""Our reading of feedparser's own test feeds (2,200 files) beside feedparser's own answers.

    python bench/feeds_report.py

Downloads feedparser's source. A field counts as equal when its text is, with markup and spaces
taken away; a date when it is the same moment. Where feedparser cleans markup that we keep as
text (``<blink>`` in plain text), or reads a page of unknown charset as Western, we differ rightly.
"""

from __future__ import annotations

import io
import re
import warnings
from calendar import timegm
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
from public_suites import source_of

from briefing.articles.published import parse_date
from briefing.hypertext import read_fragment
from briefing.sources.faults import FetchError
from briefing.sources.feed import read_feed

_TYPE = re.compile(rb"Content-Type:\s*([^\n]+?)\s*(?:\n|-->)", re.IGNORECASE)
_CHARSET = re.compile(r"charset=[\"']?([\w-]+)")
URL = "http://127.0.0.1:8097/"


def main() -> None:
    """Print a line a field."""
    warnings.simplefilter("ignore")
    counts: Counter[tuple[str, str]] = Counter()
    with source_of("feedparser==6.0.14") as source:
        files = sorted((source / "tests").rglob("*.xml"))
        for path in files:
            for field, verdict in compare(path):
                counts[field, verdict] += 1
    print(f"{len(files)} files")
    for field in ("feed", "title", "link", "date", "authors", "text"):
        equal, other = counts[field, "equal"], counts[field, "other"]
        print(f"{field:8} {equal:5} equal {other:4} other")


def compare(path: Path) -> Iterator[tuple[str, str]]:
    """Field and verdict for each entry of a feed."""
    content = path.read_bytes()
    told = _TYPE.search(content, 0, 2_000)
    media_type = told[1].decode() if told else "application/xml"
    charset = _CHARSET.search(media_type)
    headers = {"content-location": URL, "content-type": media_type}
    theirs = feedparser.parse(io.BytesIO(content), response_headers=headers)["entries"]
    try:
        ours = read_feed(content, URL, charset[1] if charset else "").records
    except FetchError:
        ours = []
    yield "feed", "equal" if len(ours) == len(theirs) else "other"
    for record, entry in zip(ours, theirs, strict=False):
        for field, (found, expected) in fields(record, dict(entry)).items():
            if expected:
                yield field, "equal" if found == expected else "other"


def fields(record: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Our value and feedparser's of each field."""
    texts = [one.get("value", "") for one in entry.get("content", ())]
    texts = [plain(text) for text in (*texts, entry.get("summary", ""))]
    names = [one["name"] for one in entry.get("authors", ()) if one.get("name")]
    times = (entry.get(f"{name}_parsed") for name in ("published", "updated", "created"))
    time = next(filter(None, times), None)
    found = parse_date(record["published"], UTC)[0]
    return {
        "title": (" ".join(record["title"].split()), plain(entry.get("title", ""))),
        "link": (record["url"], entry.get("link", "")),
        "date": (found and int(found.timestamp()), time and recent(timegm(time))),
        "authors": (record["authors"], [plain(name) for name in names]),
        "text": (" ".join(record["text"].split()), max(texts, key=len)),
    }


def recent(seconds: int) -> int | None:
    """The time, unless it is before 1990, which we take for a mistake."""
    return seconds if seconds >= datetime(1990, 1, 1, tzinfo=UTC).timestamp() else None


def plain(markup: str) -> str:
    """The text of a piece of HTML, on one line."""
    return " ".join(read_fragment(markup).lines)


if __name__ == "__main__":
    main()

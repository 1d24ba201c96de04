"""All sources together: settings, health, OPML, local files, JSON Lines, and the commands."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError
from sources_web import Answer, Web, patient, rss, serving

from briefing.models import Article, Decision, Document, Reporter
from briefing.sources import (
    KINDS,
    Preview,
    SourceSettings,
    fetch_sources,
    make_source,
)
from briefing.sources.settings import Sources

NOW = datetime(2026, 11, 24, tzinfo=UTC)
DATA = Path(__file__).parent / "data" / "sources"


@pytest.fixture
def web() -> Iterator[Web]:
    """A server."""
    with serving() as server:
        yield server


def parse(document: Document, report: Reporter) -> Sequence[Article]:
    """One article a document, its text the document's."""
    return [Article(document.url, "", document.content.decode(), source=document.url)]


def setting(**fields: object) -> SourceSettings:
    """The settings of a source."""
    return SourceSettings.model_validate({"name": "s", **fields})


def fetched(
    folder: Path, *tables: dict[str, object], keeper: Preview | None = None
) -> tuple[list[tuple[str, int, int, bool, str]], Preview]:
    """How each source fared, and what was kept."""
    kept = keeper or Preview(parse)
    made = [make_source(setting(**table), folder) for table in tables]
    with patient() as client:
        results = list(fetch_sources(made, client, kept))
    rows = [(one.name, one.documents, one.new, one.failed, one.message) for one in results]
    return rows, kept


def test_one_failing_source_costs_the_others_nothing(web: Web, tmp_path: Path) -> None:
    """It is reported with its reason; each other source brings what it has."""
    good = web.page("/rss", rss("<item><title>가</title></item>"))
    bomb = web.set("/loop", Answer(status=302, headers={"Location": "/loop"}))
    (tmp_path / "a.txt").write_text("글이다.\n", "utf-8")
    rows, keeper = fetched(
        tmp_path,
        {"name": "gone", "location": web.base + "/none"},
        {"name": "loop", "location": bomb},
        {"name": "files", "kind": "files", "location": "a.txt"},
        {"name": "missing", "kind": "files", "location": "b.txt"},
        {"name": "half", "location": web.base + "/none", "locations": [good]},
        {"name": "again", "location": good},
    )
    assert [row[:4] for row in rows] == [
        ("gone", 0, 0, True),
        ("loop", 0, 0, True),
        ("files", 1, 1, False),
        ("missing", 0, 0, True),
        ("half", 1, 1, False),
        ("again", 1, 0, False),
    ]
    messages = {row[0]: row[4] for row in rows}
    assert "HTTP 404" in messages["gone"]
    assert "redirects" in messages["loop"]
    assert "b.txt" in messages["missing"]
    assert "HTTP 404" in messages["half"]
    assert not messages["again"]
    assert {one.rule for one in keeper.decisions} == {
        "http-404", "too-many-redirects", "unreadable"
    }  # fmt: skip
    assert {one.stage for one in keeper.decisions} == {"fetch"}


def test_a_second_run_brings_nothing(web: Web, tmp_path: Path) -> None:
    """An unchanged source is no failure."""
    url = web.set(
        "/rss",
        Answer(rss("<item><title>가</title></item>"), headers={"ETag": "1"}),
        Answer(status=304),
    )
    keeper = Preview(parse)
    assert fetched(tmp_path, {"location": url}, keeper=keeper)[0] == [("s", 1, 1, False, "")]
    assert fetched(tmp_path, {"location": url}, keeper=keeper)[0] == [("s", 0, 0, False, "")]


def test_nothing_that_was_received_is_lost(web: Web, tmp_path: Path) -> None:
    """When the keeper fails on the way, the items wait until it takes them in."""
    url = web.page("/rss", rss("<item><title>가</title></item>"), ETag='"1"')

    room = [False, True]

    def fragile(document: Document, report: Reporter) -> Sequence[Article]:
        if not room.pop(0):
            raise OSError("disk full")
        return parse(document, report)

    keeper = Preview(fragile)
    with pytest.raises(OSError, match="disk full"):
        fetched(tmp_path, {"location": url}, keeper=keeper)
    web.set("/rss", Answer(status=304))
    rows, _ = fetched(tmp_path, {"location": url}, keeper=keeper)
    assert rows == [("s", 0, 0, False, "")]
    assert len(keeper.articles) == 1


def test_json_lines_at_an_address_and_in_a_file(web: Web, tmp_path: Path) -> None:
    """Bad lines cost one line each."""
    lines = (
        '{"text": "하나", "url": 7}\n\n{bad\n[1]\n{"text": "둘", "url": "https://a.example/2"}\n'
    )
    url = web.page("/a", lines, "application/jsonl")
    (tmp_path / "b.jsonl").write_text('{"text": "셋"}\n', "utf-8")
    table: dict[str, object] = {
        "kind": "jsonl",
        "locations": [url, "b.jsonl"],
    }
    rows, keeper = fetched(tmp_path, table)
    assert rows[0][1:4] == (3, 3, False)
    assert [one.source for one in keeper.articles][:2] == [f"{url}#L1", "https://a.example/2"]
    assert [(one.subject, one.rule) for one in keeper.decisions] == [
        (f"{url}#L3", "bad-json"),
        (f"{url}#L4", "bad-json"),
    ]


def test_every_kind_can_be_made(tmp_path: Path) -> None:
    """The settings allow the kinds that there are, and no others."""
    for kind in KINDS:
        assert make_source(setting(kind=kind, location="a"), tmp_path).settings.kind == kind
    with pytest.raises(ValidationError):
        setting(kind="fax", location="a")


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"location": "a", "time_zone": "Asia/Soul"},
        {"location": "a", "every": "sometimes"},
        {"location": "a", "colour": "red"},
        {"location": "a", "name": ""},
    ],
)
def test_wrong_settings(fields: dict[str, object]) -> None:
    """Each is refused."""
    with pytest.raises(ValidationError):
        setting(**fields)


def test_two_sources_of_one_name() -> None:
    """They could not be told apart in the report."""
    table = {"name": "a", "location": "b"}
    assert TypeAdapter(Sources).validate_python([table])
    with pytest.raises(ValidationError, match="two sources are named 'a'"):
        TypeAdapter(Sources).validate_python([table, table])


def test_the_client_is_loaded_only_where_it_is_needed() -> None:
    """Importing the sources, as every command does, loads no network and no parser."""
    code = (
        "import sys, briefing.sources, briefing.hypertext\n"
        "heavy = {'httpx', 'httpcore', 'feedparser', 'lxml', 'trafilatura', 'pypdf', 'protego'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_decisions_say_what_and_why(web: Web, tmp_path: Path) -> None:
    """The ledger gets the address, the rule and the reason."""
    _, keeper = fetched(tmp_path, {"location": "http://127.1:1/rss"})
    (decision,) = keeper.decisions
    assert isinstance(decision, Decision)
    assert (decision.subject, decision.rule) == ("http://127.1:1/rss", "private-address")
    assert "allow_hosts" in decision.detail

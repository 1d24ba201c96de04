"""The store: bad input costs nothing else, and stands in the ledger."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from store_servers import document, put, read_article, record

from briefing.models import Article, Document, Outcome, Reporter
from briefing.sources import read_documents
from briefing.store import Counts
from briefing.store.store import Store

pytest_plugins = ["store_fixtures"]

LONG = "딥시크가 새 모델을 공개했다. 가격은 종전의 절반이다. 업계는 경쟁이 거세질 것으로 본다."
OTHER = "국가통계국은 소비자물가가 0.3% 올랐다고 밝혔다. 넉 달 만에 오름세로 돌아섰다."


def bodies(store: Store) -> list[str]:
    """The bodies of all articles, in order."""
    return [article.body for article in store.articles()]


def test_what_cannot_be_read_is_kept_for_the_ledger(store: Store, tmp_path: Path) -> None:
    """A damaged line costs nothing else, and stands in the ledger once, however often read."""
    path = tmp_path / "news.jsonl"
    path.write_text('{"text": "' + LONG + '"}\n{"text": \n{"text": "' + OTHER + '"}\n', "utf-8")

    def read(report: Reporter) -> list[Document]:
        return list(read_documents([path], report=report))

    assert store.ingest(read, read_article) == Counts(new=2, dropped=1)
    assert store.ingest(read, read_article) == Counts(known=3)
    (line,) = (one for one in store.intake_decisions() if one.outcome is Outcome.DROPPED)
    assert (line.outcome, line.rule) == (Outcome.DROPPED, "bad-json")
    assert line.subject.endswith("news.jsonl#L2")


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "a\0b", "outlet": "한강\0일보", "title": "제목\0"},
        {"id": "x" * 5_000, "url": "https://www.hangang.example/" + "y" * 5_000},
        {"id": "\ud800", "outlet": "\udfff", "authors": ["\ud800"]},
        {"id": "'; DROP TABLE article; --", "title": "%s {0} \\"},
    ],
)
def test_odd_names_do_no_harm(store: Store, fields: dict[str, object]) -> None:
    """NUL characters, endless ids, broken Unicode: kept or reported, and the next article comes."""
    content = json_bytes(record(LONG, **fields))
    odd = replace(document({}), content=content, url="odd\0.jsonl#L1", source="odd\0.jsonl")
    counts = put(store, odd, document(record(OTHER), "b.jsonl#L1"))
    assert counts.new + counts.dropped == 2
    assert OTHER in bodies(store)
    assert put(store, odd) == Counts(known=1)


def json_bytes(fields: dict[str, object]) -> bytes:
    """ASCII JSON, which can carry broken Unicode."""
    return json.dumps(fields).encode()


def test_a_broken_parser_loses_nothing_that_was_written(store: Store) -> None:
    """An exception in mid-intake is raised; the next intake goes on from the last batch."""
    documents = [
        document(record(f"{n}번째 소식이다. {LONG}", id=str(n)), f"a.jsonl#L{n}")
        for n in range(450)
    ]

    def fragile(one: Document, report: Reporter) -> tuple[Article, ...]:
        if one.url.endswith("#L440"):
            raise RuntimeError("a bug")
        return read_article(one, report)

    with pytest.raises(RuntimeError, match="a bug"):
        store.ingest(lambda _: documents, fragile)
    written = len(bodies(store))
    assert 0 < written < 450
    assert put(store, *documents) == Counts(new=450 - written, known=written)
    assert len(bodies(store)) == 450

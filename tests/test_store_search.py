"""The store: search by morphemes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from store_servers import document, put, record
from typer.testing import CliRunner

from briefing.cli import app
from briefing.cli import search as _registers_itself  # noqa: F401
from briefing.store import open_store
from briefing.store.store import Store

pytest_plugins = ["store_fixtures"]

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "store" / "search.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


@pytest.fixture
def archive(store: Store) -> Store:
    """A store with the texts of all cases."""
    texts = dict.fromkeys(case["text"] for case in CASES)
    put(store, *(document(record(text, id=text), f"a.jsonl#L{n}") for n, text in enumerate(texts)))
    return store


def test_words_are_found_in_every_inflection(archive: Store) -> None:
    """Each case: a text, what finds it, and what does not."""
    wrong = []
    for case in CASES:
        for query in case["found_by"]:
            if case["text"] not in [hit.article.id for hit in archive.search(query, limit=100)]:
                wrong.append(f"{query} should find: {case['text']}")
        for query in case.get("not_by", ()):
            if case["text"] in [hit.article.id for hit in archive.search(query, limit=100)]:
                wrong.append(f"{query} should not find: {case['text']}")
    assert wrong == []


@pytest.mark.parametrize(
    "query", ["", " ", '"', "'", "*", "()", "NEAR(", "a:b", "\\", "%", "OR OR", "\0"]
)
def test_no_query_is_an_error(archive: Store, query: str) -> None:
    """What a search language would choke on is just words here."""
    assert isinstance(archive.search(query), list)


def test_a_query_cannot_leave_its_place(archive: Store) -> None:
    """Quotation marks and semicolons do nothing."""
    archive.search("물가'; DROP TABLE article; --")
    archive.search('물가" OR "딥시크')
    assert archive.search("물가")


def test_results_can_be_narrowed(store: Store) -> None:
    """By time, language and number."""
    put(
        store,
        document(record("딥시크가 모델을 냈다.", id="1", published="2026-11-10"), "a#L1"),
        document(record("딥시크가 또 모델을 냈다.", id="2", published="2026-11-18"), "a#L2"),
        document(record("딥시크(DeepSeek)가 값을 내렸다.", id="3"), "a#L3"),
        document(record("DeepSeek cut its prices by half on Tuesday.", id="4"), "a#L4"),
    )

    def ids(query: str, **options: object) -> set[str]:
        return {hit.article.id for hit in store.search(query, **options)}  # type: ignore[arg-type]

    assert ids("딥시크") == {"1", "2", "3"}
    assert ids("딥시크", since=datetime(2026, 11, 16, tzinfo=UTC)) == {"2", "3"}
    assert ids("딥시크", until=datetime(2026, 11, 16, tzinfo=UTC)) == {"1"}
    assert ids("DeepSeek") == {"3", "4"}
    assert ids("DeepSeek", language="en") == {"4"}
    assert len(ids("딥시크", limit=2)) == 2


def test_the_article_with_more_of_it_comes_first(store: Store) -> None:
    """The score is by frequency; an excerpt shows the word."""
    put(
        store,
        document(
            record(
                "여러 소식 가운데 물가 이야기도 있다. " + "다른 말도 길게 이어진다. " * 20, id="1"
            ),
            "a#L1",
        ),
        document(
            record("물가가 올랐다. 물가는 석 달째 오름세다. 물가 걱정이 크다.", id="2"), "a#L2"
        ),
    )
    hits = store.search("물가")
    assert [hit.article.id for hit in hits] == ["2", "1"]
    assert hits[0].score > hits[1].score
    assert all("물가" in hit.excerpt for hit in hits)


def test_the_command_prints_what_it_finds(tmp_path: Path) -> None:
    """A table, or JSON; 1 when there is nothing, and a plain word when there is no store."""
    (tmp_path / "briefing.toml").write_text("", encoding="utf-8")

    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["search", *arguments, "--desk", str(tmp_path)])
        return result.exit_code, result.output

    code, output = run("물가")
    assert code == 1
    assert "no store yet" in output
    with open_store(str(tmp_path / "store.sqlite")) as store:
        put(store, document(record("물가가 올랐다.", id="1", title="물가 상승"), "a#L1"))
    code, output = run("물가", "--since", "2026-11-18", "--until", "2026-11-18")
    assert code == 0
    assert "물가 상승" in output
    code, output = run("물가", "--json")
    assert [one["id"] for one in json.loads(output)] == ["1"]
    assert run("물가", "--until", "2026-11-17")[0] == 1
    assert run("환율")[0] == 1

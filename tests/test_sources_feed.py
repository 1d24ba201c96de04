"""A feed as a source: what it brings, reports and remembers, over real connections."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sources_web import Answer, Web, patient, rss, serving

from briefing.models import Decision, Document, Outcome
from briefing.sources.faults import FetchError
from briefing.sources.feed import FeedSource, read_feed
from briefing.sources.settings import SourceSettings
from briefing.sources.state import FetchState, MemoryState

DATA = Path(__file__).parent / "data" / "sources"


@pytest.fixture
def web() -> Iterator[Web]:
    """A server."""
    with serving() as server:
        yield server


def fetched(
    url: str, state: FetchState | None = None, **fields: object
) -> tuple[list[Document], list[Decision]]:
    """What a feed source brings and reports."""
    source = FeedSource(SourceSettings.model_validate({"name": "피드", "location": url, **fields}))
    decisions: list[Decision] = []
    with patient() as client:
        documents = list(source.fetch(client, state or MemoryState(), decisions.append))
    return documents, decisions


def records(documents: list[Document]) -> list[dict[str, Any]]:
    """Their contents."""
    return [json.loads(document.content) for document in documents]


def test_an_items_document_has_its_address_and_its_source(web: Web) -> None:
    """By the source's name the settings for its items are found."""
    url = web.page("/rss", rss("<item><title>가</title><link>/1</link></item>"))
    (document,), decisions = fetched(url)
    assert (document.url, document.source) == (web.base + "/1", "피드")
    assert document.media_type == "application/json"
    assert [one.rule for one in decisions] == ["fetched"]


def test_a_feed_is_asked_for_again_only_when_it_has_changed(web: Web) -> None:
    """Its validators are kept once it was read whole."""
    url = web.set(
        "/rss",
        Answer(rss("<item><title>가</title></item>"), headers={"ETag": '"1"'}),
        Answer(status=304),
    )
    state = MemoryState()
    assert len(fetched(url, state)[0]) == 1
    documents, decisions = fetched(url, state)
    assert documents == []
    assert [one.rule for one in decisions] == ["unchanged"]


def test_a_feed_that_only_names_unknown_entities_is_whole(web: Web) -> None:
    """It is noted, and yet not asked for again until it changes."""
    url = web.page("/rss", rss("<item><title>가&nbsp;나</title></item>"), ETag='"1"')
    state = MemoryState()
    _, decisions = fetched(url, state)
    assert [one.rule for one in decisions] == ["damaged-feed", "fetched"]
    assert state.get(url) is not None


def test_a_damaged_feed_is_noted_and_asked_for_again(web: Web) -> None:
    """What came is passed on; the validators of half a feed are not kept."""
    url = web.page("/rss", rss("<item><title>가</title></item>")[:-20], ETag='"1"')
    state = MemoryState()
    documents, decisions = fetched(url, state)
    assert len(documents) == 1
    assert [(one.outcome, one.rule) for one in decisions] == [
        (Outcome.NOTED, "damaged-feed"),
        (Outcome.NOTED, "fetched"),
    ]
    assert state.get(url) is None


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("", ""),
        ("그냥 글", "page"),
        (
            "<html><link rel='alternate' type='application/rss+xml' href='/rss'></html>",
            "/rss",
        ),
        ('{"items": 1}', ""),
        ("{", ""),
        ("[" * 100_000, ""),
        ('{"a":' * 100_000, ""),
    ],
)
def test_what_is_no_feed(web: Web, body: str, hint: str) -> None:
    """One line says so, with a hint where the page names its feed."""
    documents, decisions = fetched(web.page("/rss", body))
    assert documents == []
    assert [(one.outcome, one.rule) for one in decisions] == [(Outcome.DROPPED, "not-a-feed")]
    assert hint in decisions[0].detail


def test_xml_bombs_and_external_entities(web: Web) -> None:
    """Entities are not expanded without end, and no file is read."""
    secret = DATA / "feeds.yaml"
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    for doctype, entity in (
        (f'<!ENTITY l0 "boom">{bomb}', "&l11;"),
        (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', "&x;"),
        (f'<!ENTITY % p SYSTEM "{web.base}/dtd">%p;', "&x;"),
    ):
        feed = f"<!DOCTYPE rss [{doctype}]><rss version='2.0'><channel><item><title>가</title>"
        feed += f"<description>{entity}</description></item></channel></rss>"
        documents, _ = fetched(web.page("/rss", feed))
        assert [record["title"] for record in records(documents)] == ["가"]
        assert len(documents[0].content) < 1000
        assert b"items:" not in documents[0].content
    assert set(web.paths) == {"/rss"}


def test_bytes_are_never_taken_for_the_name_of_a_file() -> None:
    """A feed that says only the path of a file is no feed."""
    with pytest.raises(FetchError):
        read_feed(str(DATA / "feeds.yaml").encode(), "https://feeds.example/")


def test_an_item_without_anything_is_reported(web: Web) -> None:
    """The others are read."""
    documents, decisions = fetched(web.page("/rss", rss("<item/><item><title>가</title></item>")))
    assert len(documents) == 1
    assert [one.rule for one in decisions] == ["empty-item", "fetched"]


def test_full_text_brings_each_new_page_once(web: Web) -> None:
    """A page that fails leaves the item as the feed has it, and is tried again."""
    items = "".join(
        f"<item><title>{n}</title><link>/{n}</link><description>요약</description></item>"
        for n in "123"
    )
    url = web.page("/rss", rss(items))
    web.page("/1", "<p>본문</p>".encode("cp949"), "text/html; charset=euc-kr")
    web.page("/3", b"%PDF-", "application/pdf")
    state = MemoryState()
    documents, decisions = fetched(url, state, full_text=True)
    assert [record.get("html") for record in records(documents)] == ["<p>본문</p>", None, None]
    assert [one.rule for one in decisions] == ["http-404", "no-page", "fetched"]
    assert {one.outcome for one in decisions} == {Outcome.NOTED}
    documents, _ = fetched(url, state, full_text=True)
    assert [record["title"] for record in records(documents)] == ["2", "3"]
    assert web.paths.count("/1") == 1


def test_a_gzip_bomb_as_a_feed_costs_one_line(web: Web) -> None:
    """The next location is read all the same."""
    bomb = web.page("/bomb", gzip.compress(bytes(100_000_000), 1), Content_Encoding="gzip")
    good = web.page("/rss", rss("<item><title>가</title></item>"))
    documents, decisions = fetched(bomb, locations=[good])
    assert len(documents) == 1
    assert [(one.subject, one.rule) for one in decisions] == [
        (bomb, "too-large"),
        (good, "fetched"),
    ]

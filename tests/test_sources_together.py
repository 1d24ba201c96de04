"""Several sources at once: bounded, polite, and with the same result whoever is quickest."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from sources_web import Answer, Web, patient, rss, serving

from briefing.models import Article, Document, Reporter
from briefing.sources import FetchResult, Preview, SourceSettings, fetch_sources, make_source
from briefing.sources.http import Client

SEVERAL = 4


@pytest.fixture
def webs() -> Iterator[list[Web]]:
    """Several servers."""
    with ExitStack() as stack:
        yield [stack.enter_context(serving()) for _ in range(SEVERAL)]


def parse(document: Document, report: Reporter) -> Sequence[Article]:
    """One article a document, its text the document's."""
    return [Article(document.url, "", document.content.decode(), source=document.url)]


def fetched(client: Client, *locations: str, workers: int) -> tuple[list[FetchResult], Preview]:
    """The results of feeds, and what was kept."""
    keeper = Preview(parse)
    made = [
        make_source(SourceSettings(name=f"source {n}", location=location), Path())
        for n, location in enumerate(locations)
    ]
    with client:
        return list(fetch_sources(made, client, keeper, workers=workers)), keeper


def item(number: int) -> bytes:
    """A feed of one item."""
    return rss(f"<item><title>{number}</title></item>")


def test_sources_are_fetched_at_the_same_time(webs: list[Web]) -> None:
    """No server answers before all of them have been asked."""
    barrier = threading.Barrier(SEVERAL, timeout=30)

    def answer(number: int) -> Answer:
        body = item(number)

        def write(send: object) -> None:
            barrier.wait()
            assert callable(send)
            send(body)

        return Answer(headers={"Content-Type": "text/xml"}, write=write)

    locations = [web.set("/rss", answer(number)) for number, web in enumerate(webs)]
    results, _ = fetched(patient(retries=0), *locations, workers=SEVERAL)
    assert [one.new for one in results] == [1] * SEVERAL


def test_no_more_than_so_many(webs: list[Web]) -> None:
    """With one worker no two requests are open at once."""
    open_now, most, lock = 0, 0, threading.Lock()

    def write(send: object) -> None:
        nonlocal open_now, most
        with lock:
            open_now += 1
            most = max(most, open_now)
        time.sleep(0.01)
        with lock:
            open_now -= 1
        assert callable(send)
        send(item(1))

    locations = [web.set("/rss", Answer(write=write)) for web in webs]
    fetched(patient(), *locations, workers=1)
    assert most == 1


def test_order_and_result_do_not_depend_on_speed(webs: list[Web]) -> None:
    """The first is the slowest and one text is in two feeds: the first feed has it either way."""

    def slow(body: bytes) -> Answer:
        def write(send: object) -> None:
            time.sleep(0.2)
            assert callable(send)
            send(body)

        return Answer(write=write)

    shared = rss("<item><title>가</title><description>같은 글이다.</description></item>")
    kept = []
    for workers in (SEVERAL, 1):
        locations = [
            webs[0].set("/rss", slow(shared)),
            webs[1].page("/rss", shared),
            webs[2].base + "/gone",
            webs[3].page("/rss", item(3)),
        ]
        results, keeper = fetched(patient(), *locations, workers=workers)
        rows = [(one.name, one.documents, one.new, one.failed) for one in results]
        assert rows == [
            ("source 0", 1, 1, False),
            ("source 1", 1, 0, False),
            ("source 2", 0, 0, True),
            ("source 3", 1, 1, False),
        ]
        kept.append([article.body for article in keeper.articles])
    assert kept[0] == kept[1]


def test_a_failing_and_a_hanging_host_cost_the_others_nothing(webs: list[Web]) -> None:
    """One line each: no answer in time, and a connection that breaks off."""
    gone = threading.Event()
    hanging = webs[0].set("/rss", Answer(write=lambda _: gone.wait(30)))
    failing = webs[1].set("/rss", Answer(status=500))
    good = [web.page("/rss", item(n)) for n, web in enumerate(webs[2:])]
    client = patient(timeout_seconds=0.3, retries=1)
    results, _ = fetched(client, hanging, failing, *good, workers=SEVERAL)
    gone.set()
    assert [(one.new, one.failed) for one in results] == [(0, True)] * 2 + [(1, False)] * 2
    assert [fault.rule for one in results for fault in one.faults] == ["time-out", "http-500"]


def test_a_host_is_asked_no_faster_by_several(webs: list[Web]) -> None:
    """Sources on one host take turns, and its robots.txt is read once."""
    web = webs[0]
    locations = [web.page(f"/{n}", item(n)) for n in range(3)]
    slept: list[float] = []
    fetched(patient(slept, rate_seconds=2), *locations, workers=3)
    assert sorted(slept) == [2, 4, 6]
    assert [path for path, _ in web.asked].count("/robots.txt") == 1


def test_what_is_left_early_is_left(webs: list[Web]) -> None:
    """Who takes only the first result does not wait for a host that hangs."""
    gone = threading.Event()
    hanging = webs[1].set("/rss", Answer(write=lambda _: gone.wait(30)))
    made = [
        make_source(SourceSettings(name=name, location=location), Path())
        for name, location in (("good", webs[0].page("/rss", item(1))), ("hanging", hanging))
    ]
    with patient(retries=0, timeout_seconds=5) as client:
        results = fetch_sources(made, client, Preview(parse), workers=2)
        assert next(results).new == 1
        results.close()  # type: ignore[attr-defined]
    gone.set()
    assert not [path for path in webs[1].paths if path != "/rss"]

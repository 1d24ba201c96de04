"""What a server sends is bounded in bytes and in time, compressed or not."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import pytest
from sources_web import Answer, Web, patient, serving

from briefing.sources.decompression import TooLargeError, read_limited
from briefing.sources.faults import FetchError
from briefing.sources.state import MemoryState


@pytest.fixture
def web() -> Iterator[Web]:
    """A server."""
    with serving() as server:
        yield server


def fault(web: Web, url: str, **settings: float) -> FetchError:
    """The error that fetching the address ends in."""
    with patient(**settings) as client, pytest.raises(FetchError) as caught:
        client.get(url, MemoryState())
    return caught.value


def test_compressed_answers(web: Web) -> None:
    """Gzip, several members of it, and deflate are undone."""
    for number, (coding, body) in enumerate(
        [
            ("gzip", gzip.compress(b"one two")),
            ("gzip", gzip.compress(b"one ") + gzip.compress(b"two")),
            ("deflate", zlib.compress(b"one two")),
        ]
    ):
        url = web.page(f"/{number}", body, Content_Encoding=coding)
        with patient() as client:
            response = client.get(url, MemoryState())
        assert response is not None
        assert response.content == b"one two"


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("br", b"x"),
        ("gzip, gzip", gzip.compress(gzip.compress(b"x"))),
        ("gzip", b"no gzip"),
        ("gzip", gzip.compress(b"x" * 999)[:-9]),
    ],
)
def test_encodings_that_cannot_be_undone(web: Web, coding: str, body: bytes) -> None:
    """What was not asked for, or is damaged, is one clear error."""
    assert fault(web, web.page("/a", body, Content_Encoding=coding)).rule == "bad-encoding"


def test_a_gzip_bomb_is_cut_off(web: Web) -> None:
    """300 MB in 300 kB stop at the limit, and never lie in memory."""
    url = web.page("/bomb", gzip.compress(bytes(300_000_000), 1), Content_Encoding="gzip")
    tracemalloc.start()
    error = fault(web, url, max_bytes=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert error.rule == "too-large"
    assert peak < 30_000_000


def test_a_page_without_end_is_cut_off(web: Web) -> None:
    """100 MB that announce themselves are not read; those that do not stop at the limit."""
    told = web.set("/told", Answer(b"x", headers={"Content-Length": "100000000"}))
    assert fault(web, told).rule == "too-large"

    def forever(send: Callable[[bytes], object]) -> None:
        for _ in range(1000):
            send(bytes(100_000))

    assert fault(web, web.set("/silent", Answer(write=forever))).rule == "too-large"


def test_a_server_that_drips(web: Web) -> None:
    """An answer has a total time, however often a byte comes; it is tried as often as is set."""

    def drip(send: Callable[[bytes], object]) -> None:
        for _ in range(100):
            send(b"x")
            time.sleep(0.02)

    url = web.set("/a", Answer(write=drip))
    assert fault(web, url, total_seconds=0.1, retries=1).rule == "time-out"
    assert web.paths.count("/a") == 2


def test_a_limit_holds_within_a_chunk() -> None:
    """One chunk that grows a thousandfold is never unpacked whole."""
    chunk = gzip.compress(bytes(10_000_000))
    with pytest.raises(TooLargeError):
        read_limited([chunk], "gzip", 1000)

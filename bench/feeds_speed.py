"""How long reading a feed takes, against feedparser's own time on the same bytes.

    python bench/feeds_speed.py [ITEMS]

Feedparser runs as it comes, once without and once with the address that it knows when it fetches
by itself; and once with the options that we give it (its sanitiser and its resolving of links in
markup are off, since only text is kept).
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import feedparser

from briefing.sources.feed import read_feed

ROUNDS = 12
BODY = """<p>남산연구소가 {n}번째 모델을 공개했다고
<a href="/about?n={n}">밝혔다</a>. 값은 {n}달러다.</p>
<figure><img src="/{n}.jpg" alt=""/><figcaption>연구소 전경</figcaption></figure>
<p>라이선스는 <b>MIT</b>다. “누구나 쓸 수 있다”고 연구소는 설명했다. 대학 {n}곳이 이미 쓴다.</p>
<ul><li>매개변수 {n}억 개</li><li>공개일 5월 1일</li></ul>"""
KINDS = {
    "RSS, content": """<item><title>모델 {n} 공개</title><link>https://news.example/{n}</link>
<guid>https://news.example/{n}</guid><description>요약 {n}</description>
<dc:creator>홍길동</dc:creator><pubDate>Thu, 01 May 2025 09:12:00 +0900</pubDate>
<content:encoded><![CDATA[{body}]]></content:encoded></item>""",
    "RSS, summaries": """<item><title>모델 {n} 공개</title><link>https://news.example/{n}</link>
<guid>https://news.example/{n}</guid>
<description>남산연구소가 {n}번째 모델을 공개했다.</description>
<pubDate>Thu, 01 May 2025 09:12:00 +0900</pubDate></item>""",
    "Atom": """<entry><id>tag:news.example,2025:{n}</id><title>모델 {n}</title>
<updated>2025-05-01T09:12:00Z</updated><link href="https://news.example/{n}"/>
<content type="html"><![CDATA[{body}]]></content></entry>""",
}
RSS = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>{items}</channel></rss>"""
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">{items}</feed>'


def make_feed(kind: str, count: int) -> bytes:
    """A feed of `count` items."""
    item = KINDS[kind]
    items = "".join(item.format(n=n, body=BODY.format(n=n)) for n in range(count))
    return (ATOM if kind == "Atom" else RSS).format(items=items).encode()


def seconds(calls: Sequence[Callable[[], Any]]) -> list[float]:
    """The least CPU time of each call; by turns, so that other work disturbs all alike."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(ROUNDS):
        for call, taken in zip(calls, times, strict=True):
            start = time.process_time()
            call()
            taken.append(time.process_time() - start)
    return [min(taken) for taken in times]


def main(count: int) -> None:
    """Print a line a kind."""
    url = "https://news.example/feed"
    variants: list[dict[str, Any]] = [
        {},
        {"response_headers": {"content-location": url}},
        {"resolve_relative_uris": False, "sanitize_html": False},
    ]
    print("CPU time of feedparser is 1.00:")
    print("kind             items  ms/item  as it comes  with address  with our options")
    for kind in KINDS:
        feed = make_feed(kind, count)
        parses = [partial(parse, feed, **options) for options in variants]
        ours, *theirs = seconds([partial(read_feed, feed, url), *parses])
        ratios = [f"{ours / one:13.2f}" for one in theirs]
        print(f"{kind:15} {count:6} {ours / count * 1000:8.3f}{''.join(ratios)}")


def parse(feed: bytes, **options: Any) -> Any:
    """What feedparser does."""
    return feedparser.parse(io.BytesIO(feed), **options)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)

"""Feeds become records, whatever their kind and however broken."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from sources_web import CHANNEL, rss

from briefing.sources.faults import FetchError
from briefing.sources.feed import read_feed
from briefing.sources.records import item_id, record_document, web_address
from briefing.sources.settings import SourceSettings

DATA = Path(__file__).parent / "data" / "sources"
CASES = [
    pytest.param(case, id=case["title"])
    for case in yaml.safe_load((DATA / "feeds.yaml").read_text("utf-8"))
]
FEED = "https://feeds.example/rss.xml"


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    """Every field that a case names comes out as it says."""
    content = case["feed"].encode() if "feed" in case else rss(case["items"])
    feed = read_feed(content, FEED)
    found = [
        {name: record[name] for name in expected}
        for record, expected in zip(feed.records, case["expect"], strict=True)
    ]
    assert found == case["expect"]
    assert bool(feed.fault) == case.get("fault", False)


@pytest.mark.parametrize(
    ("codec", "declared", "header"),
    [
        ("utf-8", "utf-8", ""),
        ("utf-8", "euc-kr", ""),
        ("utf-8", "utf-8", "euc-kr"),
        ("cp949", "euc-kr", ""),
        ("cp949", "utf-8", ""),
        ("cp949", "utf-8", "utf-8"),
        ("cp949", "utf-8", "iso-8859-1"),
        ("cp949", "ks_c_5601-1987", "utf-8"),
        ("utf-8-sig", "utf-8", ""),
        ("utf-16", "utf-16", ""),
        ("big5", "big5", ""),
        ("shift_jis", "shift_jis", "shift_jis"),
    ],
)
def test_charsets_that_are_told_and_that_lie(codec: str, declared: str, header: str) -> None:
    """The text is right whatever header and declaration say, and with syllables beyond EUC-KR."""
    title = {"big5": "新模型發布", "shift_jis": "新しいモデル"}.get(
        codec, "펲시콜라와 똠방각하가 만났다"
    )
    text = CHANNEL.format(items=f"<item><title>{title}</title></item>", encoding=declared)
    if codec in ("big5", "shift_jis"):
        text = text.replace("피드", "")
    feed = read_feed(text.encode(codec), FEED, header)
    assert [record["title"] for record in feed.records] == [title]


def test_an_id_is_stable_and_holds_across_feeds_only_for_addresses() -> None:
    """A number is that of its feed; an address or tag is the same item anywhere."""
    assert item_id("7", FEED) == item_id("7", FEED) != item_id("7", "https://other.example/")
    assert item_id("tag:a,2025:7", FEED) == item_id("tag:a,2025:7", "https://other.example/")
    assert item_id("", FEED) == ""


@pytest.mark.parametrize("link", ["file:///etc/passwd", "http://[", "mailto:a@b", "", "//"])
def test_what_is_no_web_address(link: str) -> None:
    """It is no link of an article."""
    assert web_address(link, FEED if link == "mailto:a@b" else "") == ""


def test_a_feed_of_too_many_tags_is_refused() -> None:
    """Feedparser would take minutes with it."""
    with pytest.raises(FetchError, match="tags"):
        read_feed(b"<rss><channel>" + b"<a>" * 300_000, FEED)


PIECES = (DATA / "feed_pieces.txt").read_bytes().splitlines()
BYTES = st.one_of(
    st.binary(max_size=200),
    st.lists(st.sampled_from(PIECES) | st.binary(max_size=8)).map(b"".join),
)


@settings(deadline=None, max_examples=400)
@given(BYTES, st.sampled_from(["", "utf-8", "euc-kr", "utf-16", "zlib", "\xff"]))
def test_any_bytes_are_a_feed_or_an_error(content: bytes, charset: str) -> None:
    """No content raises anything else, and every record can be written."""
    source = SourceSettings.model_validate({"name": "x", "location": FEED})
    try:
        feed = read_feed(content, FEED, charset)
    except FetchError:
        return
    for record in feed.records:
        document = record_document(record, FEED, datetime.now(UTC), source)
        json.loads(document.content.decode("utf-8", "replace"))

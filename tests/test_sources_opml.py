"""OPML becomes `[[source]]` tables."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.sources import SourceSettings
from briefing.sources.opml import read_opml, to_toml

DATA = Path(__file__).parent / "data" / "sources"


def test_opml_becomes_source_tables() -> None:
    """Nested, with names that differ, each address once; the tables are read back the same."""
    feeds = read_opml((DATA / "feeds.opml").read_bytes(), "feeds.opml", taken=["AI타임스"])
    assert [(one.name, one.location) for one in feeds] == [
        ("AI타임스 2", "https://www.aitimes.example/rss"),
        ('남산 "일보" \\ 경제', "https://news.example/rss?a=1&b=2"),
        ("https://news.example/3", "https://news.example/3"),
    ]
    tables = tomllib.loads(to_toml(feeds))["source"]
    assert [SourceSettings.model_validate(table) for table in tables] == list(feeds)
    assert to_toml([]) == ""


def test_opml_that_is_none() -> None:
    """The error names the file; bombs and external entities lead nowhere."""
    for content in (b"", b"<html/>", b"no xml", b"\0"):
        with pytest.raises(InputError, match=r"a\.opml"):
            read_opml(content, "a.opml")
    assert read_opml(b"<opml", "a.opml") == ()
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    outer = '<!ENTITY f SYSTEM "file:///etc/passwd">'
    doctype = f'<!DOCTYPE opml [<!ENTITY l0 "http://a.example/">{bomb}{outer}]>'
    for entity in ("&l11;", "&f;"):
        text = f'{doctype}<opml><body><outline xmlUrl="{entity}"/>{entity}</body></opml>'
        try:
            found = read_opml(text.encode(), "a.opml")
        except InputError:
            continue
        assert all(len(one.location) < 1000 for one in found)


OUTLINE = '<opml><outline xmlUrl="http://a" text="{}"/></opml>'


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text().map(lambda text: OUTLINE.format(text).encode("utf-8")))
def test_any_bytes_are_opml_or_an_error(content: bytes) -> None:
    """No bytes raise anything else, and what comes out can be written and read."""
    try:
        tomllib.loads(to_toml(read_opml(content, "a.opml")))
    except InputError:
        return

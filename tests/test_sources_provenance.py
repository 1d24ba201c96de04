"""What a desk says of a source holds for everything that it brings, whatever its kind."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sources_web import Web, patient, rss, serving
from test_sources_pdf import make_pdf

from briefing.desk import open_desk
from briefing.intake import parse_for
from briefing.models import Article, Document, Precision, Reporter
from briefing.sources import Preview, fetch_sources, make_source

TEXT = "남산연구소가 새 모델을 공개했다. 매개변수는 700억 개이며 누구나 쓸 수 있다고 밝혔다. " * 3
RECORD = json.dumps({"title": "제목", "text": TEXT, "published": "2025-05-01 09:12"})
PAGE = (
    "<html><head><meta property='article:published_time' content='2025-05-01T09:12:00'></head>"
    f"<body><p>{TEXT}</p></body></html>"
)
MAIL = f"""From: letter@namsan.example
Message-ID: <1@namsan.example>
Subject: Letter
Date: Thu, 01 May 2025 09:12:00 -0000
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

{TEXT}
"""
MORNING_IN_NEW_YORK = datetime(2025, 5, 1, 13, 12, tzinfo=UTC)  # 09:12 there


@pytest.fixture
def web() -> Iterator[Web]:
    """A server with a feed, a page and JSON Lines."""
    with serving() as server:
        described = f"<title>가</title><description>{TEXT}</description>"
        server.page("/rss", rss(f"<item>{described}<pubDate>2025-05-01 09:12</pubDate></item>"))
        server.page("/page", PAGE)
        server.page("/lines", RECORD, "application/jsonl")
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk's folder with files of every kind."""
    (tmp_path / "a.jsonl").write_text(RECORD, "utf-8")
    (tmp_path / "a.eml").write_text(MAIL, "utf-8")
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    (tmp_path / "a.md").write_text(
        f"---\ntitle: 제목\ndate: 2025-05-01 09:12\n---\n{TEXT}\n", "utf-8"
    )
    line = "Published 2025-05-01 09:12"
    (tmp_path / "a.pdf").write_bytes(
        make_pdf([(f"{line}.",), ("The laboratory published its new model.",)])
    )
    return tmp_path


def brought(web: Web, folder: Path, settings: str) -> list[Article]:
    """The articles of the one source that the settings describe."""
    text = f'[[source]]\nname = "s"\n{settings.replace("BASE", web.base)}\n'
    (folder / "briefing.toml").write_text(text, "utf-8")
    desk = open_desk(folder)

    def parse(document: Document, report: Reporter) -> Sequence[Article]:
        return parse_for(desk, document, report)

    keeper = Preview(parse)
    with patient() as client:
        list(fetch_sources([make_source(desk.settings.source[0], folder)], client, keeper))
    return keeper.articles


@pytest.mark.parametrize(
    "where",
    [
        'location = "BASE/rss"',
        'kind = "page"\nlocation = "BASE/page"',
        'kind = "jsonl"\nlocation = "BASE/lines"',
        'kind = "jsonl"\nlocation = "a.jsonl"',
        'kind = "files"\nlocation = "a.md"',
        'kind = "files"\nlocation = "a.html"',
        'kind = "mail"\nlocation = "a.eml"',
        'kind = "pdf"\nlocation = "a.pdf"',
    ],
)
def test_outlet_language_and_zone_hold_for_every_kind(web: Web, folder: Path, where: str) -> None:
    """What the settings say wins over what the item says of itself; times get the zone."""
    said = 'outlet = "남산일보"\nlanguage = "zh"\ntime_zone = "America/New_York"'
    (article,) = brought(web, folder, f"{where}\n{said}")
    assert (article.outlet, article.language) == ("남산일보", "zh")
    assert (article.published, article.precision) == (MORNING_IN_NEW_YORK, Precision.EXACT)
    (article,) = brought(web, folder, where)
    assert (article.outlet, article.language) != ("남산일보", "zh")
    assert article.published != MORNING_IN_NEW_YORK


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2025-05-01T09:12:00Z", datetime(2025, 5, 1, 9, 12, tzinfo=UTC)),
        ("Thu, 01 May 2025 09:12:00", MORNING_IN_NEW_YORK),
        ("2025년 5월 1일 오전 9시 12분", MORNING_IN_NEW_YORK),
        ("2025-05-01", datetime(2025, 5, 1, 4, tzinfo=UTC)),
        ("어제 09:12", None),
    ],
)
def test_a_zone_is_for_times_that_have_none(
    web: Web, folder: Path, published: str, expected: datetime | None
) -> None:
    """What has a zone keeps it, and what cannot be read stays unknown."""
    record = {"title": "제목", "text": TEXT, "published": published}
    (folder / "a.jsonl").write_text(json.dumps(record), "utf-8")
    settings = 'kind = "jsonl"\nlocation = "a.jsonl"\ntime_zone = "America/New_York"'
    (article,) = brought(web, folder, settings)
    assert article.published == expected

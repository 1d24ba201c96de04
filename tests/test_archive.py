"""The archive: a site that works from disk, its search, and its feed."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import feedparser
import pytest
from browser import chromium
from selenium.webdriver import Chrome

from briefing.desk import Desk
from briefing.editions import BRIEF, load_brief, save_rendition
from briefing.errors import EditionError, InputError
from briefing.models import Brief, Correction, Period, Rendition
from briefing.operations.archive import write_archive
from briefing.periods import week_period

URL = "https://brief.example.kr"


@pytest.fixture(scope="module", name="out")
def _out(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample edition, and the same again as one of the year before, corrected."""
    out = tmp_path_factory.mktemp("archive") / "output"
    shutil.copytree(sample_folder, out / "2025-W18")
    older = out / "2024-W52"
    older.mkdir()
    brief = load_brief(sample_folder)
    correction = Correction(1, datetime(2025, 1, 7, tzinfo=UTC), "이름 <b>을 고침", "")
    _save(
        older,
        replace(brief, edition=older.name, corrections=(correction,)),
        week_period(older.name),
    )
    return out


def _save(folder: Path, brief: Brief, period: Period) -> None:
    from pydantic import TypeAdapter

    content = TypeAdapter(Brief).dump_json(replace(brief, period=period))
    save_rendition(folder, Rendition(BRIEF, "application/json", content))


@pytest.fixture(scope="module", name="site")
def _site(out: Path, desk: Desk) -> Path:
    """The site of both."""
    return write_archive(out, out.parent / "site", desk.audience("default"), desk, URL).parent


def test_every_link_leads_somewhere(site: Path) -> None:
    """Pages and places in them exist, so that the site works from disk."""
    links = re.findall(r'href="([^"]+)"', (site / "index.html").read_text(encoding="utf-8"))
    assert len(links) > 10
    for link in links:
        name, _, place = unquote(link).partition("#")
        page = site / name
        assert page.is_file(), link
        if place:
            assert f'id="{place}"' in page.read_text(encoding="utf-8")


def test_editions_stand_by_year_the_newest_first(site: Path) -> None:
    """Two years, each with its edition; the correction is announced, its signs escaped."""
    page = (site / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<h2>(\d+)</h2>", page) == ["2025", "2024"]
    assert "이름 &lt;b&gt;을 고침" in page


def test_an_edition_is_kept_as_it_was_published(site: Path, out: Path) -> None:
    """The page is the published file; one without files is drawn."""
    published = out / "2025-W18" / "brief.default.html"
    assert (site / "2025-W18" / "index.html").read_bytes() == published.read_bytes()
    assert (site / "2024-W52" / "index.html").is_file()


def test_the_feed_is_atom(site: Path) -> None:
    """RFC 4287: ids, dates and links; a second site has the same ids."""
    feed = feedparser.parse(str(site / "feed.xml"))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.id.startswith("urn:uuid:")
    assert [entry.link for entry in feed.entries] == [
        f"{URL}/2025-W18/index.html",
        f"{URL}/2024-W52/index.html",
    ]
    assert len({entry.id for entry in feed.entries}) == 2
    assert feed.entries[1].updated == "2025-01-07T00:00:00+00:00"
    assert all(entry.title and entry.summary for entry in feed.entries)
    assert {link.rel for link in feed.feed.links} == {"self", "alternate"}


def test_a_second_time_gives_the_same_bytes(
    site: Path, out: Path, desk: Desk, tmp_path: Path
) -> None:
    """Equal editions give an equal site."""
    write_archive(out, tmp_path, desk.audience("default"), desk, URL)
    for path in site.rglob("*"):
        if path.is_file():
            assert (tmp_path / path.relative_to(site)).read_bytes() == path.read_bytes()


class _Script(HTMLParser):
    """Collects what stands in script elements of type JSON."""

    text = ""
    inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin or end."""
        self.inside = tag == "script" and ("type", "application/json") in attrs

    def handle_data(self, data: str) -> None:
        """Collect."""
        self.text += data if self.inside else ""


def test_the_index_is_small(site: Path) -> None:
    """Less than 60 kilobytes an edition, and each word leads to stories that exist."""
    reader = _Script()
    reader.feed((site / "search.html").read_text(encoding="utf-8"))
    index = json.loads(reader.text)
    assert len(reader.text.encode()) / len(index["editions"]) < 60_000
    numbers = {number for items in index["words"].values() for number in items}
    assert numbers == set(range(len(index["items"])))


@pytest.fixture(scope="module", name="browser")
def _browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.mark.parametrize(
    ("query", "hit"),
    [
        ("딥시크는", "DeepSeek"),
        ("틱톡에 과징금을", "TikTok"),
        ("chemist lieber", "리버"),
        ("researchers", "researchers"),
        ("mac", None),
        ("없는말이다", None),
        ("<img src=x>", None),
    ],
)
def test_search_from_disk(site: Path, browser: Chrome, query: str, hit: str | None) -> None:
    """Words in any inflection; no story without each word of the query; nothing inside words."""
    browser.get((site / "search.html").as_uri())
    browser.find_element("id", "query").send_keys(query)
    hits = [line.text for line in browser.find_elements("css selector", "#hits li")]
    if hit is None:
        assert hits == []
    else:
        assert hits
        assert hit in hits[0]
    assert browser.find_element("id", "count").text == str(len(hits))


def test_a_hit_leads_to_the_story(site: Path, browser: Chrome) -> None:
    """The address with a query is a link to share; the first hit opens the edition at the story."""
    browser.get(f"{(site / 'search.html').as_uri()}?q=틱톡")
    link = browser.find_element("css selector", "#hits a").get_attribute("href")
    assert link
    page, _, place = unquote(link.removeprefix("file://")).partition("#")
    assert f'id="{place}"' in Path(page).read_text(encoding="utf-8")


def test_nothing_to_archive(tmp_path: Path, desk: Desk) -> None:
    """Said in one line."""
    with pytest.raises(EditionError, match="no edition to archive"):
        write_archive(tmp_path, tmp_path / "site", desk.audience("default"), desk)


def test_an_address_that_is_none(out: Path, tmp_path: Path, desk: Desk) -> None:
    """It would be written into every link."""
    with pytest.raises(InputError, match="not a web address"):
        write_archive(out, tmp_path, desk.audience("default"), desk, "javascript:alert(1)")

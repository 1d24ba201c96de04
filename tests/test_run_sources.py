"""`briefing run` with nothing faked: a feed on a web server, a store, a mail server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from mail_server import MailServer, mail_server
from sources_web import Answer, Web, rss, serving
from typer.testing import CliRunner, Result

from briefing.cli import app
from briefing.models import Article
from briefing.pipeline import Edition

SETTINGS = """\
[[source]]
name = "남산일보"
location = "{web}/rss"
full_text = true

[[source]]
name = "없는 곳"
location = "{web}/none"

[fetch]
allow_hosts = ["127.0.0.1"]
rate_seconds = 0
retries = 0

[output]
formats = ["md", "html"]

[delivery]
sender = "brief@example.kr"
desk = "desk@example.kr"
server = "localhost"
port = {port}
security = "none"
rate = 6000
retries = 0
pdf = false

[audience.default]
recipients = ["kim@example.kr"]
"""


@pytest.fixture
def web(sample: Edition) -> Iterator[Web]:
    """A feed of the sample week's articles."""
    dated = [article for article in sample.articles if article.published]
    with serving() as server:
        server.page("/rss", rss("".join(map(_item, dated))), "application/rss+xml")
        yield server


def _item(article: Article) -> str:
    assert article.published
    return (
        f"<item><title>{escape(article.headline)}</title><guid>{escape(article.id)}</guid>"
        f"<pubDate>{article.published:%a, %d %b %Y %H:%M:%S +0900}</pubDate>"
        f"<description>{escape(article.body)}</description></item>"
    )


@pytest.fixture
def mail() -> Iterator[MailServer]:
    """A server without encryption."""
    with mail_server() as running:
        yield running


@pytest.fixture
def our_desk(web: Web, mail: MailServer, tmp_path: Path) -> Path:
    """A desk with that feed, a source that fails, and one reader."""
    settings = SETTINGS.format(web=web.base, port=mail.port)
    (tmp_path / "briefing.toml").write_text(settings, encoding="utf-8")
    return tmp_path


def run(desk: Path, *words: str) -> Result:
    """`briefing run` of the sample's week."""
    return CliRunner().invoke(app, ["run", "--week", "2025-W18", "--desk", str(desk), *words])


def test_from_the_feed_to_the_reader(our_desk: Path, mail: MailServer) -> None:
    """One command: the reader has the brief, and the desk hears of the source that failed."""
    result = run(our_desk)
    assert result.exit_code == 0, result.output
    (summary,) = result.stdout.splitlines()
    assert summary.startswith("2025-W18 done: fetch ")
    assert "send default 1 sent" in summary
    assert "sources failed: 없는 곳" in summary
    assert mail.counts() == {"kim@example.kr": 1, "desk@example.kr": 1}
    assert "없는 곳" in mail.message("desk@example.kr").get_content()
    brief = json.loads((our_desk / "output/2025-W18/brief.json").read_text("utf-8"))
    text = mail.message("kim@example.kr").get_body(("plain",))
    assert text is not None
    told = " ".join(text.get_content().split())
    headlines = [item["headline"]["text"] for part in brief["sections"] for item in part["items"]]
    assert len(headlines) > 10
    assert all(" ".join(headline.split()) in told for headline in headlines)


def test_again_nothing_is_fetched_built_or_sent_twice(
    our_desk: Path, web: Web, mail: MailServer
) -> None:
    """The same edition, byte for byte; the reader has one mail."""
    assert run(our_desk).exit_code == 0
    edition = our_desk / "output" / "2025-W18"
    made = {path.name: path.read_bytes() for path in edition.iterdir() if path.is_file()}
    assert run(our_desk).exit_code == 0
    assert {path.name: path.read_bytes() for path in edition.iterdir() if path.is_file()} == made
    assert mail.counts()["kim@example.kr"] == 1


def test_a_feed_that_is_down_on_monday(our_desk: Path, web: Web, mail: MailServer) -> None:
    """Without articles the week fails; when the feed is back, the reader gets it."""
    good = web.answers["/rss"]
    web.set("/rss", Answer(status=503))
    failed = run(our_desk)
    assert failed.exit_code == 1
    assert "build failed: the store has no articles" in failed.stdout
    assert "kim@example.kr" not in mail.counts()
    web.answers["/rss"] = good
    assert run(our_desk).exit_code == 0
    assert mail.counts()["kim@example.kr"] == 1


def test_an_edition_that_needs_approval_waits_for_it(our_desk: Path, mail: MailServer) -> None:
    """Held is no failure; approved, the next run sends it."""
    settings = our_desk / "briefing.toml"
    settings.write_text(
        settings.read_text("utf-8").replace("[delivery]", "[delivery]\napproval = true"), "utf-8"
    )
    held = run(our_desk)
    assert held.exit_code == 0, held.output
    assert "2025-W18 held: " in held.stdout
    assert "kim@example.kr" not in mail.counts()
    words = ["approve", "2025-W18", "--by", "김 데스크", "--desk", str(our_desk)]
    assert CliRunner().invoke(app, words).exit_code == 0
    assert "send default 1 sent" in run(our_desk).stdout
    assert mail.counts()["kim@example.kr"] == 1

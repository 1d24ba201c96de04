"""`briefing fetch` and `briefing sources`, from the settings to the store, over connections."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sources_web import Web, rss, serving
from typer.testing import CliRunner, Result

from briefing.cli import app

DATA = Path(__file__).parent / "data" / "sources"
TEXT = "남산연구소가 1일 새 모델을 공개했다. 매개변수는 700억 개이며 누구나 쓸 수 있다고 밝혔다. "
SETTINGS = """
[[source]]
name = "피드"
location = "{base}/rss"
full_text = true
outlet = "남산일보"
time_zone = "Asia/Seoul"

[[source]]
name = "없는 곳"
location = "{base}/none"

[fetch]
allow_hosts = ["127.0.0.1"]
rate_seconds = 0
"""


@pytest.fixture
def web() -> Iterator[Web]:
    """A server with a feed of two items, one with a page."""
    with serving() as server:
        server.page(
            "/rss",
            rss(
                f"<item><title>하나</title><description>{TEXT}</description></item>"
                "<item><title>둘</title><link>/2</link><description>짧다.</description></item>"
            ),
        )
        head = "<meta property='article:published_time' content='2025-05-02T10:00:00'>"
        page = f"<html><head>{head}</head><body><p>{TEXT * 3}</p></body></html>"
        server.page("/2", page.encode("cp949"), "text/html; charset=euc-kr")
        yield server


@pytest.fixture
def desk(web: Web, tmp_path: Path) -> Path:
    """A desk with that feed and a source that fails."""
    (tmp_path / "briefing.toml").write_text(SETTINGS.format(base=web.base), "utf-8")
    return tmp_path


def run(*words: str | Path) -> Result:
    """The command's result."""
    return CliRunner().invoke(app, [str(word) for word in words])


def test_a_fetch_brings_what_is_new(web: Web, desk: Path) -> None:
    """Twice in a row it brings nothing the second time; the failing source is told each time."""
    first = json.loads(run("fetch", "--desk", desk, "--json").stdout)
    again = json.loads(run("fetch", "--desk", desk, "--json").stdout)
    assert [(one["name"], one["new"], one["failed"]) for one in first] == [
        ("피드", 2, False),
        ("없는 곳", 0, True),
    ]
    assert [one["new"] for one in again] == [0, 0]
    assert web.paths.count("/2") == 1
    health = run("sources", "--desk", desk, "--json")
    assert health.exit_code == 1
    assert [(one["status"], one["failures"]) for one in json.loads(health.stdout)] == [
        ("fine", 0),
        ("failing", 2),
    ]


def test_a_dry_run_keeps_nothing(desk: Path) -> None:
    """The articles are shown, and nothing is written."""
    before = sorted(desk.iterdir())
    result = run("fetch", "피드", "--desk", desk, "--dry-run")
    assert "2025-05-02 10:00" in result.stdout
    assert sorted(desk.iterdir()) == before


def test_an_unknown_source(desk: Path) -> None:
    """The nearest name is offered, and no store is made."""
    before = sorted(desk.iterdir())
    result = run("fetch", "피드2", "--desk", desk)
    assert result.exit_code == 1
    assert "피드?" in result.stderr
    assert sorted(desk.iterdir()) == before


def test_importing_opml(desk: Path) -> None:
    """Without a desk the tables are printed; with one they are added, once."""
    assert run("sources", "import", DATA / "feeds.opml").stdout.count("[[source]]") == 3
    for added in ("3 of 3", "0 of 3"):
        assert added in run("sources", "import", DATA / "feeds.opml", "--desk", desk).stderr
    assert (desk / "briefing.toml").read_text("utf-8").count("[[source]]") == 5


def test_before_the_first_fetch(desk: Path) -> None:
    """Sources are new, which is no fault; the others say what to do; none makes a store."""
    before = sorted(desk.iterdir())
    health = run("sources", "--desk", desk)
    assert (health.exit_code, health.stdout.count("new")) == (0, 2)
    assert health.stderr == "nothing has been fetched yet: briefing fetch\n"
    for command in (("search", "물가"), ("build",), ("build", "--week", "2026-W47")):
        result = run(*command, "--desk", desk)
        assert result.exit_code == 1
        assert "there is no store yet (fetch some articles: briefing fetch)" in result.stderr
    assert sorted(desk.iterdir()) == before


def test_a_desk_without_sources(tmp_path: Path) -> None:
    """One clear message, and no store."""
    (tmp_path / "briefing.toml").write_text("", "utf-8")
    for command in ("sources", "fetch"):
        result = run(command, "--desk", tmp_path)
        assert result.exit_code == 1
        assert "the desk has no sources" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["briefing.toml"]


def test_a_search_that_finds_nothing(desk: Path) -> None:
    """Exit code 1, as grep has it; a language that is none is wrong usage."""
    run("fetch", "--desk", desk)
    assert run("search", "매개변수", "--desk", desk).exit_code == 0
    result = run("search", "없는낱말", "--desk", desk)
    assert (result.exit_code, result.stderr) == (1, "nothing found\n")
    assert run("search", "물가", "--language", "fr", "--desk", desk).exit_code == 2

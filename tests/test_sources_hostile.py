"""One fetch with every trick at once: each costs one line, and every good item is kept."""

from __future__ import annotations

import gzip
import json
import mailbox
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sources_web import Answer, Web, rss, serving
from test_sources_pdf import make_pdf
from typer.testing import CliRunner

from briefing.cli import app
from briefing.ledger import Ledger
from briefing.models import Outcome
from briefing.store import open_store

SETTINGS = """
[fetch]
allow_hosts = ["127.0.0.1"]
rate_seconds = 0
retries = 0
max_bytes = 1_000_000
timeout_seconds = 2
total_seconds = 4
"""
ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<!DOCTYPE rss [<!ENTITY a0 "ha">{ENTITIES}]><rss><channel><item><title>&a11;</title>'


def told(number: int) -> str:
    """A text of its own."""
    return (
        f"남산연구소가 {number}일 새 모델을 공개했다. 매개변수는 {number}00억 개라고 밝혔다. " * 3
    )


def item(number: int) -> str:
    """A good item of a feed."""
    return f"<item><title>{number}번째 소식</title><description>{told(number)}</description></item>"


@pytest.fixture
def web() -> Iterator[Web]:
    """A server of good and of hostile answers."""
    with serving() as server:
        yield server


def forever(send: Callable[[bytes], object]) -> None:
    """100 MB that do not announce themselves."""
    for _ in range(1000):
        send(bytes(100_000))


def hostile(web: Web) -> dict[str, tuple[str, str]]:
    """Address and expected rule of each source that is refused, by its name."""
    port = web.base.rpartition(":")[2]
    moved = Answer(status=302, headers={"Location": "/loop"})
    inside = Answer(status=302, headers={"Location": f"http://127.1:{port}/rss"})
    zipped = gzip.compress(bytes(100_000_000), 1)
    return {
        "endless redirect": (web.set("/loop", moved), "too-many-redirects"),
        "redirect inside": (web.set("/inside", inside), "private-address"),
        "gzip bomb": (web.page("/gzip", zipped, Content_Encoding="gzip"), "too-large"),
        "announced": (
            web.set("/big", Answer(b"x", headers={"Content-Length": "100000000"})),
            "too-large",
        ),
        "without end": (web.set("/endless", Answer(write=forever)), "too-large"),
        "short": (f"http://127.1:{port}/rss", "private-address"),
        "number": (f"http://2130706433:{port}/rss", "private-address"),
        "hexadecimal": (f"http://0x7f000001:{port}/rss", "private-address"),
        "mapped": (f"http://[::ffff:127.0.0.1]:{port}/rss", "private-address"),
        "name": (f"http://localhost:{port}/rss", "private-address"),
        "file": ("file:///etc/passwd", "scheme-refused"),
        "not a feed": (web.page("/html", "<html><body>no</body></html>"), "not-a-feed"),
        "gone": (web.base + "/gone", "http-404"),
    }


def good(web: Web, folder: Path) -> dict[str, tuple[str, str, int]]:
    """Kind, location and number of articles of what is only damaged or whole, by its name."""
    (folder / "broken.eml").write_bytes(
        b"Content-Type: multipart/mixed; boundary=x\nSubject: =?utf-9?q?=ff\n\n--x\n"
        b"Content-Type: text/plain; charset=no-such\nContent-Transfer-Encoding: base64\n\n@@"
        + told(21).encode()
        + b"\n--y"
    )
    box = mailbox.mbox(folder / "letters.mbox")
    post = mailbox.Maildir(folder / "post")
    for number, one in ((22, box), (23, post)):
        one.add(f"Subject: {number}\nMessage-ID: <{number}@a>\n\n{told(number)}\n".encode())
        one.close()
    (folder / "a.pdf").write_bytes(make_pdf([("The laboratory published its new model.",)]))
    (folder / "nul.jsonl").write_text(
        json.dumps({"id": "a\0b", "outlet": "\ud800", "text": told(24)})
        + "\n\0\n{bad\n"
        + json.dumps({"text": told(25)})
        + "\n",
        "utf-8",
    )
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>둘</title>'
        f"<content>{told(4)}</content></entry></feed>"
    )
    items = {"items": [{"id": "1\0", "title": "셋", "content_text": told(5), "url": 7}]}
    page = f"<html><head><title>넷</title></head><body><p>{told(6)}</p></body></html>"
    lying = page.replace(told(6), told(7)).encode("cp949")
    return {
        "rss": ("feed", web.page("/rss", rss(item(1) + item(2))), 2),
        "truncated": ("feed", web.page("/cut", rss(item(3) + item(9))[:-240]), 1),
        "bomb": ("feed", web.page("/bomb", rss(item(8)).decode().replace("?>", "?>") + BOMB), 1),
        "atom": ("feed", web.page("/atom", atom), 1),
        "json feed": ("feed", web.page("/json", json.dumps(items), "application/json"), 1),
        "page": ("page", web.page("/page", page), 1),
        "lying": ("page", web.page("/lying", lying, "text/html; charset=utf-8"), 1),
        "nul page": ("page", web.page("/nul", page.replace(told(6), told(10) + "\0")), 1),
        "broken mime": ("mail", "broken.eml", 1),
        "mbox": ("mail", "letters.mbox", 1),
        "maildir": ("mail", "post", 1),
        "pdf": ("pdf", "a.pdf", 1),
        "nul lines": ("jsonl", "nul.jsonl", 2),
    }


def run(*words: object) -> tuple[int, str]:
    """Exit code and standard output."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert "Traceback" not in result.output
    return result.exit_code, result.stdout


def test_every_trick_costs_one_line_and_nothing_else(web: Web, tmp_path: Path) -> None:
    """Twice: the second fetch brings nothing and breaks nothing."""
    bad, fine = hostile(web), good(web, tmp_path)
    tables = [f'[[source]]\nname = "{name}"\nlocation = "{bad[name][0]}"\n' for name in bad]
    tables += [
        f'[[source]]\nname = "{name}"\nkind = "{kind}"\nlocation = "{location}"\n'
        for name, (kind, location, _) in fine.items()
    ]
    (tmp_path / "briefing.toml").write_text("\n".join([*tables, SETTINGS]), "utf-8")
    for expected in ({name: count for name, (_, _, count) in fine.items()}, {}):
        code, out = run("fetch", "--desk", tmp_path, "--json")
        results: list[dict[str, Any]] = json.loads(out)
        assert code == 0
        assert [one["name"] for one in results] == [*bad, *fine]
        rules = {
            one["name"]: [fault["rule"] for fault in one["faults"]]
            for one in results
            if one["failed"]
        }
        assert rules == {name: [rule] for name, (_, rule) in bad.items()}
        new = {one["name"]: one["new"] for one in results if not one["failed"]}
        assert new == {name: expected.get(name, 0) for name in fine}
    with open_store(str(tmp_path / "store.sqlite")) as store:
        lost = Counter(
            one.rule
            for one in Ledger(store.intake_decisions()).outcomes().values()
            if one.outcome is Outcome.DROPPED
        )
        assert len(list(store.articles())) == sum(count for _, _, count in fine.values())
    # beside the sources themselves: two damaged lines, an item cut off, an item that is a bomb
    assert lost - Counter(rule for _, rule in bad.values()) == Counter(
        {"nul-bytes": 1, "bad-json": 1, "no-text": 2}
    )

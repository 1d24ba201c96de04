"""A desk with a small edition, and a shorthand for its commands."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from typer.testing import CliRunner, Result

from briefing.checks import check_edition, has_failed
from briefing.cli import app
from briefing.desk import open_desk
from briefing.editions import load_brief, load_decisions
from briefing.models import Item, Outcome
from briefing.verification import verify_edition

EDITION = "2025-W18"
ENDINGS = ("md", "html", "mail.html")
ARTICLES = (
    "ko-mimo-hangang.md",
    "en-mimo-modelweekly.md",
    "ko-qwen3-hangang.md",
    "en-phi4-modelweekly.md",
    "ko-hoover-namsan.md",
    "ko-tiktok-namsan.md",
    "en-tiktok-continental.md",
    "ko-pmi-donghae.md",
    "ko-festival-donghae.md",
)
SETTINGS = """\
[delivery]
sender = "주간 브리핑 <brief@example.kr>"
pdf = false
{delivery}
[input]
paths = ["articles"]
[output]
formats = ["md", "html", "mail"]
"""

Run = Callable[..., Result]


def make_desk(folder: Path, articles: Path, delivery: str = "") -> Path:
    """A desk with its articles and two readers, and without an edition."""
    (folder / "articles").mkdir(parents=True)
    for name in ARTICLES:
        shutil.copy(articles / name, folder / "articles")
    (folder / "briefing.toml").write_text(SETTINGS.format(delivery=delivery), encoding="utf-8")
    (folder / "audiences").mkdir()
    (folder / "audiences" / "default.toml").write_text('recipients = ["kim@example.kr"]\n')
    return folder


def runner(desk: Path) -> Run:
    """Runs a command on the desk."""

    def running(*words: object) -> Result:
        arguments = [str(word) for word in words]
        return CliRunner().invoke(app, [*arguments, "--desk", str(desk)])

    return running


def items(folder: Path) -> dict[str, list[Item]]:
    """The items of every section."""
    return {section.key: list(section.items) for section in load_brief(folder).sections}


def number_of(folder: Path, words: str) -> int:
    """The number, from 1, of the story with these words in its headline."""
    every = [item for some in items(folder).values() for item in some]
    return next(n for n, item in enumerate(every, 1) if words in item.headline.text)


def outputs(folder: Path) -> list[str]:
    """What every output says."""
    texts = [(folder / f"brief.default.{e}").read_text(encoding="utf-8") for e in ENDINGS]
    return [text.replace("&nbsp;", " ").replace("\u00a0", " ") for text in texts]


def assert_sound(folder: Path, home: Path) -> None:
    """Quotations hold, checks pass, and each article that was read ended somewhere."""
    desk, brief = open_desk(home), load_brief(folder)
    assert not verify_edition(folder, desk).faults
    assert not has_failed(check_edition(folder, desk))
    tally = load_decisions(folder).tally()
    assert tally[Outcome.KEPT] + tally[Outcome.MERGED] + tally[Outcome.DROPPED] == 9
    colophon = brief.colophon
    assert colophon.read == colophon.kept + colophon.merged + colophon.dropped == 9

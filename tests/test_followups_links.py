"""A follow-up leads to the story in the earlier edition, in every output and in the archive."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefing.cli import app

SETTINGS = """
[[source]]
name = "글"
kind = "files"
location = "news"

[output]
address = "https://brief.example/{edition}/{audience}.html"
"""
OPENING = (
    "중국 샤오미(小米, Xiaomi)가 5일 오픈소스 추론 모델 ‘미모(MiMo)’의 이용자가 320만 명을 "
    "넘었다고 밝혔다. 샤오미는 엔비디아와 퀄컴에 미모를 얹은 칩 45만 개를 주문했다. "
)


def run(*words: object) -> str:
    """What a command that succeeds prints."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def desk(sample_week: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with two editions from its store, the second with a follow-up."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "briefing.toml").write_text(SETTINGS, "utf-8")
    (folder / "news").symlink_to(sample_week)
    run("fetch", "--desk", folder)
    run("build", "--desk", folder, "--week", "2025-W18", "--format", "html,md")
    stories = folder / "output" / "2025-W18" / "articles.jsonl"
    articles = [json.loads(line) for line in stories.read_text("utf-8").splitlines()]
    lead = next(one for one in articles if "미모" in one["headline"])
    later = {
        "id": "goes-on",
        "title": "샤오미 오픈소스 AI ‘미모’ 이용자 320만 명",
        "text": OPENING + lead["body"],
        "published": "2025-05-05",
    }
    (folder / "later.jsonl").write_text(json.dumps(later), "utf-8")
    settings = SETTINGS.replace('"news"', '"later.jsonl"')
    (folder / "briefing.toml").write_text(settings, "utf-8")
    run("fetch", "--desk", folder)
    run("build", "--desk", folder, "--week", "2025-W19", "--format", "html,md,mail,txt,pdf")
    return folder


def linked(text: str, pattern: str) -> tuple[str, str]:
    """Address and fragment of the link that the pattern finds."""
    found = re.findall(pattern, text)
    assert len(set(found)) == 1
    address, _, fragment = found[0].partition("#")
    return address, fragment


def test_the_page_leads_to_the_story_beside_it(desk: Path) -> None:
    """The file is there, and in it an item with that id."""
    page = desk / "output" / "2025-W19" / "brief.default.html"
    address, story = linked(page.read_text("utf-8"), r'<a href="(\.\./[^"]+)"')
    target = (page.parent / address).resolve()
    assert target == desk.resolve() / "output" / "2025-W18" / "brief.default.html"
    assert f'<article class="item pairs" id="{story}">' in target.read_text("utf-8")


def test_other_outputs_lead_to_the_public_address(desk: Path) -> None:
    """Markdown, mail, its text part and the PDF, which may lie anywhere."""
    from pypdf import PdfReader

    folder = desk / "output" / "2025-W19"
    public = "https://brief.example/2025-W18/default.html"
    for name, pattern in (
        ("brief.default.md", r"\]\((https://brief\.example/2025-W18[^)]+)\)"),
        ("brief.default.txt", r"<(https://brief\.example/2025-W18[^>]+)>"),
        ("brief.default.mail.html", r'<a href="(https://brief\.example/2025-W18[^"]+)"'),
    ):
        address, story = linked((folder / name).read_text("utf-8"), pattern)
        assert address == public
        assert story
    reader = PdfReader(folder / "brief.default.pdf")
    links = [
        str(action["/URI"])
        for sheet in reader.pages
        for one in sheet.get("/Annots", ())
        if "/URI" in (action := one.get_object().get("/A", {}))
    ]
    assert any(link.startswith(f"{public}#") for link in links)


def test_the_archive_keeps_the_link(desk: Path, tmp_path: Path) -> None:
    """On the site the editions are index pages."""
    run("archive", "--to", tmp_path / "site", "--desk", desk)
    page = tmp_path / "site" / "2025-W19" / "index.html"
    address, story = linked(page.read_text("utf-8"), r'<a href="(\.\./2025[^"]+)"')
    target = (page.parent / address).resolve()
    assert target == tmp_path / "site" / "2025-W18" / "index.html"
    assert f'id="{story}"' in target.read_text("utf-8")

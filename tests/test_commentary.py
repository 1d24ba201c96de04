"""The editors' own words: read from files, cleaned, and shown in every output."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fixtures_brief import full_brief
from markdown_it import MarkdownIt
from reading_outputs import READERS, squeeze

from briefing.commentary import load_comments, with_comments
from briefing.errors import InputError
from briefing.ledger import Ledger
from briefing.renderers import RENDERERS, look
from briefing.renderers.commentary import html, markdown

KOREAN = "이번 주에는 **“투자”**가 늘었고, *「규제」*는 줄었다."
ENGLISH = "Spending *rose*: see [the budget](https://example.com/a)."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**강조**를", "<strong>강조</strong>를"),
        ("**“강조”**를", "<strong>“강조”</strong>를"),
        ("**강조(强調)**를", "<strong>강조(强調)</strong>를"),
        ("값은**(약 13조 원)**이다", "값은<strong>(약 13조 원)</strong>이다"),
        ("*「책」*이라는", "<em>「책」</em>이라는"),
        ("**“强调”**的", "<strong>“强调”</strong>的"),
        ("a * b * c", "a * b * c"),
        ("snake_case_name", "snake_case_name"),
        ("**bold**, *italic*", "<strong>bold</strong>, <em>italic</em>"),
        ("**“bold”**ly", "**“bold”**ly"),
        ("***“둘”***은", "<em><strong>“둘”</strong></em>은"),
    ],
)
def test_emphasis_holds_next_to_hangul(text: str, shown: str) -> None:
    """A particle may follow the closing mark at once; Latin text keeps to CommonMark."""
    assert html(text) == f"<p>{shown}</p>"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a <script>alert(1)</script>b", "<p>a b</p>"),
        ('<b onclick="a()">a</b>', "<p>a</p>"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"),
        ('<a href="javascript:a()">a</a>', "<p><a>a</a></p>"),
        ("![a](https://example.com/a.png)", '<p>!<a href="https://example.com/a.png">a</a></p>'),
        ("# 제목", "<p># 제목</p>"),
        ("H<sub>2</sub>O", "<p>H<sub>2</sub>O</p>"),
    ],
)
def test_nothing_runs_loads_or_breaks_the_order_of_headings(text: str, shown: str) -> None:
    """Scripts, images and headings do not come through; harmless HTML does."""
    assert html(text) == shown


@pytest.mark.parametrize("text", [KOREAN, ENGLISH, "# 제목", "a <script>b</script>", "- a\n- b"])
def test_any_markdown_reader_shows_it_alike(text: str) -> None:
    """What stands in the Markdown file means in plain CommonMark what the HTML shows."""
    assert MarkdownIt("commonmark").render(str(markdown(text))).strip() == html(text)


def test_markdown_stays_as_written_where_it_can() -> None:
    """Only what plain CommonMark would misread becomes HTML."""
    assert markdown(ENGLISH) == ENGLISH
    assert markdown(KOREAN).startswith("<p>")


@pytest.mark.parametrize("name", RENDERERS)
def test_comments_stand_in_every_output(name: str) -> None:
    """On a section and on a story, in each language, without marks and with their label."""
    brief = full_brief()
    first = brief.sections[0]
    item = replace(first.items[0], comment_en=ENGLISH)
    first = replace(first, items=(item, *first.items[1:]), comment_ko=KOREAN)
    brief = replace(brief, sections=(first, *brief.sections[1:]))
    content = RENDERERS[name](brief, look=look()).content
    if name == "md":  # read as a Markdown reader shows it, which draws its HTML too
        name, content = "html", MarkdownIt("commonmark").render(content.decode()).encode()
    shown = squeeze(READERS[name](content))
    assert squeeze("편집자 주") in shown
    assert squeeze("이번 주에는 “투자”가 늘었고, 「규제」는 줄었다.") in shown
    assert squeeze("Editors’ note") in shown
    assert squeeze("Spending rose: see the budget") in shown


def test_files_find_their_section_and_story(tmp_path: Path) -> None:
    """The name says what it is on, and the language, which is else read from the text."""
    brief = full_brief()
    key, story = brief.sections[0].key, brief.sections[0].items[0].story_id
    (tmp_path / f"{key}.md").write_text(KOREAN, encoding="utf-8")
    (tmp_path / f"{story}.md").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / f"{story}.ko.md").write_text("OK", encoding="utf-8")
    (tmp_path / "empty.md").write_text("\n", encoding="utf-8")
    ledger = Ledger()
    section = with_comments(brief, load_comments(tmp_path), ledger.report).sections[0]
    assert (section.comment_ko, section.comment_en) == (KOREAN, "")
    assert (section.items[0].comment_ko, section.items[0].comment_en) == ("OK", ENGLISH)
    assert list(ledger) == []


def test_a_comment_on_nothing_is_in_the_ledger(tmp_path: Path) -> None:
    """A file whose name fits no section or story is named, with the nearest that does."""
    (tmp_path / "regulations.md").write_text("a", encoding="utf-8")
    ledger = Ledger()
    assert with_comments(full_brief(), load_comments(tmp_path), ledger.report) == full_brief()
    assert [(d.subject, d.rule) for d in ledger] == [("regulations", "unknown-subject")]
    assert "did you mean regulation?" in next(iter(ledger)).detail


def test_a_folder_that_is_not_there_has_no_comments(tmp_path: Path) -> None:
    """Editions without comments need nothing."""
    assert load_comments(tmp_path / "none") == {}


def test_a_file_in_another_encoding_is_an_error(tmp_path: Path) -> None:
    """The message names the file and what to do."""
    (tmp_path / "regulation.md").write_bytes("한글".encode("cp949"))
    with pytest.raises(InputError, match="save it as UTF-8"):
        load_comments(tmp_path)

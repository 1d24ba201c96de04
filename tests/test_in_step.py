"""The outputs say the same: stories, figures and sources read back from each equal `brief.json`."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader
from reading_outputs import READERS, Page, html_page, pdf_links, squeeze

from briefing.desk import Desk
from briefing.editions import load_brief
from briefing.models import Brief, KeyFigure
from briefing.pipeline import Edition

ENDINGS = ("md", "html", "pdf", "mail.html", "txt")


@pytest.fixture(name="brief", scope="module")
def _brief(folder: Path) -> Brief:
    return load_brief(folder)


@pytest.fixture(name="folder", scope="module")
def _folder(sample: Edition, desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample edition in every format."""
    folder = tmp_path_factory.mktemp("step") / sample.brief.edition
    sample.write(folder, [desk.audience("default")], ("md", "html", "pdf", "mail", "txt"), desk)
    return folder


def read(folder: Path, ending: str) -> str:
    """What a reader of the output sees, without spaces."""
    name = "mail" if ending == "mail.html" else ending
    return squeeze(READERS[name]((folder / f"brief.default.{ending}").read_bytes()))


def page(folder: Path, ending: str) -> Page:
    """An HTML output, parsed; Markdown as its reader draws it."""
    content = (folder / f"brief.default.{ending}").read_bytes()
    if ending == "md":
        content = MarkdownIt("commonmark").render(content.decode()).encode()
    return html_page(content)


def bookmarks(folder: Path) -> list[str]:
    """The titles of a PDF's outline, in order."""

    def walk(entries: list[object]) -> list[str]:
        return [
            title
            for entry in entries
            for title in (walk(entry) if isinstance(entry, list) else [str(entry.title)])  # type: ignore[attr-defined]
        ]

    reader = PdfReader(io.BytesIO((folder / "brief.default.pdf").read_bytes()))
    return walk(list(reader.outline))


def stories(brief: Brief) -> list[str]:
    """The original headlines, in order."""
    return [item.headline.text for section in brief.sections for item in section.items]


@pytest.mark.parametrize("ending", ["md", "mail.html"])
def test_the_stories_are_those_of_the_model(folder: Path, brief: Brief, ending: str) -> None:
    """The headings of the third level are the headlines, no more, no fewer, in order."""
    headings = [heading.text.strip() for heading in page(folder, ending).find("h3")]
    assert headings == stories(brief)


def test_the_stories_of_the_page_are_those_of_the_model(folder: Path, brief: Brief) -> None:
    """Each article element is a story of the model, in order, with its headline."""
    found = page(folder, "html")
    ids = [article.attributes["id"] for article in found.find("article")]
    items = [item for section in brief.sections for item in section.items]
    assert ids == [item.story_id for item in items]
    titles = [heading.attributes["data-title"] for heading in found.find("h3")]
    assert titles == stories(brief)


def test_the_stories_of_the_pdf_are_those_of_the_model(folder: Path, brief: Brief) -> None:
    """The bookmarks hold each headline, once and in order."""
    wanted = set(stories(brief))
    assert [title for title in bookmarks(folder) if title in wanted] == stories(brief)


@pytest.mark.parametrize("ending", ["md", "html", "mail.html", "txt"])
def test_every_sentence_stands_in_order(folder: Path, brief: Brief, ending: str) -> None:
    """Headlines, sentences and their counterparts of each story follow one another."""
    text = read(folder, ending)
    at = 0
    for section in brief.sections:
        for item in section.items:
            at = text.index(squeeze(item.headline.text), at)
            end = at
            for line in item.lines:
                words = (line.text, line.rendering.text, *line.rendering.facts)
                places = [text.find(squeeze(part), at) for part in words]
                assert min(places) >= at, words
                end = max(end, *places)
            at = end


def test_every_sentence_stands_in_the_pdf(folder: Path, brief: Brief) -> None:
    """Each is there in one piece, or in two where its row goes on on the next page."""
    text = read(folder, "pdf")
    for section in brief.sections:
        for item in section.items:
            for line in (item.headline, *item.lines):
                for words in map(squeeze, (line.text, line.rendering.text)):
                    assert any(
                        words[:at] in text and words[at:] in text for at in range(len(words), 0, -1)
                    ), words


def pairs(figures: tuple[KeyFigure, ...]) -> list[tuple[str, ...]]:
    """Each figure as the outputs write it."""
    return [
        tuple(map(squeeze, (f"{f.ko} {f.subject_ko}", f"{f.en} {f.subject_en}", f"{f.source}")))
        for f in figures
    ]


def rows_of_page(folder: Path) -> list[tuple[str, ...]]:
    """The table of the week's figures."""
    inside, cells = False, []
    for element in page(folder, "html").elements:
        if element.tag in ("table", "section"):
            inside = element.tag == "table" and element.attributes.get("class") == "figures"
        if inside and element.tag in ("th", "td") and element.attributes.get("scope") != "col":
            cells.append(squeeze(element.text))
    rows = [cells[at : at + 5] for at in range(0, len(cells), 5)]
    return [(f"{value_ko}{ko}", f"{value_en}{en}", n) for ko, value_ko, en, value_en, n in rows]


def lines_with_figures(text: str) -> list[tuple[str, ...]]:
    """Lines such as ``293억 달러 매출 · US$29.3 billion revenue [18]`` after their heading."""
    part = re.split(r"Figures of the week[^\n]*\n", text)[-1]
    found = re.findall(r"^(?:- )?(.+) · (.+?) \[(\d+)\]$", part, re.MULTILINE)
    return [tuple(map(squeeze, groups)) for groups in found]


READ_FIGURES: dict[str, Callable[[Path], list[tuple[str, ...]]]] = {
    "html": rows_of_page,
    "md": lambda folder: lines_with_figures(
        re.sub(r"[*\\]", "", (folder / "brief.default.md").read_text(encoding="utf-8"))
    ),
    "txt": lambda folder: lines_with_figures(
        (folder / "brief.default.txt").read_text(encoding="utf-8")
    ),
    "mail.html": lambda folder: lines_with_figures(page(folder, "mail.html").text),
}


@pytest.mark.parametrize("ending", READ_FIGURES)
def test_the_figures_of_the_week_are_those_of_the_model(
    folder: Path, brief: Brief, ending: str
) -> None:
    """Same figures, subjects and sources, no more, no fewer, in order."""
    assert brief.figures
    assert READ_FIGURES[ending](folder) == pairs(brief.figures)


def test_the_pdf_holds_the_figures_of_the_week(folder: Path, brief: Brief) -> None:
    """Each figure stands there with what it measures, in both languages."""
    text = read(folder, "pdf")
    for figure in brief.figures:
        for part in (figure.ko, figure.en, figure.subject_ko, figure.subject_en):
            assert squeeze(part) in text


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_sources_are_those_of_the_model(folder: Path, brief: Brief, ending: str) -> None:
    """Each source has its number, headline and outlet in both languages, in order."""
    text = read(folder, ending)
    at = 0
    for source in brief.sources:
        at = text.index(f"{source.number}{squeeze(source.headline)}", at)
        assert squeeze(source.outlet) in text[at:]
        assert squeeze(source.outlet_en) in text[at:]


def test_every_output_links_to_the_same_articles(folder: Path, brief: Brief) -> None:
    """The addresses in each output are those of the sources and of related reports."""
    known = {source.url for source in brief.sources}
    known |= {
        line.rendering.url
        for section in brief.sections
        for item in section.items
        for line in (item.headline, *item.lines)
        if line.rendering.url
    }
    for ending in ("md", "html", "mail.html"):
        links = {a.attributes["href"] for a in page(folder, ending).find("a")}
        assert {link for link in links if not link.startswith("#")} == known
    assert set(pdf_links((folder / "brief.default.pdf").read_bytes())) == known
    text = (folder / "brief.default.txt").read_text(encoding="utf-8")
    assert set(re.findall(r"<(https?://[^>]+)>", text)) == known

"""The PDF: the same bytes each time, words kept whole, nothing fetched, nothing logged."""

from __future__ import annotations

import io
import logging
import re
from pathlib import Path
from typing import Any, cast

import pytest
from fixtures_brief import full_brief, small_brief
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from pypdf import PdfReader
from pypdf.generic import Destination
from reading_outputs import pdf_links, pdf_pages, rendition, squeeze
from reading_tags import spoken_texts

from briefing.errors import TemplateError
from briefing.renderers import RENDERERS, look
from briefing.renderers.hangul import JOINER, LONGEST, keep_words

MOST = 500_000  # bytes, for a week of thirteen stories


@pytest.fixture(name="reader")
def _reader() -> PdfReader:
    return PdfReader(io.BytesIO(rendition(full_brief(), "pdf").content))


def headings(reader: PdfReader) -> list[tuple[int, str, int]]:
    """Depth, title and page (from 1) of each bookmark."""

    def walk(outline: list[object], depth: int) -> list[tuple[int, str, int]]:
        found = []
        for entry in outline:
            if isinstance(entry, Destination):
                number = reader.get_destination_page_number(entry)
                found.append((depth, str(entry.title), (number or 0) + 1))
            elif isinstance(entry, list):
                found += walk(entry, depth + 1)
        return found

    return walk(list(reader.outline), 1)


def test_the_same_brief_gives_the_same_bytes() -> None:
    """Two drawings are identical: dates come from the brief, nothing is random."""
    first, again = (RENDERERS["pdf"](full_brief(), look=look()).content for _ in range(2))
    assert first == again
    assert len(first) < MOST


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """WeasyPrint understands every rule, finds every glyph, and has no complaint on PDF/UA."""
    logging.getLogger("weasyprint").propagate = True
    with caplog.at_level(logging.WARNING, "weasyprint"):
        RENDERERS["pdf"](full_brief(), look=look())
    assert [record.getMessage() for record in caplog.records] == []


def test_metadata_and_tags(reader: PdfReader) -> None:
    """Title, author, subject, language and date are set; the file is tagged as PDF/UA-1."""
    assert reader.metadata
    assert reader.metadata.title == (
        "주간 중국·AI 브리핑 · The China & AI Weekly – 2025년 4월 28일 ~ 5월 4일"
    )
    assert reader.metadata.author == "The China & AI Weekly"
    assert reader.metadata.subject == "The China & AI Weekly, 28 April – 4 May 2025"
    assert reader.metadata.creation_date == full_brief().colophon.made_at
    root: Any = reader.root_object
    assert root["/Lang"] == "ko"
    assert root["/MarkInfo"]["/Marked"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()


def test_only_the_shipped_family_is_embedded(reader: PdfReader) -> None:
    """Every character is in Noto CJK; Chinese names are set in their own regional forms."""
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[1]
        for page in cast(Any, reader.pages)
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts == {
        "Noto-Serif-CJK-KR",
        "Noto-Serif-CJK-KR-Bold",
        "Noto-Sans-CJK-KR",
        "Noto-Sans-CJK-KR-Bold",
        "Noto-Sans-CJK-SC",
    }


def test_each_passage_names_its_language() -> None:
    """A screen reader changes voice: the tags give every word the language that it is in."""
    spoken = spoken_texts(rendition(full_brief(), "pdf").content)
    voices = {
        language: [text for text, tongue in spoken if tongue == language]
        for language in {tongue for _, tongue in spoken}
    }
    assert voices.keys() == {"", "en", "zh-Hans"}
    assert not [text for text in voices["en"] if re.search("[가-힣]", text)]
    assert not [text for text in voices[""] if re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{3,}", text)]
    names = {entry.zh for entry in full_brief().glossary if re.search("[一-鿿]", entry.zh)}
    assert names
    assert [name for name in names if name not in "".join(voices["zh-Hans"])] == []


def test_sources_are_linked_lines() -> None:
    """Each web source is a link on its headline; its address is not printed."""
    content = rendition(full_brief(), "pdf").content
    addresses = {source.url for source in full_brief().sources if source.url}
    assert addresses <= set(pdf_links(content))
    assert "https://" not in "".join(pdf_pages(content))


def test_bookmarks_and_contents_agree(reader: PdfReader) -> None:
    """Sections and stories are bookmarks; the contents give the page that each section is on."""
    brief, marks = full_brief(), headings(reader)
    titles = [title for _, title, _ in marks]
    for section in brief.sections:
        assert f"{section.title_ko} · {section.title_en}" in titles
        assert {item.headline.text for item in section.items} <= set(titles)
    front = squeeze(pdf_pages(rendition(brief, "pdf").content)[0])
    parts = [(title, page) for depth, title, page in marks if depth == 2][2:]
    assert len(parts) == 10
    assert [title for title, page in parts if squeeze(f"{title}{page}") not in front] == []


def test_korean_words_stay_whole() -> None:
    """No word with Hangul is broken at the end of a line, and no joiner is left in the text."""
    pages = pdf_pages(rendition(full_brief(), "pdf").content)
    text = "\n".join(pages)
    assert JOINER not in text
    sentences = [
        line.text
        for section in full_brief().sections
        for item in section.items
        for line in item.lines
        if line.language == "ko"
    ]
    words = {word for sentence in sentences for word in sentence.split() if len(word) <= LONGEST}
    assert len(words) > 150
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>큐원3는 모델</p>", "<p>큐|원|3|는 모|델</p>"),
        ("<p>open model</p>", "<p>open model</p>"),
        ("<p>가&amp;나</p>", "<p>가|&amp;|나</p>"),
        ('<a title="가나">다라</a>', '<a title="가나">다|라</a>'),
        (
            "<p>국가인터넷정보판공실(CAC)·상무부</p>",
            "<p>국|가|인|터|넷|정|보|판|공|실(|C|A|C|)|·상|무|부</p>",
        ),
    ],
)
def test_joiners_stand_inside_korean_words_alone(markup: str, expected: str) -> None:
    """Latin words and attributes stay as they are; a long word may break at its marks."""
    assert keep_words(markup) == expected.replace("|", JOINER)


@pytest.mark.parametrize("address", ["https://example.com/a.png", "file:///etc/hostname"])
def test_nothing_outside_the_look_is_read(tmp_path: Path, address: str) -> None:
    """A page that asks for the network or for another file is an error, not a request."""
    folder = tmp_path / "templates" / "default"
    folder.mkdir(parents=True)
    page = (
        '{% extends "base/brief.html.j2" %}{% block notice %}'
        f'<img src="{address}" alt="a">{{% endblock %}}'
    )
    (folder / "brief.html.j2").write_text(page)
    with pytest.raises(TemplateError, match="outside the template and style folders"):
        RENDERERS["pdf"](small_brief(), look=look(desk=tmp_path))


def test_a_picture_beside_the_styles_is_read(tmp_path: Path) -> None:
    """A desk's own file in its folder of styles may be used."""
    (tmp_path / "styles").mkdir()
    mark = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>m</title></svg>'
    (tmp_path / "styles" / "mark.svg").write_text(mark)
    folder = tmp_path / "templates" / "default"
    folder.mkdir(parents=True)
    (folder / "brief.html.j2").write_text(
        '{% extends "base/brief.html.j2" %}'
        '{% block notice %}<img src="mark.svg" alt="m">{% endblock %}'
    )
    content = RENDERERS["pdf"](small_brief(), look=look(desk=tmp_path)).content
    assert content.startswith(b"%PDF-1.7")


def test_a_font_keyed_by_glyph_names_stays_whole(tmp_path: Path) -> None:
    """A desk's own OpenType font keeps its glyphs where the text looks for them."""
    (tmp_path / "styles").mkdir()
    small_font(tmp_path / "styles" / "own.otf")
    folder = tmp_path / "templates" / "default"
    folder.mkdir(parents=True)
    (folder / "brief.html.j2").write_text(
        '{% extends "base/brief.html.j2" %}{% block notice %}<style>'
        "@font-face { font-family: Own; src: url(own.otf) }</style>"
        '<p style="font-family: Own">BA</p>{% endblock %}'
    )
    content = RENDERERS["pdf"](small_brief(), look=look(desk=tmp_path)).content
    assert content.count(b"/Subtype /OpenType") == 1
    assert content.count(b"/Subtype /CIDFontType0C") > 1
    assert "BA" in pdf_pages(content)[0]


def small_font(path: Path) -> None:
    """Write an OpenType font with square letters A and B, keyed by glyph names."""
    pen = T2CharStringPen(600, None)
    for move in ((pen.moveTo, (0, 0)), (pen.lineTo, (0, 500)), (pen.lineTo, (500, 500))):
        move[0](move[1])
    pen.closePath()
    glyphs = [".notdef", "A", "B"]
    font = FontBuilder(1000, isTTF=False)
    font.setupGlyphOrder(glyphs)
    font.setupCharacterMap({65: "A", 66: "B"})
    font.setupCFF("Own", {}, dict.fromkeys(glyphs, pen.getCharString()), {})
    font.setupHorizontalMetrics(dict.fromkeys(glyphs, (600, 0)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Own", "styleName": "Regular"})
    font.setupOS2()
    font.setupPost()
    font.save(path)

"""PDF articles: fetched or from a folder, and their lines made paragraphs again."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from sources_web import patient, serving

from briefing.articles.pdf import read_pdf
from briefing.errors import InputError
from briefing.models import Decision, Document
from briefing.sources.pdf import PdfSource
from briefing.sources.settings import SourceSettings
from briefing.sources.state import MemoryState

LONG = "The laboratory published its new model on the first of May and said that"
PAGES = (
    ("Namsan Post 1", f"Again {LONG}", "anyone may use it.", "A second text is under-", "stood."),
    ("Namsan Post 2", f"Later {LONG}", "universities use it.", "12"),
    ("Namsan Post 3", f"Today {LONG}", "companies do too."),
)


def make_pdf(pages: Sequence[Sequence[str]], title: str = "") -> bytes:
    """A PDF of ASCII lines in one of the fonts that every reader has."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    kids = []
    for lines in pages:
        shown = " T* ".join(f"({line}) Tj" for line in lines)
        stream = f"BT /F 12 Tf 14 TL 40 700 Td {shown} ET"
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
        font = "<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
        size = "/MediaBox[0 0 600 800]"
        objects.append(
            f"<</Type/Page/Parent 2 0 R{size}/Contents {len(objects)} 0 R"
            f"/Resources<</Font{font}>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    objects.append(f"<</Title({title})>>")
    content, places = "%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj{text}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = f"0 {len(objects) + 1}\n0000000000 65535 f \n"
    trailer = f"<</Size {len(objects) + 1}/Root 1 0 R/Info {len(objects)} 0 R>>"
    return (
        f"{content}xref\n{size}{table}trailer{trailer}\nstartxref\n{len(content)}\n%%EOF".encode()
    )


def document(content: bytes) -> Document:
    """As a PDF source brings it."""
    return Document("a.pdf", "application/pdf", content, datetime.now(UTC))


def fetched(folder: Path, **fields: object) -> tuple[list[Document], list[Decision]]:
    """What a PDF source brings and reports."""
    source = PdfSource(
        SourceSettings.model_validate({"name": "p", "kind": "pdf", **fields}), folder
    )
    decisions: list[Decision] = []
    with patient() as client:
        return list(source.fetch(client, MemoryState(), decisions.append)), decisions


def test_lines_become_paragraphs() -> None:
    """Headers, page numbers and hyphens at line ends go; the title is the headline."""
    draft = read_pdf(document(make_pdf(PAGES, "A new model")))
    assert draft.headline == "A new model"
    assert draft.lines == (
        f"Again {LONG} anyone may use it.",
        "A second text is understood.",
        f"Later {LONG} universities use it.",
        f"Today {LONG} companies do too.",
    )


def test_a_title_that_is_the_name_of_a_file_is_none() -> None:
    """Word processors write such titles."""
    assert read_pdf(document(make_pdf(PAGES, "report_final.docx"))).headline == ""


def test_what_cannot_be_read_is_an_error() -> None:
    """Damaged, empty or locked, the error names the file."""
    locked, blank = PdfWriter(), PdfWriter()
    for writer in (locked, blank):
        writer.add_blank_page(100, 100)
    locked.encrypt("secret")
    for writer in (locked, blank):
        stream = io.BytesIO()
        writer.write(stream)
        with pytest.raises(InputError, match=r"a\.pdf"):
            read_pdf(document(stream.getvalue()))
    with pytest.raises(InputError, match="not a readable PDF"):
        read_pdf(document(b"%PDF-1.4 no more"))


def test_a_folder_and_an_address(tmp_path: Path) -> None:
    """What is no PDF is reported, and costs the others nothing."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(make_pdf(PAGES))
    (tmp_path / "in" / "b.pdf").write_bytes(b"<html>")
    with serving() as web:
        url = web.page("/c.pdf", make_pdf(PAGES), "application/pdf")
        bad = web.page("/d.pdf", "<html>")
        documents, decisions = fetched(tmp_path, location="in", locations=[bad, url, "none.pdf"])
    assert [one.url for one in documents] == [(tmp_path / "in" / "a.pdf").as_posix(), url]
    rules = [one.rule for one in decisions]
    assert rules == ["not-a-pdf", "not-a-pdf", "fetched", "unreadable"]


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_any_damage_is_read_or_an_error(data: st.DataObject) -> None:
    """A PDF with bytes overwritten raises nothing else."""
    content = bytearray(make_pdf(PAGES))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + 4] = data.draw(st.binary(max_size=8))
    try:
        read_pdf(document(bytes(content)))
    except InputError:
        return

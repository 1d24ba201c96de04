"""Audiences that differ in their masthead share the set body; the joint shows nowhere."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fixtures_brief import full_brief, small_brief
from pypdf import PdfReader
from reading_outputs import pdf_pages
from reading_tags import spoken_texts

from briefing.models import Brief
from briefing.renderers import look, pdf

OTHER = "The Semiconductor Letter"


@pytest.fixture(autouse=True)
def _cold() -> Iterator[None]:
    """Each test sets its bodies anew."""
    pdf._body.cache_clear()
    yield
    pdf._body.cache_clear()


def drawn(brief: Brief, **changes: Any) -> bytes:
    """The PDF of a brief with some fields changed."""
    return pdf.render(replace(brief, **changes), look=look()).content


def test_the_body_is_set_once() -> None:
    """Another masthead changes the first page, the running heads and the names, nothing else."""
    one, other = drawn(full_brief()), drawn(full_brief(), masthead_en=OTHER)
    assert pdf._body.cache_info().misses == 1
    title = full_brief().masthead_en
    pages = zip(PdfReader(io.BytesIO(one)).pages, PdfReader(io.BytesIO(other)).pages, strict=True)
    for first, second in pages:
        assert title in (text := first.extract_text())
        assert text.replace(title, OTHER) == second.extract_text()


def test_a_shared_body_gives_the_same_bytes() -> None:
    """Whether the body was at hand or not does not show in the file."""
    drawn(small_brief())
    shared = drawn(small_brief(), masthead_en=OTHER)
    pdf._body.cache_clear()
    assert drawn(small_brief(), masthead_en=OTHER) == shared


def test_a_masthead_of_more_lines_gets_more_room() -> None:
    """The blank is as high as the masthead: text never runs into it."""
    long = " ".join([OTHER] * 8)
    content = drawn(small_brief(), masthead_en=long)
    assert pdf._body.cache_info().misses == 1
    drawn(small_brief())
    assert pdf._body.cache_info().misses == 2
    assert pdf_pages(content)[0].count("Semiconductor") == 8


def test_the_names_are_the_audiences_own() -> None:
    """Title, author, subject, XMP and the first bookmark name the masthead."""
    reader = PdfReader(io.BytesIO(drawn(small_brief(), masthead_en=OTHER)))
    assert reader.metadata
    assert OTHER in str(reader.metadata.title)
    assert (reader.metadata.author, OTHER in str(reader.metadata.subject)) == (OTHER, True)
    root: Any = reader.root_object
    assert OTHER.encode() in root["/Metadata"].get_data()
    first: Any = reader.outline[0]
    assert str(first.title).endswith(OTHER)


def test_the_tags_are_whole() -> None:
    """The masthead is read first, as heading; each tagged mark leads to its element and back."""
    content = drawn(full_brief())
    assert [text for text, _ in spoken_texts(content)][:2] == [
        full_brief().masthead_ko,
        full_brief().masthead_en,
    ]
    with pikepdf.open(io.BytesIO(content)) as file:
        tree: Any = file.Root.StructTreeRoot
        header = tree.K[0].K[0]
        assert next(str(kid.S) for kid in header.K) == "/H1"
        for number, page in enumerate(file.pages):
            elements = tree.ParentTree.Nums[2 * number + 1]
            linked = [(mark, e) for mark, e in enumerate(elements) if isinstance(e, pikepdf.Object)]
            assert all(mark in list(element.K) for mark, element in linked)
            assert all(element.Pg.objgen == page.obj.objgen for _, element in linked)
        assert header.P.objgen == tree.K[0].objgen


def test_a_look_of_ones_own_is_set_whole(tmp_path: Path) -> None:
    """A masthead with a picture, or a sheet with other running lines, is not cut apart."""
    folder = tmp_path / "templates" / "default"
    folder.mkdir(parents=True)
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "mark.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>m</title></svg>'
    )
    (folder / "brief.html.j2").write_text(
        '{% extends "base/brief.html.j2" %}'
        '{% block masthead %}<img src="mark.svg" alt="m">{{ super() }}{% endblock %}'
    )
    content = pdf.render(small_brief(), look=look(desk=tmp_path)).content
    assert pdf._body.cache_info().misses == 0
    assert small_brief().masthead_en in pdf_pages(content)[0]

"""Names the language of each passage in the tags of a PDF.

WeasyPrint writes the language of the document alone. Screen readers change voice by the ``/Lang``
of a structure element (PDF 32000-1:2008, 14.9.2), which Matterhorn 1.02, 11-004, asks for. The tags
and the boxes of a page list its texts in one order: each leaf of the tags takes its box's `lang`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pydyf
    from weasyprint.document import Document

Element = Any  # a structure element; pydyf and WeasyPrint ship no types


def name_languages(document: Document, pdf: pydyf.PDF) -> None:
    """Set ``/Lang`` on each tagged text in another language than the document's; a finisher."""
    languages = [lang for page in document.pages for lang in _languages(page._page_box)]
    leaves = list(_leaves(_tree(pdf), pdf))
    for leaf, language in zip(leaves, languages, strict=True):
        if language and language != document.metadata.lang:
            leaf["Lang"] = _string(language)


def _string(text: str) -> pydyf.String:
    import pydyf

    return pydyf.String(text)


def _tree(pdf: pydyf.PDF) -> Element:
    return _object(pdf.catalog["StructTreeRoot"], pdf)


def _object(reference: bytes, pdf: pydyf.PDF) -> Element:
    return pdf.objects[int(reference.split()[0])]


def _leaves(element: Element, pdf: pydyf.PDF) -> Iterator[Element]:
    """The element that holds each marked content, once for each, in the order of the tags."""
    for kid in element["K"]:
        if isinstance(kid, int):
            yield element
        elif (inner := _object(kid, pdf)).get("Type") == "/StructElem":
            yield from _leaves(inner, pdf)


def _languages(box: Any) -> Iterator[str]:
    """The language of each text and picture of a page that is tagged, in the order of the tags."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.MarginBox):
        return  # running lines are no part of the text
    if isinstance(box, (boxes.TextBox, boxes.ReplacedBox)):
        yield box.style["lang"] or ""
    else:
        for child in getattr(box, "children", ()):
            yield from _languages(child)

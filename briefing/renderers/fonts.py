"""Leaves in a PDF only the glyphs that it shows.

WeasyPrint empties the unused glyphs of a font but keeps their 65,000 places, some 150 KB a font
of Noto CJK. HarfBuzz drops the places too. That is sound for a font keyed by character identifier
(CID): the text names the identifier, which the font keeps for each glyph, wherever it stands (PDF
32000-1:2008, 9.7.4.2). A font keyed by glyph names stays as it is.
"""

from __future__ import annotations

import io
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pydyf
    from weasyprint.document import Document


def slim_fonts(document: Document, pdf: pydyf.PDF) -> None:
    """Replace each embedded CID-keyed font by its bare outlines; a WeasyPrint finisher."""
    used: dict[str, set[int]] = defaultdict(set)
    for font in document.fonts.values():
        used[font.hash].update(font.to_unicode)
    glyphs = {id(font.file_content): used[font.hash] for font in document.fonts.values()}
    for stream in _opentype_streams(pdf):
        font = stream.stream[0]
        if _is_cid_keyed(font):
            stream.stream = [_outlines(font, glyphs[id(font)])]
            stream.extra["Subtype"] = "/CIDFontType0C"


def _opentype_streams(pdf: pydyf.PDF) -> list[Any]:
    """The streams that hold an OpenType font with CFF outlines."""
    return [
        thing
        for thing in pdf.objects
        if (getattr(thing, "extra", None) or {}).get("Subtype") == "/OpenType"
    ]


def _is_cid_keyed(font: bytes) -> bool:
    from fontTools.ttLib import TTFont

    return "ROS" in TTFont(io.BytesIO(font), lazy=True)["CFF "].cff[0].rawDict


def _outlines(font: bytes, glyphs: set[int]) -> bytes:
    """The CFF table of the font with these glyphs alone."""
    import uharfbuzz as hb

    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    return bytes(hb.subset(hb.Face(font), wanted).reference_table("CFF ").data)

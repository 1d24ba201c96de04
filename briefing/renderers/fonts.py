"""Leaves in a PDF only the glyphs that it shows.

WeasyPrint goes over a font's glyphs twice, 65,000 of them in Noto CJK, and keeps their places, some
150 KB a font. HarfBuzz alone does it once and drops the places. That is sound for a font keyed by
character identifier (CID): the text names the identifier, which the font keeps for each glyph,
wherever it stands (PDF 32000-1:2008, 9.7.4.2). Other fonts are left to WeasyPrint.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pydyf

BARE = b"\1\0"  # how outlines (CFF) begin without a font's other tables
TABLES = frozenset({"CFF ", "head", "hhea", "hmtx", "maxp"})


@contextmanager
def slim_fonts() -> Iterator[None]:
    """Within it, a CID-keyed font that WeasyPrint embeds is cut down to its bare outlines."""
    from weasyprint.pdf import stream

    usual = stream.Font
    stream.Font = _slim(usual)
    try:
        yield
    finally:
        stream.Font = usual


def _slim(usual: Any) -> Any:
    class Slim(usual):  # type: ignore[misc]
        file_content: bytes

        def subset(self, to_unicode: dict[int, str], hinting: bool) -> None:
            outlines = _outlines(self.file_content, self.index, to_unicode)
            if _is_cid_keyed(outlines):
                self.file_content = outlines
            else:
                super().subset(to_unicode, hinting)

        @property
        def type(self) -> str:
            return "otf" if self.file_content.startswith(BARE) else str(super().type)

    return Slim


def name_outlines(pdf: pydyf.PDF) -> None:
    """Name bare outlines as such, where WeasyPrint takes them for a font with all its tables."""
    for thing in pdf.objects:
        extra = getattr(thing, "extra", None) or {}
        if extra.get("Subtype") == "/OpenType" and thing.stream[0].startswith(BARE):
            extra["Subtype"] = "/CIDFontType0C"


def _outlines(font: bytes, index: int, glyphs: dict[int, str]) -> bytes:
    """The CFF table of the font with these glyphs alone; empty where it has none."""
    import uharfbuzz as hb

    face, wanted = hb.Face(font, index), hb.SubsetInput()
    if "CFF " not in face.table_tags:
        return b""
    flags = hb.SubsetFlags  # the outline of .notdef is the box of a missing glyph
    wanted.flags = flags.DESUBROUTINIZE | flags.NO_HINTING | flags.NOTDEF_OUTLINE
    wanted.glyph_set.update(glyphs)
    dropped = set(face.table_tags) - TABLES
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in dropped)
    return bytes(hb.subset(face, wanted).reference_table("CFF ").data)


def _is_cid_keyed(outlines: bytes) -> bool:
    """Whether registry, ordering and supplement open its first dictionary (Adobe 5176, 18)."""
    from fontTools.cffLib import CFFFontSet

    if not outlines:
        return False
    made = CFFFontSet()
    made.decompile(io.BytesIO(outlines), None)
    return "ROS" in made[0].rawDict

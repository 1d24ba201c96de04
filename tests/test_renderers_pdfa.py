"""PDF/A on request: what an archive asks of the file."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, get_args

import pikepdf
import pytest
from fixtures_brief import small_brief

from briefing.desk import open_desk
from briefing.errors import SettingsError
from briefing.looks import audience_look
from briefing.renderers import look, pdf
from briefing.settings import PdfVariant

ARCHIVAL = [variant for variant in get_args(PdfVariant) if variant.startswith("pdf/a-")]


@pytest.mark.filterwarnings("ignore:.*sRGB2014.icc.*")  # WeasyPrint leaves the profile open
@pytest.mark.parametrize("variant", ARCHIVAL)
def test_an_archive_gets_pdf_a(variant: str) -> None:
    """On request the file names its part and level of PDF/A, and keeps what they ask of a file.

    The colours' profile is inside, every font too, the metadata can be read without a PDF reader
    and say what the document information says, nothing is encrypted, and the text is still tagged.
    """
    drawn = look(pdf_variant=variant)
    first, again = (pdf.render(small_brief(), look=drawn).content for _ in range(2))
    assert first == again
    with pikepdf.open(io.BytesIO(first)) as made:
        root: Any = made.Root
        metadata: Any = made.open_metadata()
        part, level = metadata["pdfaid:part"], metadata["pdfaid:conformance"]
        assert f"pdf/a-{part}{level}".lower() == variant
        assert metadata["dc:title"] == str(made.docinfo["/Title"])
        assert metadata["pdf:Producer"] == str(made.docinfo["/Producer"])
        assert "/Filter" not in root.Metadata
        assert root.OutputIntents[0].S == "/GTS_PDFA1"
        assert root.OutputIntents[0].DestOutputProfile.read_bytes()
        assert root.MarkInfo.Marked
        assert not made.is_encrypted
        assert "/ID" in made.trailer
        fonts = [thing for thing in made.objects if is_a(thing, "/FontDescriptor")]
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def is_a(thing: Any, kind: str) -> bool:
    """Whether an object of a PDF is a dictionary of this type."""
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == kind


def test_a_desk_asks_for_it(tmp_path: Path) -> None:
    """`[output] pdf_variant` reaches the drawing; PDF/UA-1 is the default."""
    for settings, variant in (("", "pdf/ua-1"), ('[output]\npdf_variant = "pdf/a-3u"', "pdf/a-3u")):
        (tmp_path / "briefing.toml").write_text(settings)
        desk = open_desk(tmp_path)
        assert audience_look(desk.audience("default"), desk).pdf_variant == variant


def test_another_variant_is_refused(tmp_path: Path) -> None:
    """The message names the key and the variants."""
    (tmp_path / "briefing.toml").write_text('[output]\npdf_variant = "pdf/a-1b"\n')
    with pytest.raises(SettingsError, match=r"output.pdf_variant.*pdf/a-2a"):
        open_desk(tmp_path)

"""Checks of the PDF: no glyph missing, and what assistive technology needs."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Container, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.audiences import view
from briefing.checks.subject import State, Subject, Verdict, verdict
from briefing.renderers.passages import columns

if TYPE_CHECKING:
    import pikepdf

NONE = (State.SKIPPED, "no PDF")
UNICODE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def glyphs(subject: Subject) -> Verdict:
    """Each character of the brief is shown by a glyph of a font in the PDF."""
    import pikepdf

    paths = subject.files("pdf")
    faults: list[str] = []
    count = 0
    for path in paths:
        wanted = _characters(subject, path.name.split(".")[1])
        with pikepdf.open(path) as pdf:
            missing = wanted - {c for font in _fonts(pdf) for c in _shown(font)}
        count += len(wanted)
        faults += [f"{path.name}: no glyph for {c!r} (U+{ord(c):04X})" for c in sorted(missing)]
    return verdict(faults, f"{count:,} different characters") if paths else NONE


def _characters(subject: Subject, audience: str) -> set[str]:
    """The characters of headlines, sentences and their counterparts, as this audience has them."""
    reader = subject.desk.audience(audience)
    text = "".join(
        cell.words
        for section in view(subject.brief, reader).sections
        for item in section.items
        for line in (item.headline, *item.lines)
        for cell in columns(line, reader.languages)
        if cell
    )
    return {character for character in text if not character.isspace()}


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for thing in pdf.objects:
        if isinstance(thing, _dictionary()) and thing.get("/Subtype") == "/Type0":
            yield thing


def _dictionary() -> type:
    import pikepdf

    return pikepdf.Dictionary


def _shown(font: Any) -> Iterator[str]:
    """The characters that a font maps to a glyph which its embedded file holds."""
    held = _held(font["/DescendantFonts"][0]["/FontDescriptor"])
    for glyph, code in UNICODE.findall(font["/ToUnicode"].read_bytes()):
        if int(glyph, 16) in held:
            yield from bytes.fromhex(code.decode()).decode("utf-16-be", "ignore")


def _held(descriptor: Any) -> Container[int]:
    """The numbers of the glyphs in an embedded font but for 0, the box of a missing one."""
    from fontTools.cffLib import CFFFontSet
    from fontTools.ttLib import TTFont

    if "/FontFile3" in descriptor and descriptor["/FontFile3"]["/Subtype"] == "/CIDFontType0C":
        outlines = CFFFontSet()
        outlines.decompile(io.BytesIO(descriptor["/FontFile3"].read_bytes()), None)
        return {int(name[3:]) for name in outlines[0].charset if name.startswith("cid")} - {0}
    file = descriptor.get("/FontFile3") or descriptor["/FontFile2"]
    return range(1, TTFont(io.BytesIO(file.read_bytes()), lazy=True)["maxp"].numGlyphs)


def tags(subject: Subject) -> Verdict:
    """Each PDF is tagged, names its language and title, and says that it is PDF/UA or PDF/A."""
    import pikepdf

    paths = subject.files("pdf")
    faults: list[str] = []
    for path in paths:
        with pikepdf.open(path) as pdf:
            faults += [f"{path.name}: {fault}" for fault in _untagged(pdf)]
    return verdict(faults, "title, language, structure, standard") if paths else NONE


def _untagged(pdf: pikepdf.Pdf) -> Iterator[str]:
    root: Any = pdf.Root
    metadata: Any = pdf.open_metadata()
    if not metadata.get("dc:title"):
        yield "no title"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the title is not shown in the window"
    if not str(root.get("/Lang", "")):
        yield "no language"
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "not marked as tagged"
    if not _standard(pdf):
        yield "does not say that it is PDF/UA or PDF/A"
    if "/StructTreeRoot" not in root:
        yield "no structure"
        return
    figures = [e for e in _elements(pdf) if e.get("/S") == "/Figure"]
    bare = [e for e in figures if not str(e.get("/Alt", ""))]
    if bare:
        yield f"{len(bare)} of {len(figures)} figures without a text alternative"


def _standard(pdf: pikepdf.Pdf) -> str:
    """The standard that a PDF says it keeps, as veraPDF calls it: ua1, 2a."""
    metadata: Any = pdf.open_metadata()
    if part := metadata.get("pdfuaid:part"):
        return f"ua{part}"
    return f"{metadata.get('pdfaid:part', '')}{metadata.get('pdfaid:conformance', '')}".lower()


def _elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every element of the structure."""
    for thing in pdf.objects:
        if isinstance(thing, _dictionary()) and "/S" in thing and "/P" in thing:
            yield thing


def verapdf(subject: Subject) -> Verdict:
    """The validator veraPDF finds no fault by the standard that each PDF says it keeps.

    Skipped where veraPDF is not installed.
    """
    program, paths = shutil.which("verapdf"), subject.files("pdf")
    if not (program and paths):
        return State.SKIPPED, "veraPDF is not installed" if paths else "no PDF"
    return verdict((f for path in paths for f in _invalid(program, path)), "valid")


def _invalid(program: str, path: Path) -> Iterator[str]:
    import pikepdf

    with pikepdf.open(path) as pdf:
        flavour = _standard(pdf)
    command = [program, "--flavour", flavour or "ua1", "--format", "text", str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if not run.stdout.startswith("PASS"):
        said = (run.stdout + run.stderr).strip().splitlines()
        yield f"{path.name}: {said[0] if said else 'veraPDF said nothing'}"

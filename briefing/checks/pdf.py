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
    """The characters of headlines, sentences and their counterparts."""
    brief = view(subject.brief, subject.desk.audience(audience))
    lines = [
        line
        for section in brief.sections
        for item in section.items
        for line in (item.headline, *item.lines)
    ]
    text = "".join(f"{line.text}{line.rendering.text}" for line in lines)
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
    """Each PDF is tagged, names its language and title, and says that it is PDF/UA."""
    import pikepdf

    paths = subject.files("pdf")
    faults: list[str] = []
    for path in paths:
        with pikepdf.open(path) as pdf:
            faults += [f"{path.name}: {fault}" for fault in _untagged(pdf)]
    return verdict(faults, "title, language, structure, PDF/UA") if paths else NONE


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
    if not metadata.get("pdfuaid:part"):
        yield "does not say that it is PDF/UA"
    if "/StructTreeRoot" not in root:
        yield "no structure"
        return
    figures = [e for e in _elements(pdf) if e.get("/S") == "/Figure"]
    bare = [e for e in figures if not str(e.get("/Alt", ""))]
    if bare:
        yield f"{len(bare)} of {len(figures)} figures without a text alternative"


def _elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every element of the structure."""
    for thing in pdf.objects:
        if isinstance(thing, _dictionary()) and "/S" in thing and "/P" in thing:
            yield thing


def verapdf(subject: Subject) -> Verdict:
    """The validator veraPDF finds no fault by PDF/UA-1; skipped where it is not installed."""
    program, paths = shutil.which("verapdf"), subject.files("pdf")
    if not (program and paths):
        return State.SKIPPED, "veraPDF is not installed" if paths else "no PDF"
    return verdict((f for path in paths for f in _invalid(program, path)), "PDF/UA-1")


def _invalid(program: str, path: Path) -> Iterator[str]:
    command = [program, "--flavour", "ua1", "--format", "text", str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if not run.stdout.startswith("PASS"):
        said = (run.stdout + run.stderr).strip().splitlines()
        yield f"{path.name}: {said[0] if said else 'veraPDF said nothing'}"

"""Sets a masthead apart from the body of a brief, and joins the two PDFs into one.

The body keeps a blank of the masthead's height; contents, links, tags and page numbers stand in it.
The masthead's PDF has two pages: the masthead itself, and the running head of the later pages.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing import assets
from briefing.renderers.environment import Look, style

if TYPE_CHECKING:
    import pikepdf
    from weasyprint.document import Document

PAGE = re.compile(
    r"(?P<top>.*<head>)(?P<meta>.*)(?P<middle></head>.*)"
    r"(?P<open><header class=\"masthead\"[^>]*>)(?P<inside>.*?)</header>(?P<rest>.*)",
    re.DOTALL,
)
NAMED = re.compile(r"<title>.*?</title>|<meta name=[^>]*>", re.DOTALL)
UNSHARED = re.compile(r"<(?:a|img|svg|object)\b")  # what the joint does not carry over
PREFIX = "Head"  # of what comes from the masthead's PDF

HEAD_SHEET = """
@page {
  @top-right { content: none }
  @bottom-left { content: none }
  @bottom-right { content: none }
}
.later { break-before: page }
"""
BODY_SHEET = """
@page { @top-left { content: none } }
.masthead { border: 0; padding: 0; bookmark-level: 1; bookmark-label: "masthead" }
"""


class Parts(NamedTuple):
    """A page cut around its masthead."""

    top: str
    meta: str
    middle: str
    open: str
    inside: str
    rest: str


def split(page: str, look: Look) -> Parts | None:
    """The parts of a page; None for a page or sheet of the desk's own that cannot be joined."""
    found = PAGE.fullmatch(page)
    shipped = assets.find("styles", "print.css").read_text(encoding="utf-8")
    if not found or UNSHARED.search(found["inside"]) or style(look, "print.css") != shipped:
        return None
    return Parts(**found.groupdict())


def masthead_alone(parts: Parts) -> str:
    """A page of the masthead, and one that has its running head."""
    header = f"{parts.open}{parts.inside}</header>"
    return f'{parts.top}{parts.meta}{parts.middle}{header}<div class="later"></div></body></html>'


def blank(parts: Parts, height: float) -> str:
    """The page without its masthead, whose place stays free, and without what names it."""
    room = parts.open.replace(">", f' style="height: {height:.3f}px">')
    meta = NAMED.sub("", parts.meta)
    return f"{parts.top}{meta}{parts.middle}{room}</header>{parts.rest}"


def height_of(document: Document) -> float:
    """The height of the masthead with its border, in CSS pixels."""
    boxes = document.pages[0]._page_box.descendants()
    return float(next(box for box in boxes if box.element_tag == "header").border_height())


def join(body: bytes, head: bytes) -> bytes:
    """The body's PDF with the masthead's content, tags, names and running head in their places."""
    import pikepdf

    with pikepdf.open(io.BytesIO(body)) as pdf, pikepdf.open(io.BytesIO(head)) as front:
        first, *later = pdf.pages
        marks = pdf.Root.StructTreeRoot.ParentTree.Nums[1]  # of the first page
        masthead = _content(front.pages[0], len(marks))
        running = _content(front.pages[1], None)
        _add_resources(pdf, front)
        drawn = pdf.make_stream(b"q\n" + masthead + b"\nQ\n")
        first.Contents = pikepdf.Array([drawn, first.Contents])
        opening, closing = pdf.make_stream(b"q\n"), pdf.make_stream(b"\nQ\n" + running)
        for page in later:
            page.Contents = pikepdf.Array([opening, page.Contents, closing])
        _add_tags(pdf, front, marks)
        _add_names(pdf, front)
        written = io.BytesIO()
        pdf.save(
            written,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return written.getvalue()


def _content(page: pikepdf.Page, marks: int | None) -> bytes:
    """The page's content for another page that has `marks` marks already.

    Fonts get the prefix of their copies; without marks the content is decoration, untagged.
    """
    import pikepdf

    changed: list[Any] = []
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        name = str(operator)
        if name in ("Tf", "gs"):
            operands = [_prefixed(operands[0]), *operands[1:]]
        elif name == "BDC" and marks is None:
            operands, operator = [pikepdf.Name.Artifact], pikepdf.Operator("BMC")
        elif name == "BDC" and marks is not None:
            operands = [operands[0], pikepdf.Dictionary(MCID=int(operands[1].MCID) + marks)]
        changed.append((operands, operator))
    return pikepdf.unparse_content_stream(changed)


def _prefixed(name: Any) -> pikepdf.Name:
    import pikepdf

    return pikepdf.Name(f"/{PREFIX}{str(name)[1:]}")


def _add_resources(pdf: pikepdf.Pdf, front: pikepdf.Pdf) -> None:
    """Copy fonts and graphics states; WeasyPrint keeps one set for all pages."""
    import pikepdf

    own: Any = pdf.pages[0].Resources
    theirs: Any = pdf.copy_foreign(front.make_indirect(front.pages[0].Resources))
    for kind in ("/Font", "/ExtGState"):
        if kind not in own:
            own[kind] = pikepdf.Dictionary()
        for name, thing in theirs[kind].items():
            own[kind][str(_prefixed(name))] = thing


def _add_tags(pdf: pikepdf.Pdf, front: pikepdf.Pdf, marks: Any) -> None:
    """Put the masthead's tags where the blank's stand; its marks follow the first page's own."""
    import pikepdf

    document: Any = pdf.Root.StructTreeRoot.K[0]
    theirs: Any = front.Root.StructTreeRoot.K[0]
    leaves: dict[int, Any] = {}
    header = _grafted(theirs.K[0], document, pdf, len(marks), leaves)
    marks.extend(leaves[mark] for mark in sorted(leaves))
    document.K = pikepdf.Array([header, *list(document.K)[1:]])


def _grafted(
    element: Any, parent: Any, pdf: pikepdf.Pdf, offset: int, leaves: dict[int, Any]
) -> Any:
    """A copy of the element under `parent`; `leaves` gathers the element of each mark."""
    import pikepdf

    copied = {name: element[name] for name in ("/Type", "/S", "/Lang") if name in element}
    made: Any = pdf.make_indirect(pikepdf.Dictionary(copied | {"/Pg": pdf.pages[0].obj}))
    made.P = parent
    kids: list[Any] = []
    for kid in element.K:
        if isinstance(kid, int):
            leaves[kid] = made
            kids.append(kid + offset)
        else:
            kids.append(_grafted(kid, made, pdf, offset, leaves))
    made.K = pikepdf.Array(kids)
    return made


def _add_names(pdf: pikepdf.Pdf, front: pikepdf.Pdf) -> None:
    """Take over what names the brief: title, author, metadata and the first bookmark."""
    pdf.Root.Metadata = pdf.copy_foreign(front.Root.Metadata)
    for name, value in front.docinfo.items():
        pdf.docinfo[name] = str(value)
    pdf.Root.Outlines.First.Title = str(front.Root.Outlines.First.Title)

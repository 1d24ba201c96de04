"""Reads the tags of a PDF: each marked text with the language that its tags give it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

CODES = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")


def spoken_texts(content: bytes) -> list[tuple[str, str]]:
    """Text and language (empty: the document's) of each marked content, in reading order."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        texts = [dict(_marked(page, _codes(page))) for page in pdf.pages]
        numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}
        leaves = _leaves(pdf.Root.StructTreeRoot, "")
        return [
            (texts[numbers[page.objgen]].get(mark, ""), tongue) for page, mark, tongue in leaves
        ]


def _leaves(element: Any, language: str) -> Iterator[tuple[Any, int, str]]:
    language = str(element.get("/Lang", language))
    kids: Any = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield element["/Pg"], kid, language
        elif kid.get("/Type") == "/StructElem":
            yield from _leaves(kid, language)


def _codes(page: pikepdf.Page) -> dict[str, dict[str, str]]:
    """What each code says, by the name of its font."""
    return {
        name: {
            code.decode(): bytes.fromhex(text.decode()).decode("utf-16-be")
            for code, text in CODES.findall(font["/ToUnicode"].read_bytes())
        }
        for name, font in page.resources.get("/Font", {}).items()
    }


def _marked(page: pikepdf.Page, codes: dict[str, dict[str, str]]) -> Iterator[tuple[int, str]]:
    """Number and text of each marked content of a page."""
    said: dict[str, str] = {}
    mark, text = -1, ""
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        if str(operator) == "BDC" and "/MCID" in operands[1]:
            mark, text = int(operands[1]["/MCID"]), ""
        elif str(operator) == "EMC" and mark >= 0:
            yield mark, text
            mark = -1
        elif str(operator) == "Tf":
            said = codes[str(operands[0])]
        elif str(operator) == "TJ":
            shown = b"".join(
                bytes(part) for part in operands[0] if isinstance(part, pikepdf.String)
            )
            points = [shown[at : at + 2].hex() for at in range(0, len(shown), 2)]
            text += "".join(said.get(point, "") for point in points)

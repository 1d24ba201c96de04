"""The pages of a PDF as pictures, so that they can be seen wherever a page can."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterator

SCALE = 2.0  # of 72 dots an inch: sharp at the width of a column


def pictures(pdf: bytes) -> Iterator[tuple[int, int, str]]:
    """Number of the page, number of pages, and a PNG as a ``data:`` address, one by one."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        for number, page in enumerate(document, 1):
            file = io.BytesIO()
            page.render(scale=SCALE).to_pil().save(file, "PNG")
            data = b64encode(file.getvalue()).decode()
            yield number, len(document), f"data:image/png;base64,{data}"
    finally:
        document.close()

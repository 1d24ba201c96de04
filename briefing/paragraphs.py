"""What stands around a quotation in its paragraph, for readers who want to see it in place."""

from __future__ import annotations

REACH = 160  # characters on each side; more would reprint the article
CUT = "…"


def around(body: str, start: int, end: int, reach: int = REACH) -> tuple[str, str]:
    """The text of the paragraph before and after ``body[start:end]``.

    Each side keeps whole words and at most `reach` characters of the body, with a mark of
    omission where words were left out. A paragraph ends with its line.
    """
    opening = body.rfind("\n", 0, start) + 1
    closing = body.find("\n", end)
    before = body[opening:start]
    after = body[end : closing if closing >= 0 else len(body)]
    if len(before) > reach:
        before = f"{CUT} {before[-reach:].partition(' ')[2]}"
    if len(after) > reach:
        after = f"{after[:reach].rpartition(' ')[0]} {CUT}"
    return before, after

"""A finished HTML page as the checks read it: headings, links and anchors in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(frozen=True, slots=True)
class Page:
    """What stands in a page."""

    headings: tuple[tuple[int, str], ...]  # level and text
    links: tuple[str, ...]
    ids: tuple[str, ...]
    language: str


@dataclass
class _Reader(HTMLParser):
    headings: list[tuple[int, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    language: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._level = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element is."""
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = values.get("lang", "")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._level = int(tag[1])
            self.headings.append((self._level, ""))
        if "id" in values:
            self.ids.append(values["id"])
        self.links += [values[name] for name in ("href", "cite") if name in values]

    def handle_data(self, data: str) -> None:
        """Add to the heading."""
        if self._level:
            level, text = self.headings[-1]
            self.headings[-1] = (level, f"{text} {data.strip()}".strip())

    def handle_endtag(self, tag: str) -> None:
        """Leave the heading."""
        if self._level and tag == f"h{self._level}":
            self._level = 0


def read_page(html: str) -> Page:
    """The page, read."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = tuple(reader.headings), tuple(reader.links), tuple(reader.ids)
    return Page(*found, reader.language)

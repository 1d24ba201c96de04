"""Draws bars and columns as SVG: text as text, every mark labelled where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple
from xml.etree import ElementTree

from briefing.charts.palette import Palette

WIDTH = 340.0  # units; as wide as a column of the page, or a phone
FONTS = "'Noto Sans CJK KR', 'Noto Sans KR', sans-serif"
TYPE, SMALL = 10.5, 9.5  # font sizes
LINE, THICK, GAP = 13.5, 7.0, 9.0  # height of a line and of a bar; space between rows
HIGH = 64.0  # of the tallest column
WIDE_FROM = "\u1100"  # Hangul and Hanja are set on a wider body than Latin
DARK, MID = "accent", "mid"  # roles of bars


class Span(NamedTuple):
    """A run of text in one language."""

    text: str
    language: str


class Bar(NamedTuple):
    """A bar with its value written at its end."""

    size: Decimal | int
    said: tuple[Span, ...]
    role: str = DARK


class Bars(NamedTuple):
    """Lines of label and the bars under them."""

    lines: tuple[tuple[Span, ...], ...]
    bars: tuple[Bar, ...]


class Column(NamedTuple):
    """A column with its value above and a line of label for each language below."""

    size: int
    said: str
    labels: tuple[Span, ...]
    role: str = DARK


@dataclass
class Canvas:
    """A drawing that grows downward."""

    colours: Palette
    y: float = 0.0

    def __post_init__(self) -> None:
        self.root = ElementTree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg"})
        self.body = ElementTree.SubElement(self.root, "g", {"font-family": FONTS})

    def rect(self, x: float, y: float, width: float, height: float, role: str) -> None:
        """A filled rectangle; its class lets a style sheet change its colour."""
        place = {"x": x, "y": y, "width": width, "height": height}
        shape = {name: plain(value) for name, value in place.items()}
        colour = {"class": role, "fill": getattr(self.colours, role)}
        ElementTree.SubElement(self.body, "rect", shape | colour)

    def text(
        self,
        x: float,
        y: float,
        spans: Sequence[Span],
        *,
        size: float = TYPE,
        anchor: str = "start",
        role: str = "ink",
    ) -> None:
        """Spans on one line, parted by a raised dot."""
        place = {"x": plain(x), "y": plain(y), "font-size": plain(size)}
        colour = {"class": role, "fill": getattr(self.colours, role)}
        line = ElementTree.SubElement(self.body, "text", place | colour)
        if anchor != "start":
            line.set("text-anchor", anchor)
        for number, span in enumerate(spans):
            if number:
                dot = ElementTree.SubElement(line, "tspan", {"class": "bar"})
                dot.text = " · "
            marks = {"lang": span.language, "class": f"of-{span.language}"}
            ElementTree.SubElement(line, "tspan", marks if span.language else {}).text = span.text

    def finish(self, alt: str) -> str:
        """The SVG, named by its text alternative."""
        self.root.set("viewBox", f"0 0 {plain(WIDTH)} {plain(self.y)}")
        self.root.set("role", "img")
        title = ElementTree.Element("title")
        title.text = alt
        self.root.insert(0, title)
        return ElementTree.tostring(self.root, encoding="unicode")


def plain(value: float) -> str:
    """A length as short as it can be written."""
    return f"{round(value, 1):g}"


def width_of(text: str, size: float) -> float:
    """About how wide a text is: Noto Sans CJK sets Hangul 0.92 em wide, Latin some 0.53."""
    return sum(0.92 if char >= WIDE_FROM else 0.25 if char == " " else 0.53 for char in text) * size


def cut(text: str, size: float, room: float = WIDTH) -> str:
    """The text, ended by "…" at a word where it is wider than its room."""
    if width_of(text, size) <= room:
        return text
    words = text.split()
    while len(words) > 1 and width_of(" ".join(words) + "…", size) > room:
        words.pop()
    return " ".join(words) + "…"


def draw_bars(
    rows: Sequence[Bars], colours: Palette, alt: str, legend: Sequence[tuple[str, str]] = ()
) -> str:
    """Horizontal bars from a common zero; the legend, if any, gives role and name."""
    canvas = Canvas(colours)
    if legend:
        _legend(canvas, legend)
    bars = [bar for row in rows for bar in row.bars]
    room = WIDTH - max(width_of(" · ".join(span.text for span in bar.said), SMALL) for bar in bars)
    low, high = min(0, *(bar.size for bar in bars)), max(0, *(bar.size for bar in bars))
    scale = (room - 12) / float((high - low) or 1)
    zero = float(-low) * scale
    for row in rows:
        _bar_row(canvas, row, zero, scale)
    canvas.y -= GAP - 4
    return canvas.finish(alt)


def _bar_row(canvas: Canvas, row: Bars, zero: float, scale: float) -> None:
    for line in row.lines:
        canvas.y += LINE
        canvas.text(0, canvas.y - 3, line)
    for bar in row.bars:
        length = float(bar.size) * scale
        start, end = sorted((zero, zero + length))
        canvas.rect(start, canvas.y + 2, max(end - start, 1), THICK, bar.role)
        canvas.text(max(end, zero) + 6, canvas.y + THICK + 2, bar.said, size=SMALL)
        canvas.y += THICK + 4
    canvas.y += GAP - 2


def _legend(canvas: Canvas, legend: Sequence[tuple[str, str]]) -> None:
    x = 0.0
    for role, name in legend:
        canvas.rect(x, canvas.y + 2, THICK, THICK, role)
        canvas.text(x + 11, canvas.y + 9, [Span(name, "")], size=SMALL, role="quiet")
        x += 11 + width_of(name, SMALL) + 14
    canvas.y += LINE + 5


def draw_columns(columns: Sequence[Column], colours: Palette, alt: str) -> str:
    """Columns on one base line, each with its value above it."""
    canvas = Canvas(colours)
    _columns(canvas, columns, (0.0, WIDTH), HIGH)
    for depth in range(len(columns[0].labels)):
        canvas.y += LINE
        for place, column in zip(_middles(columns, (0.0, WIDTH)), columns, strict=True):
            span = column.labels[depth : depth + 1]
            canvas.text(place, canvas.y - 2, span, size=SMALL, anchor="middle", role="quiet")
    canvas.y += 2
    return canvas.finish(alt)


def draw_multiples(
    rows: Sequence[tuple[tuple[Span, ...], tuple[Column, ...]]], colours: Palette, alt: str
) -> str:
    """A small set of columns a row, all on one scale, under the row's label."""
    canvas = Canvas(colours)
    tallest = max(column.size for _, columns in rows for column in columns) or 1
    for label, columns in rows:
        canvas.y += LINE
        canvas.text(0, canvas.y - 3, label)
        most = max(column.size for column in columns)
        _columns(canvas, columns, (0.0, WIDTH), 24.0 * most / tallest)
        canvas.y += GAP
    _, columns = rows[-1]
    canvas.y += 1
    for place, column in zip(_middles(columns, (0.0, WIDTH)), columns, strict=True):
        canvas.text(place, canvas.y, column.labels[:1], size=SMALL, anchor="middle", role="quiet")
    canvas.y += 3
    return canvas.finish(alt)


def _middles(columns: Sequence[Column], sides: tuple[float, float]) -> list[float]:
    left, right = sides
    step = (right - left) / len(columns)
    return [left + step * (number + 0.5) for number in range(len(columns))]


def _columns(
    canvas: Canvas, columns: Sequence[Column], sides: tuple[float, float], high: float
) -> None:
    """Columns up to `high` units on a base rule; moves down past them."""
    most = max(column.size for column in columns) or 1
    base = canvas.y + LINE + high
    wide = min(28.0, (sides[1] - sides[0]) / len(columns) * 0.6)
    for middle, column in zip(_middles(columns, sides), columns, strict=True):
        height = high * column.size / most
        if height:
            canvas.rect(middle - wide / 2, base - height, wide, height, column.role)
        value, role = [Span(column.said, "")], "ink" if column.size else "quiet"
        canvas.text(middle, base - height - 3, value, size=SMALL, anchor="middle", role=role)
    canvas.rect(sides[0], base, sides[1] - sides[0], 0.5, "rule")
    canvas.y = base + 3

"""A chart as a picture, for mail programs that show no vectors."""

from __future__ import annotations

import re
from functools import cache

from briefing.charts.chart import Chart

VIEW = re.compile(r'viewBox="0 0 (?P<width>\S+) (?P<height>\S+)"')
EDGE = 6.0  # units of ground around the drawing, which a dark page would else touch


@cache
def to_png(chart: Chart, width: int, ground: str) -> bytes:
    """The drawing as PNG, `width` pixels wide, on ground of this colour; equal in, equal out."""
    import resvg_py

    drawing = VIEW.sub(_widened, chart.svg, count=1)
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, width=width, background=ground))


def _widened(view: re.Match[str]) -> str:
    width, height = (float(view[side]) + 2 * EDGE for side in ("width", "height"))
    return f'viewBox="{-EDGE:g} {-EDGE:g} {width:g} {height:g}"'

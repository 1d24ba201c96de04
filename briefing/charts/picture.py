"""A chart as a picture, for mail programs that show no vectors."""

from __future__ import annotations

from functools import cache

from briefing.charts.chart import Chart


@cache
def to_png(chart: Chart, width: int) -> bytes:
    """The drawing as PNG, `width` pixels wide, on its own ground; equal charts, equal bytes."""
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=chart.svg, width=width))

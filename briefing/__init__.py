"""Turns Korean and English news on China and AI into a bilingual weekly brief.

The public interface; everything loads on first use, so importing the package costs nothing.
"""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.api import build, classify, cluster, summarise, translate
    from briefing.models import Article, Brief, Rendering, Story, Summary, ThemeScore

__version__ = version("briefing")

__all__ = [
    "Article",
    "Brief",
    "Rendering",
    "Story",
    "Summary",
    "ThemeScore",
    "__version__",
    "build",
    "classify",
    "cluster",
    "summarise",
    "translate",
]

_MODELS = ("Article", "Brief", "Rendering", "Story", "Summary", "ThemeScore")


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'briefing' has no attribute {name!r}")
    return getattr(import_module("briefing.models" if name in _MODELS else "briefing.api"), name)

"""The desk and what it made of each article, kept from look to look while its files stay the same.

To read the articles is most of the work of composing an edition; after a pin it is the same again.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from briefing.analysis import analyse_articles
from briefing.desk import Desk, open_desk
from briefing.models import Analysis, Article


class Reader:
    """Opens a desk, and reads articles with it."""

    def __init__(self, folder: Path | None) -> None:
        """Open the desk in `folder`; raises SettingsError."""
        self._folder = folder
        self._desk = open_desk(folder)
        self._sha256 = self._desk.sha256
        self._read: dict[Article, Analysis] = {}

    def open(self) -> Desk:
        """The desk as its files are now: the same object as before when they are; SettingsError."""
        now = open_desk(self._folder)
        if (now, now.sha256) != (self._desk, self._sha256):
            self._desk, self._sha256, self._read = now, now.sha256, {}
        return self._desk

    def analyse(self, articles: Iterable[Article], desk: Desk) -> list[Analysis]:
        """As `analyse_articles`, with the desk that `open` gave; each article is read once."""
        wanted = list(articles)
        new = [article for article in wanted if article not in self._read]
        self._read.update(zip(new, analyse_articles(new, desk), strict=True))
        return [self._read[article] for article in wanted]

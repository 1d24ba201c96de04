"""The numbered list of sources: every article of a printed story, in order of first use."""

from __future__ import annotations

from urllib.parse import urlsplit

from briefing.models import Article, SourceRef
from briefing.outlets import Outlets


class SourceList:
    """Gives each article its number."""

    def __init__(self, outlets: Outlets) -> None:
        self._outlets = outlets
        self._sources: dict[str, SourceRef] = {}

    @property
    def all(self) -> tuple[SourceRef, ...]:
        """The list so far, by number."""
        return tuple(self._sources.values())

    def number(self, article: Article) -> int:
        """The article's number, given on first use."""
        if article.id not in self._sources:
            self._sources[article.id] = self._entry(article)
        return self._sources[article.id].number

    def _entry(self, article: Article) -> SourceRef:
        outlet = self._outlets.find(article.outlet)
        name = article.outlet or _host(article.url)
        return SourceRef(
            number=len(self._sources) + 1,
            article_id=article.id,
            outlet=name,
            outlet_en=outlet.en if outlet else name,
            headline=article.headline,
            language=article.language,
            url=article.url,
            published=article.published,
            precision=article.precision,
            sample=article.sample,
            sha256=article.sha256,
        )


def _host(url: str) -> str:
    """What an outlet without a name is called: where its pages stand."""
    return (urlsplit(url).hostname or "").removeprefix("www.")

"""robots.txt (RFC 9309): what a host lets us fetch, and how fast."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from briefing.sources.faults import FetchError

if TYPE_CHECKING:
    from protego import Protego

_LARGEST = 500_000  # bytes of a robots.txt that are read (RFC 9309 asks for 500 KiB)
_SLOWEST = 60.0  # seconds between requests that we are ready to keep to


class Robots:
    """The rules of each host, fetched once a run."""

    def __init__(self, fetch: Callable[[str], bytes], agent: str) -> None:
        """`fetch` returns a robots.txt, empty when the host has none; FetchError when it fails."""
        self._fetch, self._agent = fetch, agent
        self._rules: dict[str, Protego | FetchError] = {}
        self._reading: dict[str, Lock] = {}  # by host: others wait, and need not ask again

    def check(self, url: str) -> float:
        """The seconds that the host wants between requests; FetchError where we may not go."""
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}".lower()
        with self._reading.setdefault(host, Lock()):
            if host not in self._rules:
                place = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
                self._rules[host] = self._read(place)
        rules = self._rules[host]
        if isinstance(rules, FetchError):
            raise FetchError(rules.rule, rules.what, where=url, hint=rules.hint)
        if not rules.can_fetch(url, self._agent):
            raise FetchError("robots", "robots.txt of the host does not allow it", where=url)
        return min(rules.crawl_delay(self._agent) or 0.0, _SLOWEST)

    def _read(self, url: str) -> Protego | FetchError:
        """The parsed rules, or the error for which nothing of the host is fetched in this run."""
        from protego import Protego

        try:
            text = self._fetch(url)[:_LARGEST].decode("utf-8", "replace")
        except FetchError as error:
            return FetchError(error.rule, f"robots.txt: {error.what}", where=url, hint=error.hint)
        return Protego.parse(text)

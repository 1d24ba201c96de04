"""Whether an article is the outlet's own version of another one in the other language."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from briefing.models import Article

_NEAR = timedelta(days=3)  # a version follows within
_NUMBER = re.compile(r"\d{7,}")  # long enough to be the id of an article


def is_version(one: Article, other: Article) -> bool:
    """Whether both are of one outlet, in two languages, and address or headline says they match.

    Addresses match when the same article number stands in them, or when only their words for a
    language differ. Outlets match by name or by the domain of their addresses.
    """
    return (
        one.language != other.language
        and _same_outlet(one, other)
        and _near(one, other)
        and (_same_address(one.url, other.url) or _is_marked(one) or _is_marked(other))
    )


def _same_outlet(one: Article, other: Article) -> bool:
    return (one.outlet == other.outlet != "") or (_domain(one.url) == _domain(other.url) != "")


def _near(one: Article, other: Article) -> bool:
    if one.published is None or other.published is None:
        return True
    return abs(one.published - other.published) <= _NEAR


def _same_address(one: str, other: str) -> bool:
    if not one or not other:
        return False
    numbers = set(_NUMBER.findall(one)) & set(_NUMBER.findall(other))
    return bool(numbers) or _without_language(one) == _without_language(other)


def _without_language(url: str) -> tuple[str, ...]:
    """The address as words, without those that name a language."""
    parts = urlsplit(url)
    words = [*(parts.hostname or "").split("."), *parts.path.split("/")]
    words += [f"{name}={value}" for name, value in parse_qsl(parts.query)]
    spoken = set(_marks()["address"])
    return tuple(word for word in words if word and word.lower() not in spoken)


def _domain(url: str) -> str:
    """The host without the words for a language in front of it."""
    words = (urlsplit(url).hostname or "").split(".")
    while len(words) > 2 and words[0] in _marks()["address"]:
        del words[0]
    return ".".join(words)


def _is_marked(article: Article) -> bool:
    """Whether the headline says so, in brackets or after a dash."""
    marks = "|".join(map(re.escape, _marks()["headline"]))
    pattern = rf"[\[(【〔]\s*(?:{marks})\s*[\])】〕]|[-–—]\s*(?:{marks})\s*$"
    return re.search(pattern, article.headline, re.IGNORECASE) is not None


@cache
def _marks() -> dict[str, Any]:
    return tomllib.loads(files("briefing").joinpath("data", "versions.toml").read_text("utf-8"))

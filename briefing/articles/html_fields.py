"""What a page says of itself: headline, authors, site, time, address.

From JSON-LD, meta and time elements only, and from a line such as ``입력 2025-05-01 09:12``. What
an extraction library guesses from elsewhere in a page looks the same as what was given, so it is
not asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from lxml import etree

_ARTICLE = re.compile(r"(article|posting|report)$", re.IGNORECASE)  # types in JSON-LD
_AND = re.compile(r"\s*[,;](?!\s*[A-Z]\.)\s*|\s+and\s+")
_BY = re.compile(r"^by:?\s+", re.IGNORECASE)
_PERSON = re.compile(r"[A-Z][\w.'’-]*(?: (?!and\b)[\w.'’-]+){1,3}|[가-힣]{2,4}")
_BYLINE_CLASS = re.compile("byline|author", re.IGNORECASE)
_BYLINE = re.compile(
    rf"[Bb][Yy]:? ((?:{_PERSON.pattern})(?:(?:,| and) (?:{_PERSON.pattern}))*)(?: ?[-–—|·]|$)"
)
_PUBLISHED = re.compile(r"datePublished|pubdate|entry-date|published", re.IGNORECASE)
_LD_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_TITLES = ("og:title", "twitter:title", "headline", "dc.title")
_SITES = ("og:site_name", "application-name", "dc.publisher")
_AUTHORS = ("author", "article:author", "dable:author", "byl", "parsely-author", "dc.creator")
_TIMES = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "date.issued",
    "dc.date.issued",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "dc.date",
    "publish_date",
    "publish-date",
    "publication_date",
    "pub_date",
    "date",
)
_STAMP = re.compile(
    r"(?:기사)?\s?(?:입력|등록|송고|승인|게재|발행)\s?(?:일시|시간)?\s?:?\s?"
    r"((?:19|20)\d\d\s?[-./년]\s?\d{1,2}\s?[-./월]\s?\d{1,2}일?"
    r"(?:[\s.,T]*(?:오전|오후)?\s?\d{1,2}\s?[:시]\s?\d{2}(?::\d{2})?)?)"
)
_LONGEST_STAMP = 100  # characters of a line that may hold one
_MOST_OBJECTS = 10_000  # in JSON-LD


class Fields(NamedTuple):
    """Empty where the page does not say."""

    headline: str
    url: str
    site: str
    authors: tuple[str, ...]
    published: str  # as the page writes it
    stamp: str  # the time in a line of its text


def read_fields(root: etree._Element) -> Fields:
    """The fields of a parsed page."""
    metas, linked = _metas(root), _linked_data(root)
    return Fields(
        headline=_headline(root, metas, linked),
        url=_canonical(root, metas),
        site=_first(metas, _SITES),
        authors=tuple(_authors(metas, linked)) or _marked_authors(root),
        published=_published(root, metas, linked),
        stamp=_stamp(root),
    )


def words_of(node: etree._Element) -> str:
    """The text of an element on one line."""
    return " ".join("".join(map(str, node.itertext())).split())


def _metas(root: etree._Element) -> dict[str, str]:
    """The first content of each meta element, by name in lower case."""
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        for attribute in ("property", "name", "itemprop"):
            if content and (name := meta.get(attribute)):
                metas.setdefault(name.strip().lower(), content)
    return metas


def _linked_data(root: etree._Element) -> dict[str, Any]:
    """The first article in the page's JSON-LD; at least its time where the JSON is damaged."""
    found: dict[str, Any] = {}
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        text = script.text or ""
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            if match := _LD_PUBLISHED.search(text):
                found.setdefault("datePublished", match[1])
            continue
        for candidate in _objects(value):
            kinds = candidate.get("@type")
            if any(_ARTICLE.search(str(kind)) for kind in _listed(kinds)):
                return candidate
    return found


def _objects(value: object) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value, the outer ones first."""
    waiting = [value]
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, dict):
            yield one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _first(metas: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((metas[name] for name in names if name in metas), "")


def _headline(root: etree._Element, metas: Mapping[str, str], linked: Mapping[str, Any]) -> str:
    told = linked.get("headline")
    if title := _first(metas, _TITLES) or (told if isinstance(told, str) else ""):
        return title
    for name in ("h1", "title"):
        for node in root.iter(name):
            if words := words_of(node):
                return words
    return ""


def _authors(metas: Mapping[str, str], linked: Mapping[str, Any]) -> Iterator[str]:
    """Names of persons; an address or the site's own name is none."""
    told = [
        author.get("name") if isinstance(author, dict) else author
        for author in _listed(linked.get("author"))
    ]
    site = _first(metas, _SITES)
    for author in [*told, *([] if any(told) else [_first(metas, _AUTHORS)])]:
        for name in _AND.split(_BY.sub("", author)) if isinstance(author, str) else ():
            if name and name != site and "://" not in name and "@" not in name:
                yield re.sub(r"\s*(?:기자|특파원)$", "", name)


def _marked_authors(root: etree._Element) -> tuple[str, ...]:
    """The author that the page's text marks as such: ``rel=author``, or a byline with ``By``."""
    marked = [*root.iterfind(".//a[@rel='author']"), *root.iterfind(".//*[@itemprop='author']")]
    found = {name for node in marked if _PERSON.fullmatch(name := _BY.sub("", words_of(node)))}
    if len(found) == 1:
        return tuple(found)
    for node in root.iterfind(".//*[@class]"):
        if _BYLINE_CLASS.search(node.get("class") or "") and (
            match := _BYLINE.match(words_of(node))
        ):
            return tuple(_AND.split(match[1]))
    return ()


def _published(root: etree._Element, metas: Mapping[str, str], linked: Mapping[str, Any]) -> str:
    """The time at which the page says that it was published, as it writes it."""
    told = linked.get("datePublished")
    if isinstance(told, str) and told.strip():
        return told
    if time := _first(metas, _TIMES):
        return time
    times = [node for node in root.iter("time") if (node.get("datetime") or "").strip()]
    marked = [node for node in times if _PUBLISHED.search(f"{node.attrib}")]
    chosen = marked or (times if len({node.get("datetime") for node in times}) == 1 else [])
    return str(chosen[0].get("datetime")) if chosen else ""


def _stamp(root: etree._Element) -> str:
    """The time in a line such as ``입력 2025-05-01 09:12``, anywhere in the page."""
    for text in map(str, root.itertext()):
        if len(text) <= _LONGEST_STAMP and (match := _STAMP.search(" ".join(text.split()))):
            return match[1]
    return ""


def _canonical(root: etree._Element, metas: Mapping[str, str]) -> str:
    links = (link for link in root.iter("link") if link.get("rel") == "canonical")
    addresses = (*(link.get("href") or "" for link in links), metas.get("og:url", ""))
    return next((one for one in addresses if one.startswith(("http://", "https://"))), "")

"""OPML, the lists of feeds that readers export, as `[[source]]` tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import count
from typing import TYPE_CHECKING

from briefing.errors import InputError
from briefing.sources.records import web_address
from briefing.sources.settings import SourceSettings

if TYPE_CHECKING:
    from lxml import etree

_LONGEST_NAME = 80  # characters


def read_opml(
    content: bytes, where: str, *, taken: Iterable[str] = ()
) -> tuple[SourceSettings, ...]:
    """The feeds in an OPML file, each address once, under names that differ and are not `taken`.

    InputError when it is no OPML. Entities are not resolved and nothing is fetched.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"not XML: {error}", where=where) from None
    if root is None or str(root.tag).lower() != "opml":
        raise InputError("not OPML", where=where, hint="export the feeds of your reader as OPML")
    return tuple(_sources(root, set(taken)))


def _sources(root: etree._Element, names: set[str]) -> Iterator[SourceSettings]:
    addresses: set[str] = set()
    for outline in root.iter("outline"):
        fields = {str(key).lower(): str(value) for key, value in outline.attrib.items()}
        address = web_address(fields.get("xmlurl", ""))
        if not address or address in addresses:
            continue
        addresses.add(address)
        name = _unique(fields.get("title") or fields.get("text") or address, names)
        yield SourceSettings(name=name, location=address)


def _unique(title: str, names: set[str]) -> str:
    """A printable name that no other source has."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in title).split())
    name = first = plain[:_LONGEST_NAME] or "feed"
    for number in count(2):
        if name not in names:
            break
        name = f"{first} {number}"
    names.add(name)
    return name


def to_toml(sources: Iterable[SourceSettings]) -> str:
    """The sources as `[[source]]` tables, with what differs from the defaults."""
    tables = []
    for source in sources:
        fields = source.model_dump(exclude_unset=True)
        # JSON writes strings, numbers, booleans and lists of strings as TOML does
        lines = [f"{key} = {json.dumps(fields[key], ensure_ascii=False)}" for key in fields]
        tables.append("\n".join(["[[source]]", *lines]))
    return "\n\n".join(tables) + "\n" if tables else ""

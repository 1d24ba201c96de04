"""What mail programs would spoil in a mail body, by the tables of `data/mail_clients.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

from briefing.tables import read_toml

LINK = re.compile(r"(https?://[^\s/]+|mailto:[^\s@]+@|#.)")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a mail body should not hold, or lacks."""

    what: str  # property position, element svg, image without alt …
    where: str  # the line of the body, and the element
    clients: tuple[str, ...] = ()  # that spoil it; empty: all readers lose


@cache
def tables() -> dict[str, Any]:
    """The tables of clients, properties and elements."""
    return read_toml(Path(str(files("briefing"))) / "data" / "mail_clients.toml")


def lint_mail(html: str) -> list[Finding]:
    """Everything in the body that a client named in the tables would spoil, each kind once."""
    body = _Body()
    body.feed(html)
    body.close()
    first: dict[str, Finding] = {}
    for finding in body.findings:
        first.setdefault(finding.what, finding)
    if not body.lang:
        first["no language"] = Finding("no language", "<html>")
    if not body.title.strip():
        first["no title"] = Finding("no title", "<head>")
    return list(first.values())


class _Body(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.findings: list[Finding] = []
        self.lang = ""
        self.title = ""
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element and what is written into it."""
        values = {name: value or "" for name, value in attrs}
        where = f"line {self.getpos()[0]}, <{tag}>"
        self._inside = tag
        if tag == "html":
            self.lang = values.get("lang", "")
        self.findings += _element(tag, where)
        self.findings += _attributes(tag, values, where)
        self.findings += _declarations(values.get("style", ""), where)

    def handle_endtag(self, tag: str) -> None:
        """Leave it."""
        self._inside = ""

    def handle_data(self, data: str) -> None:
        """Look at a style sheet; note the title."""
        if self._inside == "style":
            self.findings += _sheet(data, f"line {self.getpos()[0]}, <style>")
        elif self._inside == "title":
            self.title += data


def _named(clients: list[str]) -> tuple[str, ...]:
    return tuple(tables()["clients"][client] for client in clients)


def _listed(kind: str, table: dict[str, Any], name: str, where: str) -> Iterator[Finding]:
    """A finding unless the table calls the name safe or its loss graceful."""
    if name in table["unsafe"]:
        yield Finding(f"{kind} {name}", where, _named(table["unsafe"][name]))
    elif not (name in table.get("safe", ()) or name in table.get("graceful", ())):
        yield Finding(f"{kind} {name}, which the tables do not know", where)


def _element(tag: str, where: str) -> Iterator[Finding]:
    yield from _listed("element", tables()["elements"], tag, where)


def _attributes(tag: str, values: dict[str, str], where: str) -> Iterator[Finding]:
    if tag == "img" and "alt" not in values:
        yield Finding("image without alt", where)
    if tag == "table" and values.get("role") != "presentation":
        yield Finding("table without role=presentation", where)
    if tag == "a" and not LINK.match(values.get("href", "")):
        yield Finding(f"link to {values.get('href', '')!r}", where)
    if any(name.startswith("on") for name in values):
        yield Finding("script in an attribute", where, _named(list(tables()["clients"])))


def _declarations(css: str, where: str) -> Iterator[Finding]:
    import tinycss2

    for rule in tinycss2.parse_blocks_contents(css, skip_comments=True, skip_whitespace=True):
        if rule.type != "declaration":
            yield Finding("style that cannot be read", where)
            continue
        yield from _listed("property", tables()["properties"], rule.lower_name, where)
        value = tinycss2.serialize(rule.value).strip()
        for text, clients in tables()["values"].items():
            if re.search(rf"(?<![a-z-]){re.escape(text)}", value):
                yield Finding(f"{rule.lower_name}: {value}", where, _named(clients))


def _sheet(css: str, where: str) -> Iterator[Finding]:
    """A style sheet: its rules for media are looked at as the rest is."""
    import tinycss2

    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule":
            yield from _listed("rule", tables()["at_rules"], rule.lower_at_keyword, where)
            if rule.lower_at_keyword == "media":
                yield from _sheet(tinycss2.serialize(rule.content or ()), where)
        elif rule.type == "qualified-rule":
            yield from _declarations(tinycss2.serialize(rule.content), where)
        else:
            yield Finding("style that cannot be read", where)

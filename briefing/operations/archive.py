"""A static site of all editions: it opens from disk and from any web server alike.

SITE/index.html          editions by year
SITE/EDITION/index.html  the edition as it was published, with its PDF when there is one
SITE/search.html         search by morphemes; index and script are in the page (search.py)
SITE/feed.xml            Atom (RFC 4287)
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from briefing.audiences import view
from briefing.desk import Desk
from briefing.editions import BRIEF, load_brief, write_file
from briefing.errors import EditionError, InputError
from briefing.looks import audience_look
from briefing.models import Brief, Item
from briefing.operations.search import index_items
from briefing.renderers import RENDERERS, Look
from briefing.renderers.environment import environment
from briefing.settings import Audience

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """An edition on the site."""

    folder: Path
    brief: Brief  # as the audience sees it
    updated: datetime

    @property
    def id(self) -> str:
        """The same wherever the site moves."""
        return _urn(self.brief, self.brief.edition)

    @property
    def leads(self) -> list[Item]:
        """The first story of each section."""
        return [section.items[0] for section in self.brief.sections if section.items]


def write_archive(out: Path, site: Path, audience: Audience, desk: Desk, url: str = "") -> Path:
    """Write the site of all editions in `out`; returns its first page.

    `url` is where it will be published; without it the links of the feed are relative. Raises
    EditionError when there is no edition.
    """
    if url and not re.fullmatch(r"https?://[^\s<>\"]+", url):
        raise InputError(f"{url!r} is not a web address", hint="--url https://example.kr/brief")
    entries = read_entries(out, audience)
    drawn = audience_look(audience, desk)
    for entry in entries:
        _write_edition(entry, site / entry.folder.name, drawn, {one.folder.name for one in entries})
    newest = entries[0].brief
    years = [
        (year, list(group))
        for year, group in groupby(entries, lambda one: one.brief.period.until.year)
    ]
    script = (_template_file(drawn, "search.js")).read_text(encoding="utf-8")
    pages: dict[str, dict[str, object]] = {
        "search.html": {"index": index_items(entries), "script": script, "hash": _hash(script)},
        "feed.xml": {
            "id": _urn(newest, ""),
            "entries": entries[:50],
            "url": url.rstrip("/") + "/" if url else "",
        },
        "index.html": {"years": years},
    }
    for name, values in pages.items():
        text = environment(drawn).get_template(f"archive/{name}.j2").render(brief=newest, **values)
        if name.endswith(".xml"):
            text = _NOT_IN_XML.sub("", text)
        path = write_file(site / name, text.encode())
    return path


def read_entries(out: Path, audience: Audience) -> list[Entry]:
    """Every edition in a folder of editions, the newest first."""
    entries = [_entry(path.parent, audience) for path in out.glob(f"*/{BRIEF}")]
    if not entries:
        raise EditionError("no edition to archive", where=str(out), hint="briefing build")
    return sorted(
        entries, key=lambda one: (one.brief.period.until, one.brief.edition), reverse=True
    )


def _entry(folder: Path, audience: Audience) -> Entry:
    brief = view(load_brief(folder), audience)
    made = brief.corrections[-1].made_at if brief.corrections else brief.colophon.made_at
    return Entry(folder, brief, made)


def _urn(brief: Brief, part: str) -> str:
    return uuid5(NAMESPACE_URL, f"{brief.masthead_en}/{brief.audience}/{part}").urn


def _write_edition(entry: Entry, folder: Path, drawn: Look, names: Set[str]) -> None:
    """The edition's page: the file that was published, or drawn anew when it is not there.

    `names` are the editions on the site: links to their files become links to their pages.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = f"brief.{entry.brief.audience}"
    published = entry.folder / f"{name}.html"
    if published.exists():
        content = published.read_bytes()
    else:
        content = RENDERERS["html"](entry.brief, look=drawn).content
    write_file(folder / "index.html", _relinked(content, name, names))
    pdf = entry.folder / f"{name}.pdf"
    if pdf.exists():
        shutil.copyfile(pdf, folder / "brief.pdf")


def _relinked(page: bytes, name: str, names: Set[str]) -> bytes:
    """The page with its links to other editions leading to where they are on the site."""

    def on_site(link: re.Match[bytes]) -> bytes:
        return b"%sindex.html#" % link[1] if link[2].decode() in names else link[0]

    pattern = rb'(<a href="\.\./([\w-]+)/)%s\.html#' % re.escape(name).encode()
    return re.sub(pattern, on_site, page)


def _template_file(drawn: Look, name: str) -> Path:
    paths: Sequence[Path] = [folder / "archive" / name for folder in drawn.templates]
    return next(path for path in paths if path.exists())


def _hash(script: str) -> str:
    """The script's hash for the page's Content-Security-Policy."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

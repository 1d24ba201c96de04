"""Where articles come from. A source brings documents; reading them is `articles`' business.

    files      text, Markdown, JSON, JSON Lines    files.py    local.py
    feed       RSS, Atom, JSON Feed                feed.py     xmlfeed.py  jsonfeed.py
    page(s)    addresses, lists of addresses       page.py
    mail       .eml, mbox, Maildir                 mail.py
    jsonl pdf  at an address or in a file          jsonl.py    pdf.py

`http` is the one client (over `transport`, `addresses`, `robots`, `decompression`); `collect`
runs all sources, `health` tells how they fare. The client loads httpx: import it where needed.
"""

from briefing.sources.collect import Counts, FetchResult, Keeper, Read, Received, fetch_sources
from briefing.sources.files import read_documents
from briefing.sources.health import WINDOW, History, SourceHealth, assess, is_due
from briefing.sources.kinds import KINDS, make_source
from briefing.sources.preview import Preview
from briefing.sources.settings import FetchSettings, SourceSettings
from briefing.sources.source import Source
from briefing.sources.state import FetchState, MemoryState, Validators

__all__ = [
    "KINDS",
    "WINDOW",
    "Counts",
    "FetchResult",
    "FetchSettings",
    "FetchState",
    "History",
    "Keeper",
    "MemoryState",
    "Preview",
    "Read",
    "Received",
    "Source",
    "SourceHealth",
    "SourceSettings",
    "Validators",
    "assess",
    "fetch_sources",
    "is_due",
    "make_source",
    "read_documents",
]

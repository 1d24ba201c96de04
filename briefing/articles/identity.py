"""What an article is known by: its address without tracking, and its id.

`courlan.normalize_url` is near, but drops ``uid``, ``cid`` and ``eid``, which number articles on
Korean sites, and keeps fragments; so the parameters to drop are a list of exact names.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote, urlsplit, urlunsplit

from briefing.articles.stylebook import Marks

_DEFAULT_PORTS = {"http": 80, "https": 443}
_SAFE = "/%:=@!$&'()*+,;~[]-._?"
_ESCAPE = re.compile(r"%[\da-fA-F]{2}")


def canonical_url(url: str, marks: Marks) -> str:
    """The address with what numbers the article, and without what follows the reader.

    Lower-case host, no fragment, no tracking parameters, no AMP or known mobile form; the other
    parameters stay in their order. What is no web address comes back as it is.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return url.strip()
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return url.strip()
    host = marks.mobile_hosts.get(host, f"[{host}]" if ":" in host else host)
    if port and port != _DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    path = _escape(parts.path or "/")
    if path.endswith(("/amp", "/amp/")):
        path = path.rstrip("/").removesuffix("amp")
    return urlunsplit((parts.scheme, host, path, _escape(_query(parts.query, marks)), ""))


def _query(query: str, marks: Marks) -> str:
    return "&".join(pair for pair in query.split("&") if pair and not _is_tracking(pair, marks))


def _is_tracking(pair: str, marks: Marks) -> bool:
    name = pair.partition("=")[0].lower()
    return name in marks.tracking or name.startswith(marks.tracking_prefixes)


def _escape(text: str) -> str:
    """Non-ASCII letters and ``%ec`` in one spelling, ``%EC``."""
    escaped = quote(text, safe=_SAFE, errors="replace")
    return _ESCAPE.sub(lambda match: match.group().upper(), escaped)


def article_id(url: str, body: str) -> str:
    """12 hexadecimal digits of the SHA-256 of canonical address and text."""
    return hashlib.sha256(f"{url}\n{body}".encode(errors="replace")).hexdigest()[:12]

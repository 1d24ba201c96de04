"""HTML: one file that opens from disk, with its style and script inside and nothing to fetch."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from briefing.models import Brief, Rendition
from briefing.renderers.environment import Look
from briefing.renderers.limits import draw

SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
NO_SCRIPT = "script-src 'none'"  # in the page's policy, as the template writes it


def render(brief: Brief, *, look: Look) -> Rendition:
    """The brief as ``brief.AUDIENCE.html``; raises TemplateError."""
    text = allow_scripts(draw("brief.html.j2", brief, look, on_paper=False))
    return Rendition(f"brief.{brief.audience}.html", "text/html", text.encode())


def allow_scripts(page: str) -> str:
    """The page with a policy that lets its own inline scripts run, by their hashes, and no other.

    Source: Content Security Policy Level 3, 2.3.1, "hash-source".
    """
    hashes = [f"'sha256-{_hash(script)}'" for script in SCRIPT.findall(page)]
    return page.replace(NO_SCRIPT, f"script-src {' '.join(hashes)}", 1) if hashes else page


def _hash(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()

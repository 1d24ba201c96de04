"""The preview: an edition on a local page that follows every change, with the editors' controls.

    server.py ─ guard.py ─ app.py ─┬─ shell.py ─ stories.py, why.py      the page, the ledger beside
                                   ├─ proof.py ─ watching.py, reading.py  the edition as it is now
                                   └─ reviewing.py ─ decisions.py, memory.py   what forms ask for

The pages are drawn by `pages.py` from `templates/preview/`.
"""

from briefing.preview.server import PORT, serve

__all__ = ["PORT", "serve"]

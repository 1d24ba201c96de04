"""Serves the preview on this machine alone, until Ctrl-C."""

from __future__ import annotations

import errno
import secrets
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from briefing.errors import BriefingError
from briefing.preview.app import make_app
from briefing.preview.guard import ENTRANCE
from briefing.preview.proof import Proof

HOST, PORT = "127.0.0.1", 8321
PAUSE = 0.2  # seconds between looks at the files


def serve(
    folder: Path, desk: Path | None, port: int, tell: Callable[[str], None], *, editor: str = ""
) -> None:
    """Serve the edition in `folder`; `tell` gets the address once it can be opened.

    Port 0 takes a free one; `editor` is the name under which decisions are kept. Raises
    EditionError, SettingsError, and BriefingError for a port that cannot be had. Returns after
    Ctrl-C.
    """
    import uvicorn

    with _listening(port) as listener:
        proof = Proof(folder, desk)
        port, token = listener.getsockname()[1], secrets.token_urlsafe(24)
        app = make_app(proof, editor, token, port, lambda: server.should_exit)
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=3)
        server = uvicorn.Server(config)
        threading.Thread(target=_watch, args=(proof,), daemon=True).start()
        tell(f"http://{HOST}:{port}{ENTRANCE}?token={token}")
        with suppress(KeyboardInterrupt):  # uvicorn raises it again when all is closed
            server.run(sockets=[listener])


def _listening(port: int) -> socket.socket:
    """A socket that already takes connections, so that the address can be told."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except (OSError, OverflowError) as error:
        listener.close()
        in_use = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        what = f"port {port} is in use" if in_use else f"port {port} cannot be had: {error}"
        raise BriefingError(what, hint="--port 0 takes a free one") from None
    listener.listen()
    return listener


def _watch(proof: Proof) -> None:
    while True:
        time.sleep(PAUSE)
        proof.refresh()

"""Who may ask: the browser that was given the token, of a page that came from here.

    Host     one of this machine's names    else a page could reach us under its own (DNS rebinding)
    cookie   SameSite=Strict, the token     else any user of this machine could look
    POST     Origin ours, the token again   else a page elsewhere could have forms sent (CSRF)

Each answer forbids the browser to load anything from elsewhere, and to keep anything.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost")
ENTRANCE = "/enter"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # with less, browsers send no Origin along with a form
    "X-Content-Type-Options": "nosniff",
}


def cookie_name(host: str) -> str:
    """A name for each port, since all servers of a machine share their cookies."""
    return f"briefing-preview-{host.rpartition(':')[2]}"


def is_same(given: str | None, token: str) -> bool:
    """Whether this is the token, in a time that tells nothing about it."""
    return secrets.compare_digest((given or "").encode(), token.encode())


class Guard:
    """Refuses what does not come from our own page, before anything looks at it."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app, self._token = app, token
        self._hosts = {f"{host}:{port}" for host in HOSTS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(HTTPConnection(scope), scope["method"], scope["path"])
        answer = PlainTextResponse(refusal, 403) if refusal else self._app
        await answer(scope, receive, send_guarded)

    def _refusal(self, request: HTTPConnection, method: str, path: str) -> str:
        """Why the request is refused; empty when it is not."""
        headers = request.headers
        host = headers.get("host", "")
        if host not in self._hosts:
            return "Refused: this is not a name of this server.\n"
        if path == ENTRANCE and method == "GET":
            return ""  # it asks for the token itself
        if not is_same(request.cookies.get(cookie_name(host)), self._token):
            return "Refused: open the address that `briefing preview` has printed.\n"
        if method not in ("GET", "HEAD") and not _is_ours(headers, host):
            return "Refused: sent by a page of another origin.\n"
        return ""


def _is_ours(headers: Mapping[str, str], host: str) -> bool:
    site = headers.get("sec-fetch-site", "same-origin")
    return headers.get("origin") == f"http://{host}" and site == "same-origin"

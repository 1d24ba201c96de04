"""A web server of the tests' own on 127.0.0.1, each path with an answer that a test sets."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from briefing.sources.http import Client
from briefing.sources.settings import FetchSettings


@dataclass
class Answer:
    """What the server says; `headers` win over what it would add."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    write: Callable[[Callable[[bytes], object]], object] | None = None  # writes the body itself


@dataclass
class Web:
    """The server: its address, its answers by path, and what was asked."""

    base: str
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def set(self, path: str, *answers: Answer) -> str:
        """Answer so at this path, one after another, the last for good; returns the address."""
        self.answers[path] = list(answers)
        return self.base + path

    def page(self, path: str, body: str | bytes, kind: str = "text/html", **headers: str) -> str:
        """A good answer with this body."""
        content = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.set(path, Answer(content, headers={"Content-Type": kind, **named}))

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def serving() -> Iterator[Web]:
    """A server until the end of the block."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.web = Web(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.web
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    web: Web

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that breaks off is what is tested."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        assert isinstance(self.server, _Server)
        web = self.server.web
        web.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        answers = web.answers.get(self.path) or [Answer(status=404)]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        self.send_response(answer.status)
        length = {} if answer.write else {"Content-Length": str(len(answer.body))}
        for name, value in {**length, **answer.headers}.items():
            self.send_header(name, value)
        if answer.write:
            self.send_header("Connection", "close")
        self.end_headers()
        with suppress(OSError):  # the client may have gone, which is what is tested
            if answer.write:
                answer.write(self.wfile.write)
                self.close_connection = True
            else:
                self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def patient(sleeps: list[float] | None = None, /, **settings: object) -> Client:
    """A client that may fetch from 127.0.0.1, and only notes how long it would sleep."""
    values = {"allow_hosts": ["127.0.0.1"], "rate_seconds": 0, "retries": 2, **settings}
    slept = sleeps if sleeps is not None else []
    return Client(FetchSettings.model_validate(values), sleep=slept.append, clock=lambda: 0.0)


CHANNEL = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>피드</title>{items}</channel></rss>"""


def rss(items: str, encoding: str = "utf-8") -> bytes:
    """An RSS feed with these items."""
    return CHANNEL.format(items=items, encoding=encoding).encode(encoding)

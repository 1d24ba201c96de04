"""The web application: the page, the framed brief, the events, the forms.

    GET  /enter?token=…   the printed address: gives the cookie
    GET  /?CHOICE         the page around the brief
    GET  /frame?CHOICE    the brief itself, without scripts, for the frame of that page
    GET  /alone?CHOICE    the brief by itself, as readers get it
    GET  /events          a line for each new state, for as long as the page is open
    POST /?CHOICE         a form of the page

A brief is drawn by templates that anybody may have edited, so it is shown in a sandbox: in the
frame it runs no script, by itself it has an origin of its own. It can load nothing either way.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from briefing.errors import BriefingError
from briefing.preview import pages
from briefing.preview.choice import Choice, read_choice
from briefing.preview.guard import ENTRANCE, Guard, cookie_name, is_same
from briefing.preview.pdfpages import pictures
from briefing.preview.proof import Proof
from briefing.preview.reviewing import Reviewer
from briefing.preview.shell import draw_shell
from briefing.renderers.html import SCRIPT

LARGEST = 200_000  # bytes of a form
BRIEF = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
FRAMED = {"Content-Security-Policy": BRIEF + "sandbox allow-same-origin"}
ALONE = {"Content-Security-Policy": BRIEF + "script-src 'unsafe-inline'; sandbox allow-scripts"}
ASSETS = {"preview.css": "text/css", "preview.js": "text/javascript"}
PAUSE = 0.1  # seconds between looks for a new state


class Pages:
    """What is answered to each request that the guard lets through."""

    def __init__(
        self, proof: Proof, reviewer: Reviewer, token: str, is_over: Callable[[], bool]
    ) -> None:
        self._proof, self._token, self._is_over = proof, token, is_over
        self._reviewer = reviewer
        self._said = ""  # what became of the last form

    def enter(self, request: Request) -> Response:
        """The cookie, on a page that leads on: a redirect would not carry a strict cookie."""
        if not is_same(request.query_params.get("token"), self._token):
            return PlainTextResponse("Refused: not the address that was printed.\n", 403)
        answer = HTMLResponse(pages.page("enter.html.j2"))
        name = cookie_name(request.headers["host"])
        answer.set_cookie(name, self._token, httponly=True, samesite="strict")
        return answer

    def index(self, request: Request) -> Response:
        """The page around the brief."""
        return self._shell(read_choice(request.query_params))

    async def act(self, request: Request) -> Response:
        """What a form asks for, and the page again."""
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > LARGEST:
                return PlainTextResponse("Refused: the form is too long.\n", 413)
        form = dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
        if not is_same(form.get("token"), self._token):
            return PlainTextResponse("Refused: not a form of this page.\n", 403)
        return await run_in_threadpool(self._act, read_choice(request.query_params), form)

    def _act(self, choice: Choice, form: dict[str, str]) -> Response:
        try:
            said = self._reviewer.act(form)
        except BriefingError as error:
            return self._shell(choice, error=error)
        self._said = said
        return RedirectResponse(f"/?{choice}", 303)  # so that a reload sends nothing again

    def _shell(self, choice: Choice, error: BriefingError | None = None) -> Response:
        said = "" if error else self._said
        text = draw_shell(
            self._proof, self._reviewer, choice, token=self._token, said=said, error=error
        )
        return HTMLResponse(text, 422 if error else 200)

    def frame(self, request: Request) -> Response:
        """The chosen output, or what is wrong with it."""
        pieces = _framed(self._proof, read_choice(request.query_params))
        return StreamingResponse(pieces, media_type="text/html", headers=FRAMED)

    def alone(self, request: Request) -> Response:
        """The chosen output as readers get it."""
        choice = read_choice(request.query_params)
        try:
            drawn = self._proof.refresh().draw(choice)
        except BriefingError as error:
            return HTMLResponse(pages.fault(error), 500, FRAMED)
        headers = None if choice.output == "pdf" else ALONE  # a sandbox has no PDF viewer
        return Response(drawn.content, media_type=drawn.media_type, headers=headers)

    def asset(self, request: Request) -> Response:
        """A style sheet or script of the page."""
        name = request.url.path.removeprefix("/")
        return Response(pages.asset(name), media_type=ASSETS[name])

    def events(self, _: Request) -> Response:
        """The number of each new state."""
        return StreamingResponse(self._states(), media_type="text/event-stream")

    async def _states(self) -> AsyncIterator[str]:
        told = ""
        while not self._is_over():
            now = f"{self._proof.number} {'busy' if self._proof.is_composing else 'ready'}"
            if now != told:
                yield f"data: {now}\n\n"
                told = now
            await asyncio.sleep(PAUSE)


def make_app(
    proof: Proof, editor: str, token: str, port: int, is_over: Callable[[], bool]
) -> Guard:
    """The application for an edition; `is_over` tells when the server wants to end."""
    made = Pages(proof, Reviewer(proof, editor), token, is_over)
    routes = [
        Route(ENTRANCE, made.enter),
        Route("/", made.index),
        Route("/", made.act, methods=["POST"]),
        Route("/frame", made.frame),
        Route("/alone", made.alone),
        Route("/events", made.events),
        *(Route(f"/{name}", made.asset) for name in ASSETS),
    ]
    return Guard(Starlette(routes=routes), token, port)


def _framed(proof: Proof, choice: Choice) -> Iterator[str]:
    """The pieces of what stands in the frame, each as soon as it is there."""
    if choice.output == "pdf":
        yield from pages.stream("pdf.html.j2", pages=_pdf_pages(proof, choice))
        return
    try:
        drawn = proof.refresh().draw(choice)
    except BriefingError as error:
        yield pages.fault(error)
        return
    if drawn.media_type == "text/html":
        yield SCRIPT.sub("", drawn.content.decode())  # none would run; so none complains
    else:
        yield pages.page("text.html.j2", text=drawn.content.decode(), name=drawn.name)


def _pdf_pages(proof: Proof, choice: Choice) -> Iterator[dict[str, object]]:
    """The pages as pictures; instead of them the error that kept them from being made."""
    try:
        drawn = proof.refresh().draw(choice)
    except BriefingError as error:
        yield {"error": error, "excerpt": pages.excerpt(error)}
        return
    for number, count, picture in pictures(drawn.content):
        yield {"error": None, "number": number, "count": count, "picture": picture}

"""A mail server on loopback that accepts, refuses, breaks off and dawdles as it is told."""

from __future__ import annotations

import asyncio
import email
import ssl
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session, syntax

OK = "250 OK"
DROP_IN_DATA, DROP_AFTER_DOT, DAWDLE = "drop in data", "drop after dot", "dawdle"


@dataclass
class MailServer:
    """What arrived, and what to do with each recipient's next mails."""

    port: int = 0
    arrived: list[tuple[str, bytes]] = field(default_factory=list)  # recipient, message
    script: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    envelopes: int = 0  # RCPT commands seen
    logins: list[str] = field(default_factory=list)

    def next_answer(self, recipient: str) -> str:
        """The next line of the recipient's script; all is well when it is empty."""
        return self.script[recipient].pop(0) if self.script[recipient] else OK

    def counts(self) -> dict[str, int]:
        """How many mails each recipient has."""
        return {who: [r for r, _ in self.arrived].count(who) for who, _ in self.arrived}

    def message(self, recipient: str) -> EmailMessage:
        """The first mail to a recipient, parsed strictly."""
        content = next(content for who, content in self.arrived if who == recipient)
        parsed = email.message_from_bytes(content, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed

    # What follows are the hooks of aiosmtpd, which gives them their names.

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Refuses what the script begins with `RCPT `."""
        self.envelopes += 1
        script = self.script[address]
        if script and script[0].startswith("RCPT "):
            return script.pop(0).removeprefix("RCPT ")
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keeps the mail, or answers as the script says."""
        (recipient,) = envelope.rcpt_tos
        answer = self.next_answer(recipient)
        assert isinstance(envelope.content, bytes)
        if answer in (OK, DROP_AFTER_DOT, DAWDLE):
            self.arrived.append((recipient, envelope.content))
        if answer == DAWDLE:
            await asyncio.sleep(1.2)
        if answer == DROP_AFTER_DOT:
            _hang_up(server)
        return OK if answer == DAWDLE else answer

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        """One user, one password."""
        assert isinstance(data, LoginPassword)
        self.logins.append(data.login.decode())
        is_right = data == LoginPassword(b"desk", b"s3cret")
        return AuthResult(success=is_right, handled=is_right)


class _Protocol(SMTP):
    """Breaks off in the middle of DATA when the script says so."""

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        assert self.envelope
        script = self.event_handler.script[self.envelope.rcpt_tos[0]]
        if script and script[0] == DROP_IN_DATA:
            script.pop(0)
            await self.push("354 go on")
            await self._reader.readline()
            _hang_up(self)
            return
        await super().smtp_DATA(arg)


def _hang_up(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Protocol(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        """Learns the port that the system chose, before the controller tries it."""
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def mail_server(
    *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None, **options: Any
) -> Iterator[MailServer]:
    """A server that runs until the block ends; `tls` from the first byte, or by STARTTLS."""
    server = MailServer()
    if options.get("auth_required"):
        options["authenticator"] = server.authenticate
    controller = _Controller(
        server,
        hostname="localhost",
        port=0,
        ssl_context=tls,
        tls_context=starttls,
        require_starttls=starttls is not None,
        **options,
    )
    controller.start()
    server.port = controller.port
    try:
        yield server
    finally:
        controller.stop()

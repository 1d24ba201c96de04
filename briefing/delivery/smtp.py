"""Letters to a mail server, one transaction each (RFC 5321).

The server takes responsibility for a mail when it answers the dot that ends it. Until that dot is
on its way a mail has certainly not been accepted, so `committing` is called right before it: what
happens earlier can be repeated without a thought.
"""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Callable

from briefing.delivery.errors import DeferredError, DeliveryError, RefusedError, UnreachableError
from briefing.delivery.message import Letter
from briefing.delivery.settings import DeliverySettings

USER, PASSWORD = "BRIEFING_SMTP_USER", "BRIEFING_SMTP_PASSWORD"
FINAL_TIMEOUT = 600.0  # seconds for the answer to the dot: RFC 5321, 4.5.3.2.6

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_END = b".\r\n"


class Server:
    """A transport that keeps one connection for as many letters as it lasts."""

    def __init__(self, settings: DeliverySettings, final_timeout: float = FINAL_TIMEOUT) -> None:
        """Connects when the first letter comes."""
        self._settings = settings
        self._final_timeout = final_timeout
        self._smtp: smtplib.SMTP | None = None

    def send(self, letter: Letter, committing: Callable[[], None]) -> str:
        """Hand one letter over; returns the server's answer.

        Raises RefusedError or DeferredError for this recipient, DeliveryError when the server
        takes no mail of ours at all. `committing` is called once, before what may be accepted.
        """
        smtp = self._smtp or self._connect()
        try:
            self._check_size(smtp, letter)
            self._envelope(smtp, letter)
            return self._data(smtp, letter, committing)
        except (smtplib.SMTPServerDisconnected, OSError, UnicodeError) as error:
            self._drop()
            raise DeferredError(f"connection lost: {error}") from error

    def close(self) -> None:
        """Say goodbye."""
        if self._smtp:
            try:
                self._smtp.quit()
            except (smtplib.SMTPException, OSError):
                self._drop()
        self._smtp = None

    def _envelope(self, smtp: smtplib.SMTP, letter: Letter) -> None:
        code, answer = smtp.mail(letter.sender)
        if code >= 500:
            hint = "delivery.sender must be an address that the server lets you send from"
            raise DeliveryError(f"sender {letter.sender} refused: {_line(code, answer)}", hint=hint)
        self._expect(code, answer, 250)
        code, answer = smtp.rcpt(letter.recipient)
        self._expect(code, answer, 250, 251)

    def _data(self, smtp: smtplib.SMTP, letter: Letter, committing: Callable[[], None]) -> str:
        self._expect(*smtp.docmd("DATA"), 354)
        smtp.send(_stuffed(letter.content))
        try:
            committing()
        except BaseException:
            self._drop()  # without the dot the server throws away what it has
            raise
        smtp.send(_END)
        code, answer = self._final_answer(smtp)
        self._expect(code, answer, 250)
        return _line(code, answer)

    def _final_answer(self, smtp: smtplib.SMTP) -> tuple[int, bytes]:
        """The answer to the dot, with the patience that the standard asks for."""
        assert smtp.sock is not None
        smtp.sock.settimeout(self._final_timeout)
        answer = smtp.getreply()
        smtp.sock.settimeout(self._settings.timeout)
        return answer

    def _expect(self, code: int, answer: bytes, *wanted: int) -> None:
        """Nothing on a wanted code; on another the letter is refused, or has to wait."""
        if code in wanted:
            return
        self._reset()
        if 500 <= code <= 599:
            raise RefusedError(_line(code, answer))
        if code == 421:  # the server is closing: everyone has to wait
            raise UnreachableError(_line(code, answer))
        raise DeferredError(_line(code, answer))

    def _reset(self) -> None:
        """End the transaction; a connection that does not even take that is given up."""
        try:
            if self._smtp and self._smtp.rset()[0] == 250:
                return
        except OSError:
            pass
        self._drop()

    def _check_size(self, smtp: smtplib.SMTP, letter: Letter) -> None:
        limit = smtp.esmtp_features.get("size", "")
        if limit.isdecimal() and 0 < int(limit) < len(letter.content):
            size = f"{len(letter.content) / 1e6:.1f} MB"
            hint = "set delivery.pdf = false, or use a smaller logo"
            raise DeliveryError(
                f"the mail has {size}; the server takes {int(limit) / 1e6:.1f} MB", hint=hint
            )

    def _drop(self) -> None:
        if self._smtp:
            self._smtp.close()
        self._smtp = None

    def _connect(self) -> smtplib.SMTP:
        settings = self._settings
        where = f"{settings.server}:{settings.port}"
        try:
            self._smtp = _open(settings)
        except ssl.SSLError as error:
            hint = "delivery.security and delivery.port must fit together; delivery.ca_file"
            raise DeliveryError(f"no secure connection: {error}", where=where, hint=hint) from None
        except smtplib.SMTPAuthenticationError as error:
            reason = _line(error.smtp_code, error.smtp_error)
            if error.smtp_code < 500:
                raise UnreachableError(f"{where}: {reason}") from error
            hint = f"set {USER} and {PASSWORD}"
            raise DeliveryError(f"log-in refused: {reason}", where=where, hint=hint) from None
        except smtplib.SMTPNotSupportedError as error:
            hint = 'delivery.security = "tls" or "none" is for other kinds of server'
            raise DeliveryError(str(error), where=where, hint=hint) from None
        except (smtplib.SMTPException, OSError) as error:
            raise UnreachableError(f"no connection to {where}: {error}") from error
        return self._smtp


def _open(settings: DeliverySettings) -> smtplib.SMTP:
    """A connection that is encrypted and logged in as the settings ask."""
    login = credentials(settings)
    smtp: smtplib.SMTP
    if settings.security == "tls":
        smtp = smtplib.SMTP_SSL(
            settings.server, settings.port, timeout=settings.timeout, context=_context(settings)
        )
    else:
        smtp = smtplib.SMTP(settings.server, settings.port, timeout=settings.timeout)
    try:
        if settings.security == "starttls":
            smtp.starttls(context=_context(settings))
        smtp.ehlo_or_helo_if_needed()
        if login:
            smtp.login(*login)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _context(settings: DeliverySettings) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=settings.ca_file or None)
    except FileNotFoundError:
        raise DeliveryError("delivery.ca_file: no such file", where=settings.ca_file) from None


def credentials(settings: DeliverySettings) -> tuple[str, str] | None:
    """User and password from the environment, or else from the keyring; None to send without.

    DeliveryError when they would cross a network in the clear.
    """
    login = _from_environment() or _from_keyring(settings.server)
    if login and settings.security == "none" and settings.server not in _LOOPBACK:
        hint = 'set delivery.security = "starttls" or "tls"'
        raise DeliveryError("the password would be sent unencrypted", hint=hint)
    if login and not "".join(login).isascii():
        raise DeliveryError(f"{USER} and {PASSWORD} may only hold ASCII characters")
    return login


def _from_environment() -> tuple[str, str] | None:
    user, password = os.environ.get(USER), os.environ.get(PASSWORD)
    if bool(user) != bool(password):
        raise DeliveryError(f"only one of {USER} and {PASSWORD} is set")
    return (user, password) if user and password else None


def _from_keyring(server: str) -> tuple[str, str] | None:
    """What `keyring set briefing@SERVER USER` stored; keyring is optional."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        found = keyring.get_credential(f"briefing@{server}", None)
    except KeyringError:
        return None
    return (found.username, found.password) if found else None


def _stuffed(content: bytes) -> bytes:
    """The content with its leading dots doubled, up to the line that holds the final dot."""
    doubled = content.replace(b"\r\n.", b"\r\n..")
    doubled = b"." + doubled if doubled.startswith(b".") else doubled
    return doubled if doubled.endswith(b"\r\n") else doubled + b"\r\n"


def _line(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{code} {' '.join(text.split())}"

"""A JSON service on the network: posts, waits and tries again, and never tells a key."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from briefing.bilingual.engines.base import EngineError

if TYPE_CHECKING:
    import httpx

_AGAIN = frozenset((408, 429, 500, 502, 503, 504, 529))
_REASONS = {
    401: "the key was refused",
    403: "the key was refused",
    413: "the texts are too long for one request",
    429: "too many requests",
    456: "the quota is used up",
}
_FINAL = frozenset((401, 403, 404, 456))  # the next batch would fare no better
_RATE = re.compile(r"rate.?limit|per.minute|per.second|too many requests", re.IGNORECASE)
_QUOTA = re.compile(r"quota|daily limit|billing", re.IGNORECASE)
_LONGEST = 60.0  # seconds to wait, whatever the service asks for
_LOCAL = frozenset(("localhost", "127.0.0.1", "::1"))


class Service:
    """One service at one address."""

    def __init__(
        self,
        name: str,
        address: str,
        *,
        headers: Mapping[str, str] | None = None,
        secrets: tuple[str, ...] = (),
        timeout: float = 60.0,
        retries: int = 3,
        pause: float = 1.0,
    ) -> None:
        """`secrets` are blotted out of every message; `pause` seconds double with each try."""
        _check(name, address, secrets)
        self.name, self._address = name, address.rstrip("/")
        self._headers, self._secrets = dict(headers or {}), tuple(filter(None, secrets))
        self._timeout, self._retries, self._pause = timeout, retries, pause
        self._opened: httpx.Client | None = None

    def post(self, path: str, body: object) -> Any:
        """The JSON that the service answers; EngineError after the last try."""
        for attempt in range(self._retries + 1):
            answer = self._send(path, body)
            if not isinstance(answer, str) and answer.status_code == 200:
                return self._read(answer)
            if attempt == self._retries or not _is_passing(answer):
                raise self._error(answer)
            time.sleep(self._wait(answer, attempt))
        raise AssertionError  # the last try returns or raises

    def _send(self, path: str, body: object) -> httpx.Response | str:
        """The answer, or why there is none."""
        import httpx

        if self._opened is None:
            self._opened = httpx.Client(headers=self._headers, timeout=self._timeout)
        try:
            return self._opened.post(f"{self._address}{path}", json=body)
        except httpx.TimeoutException:
            return f"no answer within {self._timeout:g} seconds"
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return self._blotted(str(error) or type(error).__name__)

    def _wait(self, answer: httpx.Response | str, attempt: int) -> float:
        """Seconds until the next try: what the service asks for, else twice as long each time."""
        asked = "" if isinstance(answer, str) else answer.headers.get("retry-after", "")
        seconds = float(asked) if asked.isdigit() else self._pause * 2**attempt
        return min(seconds, _LONGEST)

    def _read(self, answer: httpx.Response) -> Any:
        try:
            return answer.json()
        except ValueError:
            raise EngineError("the answer is not JSON", where=self.name) from None

    def _error(self, answer: httpx.Response | str) -> EngineError:
        if isinstance(answer, str):
            hint = "is the service running, and the address right?"
            return EngineError(answer, where=self.name, hint=hint, is_final=True)
        status = _meaning(answer)
        said = self._blotted(_message(answer))
        reason = _REASONS.get(status, f"status {status}")
        what = f"{reason}: {said}" if said else reason
        return EngineError(what, where=self.name, is_final=status in _FINAL)

    def _blotted(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


def _check(name: str, address: str, secrets: tuple[str, ...]) -> None:
    """A key goes over an encrypted connection, or not beyond this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host or parts.scheme not in {"http", "https"}:
        raise EngineError(
            f"{address!r} is no address", where=name, hint="such as https://host/path"
        )
    if parts.scheme == "http" and host not in _LOCAL and any(secrets):
        raise EngineError("a key would go unencrypted", where=name, hint="use an https:// address")


def _is_passing(answer: httpx.Response | str) -> bool:
    """Whether a later try may succeed."""
    return isinstance(answer, str) or _meaning(answer) in _AGAIN


def _meaning(answer: httpx.Response) -> int:
    """The status that is meant: Google says 403 of its limits too, OpenAI 429 of a spent quota."""
    status = answer.status_code
    if status not in {403, 429}:
        return status
    said = _message(answer)
    if _RATE.search(said):
        return 429
    return 456 if _QUOTA.search(said) else status


def _message(answer: httpx.Response) -> str:
    """What the service says of an error, in one short line; services put it in several places."""
    try:
        said = answer.json()
    except ValueError:
        return ""
    for key in ("error", "message", "errorMessage", "detail"):
        if isinstance(said, dict) and key in said:
            said = said[key]
    return " ".join(said.split())[:200] if isinstance(said, str) else ""

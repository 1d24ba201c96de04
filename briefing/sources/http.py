"""A polite client: says who it is, asks only for what is new, keeps to robots.txt and a rate.

What a server sends is bounded in bytes, time and redirects; see `transport` for the addresses.
"""

from __future__ import annotations

import random
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock
from urllib.parse import urljoin

import httpx

from briefing import __version__
from briefing.sources.addresses import Guard, check_url
from briefing.sources.decompression import CODINGS, TooLargeError, read_limited
from briefing.sources.faults import FetchError
from briefing.sources.robots import Robots
from briefing.sources.settings import FetchSettings
from briefing.sources.state import FetchState
from briefing.sources.transport import Deadline, GuardedTransport

_PASSING = frozenset((429, 500, 502, 503, 504))  # worth another try
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_LONGEST_WAIT = 120.0  # seconds; a server that wants more is left for the next run
_NAME = "briefing"  # as robots.txt files may call us


@dataclass(frozen=True, slots=True)
class Response:
    """What an address held."""

    url: str  # where it was found in the end
    content: bytes
    media_type: str
    charset: str  # as the header says; empty: it says nothing
    etag: str
    last_modified: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: httpx.Headers
    charset: str
    content: bytes


class _PassingError(Exception):
    """A fault that may pass; `after` are the seconds that the server asks to wait."""

    def __init__(self, fault: FetchError, after: float | None = None) -> None:
        self.fault, self.after = fault, after


class Client:
    """Fetches addresses, in any thread; use it as a context manager."""

    def __init__(
        self,
        settings: FetchSettings,
        *,
        guard: Guard | None = None,
        sleep: Callable[[float], object] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        chance: random.Random | None = None,
    ) -> None:
        """`guard`, `sleep`, `clock` and `chance` are for tests."""
        self._settings, self._sleep, self._clock = settings, sleep, clock
        self._chance = chance or random.Random()
        self._deadline = Deadline()
        self._turns: dict[str, float] = {}  # host -> when it may be asked again
        self._turning = Lock()
        self._robots = Robots(self._fetch_robots, _NAME)
        self._http = httpx.Client(
            transport=GuardedTransport(guard or Guard(settings.allow_hosts), self._deadline),
            timeout=settings.timeout_seconds,
            headers={
                "User-Agent": settings.user_agent or f"{_NAME}/{__version__}",
                "Accept-Encoding": "gzip, deflate",
            },
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(self, url: str, state: FetchState) -> Response | None:
        """What the address holds; None when it has not changed since `state.put`.

        Raises FetchError, also for what is refused: other schemes, private addresses, robots.txt,
        too many bytes, too many redirects.
        """
        known = state.get(url)
        headers = {}
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        place, answer = self._follow(url, headers, self._robots.check)
        if answer.status == httpx.codes.NOT_MODIFIED:
            return None
        if not httpx.codes.is_success(answer.status):
            raise _failed(answer.status, url)
        return Response(
            url=place,
            content=answer.content,
            media_type=answer.headers.get("content-type", "").partition(";")[0].strip().lower(),
            charset=answer.charset.lower(),
            etag=answer.headers.get("etag", ""),
            last_modified=answer.headers.get("last-modified", ""),
            fetched_at=datetime.now(UTC),
        )

    def _fetch_robots(self, url: str) -> bytes:
        _, answer = self._follow(url, {}, lambda _: 0.0)
        if httpx.codes.is_success(answer.status):
            return answer.content
        if httpx.codes.is_client_error(answer.status):
            return b""
        raise _failed(answer.status, url)

    def _follow(
        self, url: str, headers: Mapping[str, str], check: Callable[[str], float]
    ) -> tuple[str, _Answer]:
        """The first answer that is no redirect, and its address; every hop is checked."""
        place = url
        for _ in range(self._settings.redirects + 1):
            try:
                host = check_url(place)
                self._wait_turn(host, check(place))
                answer = self._persist(place, headers, host)
            except FetchError as error:
                if place == url:
                    raise
                what = f"{error.what}; redirected to {error.where}"
                raise FetchError(error.rule, what, where=url, hint=error.hint) from None
            target = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not target:
                return place, answer
            place = _join(place, target)
        raise FetchError(
            "too-many-redirects", f"more than {self._settings.redirects} redirects", where=url
        )

    def _wait_turn(self, host: str, wanted: float) -> None:
        """Wait until the host may be asked, and say when it may be next."""
        with self._turning:
            now = self._clock()
            turn = max(now, self._turns.get(host, now))
            self._turns[host] = turn + max(wanted, self._settings.rate_seconds)
        if turn > now:
            self._sleep(turn - now)

    def _persist(self, url: str, headers: Mapping[str, str], host: str) -> _Answer:
        """An answer, after as many tries as the settings allow."""
        for attempt in range(self._settings.retries + 1):
            if attempt:
                self._wait_turn(host, 0.0)
            try:
                return self._ask(url, headers)
            except _PassingError as passing:
                fault = passing.fault
                pause = self._chance.uniform(0.5, 1.0) * 2**attempt
                if passing.after is not None:
                    pause = max(pause, passing.after)
                if pause > _LONGEST_WAIT:
                    hint = f"the server asks to wait {pause:.0f} seconds"
                    raise FetchError(fault.rule, fault.what, where=url, hint=hint) from None
            if attempt < self._settings.retries:
                self._sleep(pause)
        raise fault

    def _ask(self, url: str, headers: Mapping[str, str]) -> _Answer:
        """One exchange; _PassingError for what may be better the next time."""
        self._deadline.start(self._settings.total_seconds)
        try:
            with self._http.stream("GET", url, headers=dict(headers)) as response:
                if response.status_code in _PASSING:
                    raise _PassingError(
                        _failed(response.status_code, url),
                        _retry_after(response.headers.get("retry-after", "")),
                    )
                content = self._read(response, url) if response.is_success else b""
                charset = response.charset_encoding or ""
                return _Answer(response.status_code, response.headers, charset, content)
        except httpx.TimeoutException as error:
            what = f"no complete answer in time ({type(error).__name__})"
            raise _PassingError(FetchError("time-out", what, where=url)) from None
        except httpx.TransportError as error:
            what = f"the connection failed: {error}"
            raise _PassingError(FetchError("unreachable", what, where=url)) from None
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise FetchError("bad-address", str(error), where=url) from None
        except FetchError as error:  # the guard knows the host only
            raise FetchError(error.rule, error.what, where=url, hint=error.hint) from None

    def _read(self, response: httpx.Response, url: str) -> bytes:
        limit = self._settings.max_bytes
        too_large = FetchError("too-large", f"more than {limit:,} bytes", where=url)
        coding = response.headers.get("content-encoding", "identity").strip().lower()
        if coding not in (*CODINGS, "identity", ""):
            raise FetchError("bad-encoding", f"cannot undo {coding!r}", where=url)
        if (length := response.headers.get("content-length", "")).isdecimal() and int(
            length
        ) > limit:
            raise too_large
        try:
            return read_limited(response.iter_raw(), coding if coding in CODINGS else "", limit)
        except TooLargeError:
            raise too_large from None
        except EOFError:
            what = "the compressed answer ends too early"
            raise _PassingError(FetchError("bad-encoding", what, where=url)) from None
        except zlib.error as error:
            raise FetchError("bad-encoding", f"not {coding}: {error}", where=url) from None


def _join(base: str, target: str) -> str:
    try:
        return urljoin(base, target)
    except ValueError:  # checked, and refused, as the next hop
        return target


def _failed(status: int, url: str) -> FetchError:
    phrase = httpx.codes.get_reason_phrase(status)
    return FetchError(f"http-{status}", f"HTTP {status} {phrase}".rstrip(), where=url)


def _retry_after(value: str) -> float | None:
    """Seconds from a Retry-After header: a number or a date."""
    if value.strip().isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())

"""The client is polite, and nothing that a server does can hurt: over real connections."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sources_web import Answer, Web, patient, serving

from briefing.sources.faults import FetchError
from briefing.sources.state import MemoryState, PendingState, Validators


@pytest.fixture
def web() -> Iterator[Web]:
    """A server."""
    with serving() as server:
        yield server


def fault(web: Web, url: str, **settings: float) -> FetchError:
    """The error that fetching the address ends in."""
    with patient(**settings) as client, pytest.raises(FetchError) as caught:
        client.get(url, MemoryState())
    return caught.value


def test_an_answer_carries_what_its_headers_say(web: Web) -> None:
    """Content, media type, charset and validators come out."""
    url = web.page("/a", "본문", 'Text/HTML; charset="EUC-KR"', ETag='"1"', Last_Modified="then")
    with patient() as client:
        response = client.get(url, MemoryState())
    assert response is not None
    assert response.content.decode() == "본문"
    assert (response.media_type, response.charset) == ("text/html", "euc-kr")
    assert (response.etag, response.last_modified, response.url) == ('"1"', "then", url)


def test_it_says_who_it_is(web: Web) -> None:
    """The user agent is the program's name, or what the desk sets."""
    url = web.page("/a", "x")
    with patient() as client:
        client.get(url, MemoryState())
    with patient(user_agent="desk/1 (mail@example.org)") as client:
        client.get(url, MemoryState())
    agents = {headers["user-agent"].partition("/")[0] for _, headers in web.asked}
    assert agents == {"briefing", "desk"}


def test_only_what_is_new_is_asked_for(web: Web) -> None:
    """The validators go back to the server, and 304 is no answer and no error."""
    url = web.set("/a", Answer(status=304))
    state = MemoryState()
    state.put(url, '"1"', "then")
    with patient() as client:
        assert client.get(url, state) is None
    headers = web.asked[-1][1]
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('"1"', "then")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_faults_that_may_pass_are_tried_again(web: Web, status: int) -> None:
    """With longer pauses each time."""
    url = web.set("/a", Answer(status=status), Answer(status=status), Answer(b"good"))
    sleeps: list[float] = []
    with patient(sleeps) as client:
        response = client.get(url, MemoryState())
    assert response is not None
    assert response.content == b"good"
    assert len(sleeps) == 2
    assert 0.5 <= sleeps[0] <= 1 <= sleeps[1] <= 2


def test_the_server_says_how_long_to_wait(web: Web) -> None:
    """Retry-After is kept to; one that is too long ends the try at once."""
    url = web.set("/a", Answer(status=503, headers={"Retry-After": "42"}), Answer(b"good"))
    sleeps: list[float] = []
    with patient(sleeps) as client:
        client.get(url, MemoryState())
    assert sleeps == [42]
    late = web.set(
        "/b", Answer(status=429, headers={"Retry-After": "Fri, 01 Jan 2100 00:00:00 GMT"})
    )
    error = fault(web, late)
    assert (error.rule, web.paths.count("/b")) == ("http-429", 1)
    assert "asks to wait" in error.hint


def test_a_fault_that_stays_is_given_up(web: Web) -> None:
    """After as many tries as are set; other statuses are not tried again."""
    assert fault(web, web.set("/a", Answer(status=500))).rule == "http-500"
    assert web.paths.count("/a") == 3
    assert fault(web, web.base + "/none").rule == "http-404"
    assert web.paths.count("/none") == 1


def test_a_server_that_is_not_there(web: Web) -> None:
    """A refused connection is one clear error."""
    with serving() as other:
        gone = other.base
    assert fault(web, gone + "/a").rule == "unreachable"


def test_an_answer_that_breaks_off(web: Web) -> None:
    """Fewer bytes than were promised are no answer."""
    url = web.set("/a", Answer(headers={"Content-Length": "100"}, write=lambda send: send(b"half")))
    assert fault(web, url).rule == "unreachable"


def test_robots_txt_is_kept_to(web: Web) -> None:
    """Rules for all and for us, with the longest match; the file is asked for once."""
    rules = "User-agent: *\nDisallow: /\nUser-agent: briefing\nDisallow: /p*/x$\nCrawl-delay: 7\n"
    web.page("/robots.txt", rules, "text/plain")
    web.page("/a", "x")
    sleeps: list[float] = []
    with patient(sleeps) as client:
        client.get(web.base + "/a", MemoryState())
        client.get(web.base + "/a", MemoryState())
        with pytest.raises(FetchError) as caught:
            client.get(web.base + "/private/x", MemoryState())
    assert caught.value.rule == "robots"
    assert [path for path, _ in web.asked] == ["/robots.txt", "/a", "/a"]
    assert 7 in sleeps


def test_a_host_without_its_robots_txt(web: Web) -> None:
    """None at all allows everything; one that fails allows nothing."""
    web.page("/a", "x")
    with patient() as client:
        assert client.get(web.base + "/a", MemoryState()) is not None
    web.set("/robots.txt", Answer(status=503))
    assert "robots.txt" in fault(web, web.base + "/a").what


def test_a_rate_for_each_host(web: Web) -> None:
    """Requests to one host stand apart by the rate."""
    url = web.page("/a", "x")
    sleeps: list[float] = []
    with patient(sleeps, rate_seconds=3) as client:
        client.get(url, MemoryState())
        client.get(url, MemoryState())
    assert sleeps == [3, 6]  # behind robots.txt, and behind the first; the clock stands still


def test_redirects_are_followed_and_counted(web: Web) -> None:
    """Relative ones too; without end they are an error."""
    web.set("/a", Answer(status=302, headers={"Location": "b"}))
    web.page("/b", "x")
    with patient() as client:
        response = client.get(web.base + "/a", MemoryState())
    assert response is not None
    assert response.url == web.base + "/b"
    loop = web.set("/loop", Answer(status=301, headers={"Location": "/loop"}))
    assert fault(web, loop, redirects=4).rule == "too-many-redirects"
    assert web.paths.count("/loop") == 5


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        ("file:///etc/passwd", "scheme-refused"),
        ("http://localhost/", "private-address"),
        ("http://127.1/", "private-address"),
        ("http://user@127.0.0.1/", "bad-address"),
        ("http://[oops/", "bad-address"),
    ],
)
def test_every_hop_is_checked(web: Web, target: str, rule: str) -> None:
    """A redirect leads nowhere that may not be asked for, and the first address is named."""
    url = web.set("/a", Answer(status=302, headers={"Location": target}))
    error = fault(web, url)
    assert (error.rule, error.where) == (rule, url)
    assert error.decision.stage == "fetch"


def test_a_pending_state_holds_back_until_taken() -> None:
    """An address counts as fetched only once its items are safe."""
    state = MemoryState()
    pending = PendingState(state)
    pending.put("http://a.example/", '"1"', "")
    assert state.get("http://a.example/") is None
    assert pending.get("http://a.example/") == Validators('"1"', "")
    assert pending.take() == {"http://a.example/": Validators('"1"', "")}
    assert pending.take() == {}

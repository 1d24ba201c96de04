"""The preview's server: who gets in, what it shows, and how it starts and ends."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection

import httpx
import pytest
from preview_desk import EDITION, Preview, entered, running

pytest_plugins = ["preview_fixtures"]


@pytest.fixture(name="client", scope="module")
def _client(preview: Preview) -> Iterator[httpx.Client]:
    with entered(preview) as client:
        yield client


def token_of(client: httpx.Client) -> str:
    """The token that stands in the forms of the page."""
    found = re.search(r'name="token" value="([^"]+)"', client.get("/").text)
    assert found
    return found[1]


@pytest.mark.parametrize("path", ["/", "/frame", "/alone", "/events", "/preview.js", "/nothing"])
def test_nobody_gets_in_without_the_cookie(preview: Preview, path: str) -> None:
    """Every page is refused, and nothing of the edition is told."""
    answer = httpx.get(preview.origin + path)
    assert answer.status_code == 403
    assert "briefing preview" in answer.text
    assert EDITION not in answer.text


def test_the_printed_address_gives_a_strict_cookie(preview: Preview) -> None:
    """It is not sent along from other sites, and no script can read it."""
    answer = httpx.get(preview.entrance)
    cookie = answer.headers["set-cookie"].lower()
    assert "samesite=strict" in cookie
    assert "httponly" in cookie
    assert httpx.get(preview.entrance[:-3] + "abc").status_code == 403
    assert httpx.get(preview.origin + "/enter").status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "localhost:1", ""]
)
def test_another_name_is_refused(preview: Preview, client: httpx.Client, host: str) -> None:
    """A page that has its name point to this machine gets nothing, cookie or not."""
    port = preview.origin.rpartition(":")[2]
    headers = {"Host": host.format(port=port)}
    assert client.get("/", headers=headers).status_code in (400, 403)
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "https://{host}"},
        {"Origin": "http://{host}", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_form_of_another_origin_is_refused(
    preview: Preview, client: httpx.Client, headers: dict[str, str]
) -> None:
    """Even with the cookie and the token; nothing is changed."""
    host = preview.origin.removeprefix("http://")
    filled = {name: value.format(host=host) for name, value in headers.items()}
    form = {"token": token_of(client), "action": "drop", "key": "20a243f3b6fd"}
    assert client.post("/", data=form, headers=filled).status_code == 403
    assert not (preview.folder / "review.toml").exists()


@pytest.mark.parametrize("token", ["", "wrong", "한글"])
def test_a_form_without_the_token_is_refused(
    preview: Preview, client: httpx.Client, token: str
) -> None:
    """The cookie and the origin alone do not change anything."""
    form = {"token": token, "action": "drop", "key": "20a243f3b6fd"}
    answer = client.post("/", data=form, headers={"Origin": preview.origin})
    assert answer.status_code == 403
    assert not (preview.folder / "review.toml").exists()


def test_a_form_that_is_too_long_is_refused(preview: Preview, client: httpx.Client) -> None:
    """Before it is read whole."""
    form = {"token": token_of(client), "action": "comment", "ko": "가" * 100_000}
    assert client.post("/", data=form, headers={"Origin": preview.origin}).status_code == 413


@pytest.mark.parametrize(
    "form",
    [
        {"action": "delete"},
        {"action": "pin"},
        {"action": "headline", "key": "nothing", "story": "nothing", "ko": "새"},
        {"action": "move", "key": "a", "section": "../.."},
        {"action": "undo"},
        {"action": "translate", "source": "stands nowhere", "text": "x"},
        {"action": "approve", "name": "Kim", "seen": "0"},
        {"action": "headline", "key": "{story}", "story": "{story}", "ko": "긴" * 400},
    ],
)
def test_what_cannot_be_done_is_said_on_the_page(
    preview: Preview, client: httpx.Client, form: dict[str, str]
) -> None:
    """In one line, without a traceback; nothing is changed."""
    story = re.search(r'id="story-(\w+)"', client.get("/").text)
    assert story
    filled = {key: value.format(story=story[1]) for key, value in form.items()}
    answer = client.post(
        "/", data={"token": token_of(client), **filled}, headers={"Origin": preview.origin}
    )
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "Traceback" not in answer.text
    assert not (preview.folder / "review.toml").exists()


@pytest.mark.parametrize(
    "path",
    ["/../briefing.toml", "/%2e%2e/briefing.toml", "/briefing.toml", "/preview.css/../x", "//etc"],
)
def test_no_path_leads_to_a_file(preview: Preview, client: httpx.Client, path: str) -> None:
    """What is not a page is not found, however it is written."""
    connection = HTTPConnection(preview.origin.removeprefix("http://"))
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (404, b"Not Found")
    connection.close()


@pytest.mark.parametrize(
    "query",
    [
        "audience=../../etc/passwd",
        "audience=nobody",
        "output=../x",
        "languages=zh",
        "story=%3Cscript%3E",
    ],
)
def test_a_choice_that_is_none_breaks_nothing(client: httpx.Client, query: str) -> None:
    """The page stands, and the frame shows the brief or says which names are valid."""
    assert client.get(f"/?{query}").status_code == 200
    text = client.get(f"/frame?{query}").text
    assert "<script>" not in text
    assert "중국 AI 인재" in text or "valid: default" in text


@pytest.mark.parametrize("output", ["html", "mail", "md", "txt"])
def test_the_brief_is_shown_in_a_sandbox(client: httpx.Client, output: str) -> None:
    """It may load nothing; in the frame it runs no script, alone it has no origin."""
    framed = client.get("/frame", params={"output": output})
    policy = framed.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert policy.endswith("sandbox allow-same-origin")
    assert "<script" not in framed.text
    alone = client.get("/alone", params={"output": output})
    assert "sandbox allow-scripts" in alone.headers["content-security-policy"]
    assert "allow-same-origin" not in alone.headers["content-security-policy"]


def test_nothing_is_kept_or_told_to_others(client: httpx.Client) -> None:
    """The page itself runs only its own script, and stands in no frame."""
    headers = client.get("/").headers
    assert headers["cache-control"] == "no-store"
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_a_port_in_use_is_one_clear_message(preview: Preview) -> None:
    """With what to do, and exit code 1."""
    port = preview.origin.rpartition(":")[2]
    command = [sys.executable, "-m", "briefing", "preview", "--no-open", "--port", port]
    done = subprocess.run(
        [*command, "--desk", str(preview.desk)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert f"error: port {port} is in use (--port 0 takes a free one)" in done.stderr
    assert "Traceback" not in done.stderr


def test_ctrl_c_ends_it_while_a_page_is_open(preview: Preview) -> None:
    """At once, with exit code 0 and no complaint."""
    with running(preview.desk, EDITION) as other, entered(other) as client:
        with client.stream("GET", "/events") as events:
            assert next(events.iter_lines()) == "data: 1 ready"
            other.process.send_signal(signal.SIGINT)
            _, complaint = other.process.communicate(timeout=30)
        assert other.process.returncode == 0
        assert "rror" not in complaint

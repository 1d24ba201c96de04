"""Engines when something goes wrong: errors, retries, keys."""

from __future__ import annotations

import logging

import pytest
from engine_cases import IDENTITY, KEY, SAID, SERVICES, TEXTS, _keys, ask, deepl, settings  # noqa: F401
from engine_server import Call, Reply, in_turn, serving

from briefing.bilingual.engines import EngineError, open_engine
from briefing.bilingual.engines.keys import find_key

# Errors


@pytest.mark.parametrize("status", [429, 500, 503, 529])
def test_a_passing_error_is_tried_again(status: int) -> None:
    """As often as the settings say."""
    busy = Reply({"message": "busy"}, status, {"Retry-After": "0"})
    with serving(in_turn(busy, busy, deepl(Call("", {}, None)))) as server:
        assert ask("deepl", server.address, TEXTS, retries=2) == SAID
        assert len(server.calls) == 3


def test_the_last_try_tells_what_the_service_said() -> None:
    """Without its length and line breaks."""
    busy = Reply({"error": {"message": "slow\ndown"}}, 429)
    with serving(in_turn(busy)) as server, pytest.raises(EngineError) as caught:
        ask("google", server.address, TEXTS, retries=1)
    assert str(caught.value) == "Google: too many requests: slow down"
    assert len(server.calls) == 2


@pytest.mark.parametrize(
    ("status", "words", "final"),
    [
        (401, "the key was refused", True),
        (403, "the key was refused", True),
        (456, "the quota is used up", True),
        (413, "too long", False),
        (400, "status 400", False),
    ],
)
def test_other_errors_are_not_tried_again(status: int, words: str, final: bool) -> None:
    """A refused key or a spent quota ends the run's requests; the rest concerns one batch."""
    with serving(in_turn(Reply(b"<html>", status))) as server:
        with pytest.raises(EngineError, match=words) as caught:
            ask("deepl", server.address, TEXTS)
        assert len(server.calls) == 1
    assert caught.value.is_final is final


@pytest.mark.parametrize(
    ("engine", "status", "message", "tries"),
    [
        ("google", 403, "User Rate Limit Exceeded", 3),
        ("google", 403, "Daily Limit Exceeded", 1),
        ("google", 429, "Quota exceeded for quota metric 'Characters per minute'", 3),
        ("openai", 429, "You exceeded your current quota, please check your billing.", 1),
        ("papago", 429, "Quota Exceed", 1),
        ("openai", 429, "Rate limit reached for requests", 3),
    ],
)
def test_a_limit_passes_and_a_quota_does_not(
    engine: str, status: int, message: str, tries: int
) -> None:
    """Services say either with 403 or 429; the message tells them apart."""
    with serving(in_turn(Reply({"error": {"message": message}}, status))) as server:
        with pytest.raises(EngineError) as caught:
            ask(engine, server.address, TEXTS[:1], retries=2)
        assert len(server.calls) == tries
    assert caught.value.is_final is (tries == 1)
    assert ("the quota is used up" in str(caught.value)) is (tries == 1)


def test_an_answer_that_is_no_json_is_an_error() -> None:
    """A captive portal answers 200 too."""
    with serving(in_turn(Reply(b"<html>"))) as server, pytest.raises(EngineError, match="not JSON"):
        ask("libretranslate", server.address, TEXTS)


def test_no_server_is_an_error_with_advice() -> None:
    """Nothing listens there."""
    with pytest.raises(EngineError, match="is the service running") as caught:
        ask("deepl", "http://127.0.0.1:9", TEXTS, retries=1)
    assert caught.value.is_final


# Keys


@pytest.mark.parametrize("engine", SERVICES)
def test_a_key_is_told_to_nobody(engine: str, caplog: pytest.LogCaptureFixture) -> None:
    """Not in messages, logs or representations, even if the service repeats it."""
    caplog.set_level(logging.DEBUG)
    said = Reply({"message": f"key {KEY} of {IDENTITY} is bad"}, 403)
    with serving(in_turn(said)) as server:
        opened = open_engine(settings(engine, server.address))
        with pytest.raises(EngineError) as caught:
            opened.translate(TEXTS, source="ko", target="en", terms={})
    told = f"{caught.value} {caught.value.args} {opened!r} {caplog.text}"
    told += str(caught.value.__cause__) + str(caught.value.__context__)
    assert "***" in told
    assert KEY not in told
    assert engine != "papago" or IDENTITY not in told


def test_a_key_does_not_travel_in_the_clear() -> None:
    """Only this machine is spoken to without encryption."""
    with pytest.raises(EngineError, match="unencrypted"):
        open_engine(settings("deepl", "http://mt.example"))
    open_engine(settings("deepl", "https://mt.example"))


@pytest.mark.parametrize("address", ["mt.example", "ftp://mt.example", "http://[", "https://"])
def test_a_wrong_address_is_named(address: str) -> None:
    """Before anything is sent."""
    with pytest.raises(EngineError, match="no address"):
        open_engine(settings("libretranslate", address))


@pytest.mark.parametrize("engine", ["deepl", "google", "papago"])
def test_a_missing_key_is_asked_for(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says which variable to set."""
    monkeypatch.delenv(f"BRIEFING_{engine.upper()}_KEY")
    monkeypatch.setattr("briefing.bilingual.engines.keys._from_keyring", lambda _: "")
    with pytest.raises(EngineError, match=f"BRIEFING_{engine.upper()}_KEY"):
        open_engine(settings(engine))


def test_a_key_may_lie_in_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment comes first."""
    keyring = pytest.importorskip("keyring")
    kept = {("briefing", "BRIEFING_DEEPL_KEY"): "from the keyring"}
    monkeypatch.setattr(keyring, "get_password", lambda *place: kept.get(place))
    assert find_key("deepl") == KEY
    monkeypatch.delenv("BRIEFING_DEEPL_KEY")
    assert find_key("deepl") == "from the keyring"
    assert find_key("nobody") == ""

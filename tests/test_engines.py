"""Engines over a real connection: what they send, what they make of answers and of errors."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from engine_server import Call, Reply, in_turn, serving

from briefing.bilingual.engines import EngineError, EngineFailure, Markup, open_engine
from briefing.bilingual.engines.keys import find_key
from briefing.bilingual.engines.local import Local, load_model
from briefing.bilingual.settings import TranslationSettings

KEY, IDENTITY = "k3y-0f-the-desk", "1d-0f-the-desk"
TEXTS = ["바이두는 <keep>R&amp;D</keep>에 썼다.", "메타는 부인했다."]
SAID = ["Baidu spent it on <keep>R&amp;D</keep>.", "Meta denied it."]


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every service has a key in the environment."""
    for service in ("OPENAI", "DEEPL", "GOOGLE", "PAPAGO", "LIBRETRANSLATE"):
        monkeypatch.setenv(f"BRIEFING_{service}_KEY", KEY)
    monkeypatch.setenv("BRIEFING_PAPAGO_KEY_ID", IDENTITY)


def settings(
    engine: str, address: str = "http://127.0.0.1:9", **values: object
) -> TranslationSettings:
    """Settings of an engine, without pauses."""
    given = {"openai": {"model": "qwen3"}, "google": {"project": "desk-1"}}.get(engine, {})
    return TranslationSettings.model_validate(
        {"engine": engine, "address": address, "pause_seconds": 0, **given, **values}
    )


def ask(engine: str, address: str, texts: list[str], **values: object) -> list[str | EngineFailure]:
    """What the engine makes of Korean texts."""
    opened = open_engine(settings(engine, address, **values))
    return opened.translate(texts, source="ko", target="en", terms={"바이두": "Baidu"})


# What each service answers to TEXTS, as its documentation has it.


def deepl(call: Call) -> Reply:
    """DeepL: translations in order."""
    return Reply({"translations": [{"detected_source_language": "KO", "text": t} for t in SAID]})


def google(call: Call) -> Reply:
    """Google: the same under other names."""
    return Reply({"translations": [{"translatedText": text} for text in SAID]})


def papago(call: Call) -> Reply:
    """Papago: one text at a time."""
    text = SAID[TEXTS.index(call.body["text"])]
    result = {"srcLangType": "ko", "tarLangType": "en", "translatedText": text}
    return Reply({"message": {"result": result}})


def libretranslate(call: Call) -> Reply:
    """LibreTranslate: a list for a list."""
    return Reply({"translatedText": SAID})


def openai(call: Call) -> Reply:
    """Chat completions: the content of a message."""
    message = {"role": "assistant", "content": json.dumps(SAID)}
    return Reply({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})


SERVICES = {
    "deepl": deepl,
    "google": google,
    "papago": papago,
    "libretranslate": libretranslate,
    "openai": openai,
}


@pytest.mark.parametrize("engine", SERVICES)
def test_texts_are_translated_in_order(engine: str) -> None:
    """Each service is asked in its own way and answers in its own."""
    with serving(SERVICES[engine]) as server:
        assert ask(engine, server.address, TEXTS) == SAID


@pytest.mark.parametrize(
    ("engine", "path", "headers", "body"),
    [
        (
            "deepl",
            "/v2/translate",
            {"authorization": f"DeepL-Auth-Key {KEY}"},
            {
                "text": TEXTS,
                "source_lang": "KO",
                "target_lang": "EN-GB",
                "split_sentences": "0",
                "tag_handling": "xml",
                "ignore_tags": ["keep"],
                "glossary_id": "g1",
            },
        ),
        (
            "google",
            "/v3/projects/desk-1/locations/global:translateText",
            {"authorization": f"Bearer {KEY}", "x-goog-user-project": "desk-1"},
            {
                "contents": TEXTS,
                "mimeType": "text/html",
                "sourceLanguageCode": "ko",
                "targetLanguageCode": "en",
                "glossaryConfig": {"glossary": "projects/desk-1/locations/global/glossaries/g1"},
            },
        ),
        (
            "papago",
            "/nmt/v1/translation",
            {"x-ncp-apigw-api-key-id": IDENTITY, "x-ncp-apigw-api-key": KEY},
            {"source": "ko", "target": "en", "text": TEXTS[0], "glossaryKey": "g1"},
        ),
        (
            "libretranslate",
            "/translate",
            {},
            {"q": TEXTS, "source": "ko", "target": "en", "format": "html", "api_key": KEY},
        ),
    ],
)
def test_each_service_is_asked_as_it_documents(
    engine: str, path: str, headers: dict[str, str], body: dict[str, object]
) -> None:
    """Address, key and fields."""
    with serving(SERVICES[engine]) as server:
        ask(engine, server.address, TEXTS, glossary="g1")
    call = server.calls[0]
    assert call.path == path
    assert call.body == body
    assert {name: call.headers[name] for name in headers} == headers


def test_a_chat_model_gets_terms_and_an_array() -> None:
    """One sentence goes as it is, several as a JSON array; names stand in the task."""
    one = Reply({"choices": [{"message": {"content": "Meta denied it."}}]})
    with serving(
        lambda c: openai(c) if c.body["messages"][1]["content"][0] == "[" else one
    ) as server:
        assert ask("openai", f"{server.address}/v1", TEXTS) == SAID
        assert ask("openai", f"{server.address}/v1", TEXTS[1:]) == SAID[1:]
    many, single = server.calls
    assert many.path == "/v1/chat/completions"
    assert many.headers["authorization"] == f"Bearer {KEY}"
    assert many.body["model"] == "qwen3"
    task, said = (message["content"] for message in many.body["messages"])
    assert "Korean into British English" in task
    assert "바이두 = Baidu" in task
    assert json.loads(said) == TEXTS
    assert single.body["messages"][1]["content"] == TEXTS[1]


@pytest.mark.parametrize(
    ("content", "reason", "words"),
    [
        ("Baidu spent it.\nMeta denied it.", "stop", "not a JSON array"),
        ('["Baidu spent it."]', "stop", "1 answers for 2 texts"),
        ('["Baidu spent it."', "length", "cut off"),
    ],
)
def test_a_misshapen_answer_is_an_error(content: str, reason: str, words: str) -> None:
    """The batch can then be asked for again in parts."""
    reply = Reply({"choices": [{"message": {"content": content}, "finish_reason": reason}]})
    with serving(in_turn(reply)) as server, pytest.raises(EngineError, match=words) as caught:
        ask("openai", server.address, TEXTS)
    assert not caught.value.is_final


@pytest.mark.parametrize(
    "content",
    ['<think>Two…</think>\n["a", "b"]', '```json\n["a", "b"]\n```', ' ["a", "b"]\n'],
)
def test_wrappings_of_an_answer_are_taken_off(content: str) -> None:
    """Thoughts of reasoning models and code fences are no translation."""
    reply = Reply({"choices": [{"message": {"content": content}}]})
    with serving(in_turn(reply)) as server:
        assert ask("openai", server.address, TEXTS) == ["a", "b"]


def test_a_local_server_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """llama.cpp, Ollama and LibreTranslate of one's own are asked without."""
    monkeypatch.delenv("BRIEFING_OPENAI_KEY")
    with serving(openai) as server:
        assert ask("openai", server.address, TEXTS) == SAID
    assert "authorization" not in server.calls[0].headers


@pytest.mark.parametrize("engine", SERVICES)
def test_an_empty_answer_is_that_texts_failure(engine: str) -> None:
    """The others of the batch stand."""
    empty: dict[str, Callable[[], object]] = {
        "deepl": lambda: {"translations": [{"text": ""}, {"text": SAID[1]}]},
        "google": lambda: {"translations": [{}, {"translatedText": SAID[1]}]},
        "papago": lambda: {"message": {}},
        "libretranslate": lambda: {"translatedText": [None, SAID[1]]},
        "openai": lambda: {"choices": [{"message": {"content": json.dumps(["", SAID[1]])}}]},
    }
    with serving(in_turn(Reply(empty[engine]()))) as server:
        first, *rest = ask(engine, server.address, TEXTS)
    assert first == EngineFailure("no text")
    assert rest in ([SAID[1]], [EngineFailure("no text")])


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        5,
        None,
        {"translations": 5},
        {"translations": [1, 2]},
        {"translatedText": {}},
        {"message": []},
        {"choices": [{}]},
        {"choices": [{"message": "?"}]},
    ],
)
@pytest.mark.parametrize("engine", SERVICES)
def test_an_odd_answer_is_an_error_and_nothing_worse(engine: str, body: object) -> None:
    """Whatever JSON a service sends."""
    with serving(in_turn(Reply(body))) as server:
        try:
            answers = ask(engine, server.address, TEXTS)
        except EngineError:
            return
    assert all(isinstance(answer, EngineFailure) for answer in answers)


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


# Settings and markup


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"engine": "openai"}, "address and model"),
        ({"engine": "google"}, "project"),
        ({"engine": "local"}, "model"),
        ({"engine": "deep"}, "deepl"),
        ({"budget": -1}, "greater"),
        ({"deepl_key": "x"}, "Extra"),
    ],
)
def test_incomplete_settings_are_refused(values: dict[str, object], words: str) -> None:
    """And a key has no place among them."""
    with pytest.raises(ValueError, match=words):
        TranslationSettings.model_validate(values)


def test_markup_comes_off_as_it_went_on() -> None:
    """Ampersands and brackets of the text survive."""
    markup = Markup("<keep>", "</keep>", is_xml=True)
    written = markup.plain("A & B <C> ") + markup.keep("D & E")
    assert written == "A &amp; B &lt;C&gt; <keep>D &amp; E</keep>"
    assert markup.read(written) == "A & B <C> D & E"
    assert Markup().read("a <b> & c") == "a <b> & c"


# A model on this machine


def test_a_local_model_translates_its_direction_only() -> None:
    """The other one falls to the next level."""
    chosen = settings("local", model="models/ko-en", direction="ko-en")
    local = Local(chosen, model=lambda texts: [text.upper() for text in texts])
    assert local.name == "ko-en"
    said = local.translate(["a", "b"], source="ko", target="en", terms={})
    assert said == ["A", "B"]
    (other,) = local.translate(["a"], source="en", target="ko", terms={})
    assert other == EngineFailure("the model translates ko-en only")


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    """Folder and file."""
    with pytest.raises(EngineError, match=r"no model\.bin"):
        load_model(tmp_path)
    for name in ("model.bin", "source.spm", "target.spm"):
        (tmp_path / name).touch()
    with pytest.raises(EngineError, match=r"briefing\[local\]"):
        load_model(tmp_path)

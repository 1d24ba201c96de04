"""Engines over a real connection: what they send, what they make of answers and of errors."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from engine_cases import IDENTITY, KEY, SAID, SERVICES, TEXTS, _keys, ask, openai, settings  # noqa: F401
from engine_server import Reply, in_turn, serving

from briefing.bilingual.engines import EngineError, EngineFailure, Markup
from briefing.bilingual.engines.local import Local, load_model
from briefing.bilingual.settings import TranslationSettings


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

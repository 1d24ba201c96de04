"""Each service as it documents itself, on a server that a test starts."""

from __future__ import annotations

import json

import pytest
from engine_server import Call, Reply

from briefing.bilingual.engines import EngineFailure, open_engine
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

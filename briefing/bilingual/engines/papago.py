"""Papago (NAVER Cloud). Source: NAVER Cloud's guide to Papago text translation.

It takes one text a request and no markup: names and figures are written in as plain words. Terms
may also be kept at NAVER, in a glossary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.bilingual.engines.base import EngineFailure, Markup, dig, paired
from briefing.bilingual.engines.http import Service
from briefing.bilingual.engines.keys import require_key
from briefing.bilingual.settings import TranslationSettings


class Papago:
    """Papago's text translation."""

    name = "Papago"
    markup = Markup()
    batch = 1

    def __init__(self, settings: TranslationSettings) -> None:
        identity, key = require_key("papago", "KEY_ID"), require_key("papago")
        self._service = Service(
            self.name,
            settings.address or "https://papago.apigw.ntruss.com",
            headers={"X-NCP-APIGW-API-KEY-ID": identity, "X-NCP-APIGW-API-KEY": key},
            secrets=(identity, key),
            timeout=settings.timeout_seconds,
            retries=settings.retries,
            pause=settings.pause_seconds,
        )
        self.version = self._glossary = settings.glossary

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, terms: Mapping[str, str]
    ) -> list[str | EngineFailure]:
        """Translations in order; the terms stand in the texts already."""
        return paired([self._one(text, source, target) for text in texts], texts, self.name)

    def _one(self, text: str, source: str, target: str) -> object:
        body = {"source": source, "target": target, "text": text}
        if self._glossary:
            body["glossaryKey"] = self._glossary
        answer = self._service.post("/nmt/v1/translation", body)
        return dig(answer, "message", "result", "translatedText")

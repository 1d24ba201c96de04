"""LibreTranslate, on a server of one's own or another's. Source: its API guide, /translate.

Names and figures are written in as HTML that is not translated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.bilingual.engines.base import EngineFailure, Markup, dig, paired
from briefing.bilingual.engines.http import Service
from briefing.bilingual.engines.keys import find_key
from briefing.bilingual.settings import TranslationSettings


class LibreTranslate:
    """A LibreTranslate server; the key is optional, as servers of one's own need none."""

    name = "LibreTranslate"
    version = ""
    markup = Markup('<span translate="no">', "</span>", is_xml=True)

    def __init__(self, settings: TranslationSettings) -> None:
        self._key = find_key("libretranslate")
        self._service = Service(
            self.name,
            settings.address,
            secrets=(self._key,),
            timeout=settings.timeout_seconds,
            retries=settings.retries,
            pause=settings.pause_seconds,
        )
        self.batch = settings.batch or 20

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, terms: Mapping[str, str]
    ) -> list[str | EngineFailure]:
        """Translations in order; the terms stand in the texts already."""
        body: dict[str, object] = {
            "q": list(texts),
            "source": source,
            "target": target,
            "format": "html",
        }
        if self._key:
            body["api_key"] = self._key
        answer = self._service.post("/translate", body)
        return paired(dig(answer, "translatedText"), texts, self.name)

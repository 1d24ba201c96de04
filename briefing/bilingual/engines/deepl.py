"""DeepL. Source: DeepL's OpenAPI description, v2/translate.

Names and figures are written in as XML that DeepL leaves alone (`ignore_tags`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.bilingual.engines.base import EngineFailure, Markup, dig, each, paired
from briefing.bilingual.engines.http import Service
from briefing.bilingual.engines.keys import require_key
from briefing.bilingual.settings import TranslationSettings

_PAID, _FREE = "https://api.deepl.com", "https://api-free.deepl.com"
_FREE_KEY = ":fx"  # how a key of the free service ends
_LANGUAGES = {"ko": "KO", "en": "EN-GB"}  # as target; as source without the region


class DeepL:
    """DeepL's text translation."""

    name = "DeepL"
    markup = Markup("<keep>", "</keep>", is_xml=True)

    def __init__(self, settings: TranslationSettings) -> None:
        key = require_key("deepl")
        address = settings.address or (_FREE if key.endswith(_FREE_KEY) else _PAID)
        self._service = Service(
            self.name,
            address,
            headers={"Authorization": f"DeepL-Auth-Key {key}"},
            secrets=(key,),
            timeout=settings.timeout_seconds,
            retries=settings.retries,
            pause=settings.pause_seconds,
        )
        self._glossary = settings.glossary
        self.version, self.batch = settings.glossary, settings.batch or 40  # 50 at most

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, terms: Mapping[str, str]
    ) -> list[str | EngineFailure]:
        """Translations in order; the terms stand in the texts already."""
        body: dict[str, object] = {
            "text": list(texts),
            "source_lang": source.upper(),
            "target_lang": _LANGUAGES[target],
            "split_sentences": "0",
            "tag_handling": "xml",
            "ignore_tags": ["keep"],
        }
        if self._glossary:
            body["glossary_id"] = self._glossary
        answer = self._service.post("/v2/translate", body)
        return paired(each(dig(answer, "translations"), "text"), texts, self.name)

"""Google Cloud Translation, version 3. Source: Google's reference, projects.translateText.

Names and figures are written in as HTML that is not translated. The key is an access token
(``gcloud auth print-access-token``), which lasts an hour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.bilingual.engines.base import EngineFailure, Markup, dig, each, paired
from briefing.bilingual.engines.http import Service
from briefing.bilingual.engines.keys import require_key
from briefing.bilingual.settings import TranslationSettings


class Google:
    """Google's text translation."""

    name = "Google"
    markup = Markup('<span translate="no">', "</span>", is_xml=True)

    def __init__(self, settings: TranslationSettings) -> None:
        token = require_key("google")
        self._parent = f"projects/{settings.project}/locations/{settings.location}"
        self._service = Service(
            self.name,
            settings.address or "https://translation.googleapis.com",
            headers={"Authorization": f"Bearer {token}", "x-goog-user-project": settings.project},
            secrets=(token,),
            timeout=settings.timeout_seconds,
            retries=settings.retries,
            pause=settings.pause_seconds,
        )
        self._glossary, self._model = settings.glossary, settings.model
        self.version = f"{settings.model} {settings.glossary}".strip()
        self.batch = settings.batch or 50

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, terms: Mapping[str, str]
    ) -> list[str | EngineFailure]:
        """Translations in order; the terms stand in the texts already."""
        body: dict[str, object] = {
            "contents": list(texts),
            "mimeType": "text/html",
            "sourceLanguageCode": source,
            "targetLanguageCode": target,
        }
        if self._model:
            body["model"] = f"{self._parent}/models/{self._model}"
        if self._glossary:
            body["glossaryConfig"] = {"glossary": f"{self._parent}/glossaries/{self._glossary}"}
        answer = self._service.post(f"/v3/{self._parent}:translateText", body)
        found = dig(answer, "glossaryTranslations") or dig(answer, "translations")
        return paired(each(found, "translatedText"), texts, self.name)

"""Translation engines behind one protocol (level 4).

base.py       Engine, its markup and its failures
openai.py     any chat completions server      deepl.py   google.py   papago.py
libretranslate.py                              local.py   a CTranslate2 model
http.py       posts, retries, hides keys       keys.py    environment, keyring
cache.py      what was answered before         running.py batches and budget
machine.py    names written in, gate, one retry
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from briefing.bilingual.engines.base import Engine, EngineError, EngineFailure, Markup
from briefing.bilingual.engines.cache import Cache, NoCache, SqliteCache
from briefing.bilingual.engines.machine import Machine
from briefing.bilingual.engines.running import Passage, Runner
from briefing.bilingual.settings import TranslationSettings
from briefing.names import Glossary

__all__ = [
    "Cache",
    "Engine",
    "EngineError",
    "EngineFailure",
    "Machine",
    "Markup",
    "NoCache",
    "Passage",
    "Runner",
    "SqliteCache",
    "TranslationSettings",
    "open_engine",
    "open_machine",
]


def open_engine(settings: TranslationSettings) -> Engine:
    """The engine that the settings name; EngineError when its key or model is missing."""
    from briefing.bilingual.engines.deepl import DeepL
    from briefing.bilingual.engines.google import Google
    from briefing.bilingual.engines.libretranslate import LibreTranslate
    from briefing.bilingual.engines.local import Local
    from briefing.bilingual.engines.openai import OpenAI
    from briefing.bilingual.engines.papago import Papago

    engines: dict[str, Callable[[TranslationSettings], Engine]] = {
        "openai": OpenAI,
        "deepl": DeepL,
        "google": Google,
        "papago": Papago,
        "libretranslate": LibreTranslate,
        "local": Local,
    }
    return engines[settings.engine](settings)


def open_machine(
    settings: TranslationSettings, glossary: Glossary, *, today: date, folder: Path | None = None
) -> Machine | None:
    """Level 4 as the settings have it; None when no engine is set.

    `folder` is the desk's, where the cache lies; without one answers are kept for this run only.
    `today` stands in the attribution of new answers.
    """
    if settings.engine == "none":
        return None
    is_kept = folder is not None and settings.cache
    cache: Cache = SqliteCache(folder / settings.cache) if folder and is_kept else NoCache()
    runner = Runner(open_engine(settings), cache, budget=settings.budget, today=today)
    return Machine(runner, glossary)

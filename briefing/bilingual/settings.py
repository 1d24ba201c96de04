"""The table `[translation]` of `briefing.toml`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from briefing.tables import Table

_NEEDS = {
    "openai": ("address", "model"),
    "google": ("project",),
    "libretranslate": ("address",),
    "local": ("model",),
}


class TranslationSettings(Table):
    """Which levels of translation a desk uses. Keys of services never stand here."""

    related: bool = True  # quote a matching report in the other language
    encoder: bool = False  # let a sentence encoder judge matches too
    engine: Literal["none", "openai", "deepl", "google", "papago", "libretranslate", "local"] = (
        "none"
    )
    address: str = ""  # of the service; empty: its public one
    model: str = ""  # openai, google: its name; local: its folder
    direction: Literal["ko-en", "en-ko"] = "ko-en"  # of a local model
    project: str = ""  # google
    location: str = "global"  # google
    glossary: str = ""  # kept at the service: its id
    batch: int = Field(0, ge=0, le=50)  # texts in one request; 0: the engine's own number
    budget: int = Field(100_000, ge=0)  # characters a run may send
    timeout_seconds: float = Field(60.0, gt=0, le=600)
    retries: int = Field(3, ge=0, le=10)
    pause_seconds: float = Field(1.0, ge=0, le=60)  # before the first retry; doubles with each
    cache: str = "translations.sqlite3"  # from the desk's folder; empty: none

    @model_validator(mode="after")
    def _complete(self) -> TranslationSettings:
        missing = [name for name in _NEEDS.get(self.engine, ()) if not getattr(self, name)]
        if missing:
            raise ValueError(f"engine {self.engine!r} needs {' and '.join(missing)}")
        return self

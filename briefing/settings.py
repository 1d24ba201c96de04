"""A desk's settings: `briefing.toml`, checked on reading, every value with a default."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any, Literal, TypeVar
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from briefing.errors import SettingsError, nearest
from briefing.sources.settings import FetchSettings, Sources

T = TypeVar("T", bound="BaseModel")
Format = Literal["md", "html", "pdf"]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DeskSettings(_Table):
    """Who publishes the brief, and from where."""

    masthead_ko: str = "주간 중국·AI 브리핑"
    masthead_en: str = "The China & AI Brief"
    time_zone: str = "Asia/Seoul"
    first_week: str = ""  # the week of edition 1; empty: editions carry the week's own number

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        zones = available_timezones()
        if value not in zones:
            raise ValueError(f"unknown time zone {value!r}; {nearest(value, zones)}")
        return value

    @field_validator("first_week")
    @classmethod
    def _iso_week(cls, value: str) -> str:
        if value and not re.fullmatch(r"\d{4}-W\d{2}", value):
            raise ValueError(f"{value!r} is not an ISO week such as 2026-W47")
        return value


class InputSettings(_Table):
    """What `briefing build` reads when no paths are given."""

    paths: tuple[str, ...] = ()  # relative to the desk's folder


class SummarySettings(_Table):
    """How much of a story is quoted."""

    sentences: int = Field(3, ge=1, le=10)  # an item
    max_share: float = Field(0.5, gt=0, le=1)  # of an article's characters: the rights guard


class BriefSettings(_Table):
    """What stands around the items."""

    figures: int = Field(10, ge=0, le=50)  # rows in the table of the week's figures
    figures_per_item: int = Field(3, ge=0, le=10)
    glossary: int = Field(40, ge=0, le=500)  # names in the glossary


class OutputSettings(_Table):
    """Where editions go, and as what."""

    folder: str = "output"
    formats: tuple[Format, ...] = ("md", "html", "pdf")


class Audience(_Table):
    """An edition of the brief for one group of readers."""

    name: str = "default"
    masthead_ko: str = ""  # empty: the desk's
    masthead_en: str = ""
    sections: tuple[str, ...] = ()  # theme keys in order; empty: all, in the themes' order
    items: int | None = Field(None, ge=1)  # at most so many a section
    sentences: int | None = Field(None, ge=1)  # at most so many an item
    languages: tuple[Literal["ko", "en"], ...] = ("ko", "en")  # columns from left to right

    @field_validator("name")
    @classmethod
    def _plain_name(cls, value: str) -> str:
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,39}", value):
            raise ValueError(f"{value!r} is not a plain name (a-z, 0-9, - and _)")
        return value


class Settings(_Table):
    """All of `briefing.toml`."""

    desk: DeskSettings = DeskSettings()
    input: InputSettings = InputSettings()
    summary: SummarySettings = SummarySettings(sentences=3, max_share=0.5)
    brief: BriefSettings = BriefSettings(figures=10, figures_per_item=3, glossary=40)
    output: OutputSettings = OutputSettings()
    source: Sources = ()
    fetch: FetchSettings = FetchSettings.model_validate({})

    @property
    def sha256(self) -> str:
        """Hash of every value, hexadecimal: equal settings have equal hashes."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file; SettingsError with the line where it is not one."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError("no such file", where=str(path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"not valid TOML: {error}", where=str(path)) from error


def load_settings(path: Path | None) -> Settings:
    """Settings from a `briefing.toml`, or the defaults when there is none."""
    return checked(Settings, read_toml(path), path) if path else Settings()


def load_audience(path: Path) -> Audience:
    """An audience from `audiences/NAME.toml`; the file's name is the audience's."""
    return checked(Audience, {"name": path.stem, **read_toml(path)}, path)


def checked(model: type[T], values: dict[str, Any], path: Path) -> T:
    """An instance of `model`; SettingsError names the first wrong key and the valid ones."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        keys = [str(part) for part in first["loc"]]
        hint = ""
        if first["type"] == "extra_forbidden":
            hint = nearest(keys[-1], _valid_keys(model, keys[:-1]))
        message = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{'.'.join(keys)}: {message}", where=str(path), hint=hint) from None


def _valid_keys(model: type[BaseModel], path: list[str]) -> list[str]:
    for key in path:
        inner = model.model_fields[key].annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            model = inner
    return list(model.model_fields)

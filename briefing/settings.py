"""A desk's settings: `briefing.toml`, checked on reading, every value with a default."""

from __future__ import annotations

import hashlib
import re
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import Field, field_validator

from briefing.bilingual.settings import TranslationSettings
from briefing.delivery.settings import DeliverySettings
from briefing.errors import SettingsError, nearest
from briefing.labels import messages
from briefing.sources.settings import FetchSettings, Sources
from briefing.tables import Table, checked, read_toml

Format = Literal["md", "html", "pdf", "mail", "txt"]
# For screen readers, or for archives: all are tagged; they differ in what they promise.
PdfVariant = Literal[
    "pdf/ua-1", "pdf/a-2a", "pdf/a-2b", "pdf/a-2u", "pdf/a-3a", "pdf/a-3b", "pdf/a-3u"
]

PLACEHOLDER = re.compile(r"%\(\w+\)s|%")  # a lone % would break the message


class DeskSettings(Table):
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


class InputSettings(Table):
    """What `briefing build` reads when no paths are given."""

    paths: tuple[str, ...] = ()  # relative to the desk's folder


class SummarySettings(Table):
    """How much of a story is quoted."""

    sentences: int = Field(3, ge=1, le=10)  # an item
    max_share: float = Field(0.5, gt=0, le=1)  # of an article's characters: the rights guard


class BriefSettings(Table):
    """What stands around the items."""

    figures: int = Field(10, ge=0, le=50)  # rows in the table of the week's figures
    figures_per_item: int = Field(3, ge=0, le=10)
    glossary: int = Field(40, ge=0, le=500)  # names in the glossary


class StoreSettings(Table):
    """Where the desk keeps what it fetched and published."""

    location: str = "store.sqlite"  # a path from the desk's folder, or postgresql+psycopg://…


class FollowupSettings(Table):
    """What it takes for a published story to come back."""

    weeks: int = Field(8, ge=1)  # how far back earlier editions are looked at
    facts: int = Field(2, ge=1)  # figures and names that were in no published article
    sentences: int = Field(2, ge=1)  # or so many sentences of mostly new words
    known_share: float = Field(0.5, gt=0, le=1)  # of its words that a new sentence may share


class OutputSettings(Table):
    """Where editions go, and as what."""

    folder: str = "output"
    formats: tuple[Format, ...] = ("md", "html", "pdf")
    pdf_variant: PdfVariant = "pdf/ua-1"
    address: str = ""  # where an edition is published: https://example.kr/brief/{edition}/

    @field_validator("address")
    @classmethod
    def _address_pattern(cls, value: str) -> str:
        unknown = set(re.findall(r"{[^{}]*}|[{}]", value)) - {"{edition}", "{audience}"}
        if unknown or (value and not re.match(r"https?://[^\s/]+", value)):
            raise ValueError(
                f"{value!r} is not a web address; it may hold {{edition}} and {{audience}}"
            )
        return value


class Audience(Table):
    """An edition of the brief for one group of readers."""

    name: str = "default"
    masthead_ko: str = ""  # empty: the desk's
    masthead_en: str = ""
    sections: tuple[str, ...] = ()  # theme keys in order; empty: all, in the themes' order
    items: int | None = Field(None, ge=1)  # at most so many a section
    quotas: dict[str, Annotated[int, Field(ge=1)]] = Field({})  # theme key: its own `items`
    floor: float = Field(0.0, ge=0)  # items of a lower score are left out
    sentences: int | None = Field(None, ge=1)  # at most so many an item, the best ones
    figures: int | None = Field(None, ge=0)  # rows in the table of the week's figures
    pages: int | None = Field(None, ge=1)  # of the PDF; stories of the lowest score make room
    languages: tuple[Literal["ko", "en"], ...] = ("ko", "en")  # columns from left to right
    recipients: str | tuple[str, ...] = ()  # who gets it: a list, or a file in the desk's folder
    sender: str = ""  # empty: the desk's, of [delivery]
    formats: tuple[Format, ...] = ()  # empty: the desk's, of [output]
    template: str = ""  # folder in templates/; empty: the one called like the audience
    style: str = ""  # folder in styles/; empty: likewise
    logo: str = ""  # a PNG or JPEG in the desk's folder
    labels: dict[Literal["ko", "en"], dict[str, str]] = Field({})  # English label: what to say

    @field_validator("name", "template", "style")  # a default is not validated
    @classmethod
    def _plain_name(cls, value: str) -> str:
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,39}", value):
            raise ValueError(f"{value!r} is not a plain name (a-z, 0-9, - and _; at most 40)")
        return value

    @field_validator("labels")
    @classmethod
    def _known_labels(cls, value: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        for message, text in chain.from_iterable(own.items() for own in value.values()):
            if message not in messages():
                raise ValueError(f"unknown label {message!r}; {nearest(message, messages())}")
            if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(message)):
                raise ValueError(f"{text!r} must say the same %(…)s as {message!r}")
        return value


class Settings(Table):
    """All of `briefing.toml`."""

    desk: DeskSettings = DeskSettings()
    input: InputSettings = InputSettings()
    summary: SummarySettings = SummarySettings(sentences=3, max_share=0.5)
    brief: BriefSettings = BriefSettings(figures=10, figures_per_item=3, glossary=40)
    translation: TranslationSettings = TranslationSettings.model_validate({})
    output: OutputSettings = OutputSettings()
    delivery: DeliverySettings = DeliverySettings()
    store: StoreSettings = StoreSettings()
    followups: FollowupSettings = FollowupSettings.model_validate({})
    source: Sources = ()
    fetch: FetchSettings = FetchSettings.model_validate({})
    audience: dict[str, Audience] = Field(default={})

    @field_validator("audience", mode="before")
    @classmethod
    def _named(cls, value: Any) -> Any:
        """Each table gets its key as its name, as a file gets that of the file."""
        if not isinstance(value, dict):
            return value
        return {
            name: {**table, "name": name} if isinstance(table, dict) else table
            for name, table in value.items()
        }

    @property
    def sha256(self) -> str:
        """Hash of all that a brief depends on, hexadecimal: not how and to whom it is sent."""
        content = self.model_dump_json(exclude={"delivery", "audience"})
        return hashlib.sha256(content.encode()).hexdigest()


def load_settings(path: Path | None) -> Settings:
    """Settings from a `briefing.toml`, or the defaults when there is none."""
    return checked(Settings, read_toml(path), path) if path else Settings()


def load_audience(path: Path) -> Audience:
    """An audience from `audiences/NAME.toml`; the file's name is the audience's."""
    values = read_toml(path)
    if values.setdefault("name", path.stem) != path.stem:
        raise SettingsError("name: an audience is called like its file", where=str(path))
    return checked(Audience, values, path)

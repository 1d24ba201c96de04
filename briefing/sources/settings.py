"""The tables `[[source]]` and `[fetch]` of `briefing.toml`."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, field_validator, model_validator

from briefing.errors import nearest
from briefing.tables import Table

Kind = Literal["feed", "page", "pages", "files", "mail", "jsonl", "pdf"]
_SPAN = re.compile(r"(\d{1,4})\s*([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


class SourceSettings(Table):
    """One `[[source]]`: where articles come from, and what is known of them beforehand."""

    name: str = Field(min_length=1, max_length=100)
    kind: Kind = "feed"
    location: str = ""  # an address, or a path from the desk's folder
    locations: tuple[str, ...] = ()  # more than one
    outlet: str = ""  # empty: as the item or its address tells
    language: Literal["", "ko", "en", "zh"] = ""  # empty: as the text tells
    time_zone: str = ""  # of times that carry none; empty: the outlet's
    full_text: bool = False  # feeds: fetch the page of each item too
    every: str = ""  # not fetched again sooner: 30m, 6h, 1d
    quiet_days: int = Field(default=14, ge=1)  # without an item for so long it is reported as quiet

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value and value not in (zones := available_timezones()):
            raise ValueError(f"unknown time zone {value!r}; {nearest(value, zones)}")
        return value

    @field_validator("every")
    @classmethod
    def _is_span(cls, value: str) -> str:
        if value and not _SPAN.fullmatch(value):
            raise ValueError(f"{value!r} is not a span such as 30m, 6h or 1d")
        return value

    @model_validator(mode="after")
    def _has_location(self) -> SourceSettings:
        if not self.all_locations:
            raise ValueError(f"source {self.name!r} has no location")
        return self

    @property
    def all_locations(self) -> tuple[str, ...]:
        """`location` and `locations`, each once."""
        return tuple(dict.fromkeys(filter(None, (self.location, *self.locations))))

    @property
    def interval(self) -> timedelta:
        """`every` as a span of time; zero when it is not set."""
        match = _SPAN.fullmatch(self.every)
        return timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else timedelta()


def _named_apart(sources: tuple[SourceSettings, ...]) -> tuple[SourceSettings, ...]:
    names = [source.name for source in sources]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"two sources are named {name!r}")
    return sources


Sources = Annotated[tuple[SourceSettings, ...], AfterValidator(_named_apart)]


class FetchSettings(Table):
    """`[fetch]`: how addresses are fetched."""

    user_agent: str = Field(default="", max_length=300)  # empty: briefing/VERSION; add a contact
    allow_hosts: tuple[str, ...] = ()  # names whose private addresses may be fetched
    rate_seconds: float = Field(default=1.0, ge=0, le=3600)  # between two requests to a host
    timeout_seconds: float = Field(default=20.0, gt=0, le=600)  # to connect, and for each read
    total_seconds: float = Field(default=60.0, gt=0, le=3600)  # for one answer, whatever its pace
    max_bytes: int = Field(default=10_000_000, ge=1_000)  # of an answer, decompressed
    retries: int = Field(default=3, ge=0, le=10)
    redirects: int = Field(default=5, ge=0, le=20)
    workers: int = Field(default=6, ge=1, le=10)  # sources that are fetched at once

    @field_validator("user_agent")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if not (value.isascii() and value.isprintable()):
            raise ValueError("a user agent is one line of ASCII")
        return value

"""Outlets: who publishes, in which language and time zone, and how much it weighs."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefing.errors import SettingsError

_ZONES = {"ko": "Asia/Seoul", "zh": "Asia/Shanghai"}  # of outlets that are not listed; else UTC


@dataclass(frozen=True, slots=True)
class Outlet:
    """A newspaper, agency, broadcaster or site."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    key: str
    ko: str
    en: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()  # of its articles, without "www."
    language: str = "ko"
    timezone: str = "Asia/Seoul"
    tier: int = 3  # 1 papers of record and agencies, 2 the trade press, 3 the rest
    wire: bool = False  # an agency whose copy others print
    sample: bool = False  # invented, for the sample week

    @property
    def name(self) -> str:
        """The outlet's name in its own language (English for Chinese ones)."""
        return self.ko if self.language == "ko" else self.en


@dataclass(frozen=True)
class Outlets:
    """Outlets by name, alias or domain; a later entry wins over an earlier one."""

    entries: tuple[Outlet, ...] = ()

    def find(self, name_or_url: str) -> Outlet | None:
        """The outlet of this name (any spacing and case) or of this address."""
        if "://" in name_or_url:
            return self._at(_host(name_or_url))
        return self._named.get(_fold(name_or_url)) or self._at(name_or_url.strip().lower())

    def default(self, name: str, language: str) -> Outlet:
        """What is assumed of an outlet that is not listed."""
        zone = _ZONES.get(language, "UTC")
        return Outlet("", name, name, language=language, timezone=zone)

    def _at(self, host: str) -> Outlet | None:
        labels = host.removeprefix("www.").split(".")
        parents = (".".join(labels[start:]) for start in range(len(labels) - 1))
        return next((self._hosts[host] for host in parents if host in self._hosts), None)

    @cached_property
    def _named(self) -> dict[str, Outlet]:
        return {
            _fold(name): outlet
            for outlet in self.entries
            for name in (outlet.key, outlet.ko, outlet.en, *outlet.aliases)
            if name
        }

    @cached_property
    def _hosts(self) -> dict[str, Outlet]:
        return {
            domain.lower().removeprefix("www."): outlet
            for outlet in self.entries
            for domain in outlet.domains
        }


def load_outlets(*paths: Path) -> Outlets:
    """Read ``[[outlet]]`` tables; an entry of a later file replaces one of the same key.

    Raises SettingsError for a file that is missing, not TOML, or holds a wrong field.
    """
    entries: dict[str, Outlet] = {}
    for path in paths:
        entries |= {outlet.key: outlet for outlet in _read(path)}
    return Outlets(tuple(entries.values()))


def _read(path: Path) -> Iterable[Outlet]:
    from pydantic import TypeAdapter, ValidationError

    try:
        tables = tomllib.loads(path.read_text("utf-8")).get("outlet", [])
        outlets = TypeAdapter(tuple[Outlet, ...]).validate_python(tables)
    except OSError as error:
        raise SettingsError(error.strerror or "cannot be read", where=str(path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"not TOML: {error}", where=str(path)) from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"outlet {place}: {first['msg']}", where=str(path)) from None
    for outlet in outlets:
        _check_zone(outlet, path)
    return outlets


def _check_zone(outlet: Outlet, path: Path) -> None:
    try:
        ZoneInfo(outlet.timezone)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        what = f"outlet {outlet.key}: unknown time zone {outlet.timezone!r}"
        raise SettingsError(what, where=str(path), hint="for example Asia/Seoul") from None


def _fold(name: str) -> str:
    return "".join(unicodedata.normalize("NFC", name).casefold().split())


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:  # a malformed IPv6 address
        return ""

"""The rules of the themes, as `themes.toml` states them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.errors import SettingsError, nearest
from briefing.models import Theme

LANGUAGES = ("ko", "en", "zh")
_TOP = {"headline", "lead", "repeat", "sign_floor", "signs", "off", "themes"}
_THEME = {"key", "title_ko", "title_en", "floor", "needs", "combinations", "terms"}
_TERMS = {"weight", "most", *LANGUAGES}


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """Words that weigh the same."""

    weight: float  # points at first sight in the body; negative ones subtract
    words: tuple[str, ...]
    most: float = float("inf")  # points that they can make together


@dataclass(frozen=True, slots=True, eq=False)
class Combination:
    """Signs that add points when they stand in one sentence."""

    signs: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Common:
    """What all themes of a file share."""

    headline: float  # a term there counts so many times
    lead: float
    repeat: float  # each repeat counts so much of the one before
    sign_floor: float  # a sign is there when its words reach this, counted by place
    signs: tuple[tuple[str, tuple[str, ...]], ...]  # name and words
    off: Terms  # what marks an article as no business of the brief


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """What makes an article belong to one theme. It is what `Theme.rules` holds."""

    floor: float  # points that make an article belong
    needs: tuple[tuple[str, ...], ...]  # all signs of one line must be there
    combinations: tuple[Combination, ...]
    terms: tuple[Terms, ...]
    common: Common


def load_themes(path: Path) -> tuple[Theme, ...]:
    """The themes of a file, in its order.

    Raises SettingsError, naming the place, for a file that is missing, is no TOML, has an unknown
    key, lacks one, or names a sign that it does not define.
    """
    table = _read(path)
    where = str(path)
    _check_keys(table, _TOP, where, required={"themes"})
    common = _common(table, where)
    themes = tuple(
        _theme(entry, common, f"{where}: themes[{number}]")
        for number, entry in enumerate(_tables(table["themes"], f"{where}: themes"), 1)
    )
    keys = [theme.key for theme in themes]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise SettingsError(
            f"theme {min(twice)!r} stands there twice", where=where, hint="keep one of them"
        )
    return themes


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(
            "the themes cannot be read", where=str(path), hint=error.strerror or str(error)
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"no valid TOML: {error}", where=str(path), hint="correct that line"
        ) from error


def _common(table: Mapping[str, Any], where: str) -> Common:
    signs = table.get("signs", {})
    if not isinstance(signs, dict):
        raise SettingsError("signs must be a table", where=where, hint="write [signs.NAME]")
    off = _terms(table.get("off", {"weight": -1.0}), f"{where}: off")
    if off.weight >= 0:
        raise SettingsError(
            "weight must be below zero", where=f"{where}: off", hint="these terms subtract"
        )
    return Common(
        headline=_number(table, "headline", where, default=2.0, least=0),
        lead=_number(table, "lead", where, default=1.0, least=0),
        repeat=_number(table, "repeat", where, default=0.5, least=0, most=1),
        sign_floor=_number(table, "sign_floor", where, default=1.0, least=0),
        signs=tuple(
            (name, _words(_table(words, place), place, set(LANGUAGES)))
            for name, words in signs.items()
            for place in (f"{where}: signs.{name}",)
        ),
        off=off,
    )


def _theme(table: Mapping[str, Any], common: Common, where: str) -> Theme:
    _check_keys(table, _THEME, where, required={"key", "title_ko", "title_en", "terms"})
    key, title_ko, title_en = (
        _string(table[name], f"{where}: {name}") for name in ("key", "title_ko", "title_en")
    )
    known = {name for name, _ in common.signs}
    rules = Rules(
        floor=_number(table, "floor", where, default=1.0, least=0.001),
        needs=tuple(
            _signs(line, known, f"{where}: needs") for line in _list(table.get("needs", []), where)
        ),
        combinations=tuple(
            _combination(entry, known, f"{where}: combinations[{number}]")
            for number, entry in enumerate(_tables(table.get("combinations", []), where), 1)
        ),
        terms=tuple(
            _terms(entry, f"{where}: terms[{number}]")
            for number, entry in enumerate(_tables(table["terms"], where), 1)
        ),
        common=common,
    )
    return Theme(key=key, title_ko=title_ko, title_en=title_en, rules=rules)


def _combination(table: Mapping[str, Any], known: set[str], where: str) -> Combination:
    _check_keys(table, {"signs", "weight"}, where, required={"signs", "weight"})
    signs = _signs(table["signs"], known, where)
    if not signs:
        raise SettingsError("no signs", where=where, hint="name those that must stand together")
    return Combination(signs, _number(table, "weight", where))


def _terms(table: Any, where: str) -> Terms:
    table = _table(table, where)
    _check_keys(table, _TERMS, where, required={"weight"})
    most = _number(table, "most", where, default=float("inf"), least=0)
    return Terms(_number(table, "weight", where), _words(table, where, _TERMS), most)


def _words(table: Mapping[str, Any], where: str, allowed: set[str]) -> tuple[str, ...]:
    _check_keys(table, allowed, where)
    lists = (
        (_list(table.get(language, []), f"{where}.{language}"), language) for language in LANGUAGES
    )
    words = [_string(word, f"{where}.{language}") for words, language in lists for word in words]
    return tuple(dict.fromkeys(words))


def _signs(value: Any, known: set[str], where: str) -> tuple[str, ...]:
    names = tuple(_string(name, where) for name in _list(value, where))
    for name in names:
        if name not in known:
            raise SettingsError(f"unknown sign {name!r}", where=where, hint=nearest(name, known))
    return names


def _check_keys(
    table: Mapping[str, Any], allowed: set[str], where: str, *, required: Iterable[str] = ()
) -> None:
    for key in table:
        if key not in allowed:
            raise SettingsError(f"unknown key {key!r}", where=where, hint=nearest(key, allowed))
    for key in sorted(required):
        if key not in table:
            raise SettingsError(f"{key!r} is missing", where=where, hint=f"add {key} = …")


def _number(
    table: Mapping[str, Any],
    key: str,
    where: str,
    *,
    default: float | None = None,
    least: float = float("-inf"),
    most: float = float("inf"),
) -> float:
    value = table.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise SettingsError(f"{key} must be a number", where=where, hint=f"not {value!r}")
    if not least <= value <= most:
        raise SettingsError(
            f"{key} is out of range", where=where, hint=f"{value} is not in {least} to {most}"
        )
    return float(value)


def _string(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value.strip(" *"):
        raise SettingsError("not a word", where=where, hint=f"write text in quotes, not {value!r}")
    return value


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise SettingsError("not a list", where=where, hint=f"write [ … ], not {value!r}")
    return value


def _table(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise SettingsError("not a table", where=where, hint=f"not {value!r}")
    return value


def _tables(value: Any, where: str) -> list[dict[str, Any]]:
    return [_table(entry, where) for entry in _list(value, where)]

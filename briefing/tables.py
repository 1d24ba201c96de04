"""TOML files read into checked models: a wrong key is named with its file and the valid ones."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from briefing.errors import SettingsError, nearest

T = TypeVar("T", bound=BaseModel)


class Table(BaseModel):
    """A table of a settings file: frozen, and no key that it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file; SettingsError with the line where it is not one."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError("no such file", where=str(path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"not valid TOML: {error}", where=str(path)) from error


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

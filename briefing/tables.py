"""TOML files read into checked models: a wrong key is named with its file and the valid ones."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar, get_args

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
    except RecursionError:
        raise SettingsError("not valid TOML: nested too deeply", where=str(path)) from None


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
    """The keys of the table at `path`; indices and keys of a mapping lead to what it holds."""
    for key in path:
        if key in model.model_fields:
            model = _table_in(model.model_fields[key].annotation) or model
    return list(model.model_fields)


def _table_in(annotation: Any) -> type[BaseModel] | None:
    """The model that a field is, or is a sequence or mapping of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_table_in(part) for part in get_args(annotation))
    return next((model for model in found if model), None)

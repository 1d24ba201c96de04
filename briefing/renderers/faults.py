"""Turns whatever goes wrong inside a template into one message: file, line, what to write."""

from __future__ import annotations

import re
import traceback
from typing import Any, ClassVar

from jinja2 import Environment, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.utils import missing

from briefing.errors import TemplateError, nearest


class Missing(StrictUndefined):
    """A name that a template used and nothing defines; says which names are near it."""

    known: ClassVar[tuple[str, ...]] = ()  # names that every template may use
    _undefined_obj: Any
    _undefined_name: str | None

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if self._undefined_hint:
            return str(self._undefined_hint)
        if self._undefined_obj is missing:
            return f"{name!r} is not defined ({nearest(name, self.known)})"
        valid = [field for field in dir(self._undefined_obj) if not field.startswith("_")]
        kind = type(self._undefined_obj).__name__
        return f"{kind} has no {name!r} ({nearest(name, valid)})"


def template_error(error: Exception, environment: Environment) -> TemplateError:
    """The error for users, from any exception that a template raised."""
    if isinstance(error, TemplateSyntaxError):
        hint = _near_filter(str(error.message), environment)
        return TemplateError(
            str(error.message), where=f"{error.filename}:{error.lineno}", hint=hint
        )
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    if isinstance(error, TemplateNotFound):
        hint = nearest(str(error.name), environment.list_templates())
        return TemplateError(f"no template {error.name!r}", where=where, hint=hint)
    return TemplateError(str(error) or type(error).__name__, where=where)


def _near_filter(message: str, environment: Environment) -> str:
    """Advice for an unknown filter; empty for any other mistake."""
    found = re.match(r"No filter named '(\w+)'", message)
    return nearest(found[1], environment.filters) if found else ""

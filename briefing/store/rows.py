"""Between the store's rows and the project's own types."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from briefing.models import Decision

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Decisions = tuple[Decision, ...]


def digest(*parts: str | bytes) -> str:
    """SHA-256 of the parts, hexadecimal."""
    whole = b"\n".join(part if isinstance(part, bytes) else part.encode() for part in parts)
    return hashlib.sha256(whole).hexdigest()


def dump(model: Any, value: Any) -> str:
    """A value of the type `model` as JSON."""
    return _adapter(model).dump_json(value).decode()


def load(model: Any, text: str) -> Any:
    """A value of the type `model` from JSON."""
    return _adapter(model).validate_json(text)


@cache
def _adapter(model: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(model)

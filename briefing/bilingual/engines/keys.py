"""Keys of services: from the environment, else from the system's keyring; never from a file."""

from __future__ import annotations

import os

from briefing.bilingual.engines.base import EngineError


def find_key(service: str, name: str = "KEY") -> str:
    """The key in ``BRIEFING_SERVICE_NAME`` or in the keyring; empty when there is none.

    In the keyring it is a password of the service ``briefing``, under the variable's name.
    """
    variable = _variable(service, name)
    return os.environ.get(variable, "").strip() or _from_keyring(variable)


def require_key(service: str, name: str = "KEY") -> str:
    """The same; EngineError says where to put it when there is none."""
    key = find_key(service, name)
    if not key:
        variable = _variable(service, name)
        raise EngineError(
            "there is no key",
            where=service,
            hint=f"set {variable}, or store it: keyring set briefing {variable}",
            is_final=True,
        )
    return key


def _variable(service: str, name: str) -> str:
    return f"BRIEFING_{service.upper()}_{name}"


def _from_keyring(variable: str) -> str:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        return keyring.get_password("briefing", variable) or ""
    except KeyringError:  # there is none on this machine, or it is locked
        return ""

"""The table `[delivery]` of `briefing.toml`: who sends, through which server, and how fast.

The password is never written there: it comes from the environment or the keyring (`smtp.py`).
"""

from __future__ import annotations

import re
from string import Formatter
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from briefing.tables import Table

UNSUBSCRIBE_FIELDS = ("address", "audience", "token")

Security = Literal["starttls", "tls", "none"]


class DeliverySettings(Table):
    """How editions leave the house; without a server they are written as `.eml` files."""

    sender: str = ""  # name and address: 주간 브리핑 <brief@example.kr>
    reply_to: str = ""
    desk: str = ""  # who hears of a run that failed
    approval: bool = False  # nothing is sent that nobody has approved
    list_id: str = ""  # brief.example.kr; each audience's list is AUDIENCE.brief.example.kr
    unsubscribe: str = ""  # https or mailto, with any of {address}, {audience}, {token}
    pdf: bool = True  # attach the brief as PDF
    size_limit: float = Field(default=20, gt=0)  # megabytes of a whole message

    server: str = ""  # empty: .eml files
    port: int = Field(default=587, ge=1, le=65535)
    security: Security = "starttls"
    ca_file: str = ""  # certificates to trust instead of the system's
    timeout: float = Field(default=60, gt=0)  # seconds for each answer of the server
    rate: float = Field(default=30, gt=0)  # messages a minute
    retries: int = Field(default=3, ge=0, le=10)  # after a temporary refusal
    retry_wait: float = Field(default=60, ge=0)  # seconds before the first retry; doubles each time

    @field_validator("list_id")
    @classmethod
    def _host_like(cls, value: str) -> str:
        if value and not re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", value):
            raise ValueError(f"{value!r} is not an identifier such as brief.example.kr")
        return value

    @field_validator("unsubscribe")
    @classmethod
    def _address_pattern(cls, value: str) -> str:
        if not value:
            return value
        if not value.isascii() or not re.fullmatch(r"[^\s<>,]+", value):
            raise ValueError("may not contain spaces, commas, angle brackets or non-ASCII letters")
        for _, field, _, _ in Formatter().parse(value):
            if field is not None and field not in UNSUBSCRIBE_FIELDS:
                raise ValueError(f"unknown {{{field}}}; valid: {', '.join(UNSUBSCRIBE_FIELDS)}")
        if urlsplit(value).scheme not in ("https", "mailto"):
            raise ValueError("must begin with https:// or mailto:")
        return value

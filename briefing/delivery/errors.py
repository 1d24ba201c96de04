"""What can go wrong on the way to a reader."""

from __future__ import annotations

from briefing.errors import BriefingError


class DeliveryError(BriefingError):
    """A mail that cannot be made or sent, for a reason that concerns all of them."""


class DeferredError(Exception):
    """This recipient has to wait: a temporary refusal, or a connection that broke."""


class RefusedError(Exception):
    """This recipient never gets it: the server refused for good."""


class UnreachableError(DeferredError):
    """Everyone has to wait: the server cannot be reached, or wants to be left alone."""

"""What goes wrong in fetching, as a line of the ledger."""

from __future__ import annotations

from briefing.errors import InputError
from briefing.models import Decision, Outcome


class FetchError(InputError):
    """A location that could not be fetched or read; `rule` names the reason in the ledger."""

    def __init__(self, rule: str, what: str, *, where: str, hint: str = "") -> None:
        self.rule = rule
        super().__init__(what, where=where, hint=hint)

    @property
    def decision(self) -> Decision:
        """The ledger's line."""
        detail = f"{self.what} ({self.hint})" if self.hint else self.what
        return dropped(self.where, self.rule, detail)


def dropped(subject: str, rule: str, detail: str) -> Decision:
    """A location or item that is left out."""
    return Decision(subject, "fetch", Outcome.DROPPED, rule, detail=detail)


def noted(subject: str, rule: str, detail: str) -> Decision:
    """Something that cost nothing, but is worth a line."""
    return Decision(subject, "fetch", Outcome.NOTED, rule, detail=detail)

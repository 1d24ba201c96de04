"""Letters as `.eml` files, for a desk without a mail server; any mail program opens them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from briefing.delivery.errors import DeliveryError
from briefing.delivery.message import Letter
from briefing.editions import write_file


class Folder:
    """A transport that writes each letter to `RECIPIENT.eml`; a second time changes nothing."""

    def __init__(self, path: Path) -> None:
        """`path` is made when the first letter comes."""
        self.path = path

    def send(self, letter: Letter, committing: Callable[[], None]) -> str:
        """Write the letter; returns where."""
        target = self.path / f"{quote(letter.recipient, safe='@+')}.eml"
        committing()
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            write_file(target, letter.content)
        except OSError as error:
            raise DeliveryError(f"cannot be written: {error.strerror}", where=str(target)) from None
        return str(target)

    def close(self) -> None:
        """Nothing is open."""

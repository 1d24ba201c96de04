"""What the page shows, as its address says it: audience, languages, output, width, story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

OUTPUTS = {"html": "Page", "pdf": "PDF", "mail": "Mail", "md": "Markdown", "txt": "Text"}
WIDTHS = {"desktop": "Desktop", "phone": "Phone"}  # of a page and of a mail
LANGUAGES = {
    "ko-en": ("한국어 | English", ("ko", "en")),
    "en-ko": ("English | 한국어", ("en", "ko")),
    "ko": ("한국어", ("ko",)),
    "en": ("English", ("en",)),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice; what is empty is as the audience has it."""

    audience: str = "default"
    output: str = "html"
    width: str = "desktop"
    languages: str = ""  # a key of LANGUAGES
    story: str = ""  # id of the story whose ledger and controls are open

    @property
    def has_width(self) -> bool:
        """Whether the output is drawn anew for each width."""
        return self.output in ("html", "mail")

    def __str__(self) -> str:
        """The query of its address; what is as usual is left out."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        usual = {field.name: field.default for field in fields(self)}
        return urlencode({name: value for name, value in values.items() if value != usual[name]})

    def but(self, **values: str) -> Choice:
        """This choice with something else chosen."""
        return replace(self, **values)


def read_choice(query: Mapping[str, str]) -> Choice:
    """The choice in an address; what it does not know is as usual."""
    usual = Choice()
    output, width = query.get("output", ""), query.get("width", "")
    languages = query.get("languages", "")
    return Choice(
        audience=query.get("audience") or usual.audience,
        output=output if output in OUTPUTS else usual.output,
        width=width if width in WIDTHS else usual.width,
        languages=languages if languages in LANGUAGES else usual.languages,
        story=query.get("story", ""),
    )

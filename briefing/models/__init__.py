"""The data that flows through the pipeline: frozen, each field defined once (`docs/fields.md`).

Offsets count Unicode code points and are half-open: ``text[start:end]``. Datetimes are aware.
Languages are ISO 639-1 codes (``ko``, ``en``, ``zh``).
"""

from briefing.models.articles import (
    Analysis,
    Article,
    Document,
    Figure,
    Gloss,
    GlossaryEntry,
    Mention,
    Precision,
    Sentence,
    TermHit,
    Theme,
    ThemeScore,
    Token,
)
from briefing.models.brief import (
    Brief,
    Colophon,
    Item,
    KeyFigure,
    Line,
    Period,
    Receipt,
    Rendition,
    Section,
    SourceRef,
)
from briefing.models.decisions import (
    Check,
    Decision,
    Origin,
    Outcome,
    Rendering,
    Reporter,
    SentenceScore,
    Story,
    Summary,
)

__all__ = [
    "Analysis",
    "Article",
    "Brief",
    "Check",
    "Colophon",
    "Decision",
    "Document",
    "Figure",
    "Gloss",
    "GlossaryEntry",
    "Item",
    "KeyFigure",
    "Line",
    "Mention",
    "Origin",
    "Outcome",
    "Period",
    "Precision",
    "Receipt",
    "Rendering",
    "Rendition",
    "Reporter",
    "Section",
    "Sentence",
    "SentenceScore",
    "SourceRef",
    "Story",
    "Summary",
    "TermHit",
    "Theme",
    "ThemeScore",
    "Token",
]

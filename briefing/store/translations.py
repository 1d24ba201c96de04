"""The translation memory's lines; finding the right one is `bilingual.memory`'s business."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from briefing.bilingual.memory import Translation, normalised
from briefing.store.database import upsert
from briefing.store.rows import digest
from briefing.store.schema import translation as translations


def put(connection: Connection, lines: Iterable[Translation]) -> None:
    """Write translations over those of the same text; the last of several wins."""
    now = datetime.now(UTC)
    rows = {
        digest(t.source_language, t.target_language, normalised(t.source)): {
            "source_language": t.source_language,
            "target_language": t.target_language,
            "source": t.source,
            "target": t.target,
            "changed_at": now,
        }
        for t in lines
    }
    upsert(connection, translations, [{"key": key, **row} for key, row in rows.items()])


def read(connection: Connection) -> list[Translation]:
    """All translations, the latest change last."""
    columns = [translations.c[name] for name in Translation.__dataclass_fields__]
    query = select(*columns).order_by(translations.c.changed_at, translations.c.key)
    return [Translation(*row) for row in connection.execute(query)]

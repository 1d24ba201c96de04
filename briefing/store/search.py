"""Full-text search over morphemes: 물가 finds an article that says 물가는.

A trigram index would miss words of two syllables, and particles hide words from a plain one. So
what is indexed is the stream of content morphemes, and after it the beginnings of compounds up to
each morpheme: Kiwi may cut a name into 딥 and 시크 here and leave it whole there, and 딥시크 is
found either way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    cast,
    func,
    literal,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from briefing.language import tokenise
from briefing.models import Article, Token

Phrases = tuple[tuple[tuple[str, ...], ...], ...]  # all of: any of: words in this order

_CONTENT = ("NN", "NR", "SL", "SN", "SH", "XR", "XPN", "XSN", "VV", "VA", "MAG")
_COMPOUND = ("NN", "NR", "NP", "SL", "SN", "SH", "XR", "XPN", "XSN", "MM", "MAG", "IC", "VV", "VA")
_SYMBOL = ("SF", "SP", "SS", "SE", "SO", "SW", "SB", "Z_", "W_")
_PARTICLES = frozenset("의과와는은에")  # Kiwi may leave them on a name it does not know
_INDEXED = 50_000  # characters of an article; what is longer is no news
_LONGEST_WORD = 100  # characters
_POSITIONS = 16_383  # PostgreSQL counts no further
_UNITS = re.compile(r'"([^"]+)"|(\S+)')  # "a phrase" or a word

_fts = Table("article_search", MetaData(), Column("rowid", Integer), Column("morphemes", Text))
_vectors = Table(
    "article_search",
    MetaData(),
    Column("article", Integer, primary_key=True, autoincrement=False),
    Column("morphemes", TSVECTOR, nullable=False),
)


def indexed_text(article: Article) -> str:
    """What is searched: the headline and the body, cut where no news is that long."""
    return f"{article.headline}\n{article.body}"[:_INDEXED]


def morphemes(tokens: Iterable[Token], content: str) -> str:
    """The words to index for the `tokens` of `content`, separated by spaces."""
    words, compounds = list[str](), list[str]()
    start = end = -1  # of the compound so far
    for token in tokens:
        is_content, is_symbol, is_compound = _KINDS[token.tag]
        if is_symbol:
            end = -1
            continue
        first, last = token.start, end
        end = token.end
        if first != last:
            start = first
        elif is_compound:
            compounds.append(content[start:end])
        if is_content:
            word = token.lemma
            words.append(word)
            if word[-1:] in _PARTICLES and end - start > 2:
                compounds.append(content[start : end - 1])
    return " ".join(words + compounds).lower()


class _Kinds(dict[str, tuple[bool, ...]]):
    """Whether a tag is of content, of a symbol, of what ends a compound; each found out once."""

    def __missing__(self, tag: str) -> tuple[bool, ...]:
        kinds = self[tag] = tuple(map(tag.startswith, (_CONTENT, _SYMBOL, _COMPOUND)))
        return kinds


_KINDS = _Kinds()


def create(connection: Connection) -> None:
    """Make the index, in the way of the database."""
    if connection.dialect.name == "sqlite":  # without a copy of the words: they are in the article
        options = "content='', tokenize=\"unicode61 tokenchars '.,'\""
        connection.execute(
            text(f"CREATE VIRTUAL TABLE article_search USING fts5(morphemes, {options})")
        )
    else:
        _vectors.create(connection)
        connection.execute(
            text("CREATE INDEX ix_article_search ON article_search USING gin (morphemes)")
        )


def index(connection: Connection, words: Mapping[int, str]) -> None:
    """Add the words of articles by their numbers."""
    if not words:
        return
    if connection.dialect.name == "sqlite":
        rows: list[dict[str, Any]] = [{"rowid": n, "morphemes": w} for n, w in words.items()]
        connection.execute(_fts.insert(), rows)
    else:
        rows = [{"article": n, "morphemes": _vector(w.split())} for n, w in words.items()]
        connection.execute(_vectors.insert(), rows)


def _vector(words: Sequence[str]) -> str:
    """A tsvector as PostgreSQL writes it; its own parser drops Hangul in some locales."""
    places: dict[str, list[str]] = {}
    for place, word in enumerate(words, 1):
        places.setdefault(word[:_LONGEST_WORD], []).append(str(min(place, _POSITIONS)))
    return " ".join(f"{_quoted(word)}:{','.join(found[:255])}" for word, found in places.items())


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def read_query(query: str) -> Phrases:
    """What to look for: any spelling of each word or "quoted phrase"."""
    found = (tuple(_spellings(quoted or word)) for quoted, word in _UNITS.findall(query))
    return tuple(spellings for spellings in found if spellings)


def _spellings(unit: str) -> Iterator[tuple[str, ...]]:
    """The unit as a Korean reads it, as English, and as one word."""
    readings = [
        tuple(
            token.lemma.lower()
            for token in tokenise(unit, language)
            if token.tag.startswith(_CONTENT)
        )
        for language in ("ko", "en")
    ]
    if re.fullmatch(r"[\w.,]*\w", unit):
        readings.append((unit.lower(),))
    yield from dict.fromkeys(filter(None, readings))


def matching(phrases: Phrases, dialect: str) -> tuple[Table, ColumnElement[bool], Any, Any]:
    """The index, whether an article matches, its number, and how well (less is better)."""
    if dialect == "sqlite":
        query = literal(_fts_query(phrases))
        is_match = literal_column("article_search").op("MATCH", is_comparison=True)(query)
        return _fts, is_match, _fts.c.rowid, literal_column("article_search.rank")
    wanted = cast(literal(_ts_query(phrases)), TSQUERY)
    is_match = _vectors.c.morphemes.op("@@", is_comparison=True)(wanted)
    return _vectors, is_match, _vectors.c.article, -func.ts_rank(_vectors.c.morphemes, wanted)


def _fts_query(phrases: Phrases) -> str:
    """In the language of FTS5: ``("딥시크" OR "딥 시크") AND ("모델")``."""
    return " AND ".join(
        "(" + " OR ".join('"{}"'.format(" ".join(words).replace('"', "")) for words in any_of) + ")"
        for any_of in phrases
    )


def _ts_query(phrases: Phrases) -> str:
    """In the language of PostgreSQL: ``('딥시크' | ('딥' <-> '시크')) & ('모델')``."""
    return " & ".join(
        "("
        + " | ".join(
            "(" + " <-> ".join(_quoted(word[:_LONGEST_WORD]) for word in words) + ")"
            for words in any_of
        )
        + ")"
        for any_of in phrases
    )

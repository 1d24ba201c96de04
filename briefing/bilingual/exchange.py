"""Lines for translators and back: TMX 1.4, XLIFF 1.2 and 2, JSON Lines.

XML is read and written by translate-toolkit (an extra), whose parser resolves no entities and
fetches nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from briefing.bilingual.memory import parse_translation, read_records
from briefing.errors import BriefingError, InputError, nearest

_NEEDS = "pip install 'briefing[exchange]'"
_UNFINISHED = ("new", "needs-", "initial")  # states of a target that nobody has finished


@dataclass(frozen=True, slots=True)
class Entry:
    """A line to translate, or translated."""

    source_language: str
    target_language: str
    source: str
    target: str = ""  # empty: not translated yet
    note: str = ""  # what helps the translator: key facts, a like translation
    state: str = ""  # as the file says; empty: it does not


def write_entries(entries: Sequence[Entry], kind: str) -> bytes:
    """The entries as a file of a kind in `WRITERS`; InputError for what that kind cannot hold."""
    if kind not in WRITERS:
        raise InputError(f"unknown format {kind!r}", hint=nearest(kind, WRITERS))
    return WRITERS[kind](entries)


def read_entries(path: Path) -> list[Entry]:
    """The entries of a file, by its ending; InputError when it cannot be read."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(
            "unknown kind of file", where=str(path), hint="one of " + " ".join(_READERS)
        )
    try:
        return list(reader(path))
    except BriefingError:
        raise
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", where=str(path)) from error
    except Exception as error:  # the toolkit says of no file how its parsers may fail
        raise InputError(f"not a valid file: {error!r}", where=str(path)) from error


def _write_jsonl(entries: Sequence[Entry]) -> bytes:
    records = (asdict(entry) for entry in entries)
    lines = (
        json.dumps({k: v for k, v in record.items() if v or k == "target"}, ensure_ascii=False)
        for record in records
    )
    return "".join(line + "\n" for line in lines).encode()


def _read_jsonl(path: Path) -> Iterator[Entry]:
    for where, record in read_records(path):
        found = parse_translation({"target": "", **record}, where)
        note, state = (str(record.get(name) or "") for name in ("note", "state"))
        yield Entry(**asdict(found), note=note, state=state)


def _write_tmx(entries: Sequence[Entry]) -> bytes:
    """Every unit names its source language, since an edition goes both ways."""
    file = _toolkit("tmx").tmxfile(sourcelanguage="*all*")
    for entry in entries:
        unit = file.addsourceunit(entry.source, entry.source_language)
        unit.xmlelement.set("srclang", entry.source_language)
        unit.settarget(entry.target, entry.target_language, append=True)
        if entry.note:
            unit.addnote(entry.note)
    return bytes(file)


def _read_tmx(path: Path) -> Iterator[Entry]:
    file = _toolkit("tmx").tmxfile.parsestring(path.read_bytes())
    every = file.document.getroot().find("header").get("srclang", "")
    for unit in file.units:
        texts = {_language(node): _segment(node) for node in unit.getlanguageNodes()}
        source = _short(unit.xmlelement.get("srclang", every))
        source = source if source in texts else next(iter(texts), "")
        for language in texts.keys() - {source}:
            yield Entry(source, language, texts[source], texts[language], unit.getnotes())


def _language(node: Any) -> str:
    return _short(node.get("{http://www.w3.org/XML/1998/namespace}lang") or node.get("lang") or "")


def _short(language: str) -> str:
    """A language without its region: ko for ko-KR."""
    return language.lower().partition("-")[0]


def _segment(node: Any) -> str:
    return "".join(node.find("seg").itertext()).strip()


_XLIFF = """<?xml version="1.0" encoding="utf-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">{files}</xliff>"""
_XLIFF_FILE = (
    '<file original="{0}-{1}" source-language="{0}" target-language="{1}" '
    'datatype="plaintext"><body/></file>'
)


def _write_xliff(entries: Sequence[Entry]) -> bytes:
    """XLIFF 1.2, a file element for each direction; an empty one when there is nothing to do."""
    pairs = _directions(entries) or [("ko", "en")]
    files = "".join(_XLIFF_FILE.format(*pair) for pair in pairs)
    file = _toolkit("xliff").xlifffile.parsestring(_XLIFF.format(files=files))
    for number, entry in enumerate(entries, 1):
        name = f"{entry.source_language}-{entry.target_language}"
        file.switchfile(name)
        unit = file.addsourceunit(entry.source, name)
        unit.setid(str(number))
        if entry.target:
            unit.target = entry.target
        if entry.note:
            unit.addnote(entry.note, "developer")
    return bytes(file)


def _write_xliff2(entries: Sequence[Entry]) -> bytes:
    """XLIFF 2.0, which holds one direction only."""
    directions = _directions(entries)
    if len(directions) > 1:
        raise InputError("XLIFF 2 holds one direction", hint="choose one: --source ko")
    source, target = directions[0] if directions else ("ko", "en")
    file = _toolkit("xliff2").Xliff2File(sourcelanguage=source, targetlanguage=target)
    for number, entry in enumerate(entries, 1):
        segment = file.addsourceunit(entry.source)
        segment.setid(str(number))
        if entry.target:
            segment.target = entry.target
        _conform(segment, entry.note)
    return bytes(file)


def _conform(segment: Any, note: str) -> None:
    """The toolkit puts notes and spaces on the segment; the standard has them on the unit."""
    segment.addnote(note)
    unit, notes = segment.getunitelement(), segment.xmlelement.find("{*}notes")
    if notes is not None:
        unit.insert(0, notes)
    for name, value in list(segment.xmlelement.attrib.items()):
        if name.endswith("}space"):
            del segment.xmlelement.attrib[name]
            unit.set(name, value)


def _read_xliff(path: Path) -> Iterator[Entry]:
    content = path.read_bytes()
    is_second = b"urn:oasis:names:tc:xliff:document:2." in content[:2000]
    kind = _toolkit("xliff2").Xliff2File if is_second else _toolkit("xliff").xlifffile
    for unit in kind.parsestring(content).units:
        yield _unit(unit)


def _unit(unit: Any) -> Entry:
    """A unit of XLIFF 1.2 or 2, whose languages and notes stand on elements around it."""
    around = [unit.xmlelement, *unit.xmlelement.iterancestors()]
    target = unit.xmlelement.find("{*}target")
    notes = (note for element in around[:2] for note in element.findall("{*}notes/{*}note"))
    return Entry(
        source_language=_short(_attribute(around, "source-language", "srcLang")),
        target_language=_short(_attribute(around, "target-language", "trgLang")),
        source=unit.source or "",
        target=unit.target or "",
        note=unit.getnotes() or "\n".join(note.text or "" for note in notes),
        state=_attribute([e for e in (target, unit.xmlelement) if e is not None], "state"),
    )


def _attribute(elements: Iterable[Any], *names: str) -> str:
    """The first of the attributes on these elements; empty when there is none."""
    values = (element.get(name) for element in elements for name in names)
    return str(next(filter(None, values), ""))


def is_unfinished(entry: Entry) -> bool:
    """Whether the file says that nobody has finished the translation."""
    return entry.state.startswith(_UNFINISHED)


def _directions(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((entry.source_language, entry.target_language) for entry in entries))


def _toolkit(module: str) -> Any:
    """A module of translate-toolkit; InputError says how to get it."""
    from importlib import import_module

    try:
        return import_module(f"translate.storage.{module}")
    except ImportError:
        raise InputError("TMX and XLIFF need translate-toolkit", hint=_NEEDS) from None


WRITERS: dict[str, Callable[[Sequence[Entry]], bytes]] = {
    "jsonl": _write_jsonl,
    "tmx": _write_tmx,
    "xliff": _write_xliff,
    "xliff2": _write_xliff2,
}
_READERS: dict[str, Callable[[Path], Iterator[Entry]]] = {
    ".jsonl": _read_jsonl,
    ".tmx": _read_tmx,
    ".xlf": _read_xliff,
    ".xliff": _read_xliff,
}

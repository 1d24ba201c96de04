"""Outlets are found by any of their names, and by the addresses of their pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.assets import find
from briefing.errors import SettingsError
from briefing.outlets import Outlet, Outlets, load_outlets

DAILY = Outlet(
    "daily", "한강일보", "Hangang Daily", aliases=("한강",), domains=("hangang.example",), tier=1
)
BIZ = Outlet("biz", "한강비즈", "Hangang Biz", domains=("biz.hangang.example",))
LEDGER = Outlet("ledger", "퍼시픽 레저", "Pacific Ledger", language="en", timezone="UTC")
OUTLETS = Outlets((DAILY, BIZ, LEDGER))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("한강일보", DAILY),
        ("한강 일보", DAILY),
        ("hangang DAILY", DAILY),
        ("한강", DAILY),
        ("daily", DAILY),
        ("https://www.hangang.example/news?idxno=1", DAILY),
        ("https://news.hangang.example/1", DAILY),
        ("https://biz.hangang.example/1", BIZ),
        ("hangang.example", DAILY),
        ("퍼시픽레저", LEDGER),
        ("남산통신", None),
        ("https://other.example/hangang.example", None),
        ("http://[broken", None),
        ("", None),
    ],
)
def test_find(name: str, expected: Outlet | None) -> None:
    """A name in any spacing and case, an alias or an address; the longest domain decides."""
    assert OUTLETS.find(name) == expected


def test_names_are_the_outlets_own() -> None:
    """Readers see an outlet's name in its own language."""
    assert (DAILY.name, LEDGER.name) == ("한강일보", "Pacific Ledger")


@pytest.mark.parametrize(
    ("language", "zone"), [("ko", "Asia/Seoul"), ("en", "UTC"), ("zh", "Asia/Shanghai")]
)
def test_unknown_outlets_have_a_default(language: str, zone: str) -> None:
    """An outlet that is not listed is of the third tier, in the zone of its language."""
    outlet = OUTLETS.default("남산통신", language)
    assert (outlet.name, outlet.tier, outlet.wire, outlet.timezone) == ("남산통신", 3, False, zone)


def test_later_files_win(tmp_path: Path) -> None:
    """A desk's own entry replaces the packaged one of the same key, and others stay."""
    packaged, own = tmp_path / "packaged.toml", tmp_path / "own.toml"
    packaged.write_text(
        '[[outlet]]\nkey = "a"\nko = "가"\nen = "A"\ntier = 1\n'
        '[[outlet]]\nkey = "b"\nko = "나"\nen = "B"\naliases = ["비"]\n',
        "utf-8",
    )
    own.write_text('[[outlet]]\nkey = "a"\nko = "가나"\nen = "A"\ntier = 2\n', "utf-8")
    outlets = load_outlets(packaged, own)
    replaced, kept = outlets.find("a"), outlets.find("비")
    assert replaced is not None
    assert (replaced.ko, replaced.tier) == ("가나", 2)
    assert kept is not None
    assert kept.en == "B"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[outlet", "not TOML"),
        ('[[outlet]]\nkey = "a"\nko = "가"\n', "en"),
        ('[[outlet]]\nkey = "a"\nko = "가"\nen = "A"\ntire = 1\n', "tire"),
        ('[[outlet]]\nkey = "a"\nko = "가"\nen = "A"\ntier = "high"\n', "tier"),
        ('[[outlet]]\nkey = "a"\nko = "가"\nen = "A"\ntimezone = "Seoul"\n', "'Seoul'"),
        ("outlet = 3\n", "outlet"),
    ],
)
def test_wrong_files_say_what_and_where(tmp_path: Path, text: str, reason: str) -> None:
    """A wrong file names itself and the field."""
    path = tmp_path / "outlets.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=re.escape(str(path))) as caught:
        load_outlets(path)
    assert reason in str(caught.value)


def test_missing_file(tmp_path: Path) -> None:
    """A missing file is a settings error."""
    with pytest.raises(SettingsError, match="No such file"):
        load_outlets(tmp_path / "none.toml")


def test_packaged_outlets() -> None:
    """The shipped list loads, its agencies are wires, and every domain leads to its entry."""
    outlets = load_outlets(find("seeds", "outlets.toml"))
    agency = outlets.find("연합뉴스")
    assert agency is not None
    assert agency.wire
    for outlet in outlets.entries:
        for domain in outlet.domains:
            assert outlets.find(f"https://www.{domain}/1") == outlet, domain


@given(st.text())
def test_any_name_may_be_looked_up(name: str) -> None:
    """A look-up never raises."""
    assert OUTLETS.find(name) in (*OUTLETS.entries, None)
    assert OUTLETS.find(f"https://{name}") in (*OUTLETS.entries, None)

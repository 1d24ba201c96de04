"""Fixtures of the review's tests: take them with `pytest_plugins = ["review_fixtures"]`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from review_desk import EDITION, Run, make_desk, runner


@pytest.fixture(scope="session")
def built(sample_week: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with an edition; copy it before changing it."""
    desk = make_desk(tmp_path_factory.mktemp("reviewed") / "desk", sample_week)
    assert runner(desk)("build").exit_code == 0
    return desk


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    """A desk of its own."""
    return Path(shutil.copytree(built, tmp_path / "desk"))


@pytest.fixture
def folder(home: Path) -> Path:
    """The edition's folder."""
    return home / "output" / EDITION


@pytest.fixture
def run(home: Path) -> Run:
    """Runs a command on the desk."""
    return runner(home)

"""Fixtures of the checks' tests: take them with `pytest_plugins = ["checks_fixtures"]`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from checked_copy import Copy

from briefing.desk import Desk
from briefing.pipeline import Edition


@pytest.fixture(name="finished", scope="module")
def _finished(sample: Edition, desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample edition on disk in every format; copy it before changing it."""
    folder = tmp_path_factory.mktemp("checked") / sample.brief.edition
    sample.write(folder, [desk.audience("default")], ("md", "html", "pdf", "mail", "txt"), desk)
    return folder


@pytest.fixture(name="copy")
def _copy(finished: Path, desk: Desk, tmp_path: Path) -> Copy:
    return Copy(Path(shutil.copytree(finished, tmp_path / finished.name)), desk)

"""Shared fixtures: the sample week built once, and articles for small cases."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing.assets import packaged
from briefing.desk import Desk, open_desk
from briefing.pipeline import Edition, build_edition

EPOCH = "1746403200"  # 2025-05-05T00:00:00Z, the Monday after the sample week


@pytest.fixture(scope="session", autouse=True)
def _fixed_clock() -> Iterator[None]:
    """Everything is made at the same moment, so outputs can be compared."""
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    yield
    del os.environ["SOURCE_DATE_EPOCH"]


@pytest.fixture(scope="session")
def desk() -> Desk:
    """The packaged desk."""
    return open_desk()


@pytest.fixture(scope="session")
def sample_week() -> Path:
    """The folder of the sample articles."""
    return packaged("seeds") / "sample-week"


@pytest.fixture(scope="session")
def sample(desk: Desk, sample_week: Path) -> Edition:
    """The sample week's edition; built once, never changed."""
    return build_edition([sample_week], desk)


@pytest.fixture(scope="session")
def sample_folder(sample: Edition, desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample edition on disk as Markdown and HTML; copy it before changing it."""
    folder = tmp_path_factory.mktemp("editions") / sample.brief.edition
    sample.write(folder, [desk.audience("default")], ("md", "html"), desk)
    return folder


@pytest.fixture
def article_file(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a file of articles and returns its path."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write

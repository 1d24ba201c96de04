"""Fixtures of the preview's tests: take them with `pytest_plugins = ["preview_fixtures"]`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from preview_desk import Preview, make_desk, running
from preview_page import entered_browser
from selenium.webdriver import Chrome


@pytest.fixture(scope="module")
def preview(sample_week: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview of a small edition, with a desk of its own."""
    desk = make_desk(tmp_path_factory.mktemp("preview") / "desk", sample_week)
    with running(desk) as preview:
        yield preview


@pytest.fixture(scope="module")
def browser(preview: Preview, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """A browser that has entered the preview."""
    with entered_browser(preview, tmp_path_factory.mktemp("profile")) as browser:
        yield browser

"""Fixtures of the page's tests: take them with `pytest_plugins = ["html_fixtures"]`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import chromium
from html_page import noted_brief
from selenium.webdriver import Chrome

from briefing.renderers import RENDERERS, look


@pytest.fixture(name="browser", scope="module")
def _browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture(name="page", scope="module")
def _page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "brief.html"
    path.write_bytes(RENDERERS["html"](noted_brief(), look=look()).content)
    return path

"""Debian's Chromium, headless, for tests of what a reader sees."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import pytest
from PIL import Image
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--hide-scrollbars",
    "--no-first-run",
)
AXE = files("axe_core_python") / "axe.min.js"
MISSING = "these tests need Chromium: apt-get install chromium chromium-driver (.ci/setup dev)"


@contextmanager
def chromium(profile: Path) -> Iterator[Chrome]:
    """A browser with a profile of its own; fails clearly where there is none."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (program and driver):
        pytest.fail(MISSING, pytrace=False)
    options = ChromeOptions()
    options.binary_location = program
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    browser = Chrome(options=options, service=Service(driver))
    try:
        yield browser
    finally:
        browser.quit()


def show(
    browser: Chrome, page: Path, width: int, *, dark: bool = False, script: bool = True
) -> None:
    """Open the page from disk at this width, in light or dark colours."""
    show_address(browser, page.as_uri(), width, dark=dark, script=script)


def show_address(
    browser: Chrome, address: str, width: int, *, dark: bool = False, script: bool = True
) -> None:
    """Open an address at this width, in light or dark colours."""
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not script})
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.get(address)


def violations(browser: Chrome) -> list[str]:
    """What axe-core finds wrong with the page: rule and element."""
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    result = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
    return [
        f"{rule['id']}: {node['html'][:200]} {node['failureSummary']}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


def picture(browser: Chrome, height: int | None = None) -> Image.Image:
    """The page from its top, in full or `height` pixels of it."""
    size = browser.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {
            "width": size["width"],
            "height": height or size["height"],
            "deviceScaleFactor": 1,
            "mobile": False,
        },
    )
    return Image.open(io.BytesIO(browser.get_screenshot_as_png())).convert("RGB")

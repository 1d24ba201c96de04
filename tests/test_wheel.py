"""The built wheel works without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the unpacked wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    python = [sys.executable, "-m"]
    subprocess.run(
        [*python, "build", "--wheel", "--no-isolation", "--outdir", folder / "dist", ROOT],
        check=True,
        capture_output=True,
    )
    (wheel,) = (folder / "dist").glob("*.whl")
    subprocess.run(
        [*python, "pip", "install", "--quiet", "--no-deps", "--target", folder / "site", wheel],
        check=True,
        capture_output=True,
    )
    return folder / "site"


def test_the_wheel_builds_its_own_sample(installed: Path, tmp_path: Path) -> None:
    """Templates, styles, seeds and catalogues came along; nothing is read from the checkout."""
    done = subprocess.run(
        [
            sys.executable, "-m", "briefing", "build",
            str(installed / "briefing" / "seeds" / "sample-week"),
            "--format", "md,html", "--out", str(tmp_path),
        ],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "2025-W18" / "brief.default.html").read_text(encoding="utf-8")
    assert "중국 AI 인재" in html
    assert "Reviewed translation" in html


def test_the_wheel_is_found_before_the_checkout(installed: Path, tmp_path: Path) -> None:
    """So the test above tests what it says."""
    code = "import briefing, briefing.assets as a; print(briefing.__file__, a.packaged('seeds'))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.count(str(installed)) == 2
    assert str(ROOT) not in done.stdout


def test_the_wheel_holds_no_more_than_it_should(installed: Path) -> None:
    """Tests, benches and documents stay at home."""
    names = {path.name for path in installed.iterdir()}
    assert not names & {"tests", "bench", "docs", "templates", "styles", "seeds"}

"""Source distributions with public test suites, fetched by pip into a temporary folder."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def source_of(package: str) -> Iterator[Path]:
    """The unpacked source of ``name==version``, which is removed afterwards."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        options = ["--no-build-isolation", "--no-binary", ":all:", "--dest", folder]
        subprocess.run([*command, *options, package], check=True, stderr=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tar.gz")
        with tarfile.open(archive) as opened:
            opened.extractall(folder, filter="data")
        (source,) = (path for path in Path(folder).iterdir() if path.is_dir())
        yield source

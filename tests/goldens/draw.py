"""Draws the pictures beside it anew: `python tests/goldens/draw.py`. Look at them then."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from selenium.webdriver import Chrome

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from browser import chromium, picture, show  # noqa: E402
from fixtures_brief import full_brief  # noqa: E402
from reading_outputs import rendition  # noqa: E402

HEIGHT = 1600  # pixels from the top of the page
PICTURES = {
    "html-1280-light": ("html", 1280, False),
    "html-1280-dark": ("html", 1280, True),
    "html-390-light": ("html", 390, False),
    "html-390-dark": ("html", 390, True),
    "mail-600-light": ("mail", 600, False),
    "mail-600-dark": ("mail", 600, True),
    "mail-390-light": ("mail", 390, False),
}


def drawn(name: str, browser: Chrome, folder: Path) -> Image.Image:
    """The picture called `name`, at half its size."""
    kind, width, dark = PICTURES[name]
    page = folder / f"{kind}.html"
    page.write_bytes(rendition(full_brief(), kind).content)
    show(browser, page, width, dark=dark)
    return picture(browser, HEIGHT).reduce(2)


def main() -> None:
    """Write every picture."""
    with TemporaryDirectory() as folder, chromium(Path(folder, "profile")) as browser:
        for name in PICTURES:
            image = drawn(name, browser, Path(folder)).quantize(32)
            image.save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()

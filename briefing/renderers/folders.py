"""Files of a look's folders, and of nowhere else: neither by ``..`` nor by a link out of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateNotFound

Source = tuple[str, str, Callable[[], bool]]


class Folders(FileSystemLoader):
    """Jinja's loader of files, which also refuses links that lead out of its folders."""

    def get_source(self, environment: Environment, template: str) -> Source:
        """Text and path of a template; raises TemplateNotFound."""
        found = super().get_source(environment, template)
        if not _is_inside(Path(found[1]), map(Path, self.searchpath)):
            raise TemplateNotFound(template)
        return found


def find_inside(folders: Iterable[Path], name: str) -> Path | None:
    """The first file of this name that truly stands in one of the folders."""
    folders = tuple(folders)
    paths = (folder / name for folder in folders)
    return next((path for path in paths if path.is_file() and _is_inside(path, folders)), None)


def _is_inside(path: Path, folders: Iterable[Path]) -> bool:
    return any(path.resolve().is_relative_to(folder.resolve()) for folder in folders)

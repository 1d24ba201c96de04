"""A desk's templates are untrusted: no files, no Python, no network, no end of loops."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures_brief import small_brief

from briefing.errors import TemplateError
from briefing.renderers import RENDERERS, limits, look
from briefing.renderers.folders import Folders, find_inside
from briefing.renderers.limits import Limits

PAGE = "brief.html.j2"
TIGHT = Limits(seconds=1, memory=600, text=1)


def desk_with(folder: Path, template: str) -> Path:
    """A desk that overrides the default page."""
    (folder / "templates" / "default").mkdir(parents=True)
    (folder / "templates" / "default" / PAGE).write_text(template, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "template",
    [
        '{% include "../../secret.j2" %}',
        '{% include "SECRET" %}',
        '{% extends "../../secret.j2" %}',
        '{% include "link.j2" %}',
        '{{ "".__class__.__mro__[1].__subclasses__() }}',
        "{{ style.__globals__ }}",
        "{{ brief.__init__.__globals__ }}",
        '{{ "{0.__class__}".format(brief) }}',
        "{{ brief.sections.append(1) }}",
    ],
)
def test_a_template_reads_no_file_and_reaches_no_python(tmp_path: Path, template: str) -> None:
    """By no path, no link and no attribute; the message says where."""
    secret = tmp_path / "secret.j2"
    secret.write_text("hidden words", encoding="utf-8")
    own = desk_with(tmp_path / "desk", template.replace("SECRET", str(secret)))
    folder = own / "templates" / "default"
    (folder / "link.j2").symlink_to(secret)
    with pytest.raises(TemplateError) as raised:
        RENDERERS["html"](small_brief(), look=look(desk=own))
    assert str(raised.value).startswith(f"{folder / PAGE}:1: ")
    assert "hidden words" not in str(raised.value)


@pytest.mark.parametrize("name", ["../secret.css", "SECRET", "link.css"])
def test_a_style_is_a_file_of_the_style_folders(tmp_path: Path, name: str) -> None:
    """Neither ``..`` nor an absolute path nor a link leads out of them."""
    secret, folder = tmp_path / "secret.css", tmp_path / "styles"
    secret.write_text("hidden", encoding="utf-8")
    folder.mkdir()
    (folder / "link.css").symlink_to(secret)
    (folder / "own.css").write_text("p {}", encoding="utf-8")
    assert find_inside([folder], name.replace("SECRET", str(secret))) is None
    assert find_inside([folder], "own.css") == folder / "own.css"


def test_a_loader_of_folders_refuses_links_out_of_them(tmp_path: Path) -> None:
    """A link inside them is followed."""
    from jinja2 import Environment, TemplateNotFound

    secret, folder = tmp_path / "secret.j2", tmp_path / "templates"
    secret.write_text("hidden", encoding="utf-8")
    folder.mkdir()
    (folder / "own.j2").write_text("ours", encoding="utf-8")
    (folder / "out.j2").symlink_to(secret)
    (folder / "in.j2").symlink_to(folder / "own.j2")
    made = Environment(loader=Folders([folder]), autoescape=True)
    assert made.get_template("in.j2").render() == "ours"
    with pytest.raises(TemplateNotFound):
        made.get_template("out.j2")


@pytest.mark.parametrize(
    "part",
    [
        '<img src="file://{secret}" alt="">',
        '<img src="http://127.0.0.1:9/x.png" alt="">',
        '<link rel="stylesheet" href="file://{secret}">',
        '<style>@import url("file://{secret}");</style>',
        '<style>@font-face {{ font-family: x; src: url("http://127.0.0.1:9/x.woff") }}</style>',
        '<p style="background: url(file://{secret})">.</p>',
        '<object data="file://{secret}"></object>',
        '<a rel="attachment" href="file://{secret}">.</a>',
    ],
)
def test_the_pdf_fetches_neither_files_nor_the_network(tmp_path: Path, part: str) -> None:
    """The address is named; nothing is read and nothing is asked for."""
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"hidden words")
    own = desk_with(
        tmp_path / "desk",
        '{% extends "base/brief.html.j2" %}{% block colophon %}'
        + part.format(secret=secret)
        + "{% endblock %}",
    )
    with pytest.raises(TemplateError, match="outside the template and style folders"):
        RENDERERS["pdf"](small_brief(), look=look(desk=own))


def draw(folder: Path, template: str) -> str:
    """The desk's page under tight limits."""
    drawn = look(desk=desk_with(folder, template))
    return limits.draw(PAGE, small_brief(), drawn, limits=TIGHT)


def test_what_a_desk_draws_apart_is_what_it_draws_here(tmp_path: Path) -> None:
    """Letter for letter, Hangul and all."""
    own = look(desk=desk_with(tmp_path, '{% extends "base/brief.html.j2" %}'))
    apart = limits.draw(PAGE, small_brief(), own)
    assert apart == limits.draw(PAGE, small_brief(), look())


LOOP = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
MACRO = "{% macro m(n) %}{{ m(n - 1) if n }}{{ m(n - 1) if n }}{% endmacro %}{{ m(60) }}"


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("\n\n" + LOOP, 3, "takes longer than 1 seconds"),
        ("\n" + MACRO, 2, "takes longer than 1 seconds"),
        ('\n{{ "a" * 10 ** 10 }}', 2, "takes more than 600 MB"),
        ("{% for n in range(10 ** 9) %}{% endfor %}", 1, "Range too big"),
        ('{% for n in range(9999) %}{{ "a" * 999 }}{% endfor %}', None, "draws more than 1 MB"),
        ('\n{% include "brief.html.j2" %}', 2, "recursion"),
        ("\n{{ brief.edtion }}", 2, "Brief has no 'edtion' (did you mean edition"),
    ],
)
def test_a_template_is_stopped_and_its_line_is_named(
    tmp_path: Path, template: str, line: int | None, message: str
) -> None:
    """Time, memory, text and recursion; other mistakes are told as ever."""
    with pytest.raises(TemplateError) as raised:
        draw(tmp_path, template)
    assert message in str(raised.value)
    if line:
        place = tmp_path / "templates" / "default" / PAGE
        assert str(raised.value).startswith(f"{place}:{line}: ")


def test_a_process_that_hears_no_alarm_is_killed(tmp_path: Path) -> None:
    """A single step that never ends: the message names the template."""
    with pytest.raises(TemplateError, match="takes longer than 1 seconds"):
        draw(tmp_path, "{% set n = 7 ** (10 ** 8) % 2 %}{% set n = n + 7 ** (10 ** 9) %}")

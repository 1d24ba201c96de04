"""A desk's own templates and styles: they win, and their mistakes are explained."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures_brief import small_brief
from reading_outputs import READERS

from briefing.errors import TemplateError
from briefing.renderers import RENDERERS, look

HTML = "brief.html.j2"
BASE = '{% extends "base/brief.html.j2" %}\n'


def desk_with(folder: Path, template: str) -> Path:
    """A desk that overrides the default audience's page."""
    (folder / "templates" / "default").mkdir(parents=True)
    (folder / "templates" / "default" / HTML).write_text(template, encoding="utf-8")
    return folder


def test_a_desk_overrides_one_block_for_screen_and_paper(tmp_path: Path) -> None:
    """A block of `brief.html.j2` in the desk's folder shows in HTML and in PDF."""
    desk = desk_with(tmp_path, BASE + "{% block colophon %}<p>Ours alone.</p>{% endblock %}")
    for name in ("html", "pdf"):
        content = RENDERERS[name](small_brief(), look=look(desk=desk)).content
        text = READERS[name](content)
        assert "Ours alone." in text
        assert "At a glance" in text
        assert "not a language model" not in text


def test_a_desk_overrides_the_colours(tmp_path: Path) -> None:
    """A `tokens.css` in the desk's folder stands in for the shipped one."""
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "tokens.css").write_text(":root { --accent: #123456 }")
    content = RENDERERS["html"](small_brief(), look=look(desk=tmp_path)).content
    assert b"#123456" in content


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("\n{{ breif.number }}", 2, "'breif' is not defined (did you mean brief?)"),
        (
            BASE + "{% block item %}\n{{ item.headlin }}{% endblock %}",
            3,
            "Item has no 'headlin' (did you mean headline",
        ),
        ('{% extends "base/brif.html.j2" %}', 1, "no template 'base/brif.html.j2' (did you mean"),
        ("{{ brief.edition | uper }}", 1, "No filter named 'uper'. (did you mean upper"),
        ("\n\n{% if %}", 3, "Expected an expression"),
        ("{{ brief.__class__ }}", 1, "is unsafe"),
        ("{{ style('tokns.css') }}", None, "no style sheet 'tokns.css'"),
    ],
)
def test_a_template_error_says_where_and_what_to_write(
    tmp_path: Path, template: str, line: int | None, message: str
) -> None:
    """File, line and the nearest valid name; never a bare traceback."""
    with pytest.raises(TemplateError) as raised:
        RENDERERS["html"](small_brief(), look=look(desk=desk_with(tmp_path, template)))
    assert message in str(raised.value)
    if line:
        assert str(raised.value).startswith(f"{tmp_path / 'templates' / 'default' / HTML}:{line}:")


def test_an_audience_without_templates_gets_the_default(tmp_path: Path) -> None:
    """An audience's own folder comes first, the default's after it, then the base."""
    own = desk_with(tmp_path, BASE) / "templates" / "ministers"
    own.mkdir()
    names = [folder.name for folder in look("ministers", tmp_path).templates]
    assert names[:2] == ["ministers", "default"]
    assert look("nobody", tmp_path).templates == look(desk=tmp_path).templates

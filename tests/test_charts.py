"""Charts: the brief's own counts, drawn with real text, readable in grey and without eyes."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from fixtures_brief import empty_brief, full_brief, key_figure, small_brief
from reading_outputs import html_page, pdf_pages, rendition

from briefing.charts import Chart, charts_for
from briefing.charts.drawing import WIDTH
from briefing.models import Brief, WeekCount

SVG = "{http://www.w3.org/2000/svg}"
WEEKS = tuple(
    WeekCount(f"2025-W{week}", {"regulation": week - 10, "open-source-models": 1})
    for week in (13, 14, 15, 16, 17)
)


def weekly_brief() -> Brief:
    """The full brief after five others."""
    return replace(full_brief(), archive=WEEKS)


def chart(brief: Brief, key: str, archive: tuple[WeekCount, ...] = ()) -> Chart | None:
    """The chart of a brief with this key; None when it is not shown."""
    made = charts_for(replace(brief, archive=archive))
    return next((chart for chart in made if chart.key == key), None)


def drawn(made: Chart) -> ElementTree.Element:
    """The drawing, parsed."""
    return ElementTree.fromstring(made.svg)


def lengths(made: Chart, role: str, side: str) -> list[float]:
    """Width or height of each mark of a role."""
    return [
        float(r.get(side, "")) for r in drawn(made).iter(f"{SVG}rect") if r.get("class") == role
    ]


def test_theme_share_counts_stories_and_articles() -> None:
    """Each section stands with its stories and the articles behind them, and so do the bars."""
    made = chart(full_brief(), "themes")
    assert made
    counts = [
        (len(section.items), len({n for item in section.items for n in item.sources}))
        for section in full_brief().sections
    ]
    assert [tuple(int(value.en) for value in row.values) for row in made.rows] == counts
    assert [row.label.ko for row in made.rows] == [s.title_ko for s in full_brief().sections]
    stories = [size for size, _ in counts]
    unit = max(lengths(made, "accent", "width")[1:]) / max(stories)
    bars = lengths(made, "accent", "width")[1:]  # the first is in the legend
    assert bars == [pytest.approx(size * unit, abs=1) for size in stories]


def test_stories_stand_on_their_days() -> None:
    """A column a day of the week; the counts add up to the stories whose day is known."""
    made = chart(full_brief(), "days")
    assert made
    assert ", ".join(row.label.en for row in made.rows) == (
        "Mon 28, Tue 29, Wed 30, Thu 1, Fri 2, Sat 3, Sun 4"
    )
    known = {source.number for source in full_brief().sources if source.published}
    leads = [item.sources[0] for section in full_brief().sections for item in section.items]
    within = sum(lead in known for lead in leads)
    assert sum(int(row.values[0].en) for row in made.rows) == within
    assert len(lengths(made, "accent", "height")) == sum(
        row.values[0].en != "0" for row in made.rows
    )


def test_a_long_period_has_no_timeline() -> None:
    """A brief of everything does not draw hundreds of columns."""
    period = replace(full_brief().period, since=full_brief().period.since.replace(year=2024))
    assert chart(replace(full_brief(), period=period), "days") is None


def test_weeks_are_shown_from_three_on() -> None:
    """The archive's weeks and this one, oldest first; later ones are left out."""
    assert chart(full_brief(), "weeks", WEEKS[-1:]) is None
    later = WeekCount("2025-W19", {"regulation": 9})
    made = chart(full_brief(), "weeks", (*WEEKS, later))
    assert made
    assert [head.en[-2:] for head in made.heads[1:]] == ["13", "14", "15", "16", "17", "18"]
    regulation = next(row for row in made.rows if row.label.en == "Regulation")
    own = next(len(s.items) for s in full_brief().sections if s.key == "regulation")
    assert [int(value.en) for value in regulation.values] == [3, 4, 5, 6, 7, own]


def with_figures(*texts: tuple[str, str], subject: tuple[str, str] = ("매출", "revenue")) -> Brief:
    """The full brief with one of the figures in each of its first stories, and none elsewhere."""
    brief = full_brief()
    made = iter([key_figure(*text, *subject, 1, brief.figures[0].receipt) for text in texts])
    sections = tuple(
        replace(
            section,
            items=tuple(
                replace(item, figures=(figure,) if (figure := next(made, None)) else ())
                for item in section.items
            ),
        )
        for section in brief.sections
    )
    return replace(brief, sections=sections)


DOLLARS = (("293억 달러", "US$29.3 billion"), ("701억 달러", "US$70.1 billion"))
EUROS = ("5억3천만 유로", "€530 million")


def test_like_is_compared_with_like() -> None:
    """Three stories with the same measure in one unit are drawn, the largest first."""
    made = chart(with_figures(*DOLLARS, EUROS, ("954억 달러", "US$95.4 billion")), "figures")
    assert made
    values = ["US$95.4 billion", "US$70.1 billion", "US$29.3 billion"]
    assert [row.values[0].en for row in made.rows] == values
    longest, middle, shortest = lengths(made, "accent", "width")
    assert middle / longest == pytest.approx(70.1 / 95.4, abs=0.01)
    assert shortest / longest == pytest.approx(29.3 / 95.4, abs=0.01)
    assert (made.title_ko, made.title_en) == ("매출 비교", "Compared: revenue")


@pytest.mark.parametrize(
    "texts",
    [
        DOLLARS,
        (*DOLLARS, EUROS),
        (*DOLLARS, ("640억~720억 달러", "$64 billion to $72 billion")),
        (*DOLLARS, ("9억 달러 증가", "up US$900 million")),
        (("30억 개", "3 billion"), ("70억 개", "7 billion"), ("90억 개", "9 billion")),
    ],
    ids=["two", "another currency", "a range", "a change", "counts of unlike things"],
)
def test_unlike_is_not_compared(texts: tuple[tuple[str, str], ...]) -> None:
    """Without three plain figures of one kind there is no chart."""
    assert chart(with_figures(*texts), "figures") is None


def test_falls_stand_left_of_zero() -> None:
    """Shares of change keep their sign."""
    texts = (("5% 하락", "down 5%"), ("10%", "10%"), ("20%", "20%"))
    made = chart(with_figures(*texts), "figures")
    assert made
    starts = [float(r.get("x", "")) for r in drawn(made).iter(f"{SVG}rect")]
    assert starts[0] == starts[1] > starts[2] == 0


def test_every_chart_is_said_in_words() -> None:
    """The drawing is an image named by its data in both languages, none of it left out."""
    charts = charts_for(weekly_brief())
    assert [made.key for made in charts][:3] == ["themes", "days", "weeks"]
    for made in charts:
        root = drawn(made)
        assert root.get("role") == "img"
        assert root.findtext(f"{SVG}title") == f"{made.alt_ko} {made.alt_en}"
        for row in made.rows:
            assert row.label.ko.rstrip(".") in made.alt_ko
            assert row.label.en.rstrip(".") in made.alt_en
            assert all(value.en in made.alt_en for value in row.values)
            assert len(row.values) == len(made.heads) - 1


def test_text_is_text_in_its_language() -> None:
    """Labels are text elements that name their language; nothing is fetched or scripted."""
    for made in charts_for(weekly_brief()):
        root = drawn(made)
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert tags == {"svg", "title", "g", "rect", "text", "tspan"}
        korean = [
            t.get("lang") for t in root.iter(f"{SVG}tspan") if re.search("[가-힣]", t.text or "")
        ]
        assert set(korean) <= {"ko", None}
        assert "ko" in korean or made.key == "weeks"
        places = [float(text.get("x", "")) for text in root.iter(f"{SVG}text")]
        assert all(0 <= place <= WIDTH for place in places)


def test_a_brief_in_one_language_has_charts_in_it() -> None:
    """Labels and alternative are in the languages of the brief alone."""
    for made in charts_for(weekly_brief(), languages=("en",)):
        assert not re.search("[가-힣]", made.svg)


def test_markup_in_a_label_stays_text() -> None:
    """What a headline says cannot become part of the drawing."""
    brief = full_brief()
    first = replace(brief.sections[0], title_en='<b>"A" & B</b>')
    made = chart(replace(brief, sections=(first, *brief.sections[1:])), "themes")
    assert made
    assert '<b>"A" & B</b>' in [tspan.text for tspan in drawn(made).iter(f"{SVG}tspan")]


def test_without_stories_nothing_is_drawn() -> None:
    """An empty week has no charts, a week of one story has."""
    assert charts_for(replace(empty_brief(), archive=WEEKS)) == ()
    assert charts_for(small_brief())


def test_the_same_counts_are_drawn_once() -> None:
    """Audiences that differ in their masthead share the drawings."""
    one, other = (charts_for(replace(full_brief(), masthead_en=name)) for name in ("One", "Other"))
    assert [id(made) for made in one] == [id(made) for made in other]


def test_screen_and_paper_show_the_charts() -> None:
    """HTML has each drawing with its data in a table; paper has the labels as text."""
    page = html_page(rendition(full_brief(), "html").content)
    figures = page.find("figure")
    charts = charts_for(full_brief())
    assert [figure.attributes["id"] for figure in figures] == [f"chart-{c.key}" for c in charts]
    for figure, made in zip(figures, charts, strict=True):
        assert made.title_ko in figure.text
        assert all(row.values[0].en in figure.text for row in made.rows)
    paper = "".join(pdf_pages(rendition(full_brief(), "pdf").content))
    assert "주제별 소식과 기사 수" in paper
    assert "Mon 28" in paper

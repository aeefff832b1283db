import datetime
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backcare.charts import (
    Bar,
    Point,
    empty_minutes,
    minutes_a_tick,
    minutes_chart,
    pain_before_chart,
    pain_chart,
    score_rule,
)

MONDAY = datetime.date(2026, 11, 16)
VALUES = st.one_of(st.none(), st.floats(0, 10))


def parts(svg, name):
    return [part for part in ElementTree.fromstring(svg).iter() if part.get("class") == name]


def points(*values, days=2):
    return [Point(MONDAY + datetime.timedelta(days=days * place), *pair) for place, pair in enumerate(values)]


def pain_of(shown):
    return pain_chart(shown, label=lambda day: f"<i>{day}", break_days=14)


def assert_inside(svg):
    root = ElementTree.fromstring(svg)
    width, height = map(float, root.get("viewBox").split()[2:])
    for part in root.iter():
        for x, y in (("x", "y"), ("cx", "cy")):
            if part.get(x):
                assert 0 <= float(part.get(x)) <= width
                assert 0 <= float(part.get(y)) <= height


@given(st.lists(st.floats(0, 10), min_size=1, max_size=40))
@settings(max_examples=30)
def test_pain_in_a_column_has_a_dot_for_each_day_inside_its_frame(values):
    shown = [(MONDAY + datetime.timedelta(days=2 * place), value) for place, value in enumerate(values)]
    svg = pain_before_chart(shown, break_days=14)
    assert len(parts(svg, "dot-before")) == len(values)
    assert_inside(svg)


def test_pain_in_a_column_breaks_where_nothing_was_logged():
    shown = [(MONDAY + datetime.timedelta(days=day), 4) for day in (0, 3, 30, 33)]
    assert len(parts(pain_before_chart(shown, break_days=14), "ch-before")) == 2
    assert len(parts(pain_before_chart(shown, break_days=60), "ch-before")) == 1


def test_a_bar_has_a_tick_for_each_five_minutes():
    svg = minutes_chart([Bar("16 Nov", 40), Bar("23 Nov", 62, is_now=True)], band=(60, 80))
    assert parts(svg, "ch-bar")[0].get("d").count("M") == 8
    assert parts(svg, "ch-bar-now")[0].get("d").count("M") == 13  # a tick begun is drawn
    (band,) = parts(svg, "ch-band")
    assert (band.get("y"), band.get("height")) == ("72.0", "48.0")


def test_an_empty_week_has_no_bar_and_no_target_no_band():
    svg = minutes_chart([Bar("16 Nov", 0)], band=None)
    assert not parts(svg, "ch-bar")
    assert not parts(svg, "ch-band")
    assert "16 Nov" in svg


@settings(deadline=None)
@given(st.lists(st.integers(0, 5000), max_size=12))
def test_any_minutes_stay_inside_the_picture(minutes):
    bars = [Bar(str(place), count) for place, count in enumerate(minutes)]
    assert_inside(minutes_chart(bars, band=(60, 80)))
    assert max([0, *minutes]) / minutes_a_tick(minutes) <= 32


@settings(deadline=None)
@given(st.lists(st.tuples(VALUES, VALUES), max_size=30), st.integers(1, 100))
def test_any_pain_stays_inside_the_picture(values, days):
    assert_inside(pain_of(points(*values, days=days)))


def test_the_line_stops_at_a_long_gap():
    near = pain_of(points((4, 3), (5, 4), (4, None)))
    assert len(parts(near, "ch-before")) == 1
    assert len(parts(near, "dot-after")) == 2
    far = pain_of(points((4, 3), (5, 4), (4, 3), days=20))
    assert not parts(far, "ch-before")
    assert len(parts(far, "dot-before")) == 3


def test_an_activity_moves_along_its_rule():
    assert parts(score_rule(3, 7), "sc-m")[0].get("d") == "M99.2 30H220.8"
    assert not parts(score_rule(4, 4), "sc-m")
    assert len(parts(score_rule(4, 4), "sc-b")) == 1


@pytest.mark.parametrize(
    "svg",
    [
        minutes_chart([Bar("<i>", 5)], band=(60, 80)), pain_of(points((1.25, 2))), score_rule(0, 10),
        empty_minutes(),
    ],
)  # fmt: skip
def test_charts_are_hidden_unstyled_and_escaped(svg):
    root = ElementTree.fromstring(svg)
    assert root.get("aria-hidden") == "true"
    assert "style=" not in svg
    assert "<i>" not in svg
    assert not re.search(r"\d,\d\d\b", svg)

"""The dial: which ticks are done, to do and extra."""

import pytest

from backcare.instruments import dial


def ticks(path):
    return path.count("M")


@pytest.mark.parametrize(
    ("minutes", "days", "per_day", "on", "off", "extra"),
    [
        (0, 3, 20, 0, 60, 20),
        (1, 3, 20, 1, 59, 20),
        (60, 3, 20, 60, 0, 20),
        (67, 3, 20, 67, 0, 13),
        (500, 3, 20, 80, 0, 0),
        (40, 4, 20, 40, 40, 0),
        (20, 2, 20, 20, 20, 0),
        (10, 3, 10, 10, 20, 10),
    ],
)
def test_each_minute_is_one_tick(minutes, days, per_day, on, off, extra):
    face = dial(minutes, days=days, minutes_per_day=per_day)
    assert (ticks(face.on), ticks(face.off), ticks(face.extra)) == (on, off, extra)


def test_no_minutes_no_needle():
    assert dial(0, days=3, minutes_per_day=20).needle == ""


def test_needle_points_up_at_half():
    assert dial(40, days=4, minutes_per_day=20).needle.startswith("M200.0 58.0L")


def test_needle_stays_at_the_end_beyond_the_face():
    assert dial(80, days=4, minutes_per_day=20).needle == dial(300, days=4, minutes_per_day=20).needle


def test_plan_of_three_days_shows_a_fourth_segment():
    assert [label.text for label in dial(0, days=3, minutes_per_day=20).labels] == [0, 20, 40, 60, 80]


def test_fifth_ticks_are_longer():
    def length(tick):
        start, end = (complex(*map(float, point.split())) for point in tick.split("L"))
        return abs(end - start)

    ticks_of_a_week = dial(80, days=4, minutes_per_day=20).on.split("M")[1:]
    assert {round(length(tick)) for tick in ticks_of_a_week[::5]} == {34}
    assert {round(length(tick)) for tick in ticks_of_a_week[1::5]} == {26}


def test_every_point_is_inside_the_picture():
    face = dial(30, days=3, minutes_per_day=20)
    for path in (face.on, face.off, face.extra, face.needle):
        for point in path.replace("Z", "").replace("M", "L").strip("L").split("L"):
            x, y = map(float, point.split())
            assert 0 <= x <= 400
            assert 0 <= y <= 198

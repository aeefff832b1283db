"""A file that says what can't be is refused by name, and nothing of it is taken."""

import copy
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.models import Profile, SessionLog, WeeklyPlan
from plans.transfer import Refused
from plans.transfer.archive import unpack
from plans.transfer.leaving import everything_of
from plans.transfer.reading import read_tables
from plans.transfer.tables import VERSION
from tests.builders import make_user
from tests.plans.transfer.bringing import bring, packed

pytestmark = pytest.mark.django_db
WITH_ODD_DAY = {
    "person": {"fitness_level": "beginner"}, "made_on": "2026-01-05", "put_back": {"bird-dog": "soon"},
}  # fmt: skip
HOSTILE = [
    (("profile", 0, "ticked"), ["no_such_flag"], "no_such_flag"),
    (("profile", 0, "ticked"), "worse_sitting", "wrong kind"),
    (("profile", 0, "ticked"), [["worse_sitting"]], "wrong kind"),
    (("profile", 0, "never"), [{"exercise": "no-such", "date": "2026-01-01"}], "no-such"),
    (("profile", 0, "never"), [{"exercise": "bird-dog"}], "missing"),
    (("profile", 0, "lifted"), [{"flag": "worse_sitting", "date": "2126-01-01"}], "not come yet"),
    (("profile", 0, "lifted"), [{"flag": "worse_sitting", "date": "0001-01-01"}], "not a day"),
    (("profile", 0, "lifted"), [{"flag": "worse_sitting", "date": "2026-W02-1"}], "not a day"),
    (("profile", 0, "week_saved_at"), "0001-01-01T00:00:00+14:00", "wrong kind"),
    (("profile", 0, "time_zone"), "../../etc/passwd", "not known here"),
    (("profile", 0, "time_zone"), 5, "not known here"),
    (("profile", 0, "birth_year"), 2020, "adults"),
    (("profile", 0, "birth_year"), True, "wrong kind"),
    (("profile", 0, "pain_nrs"), 11, "pain_nrs"),
    (("profile", 0, "pain_nrs"), "3", "wrong kind"),
    (("profile", 0, "weekdays"), [7], "wrong kind"),
    (("profile", 0, "equipment"), ["trampoline"], "trampoline"),
    (("profile", 0, "days_per_week"), 9, "days_per_week"),
    (("profile", 0, "fitness_level"), "olympic", "fitness_level"),
    (("profile", 0, "details"), {"surgery": "brain"}, "brain"),
    (("profile", 0, "is_staff"), True, "is_staff"),
    (("profile", 0, "user"), 1, "user"),
    (("flare_ups", 0, "steps"), [], "wrong kind"),
    (("flare_ups", 0, "steps"), [{"flag": "worse_sitting", "minutes": 10, "on": "2026-01-01"}], "worse_sitting"),
    (("flare_ups", 0, "steps"), [{"flag": "flare_up", "minutes": None, "on": "2026-01-01"}], "wrong kind"),
    (("flare_ups", 0, "steps"), [{"flag": "flare_up", "minutes": 0, "on": "2026-01-01"}], "wrong kind"),
    (("flare_ups", 0, "steps"), [{"flag": "flare_up", "minutes": 10, "on": "2126-01-01"}], "not come yet"),
    (("flare_ups", 0, "steps"), [{"flag": "flare_up", "minutes": 10}], "missing"),
    (("flare_ups", 0, "before"), {}, "missing"),
    (("flare_ups", 0, "before"), {"added": [], "ticked": [], "pain_nrs": 11, "minutes": 20}, "wrong kind"),
    (("flare_ups", 0, "before"), {"added": ["no_such"], "ticked": [], "pain_nrs": 1, "minutes": 20}, "no_such"),
    (("flare_ups", 0, "started_on"), "2020-01-01", "wrong kind"),
    (("flare_ups", 0, "started_on"), "2126-01-01", "wrong kind"),
    (("flare_ups", 0, "ended_on"), "2126-01-01", "wrong kind"),
    (("flare_ups", 0, "until"), "2126-01-01", "wrong kind"),
    (("lessons_read", 0, "lesson"), "../x", "lesson"),
    (("reminders", 0, "days"), [7], "wrong kind"),
    (("reminders", 0, "time"), "07:15:00+02:00", "wrong kind"),
    (("reminders", 0, "time"), "24:15:00", "wrong kind"),
    (("reminders", 0, "since"), "2126-01-01T00:00:00+00:00", "not come yet"),
    (("reminders", 0, "key"), "6f0d3c1e-6b39-5c5b-9a2e-0f3f5d1c7a44", "key"),
    (("safety_checks", 0, "red_flags"), ["worse_sitting"], "worse_sitting"),
    (("safety_checks", 0, "answered_at"), "2126-01-01T00:00:00+00:00", "not come yet"),
    (("safety_checks", 0, "answered_at"), "2026-01-01T00:00:00", "wrong kind"),
    (("clearances", 0, "cleared_on"), "2126-01-01", "not come yet"),
    (("plans", 0, "monday"), "2026-01-06", "wrong kind"),
    (("plans", 0, "monday"), "2126-01-07", "not come yet"),
    (("plans", 0, "draft"), {}, "missing"),
    (("plans", 0, "draft"), [], "wrong kind"),
    (("plans", 0, "inputs"), {"person": {"fitness_level": "olympic"}, "made_on": "2026-01-05"}, "wrong kind"),
    (("plans", 0, "inputs"), WITH_ODD_DAY, "not a day"),
    (("sessions", 0, "plan"), 99, "points at nothing"),
    (("sessions", 0, "plan"), None, "wrong kind"),
    (("sessions", 0, "date"), "2026-01-05", "wrong kind"),
    (("sessions", 0, "swaps"), [{"kind": "today", "on": "2126-01-01"}], "not come yet"),
    (("sessions", 0, "swaps"), [{"kind": "today", "on": "2026-01-01", "before": {"items": []}}], "missing"),
    (("planned_exercises", 0, "exercise"), "no-such", "no-such"),
    (("planned_exercises", 0, "reps"), -1, "reps"),
    (("planned_exercises", 0, "reps"), 40_000, "reps"),
    (("logs", 0, "heart_minutes"), 601, "heart_minutes"),
    (("logs", 0, "date"), "0001-01-01", "wrong kind"),
    (("planned_exercises", 0, "block"), "dance", "block"),
    (("logs", 0, "date"), "2126-01-01", "not come yet"),
    (("logs", 0, "client_key"), "not a key", "wrong kind"),
    (("logs", 0, "heart_minutes"), 1.5, "wrong kind"),
    (("logs", 0, "activity"), "x" * 81, "activity"),
    (("logs", 0, "hurts"), [{"exercise": "bird-dog"}], "missing"),
    (("logs", 0, "id"), 2, "stands twice"),
    (("logs", 0, "session"), -1, "points at nothing"),
    (("logged_exercises", 0, "rating"), "superb", "rating"),
    (("logged_exercises", 0, "log"), "1", "points at nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "value", "words"), HOSTILE, ids=lambda one: ascii(str(one))[:40])
def test_a_wrong_value_is_refused_by_name_and_nothing_is_taken(left_by_ruth, place, value, words):
    content = json.loads(left_by_ruth)
    table, row, column = place
    content["tables"][table][row][column] = value
    other = make_user()
    with pytest.raises(Refused, match=re.escape(words)) as refused:
        bring(other, packed(content))
    assert table in str(refused.value)
    assert not Profile.objects.filter(user=other).exists()
    assert not WeeklyPlan.objects.of(other).exists()


@pytest.mark.parametrize("log", ["1", [], {}, 1.5])
def test_a_log_that_is_no_number_is_refused(ruth, log):
    content = everything_of(ruth)
    content["tables"]["profile"][0]["read"][0]["log"] = log
    with pytest.raises(Refused):
        bring(make_user(), packed(content))


def test_two_rows_for_one_place_are_refused_and_nothing_is_taken(ruth):
    content = everything_of(ruth)
    content["tables"]["logs"].append({**content["tables"]["logs"][0], "id": 99})
    other = make_user()
    with pytest.raises(Refused, match="twice"):
        bring(other, packed(content))
    assert not SessionLog.objects.of(other).exists()
    assert not Profile.objects.filter(user=other).exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ([], "not a Backcare export"),
        ({"format": "other"}, "not a Backcare export"),
        ({"format": "backcare-export", "version": VERSION + 1, "tables": {}}, "another version"),
        ({"format": "backcare-export", "version": str(VERSION), "tables": {}}, "another version"),
        ({"format": "backcare-export", "version": VERSION}, "no tables"),
        ({"format": "backcare-export", "version": VERSION, "tables": {"logs": 3}}, "no tables"),
        ({"format": "backcare-export", "version": VERSION, "tables": {"users": []}}, "users"),
        ({"format": "backcare-export", "version": VERSION, "tables": {"profile": [{}, {}]}}, "more than one"),
        ({"format": "backcare-export", "version": VERSION, "tables": {"logs": [3]}}, "wrong kind"),
        ("[" * 100_000, "can’t be read"),
        ('{"format": NaN}', "can’t be read"),
        ('{"format": 1e999}', "can’t be read"),
        ('{"format": ' + "9" * 10_000 + "}", "can’t be read"),
        ('{"format": ' + "9" * 10 + "}", "can’t be read"),
        ('{"format": "\\u0000"}', "can’t be read"),
        ('{"format": "\\ud800"}', "can’t be read"),
        (json.dumps({"format": "x" * 30_000}), "can’t be read"),
        (b"\xff\xfe\x00", "can’t be read"),
        ("", "can’t be read"),
    ],
    ids=lambda one: ascii(str(one))[:30],
)
def test_content_of_another_kind_is_refused(content, words):
    with pytest.raises(Refused, match=words):
        read_tables(unpack(packed(content), size=1))


_odd = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def test_any_value_anywhere_is_read_or_refused_never_broken(ruth):
    whole = json.loads(json.dumps(everything_of(ruth)))
    refused = []
    places = [(name, column) for name, rows in whole["tables"].items() if rows for column in rows[0]]

    @settings(max_examples=300, deadline=None, database=None, derandomize=True)
    @given(st.sampled_from(places), _odd)
    def check(place, value):
        content = copy.deepcopy(whole)
        name, column = place
        content["tables"][name][0][column] = value
        try:
            read_tables(content)
        except Refused:
            refused.append(place)

    check()
    assert len(refused) > len(places)

"""A bad day: ten gentle minutes in place of today's session or beside the plan, and the usual one back."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given, settings

from exercises.catalogue import catalogue
from plans.engine.gentle import gentle_session
from plans.models import ExerciseSession, PlannedExercise, Profile
from plans.queries.week import week_page
from plans.rulebook import rulebook
from plans.services.gentle import go_gently
from plans.services.revising import revise_week
from plans.services.swap import undo_swap
from tests.builders import MONDAY, a_person, make_log, make_plan, make_profile, make_user
from tests.plans.engine.test_laws import is_forbidden, people, plan_of

RULES, LIBRARY = rulebook(), catalogue()
TUESDAY = MONDAY + datetime.timedelta(days=1)


def test_it_breathes_moves_and_walks_within_ten_minutes():
    draft = gentle_session(a_person(), LIBRARY.exercises, RULES, weekday=0)
    assert [item.block.value for item in draft.items] == ["warm_up", "heart", "cool_down"]
    assert draft.heart_minutes == 0  # an easy walk does not raise the heartbeat
    assert draft.total_minutes <= 10


@settings(max_examples=120, deadline=None)
@given(people())
def test_it_never_holds_what_is_left_out_nor_more_than_ten_minutes(person):
    draft = gentle_session(person, LIBRARY.exercises, RULES, weekday=0)
    if draft is None:
        return
    plan = plan_of(person)
    flags, out = frozenset(plan.flags), {row.exercise for row in plan.left_out}
    assert draft.total_minutes <= 10
    for item in draft.items:
        assert item.exercise not in out
        assert item.reason
        assert not [flag for flag in flags if is_forbidden(item, flag, flags, person.details)]


def test_someone_who_is_stopped_gets_none():
    person = a_person(red_flags=frozenset({"rf_fever_infection"}))
    assert gentle_session(person, LIBRARY.exercises, RULES, weekday=0) is None


# Stored and shown -----------------------------------------------------------------------------------------------------


@pytest.fixture
def user(db):
    user = make_user()
    make_profile(user)
    return user


@pytest.fixture
def on_monday():
    with time_machine.travel(datetime.datetime(2026, 11, 16, 10, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def on_tuesday():
    with time_machine.travel(datetime.datetime(2026, 11, 17, 10, tzinfo=datetime.UTC), tick=False):
        yield


def slugs_of(session):
    return list(PlannedExercise.objects.filter(session=session).values_list("exercise_id", flat=True))


def test_todays_session_becomes_gentle_and_comes_back(on_monday, user):
    usual = make_plan(user).sessions.first()
    before, title = slugs_of(usual), usual.title
    session = go_gently(user=user, today=MONDAY)
    assert (session.pk, session.is_gentle) == (usual.pk, True)
    assert go_gently(user=user, today=MONDAY).swaps == session.swaps
    undo_swap(session=session, today=MONDAY)
    usual.refresh_from_db()
    assert (slugs_of(usual), usual.title, usual.is_gentle) == (before, title, False)


def test_on_a_day_without_one_it_stands_beside_the_plan(on_tuesday, user):
    plan = make_plan(user, today=MONDAY)
    goal = week_page(plan, today=TUESDAY).dial_words
    session = go_gently(user=user, today=TUESDAY)
    assert session.is_extra
    assert week_page(plan, today=TUESDAY).dial_words == goal
    undo_swap(session=session, today=TUESDAY)
    assert not ExerciseSession.objects.filter(pk=session.pk).exists()


def test_it_counts_as_what_it_is(on_tuesday, user):
    plan = make_plan(user, today=MONDAY)
    session = go_gently(user=user, today=TUESDAY)
    make_log(user, TUESDAY, session=session, heart_minutes=5, total_minutes=9)
    standing = week_page(plan, today=TUESDAY).standing
    assert (standing.minutes, standing.counted_days) == (5, ())


def test_a_revised_week_keeps_its_three_sessions(on_tuesday, user):
    plan = make_plan(user, today=MONDAY)
    session = go_gently(user=user, today=TUESDAY)
    revise_week(user=user, today=TUESDAY, why="")
    assert plan.sessions.filter(is_extra=False).count() == 3
    assert [slugs_of(one) for one in plan.sessions.filter(is_extra=True)] == [slugs_of(session)]


def test_a_session_that_is_done_is_not_made_gentle(on_monday, user):
    make_log(user, session=make_plan(user).sessions.first())
    with pytest.raises(ValidationError, match="logged this session"):
        go_gently(user=user, today=MONDAY)


def test_one_tap_on_the_week_leads_to_it_and_undo_back(on_monday, client, user):
    client.force_login(user)
    make_plan(user)
    assert "A gentle ten minutes today" in client.get(reverse("plans:week")).text
    page = client.post(reverse("plans:gentle"), follow=True)
    assert "Undo brings it back" in page.text
    assert "A gentle ten minutes today" not in page.text
    assert "A gentle ten minutes today" not in client.get(reverse("plans:week")).text
    assert client.get(reverse("plans:gentle")).status_code == 405


def test_without_a_plan_it_says_so(on_monday, client, user):
    client.force_login(user)
    client.post(reverse("plans:gentle"))
    client.get(reverse("plans:week"))
    page = client.get(reverse("plans:week"))
    assert "no plan to make gentler" in page.text


# A week made anew -----------------------------------------------------------------------------------------------------


def test_a_gentle_day_stays_gentle_when_the_week_is_made_anew(on_monday, user):
    make_plan(user)
    session = go_gently(user=user, today=MONDAY)
    Profile.objects.filter(user=user).update(ticked=["knee_problem"])
    plan = revise_week(user=user, today=MONDAY, why="")
    session.refresh_from_db()
    assert (session.is_gentle, [one["kind"] for one in session.swaps]) == (True, ["gentle"])
    undo_swap(session=session, today=MONDAY)
    planned = [item["exercise"] for item in plan.draft["sessions"][0]["items"]]
    assert slugs_of(session) == planned


def test_an_extra_gentle_session_goes_when_the_plan_is_stopped(on_tuesday, user):
    make_plan(user, today=MONDAY)
    session = go_gently(user=user, today=TUESDAY)
    Profile.objects.filter(user=user).update(ticked=["heart_condition"])
    plan = revise_week(user=user, today=TUESDAY, why="Because.")
    assert not ExerciseSession.objects.filter(pk=session.pk).exists()
    assert "could not stay" in plan.inputs["revisions"][-1]["why"]

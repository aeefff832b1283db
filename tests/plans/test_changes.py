"""Doses follow from logs: what changed, said with its logs, refused, kept, locked."""

import datetime
import uuid
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from exercises.facts import Dose
from plans.engine.progress import Change, Deed
from plans.models import PlannedExercise, Profile, SessionLog, WeeklyPlan
from plans.services.changes import keep_change, lock_exercise, refuse_change
from plans.services.logs import Entry, delete_log, log_session
from plans.services.morning import answer_morning
from plans.services.week import plan_week
from plans.templatetags.plan_words import one_number
from tests.builders import MONDAY, make_log, make_profile, make_user

pytestmark = pytest.mark.django_db
NEXT = MONDAY + datetime.timedelta(days=7)
FLAGS = ["worse_bending_forward", "knee_problem"]


def at(monkeypatch, day):
    monkeypatch.setattr(Profile, "today", lambda self: day)


@pytest.fixture
def user(monkeypatch):
    """Someone whose first week is over: all sessions done, the bridge easy in each."""
    user = make_user()
    make_profile(user, ticked=FLAGS, week_saved_at=datetime.datetime(2026, 11, 9, 8, tzinfo=datetime.UTC))
    at(monkeypatch, MONDAY)
    for session in list(plan_week(user=user, monday=MONDAY, today=MONDAY).sessions.all()):
        at(monkeypatch, session.date)
        log(user, session, easy={"glute-bridge"})
    at(monkeypatch, NEXT)
    return user


def log(user, session, *, easy=(), **changes):
    slugs = dict.fromkeys(session.items.values_list("exercise_id", flat=True))
    values = {
        "date": session.date, "heart_minutes": 15, "total_minutes": 35, "talk_test": "talk", "pain_before": 2,
        "pain_after": 2, "ratings": {slug: "easy" if slug in easy else "right" for slug in slugs}, **changes,
    }  # fmt: skip
    return log_session(user=user, entry=Entry(**values), client_key=uuid.uuid4(), session=session).log


def next_week(user):
    return plan_week(user=user, monday=NEXT, today=NEXT)


def reps(plan, slug="glute-bridge"):
    return {item.reps for item in PlannedExercise.objects.filter(session__plan=plan, exercise_id=slug)}


@pytest.fixture
def client(user):
    client = Client()
    client.force_login(user)
    return client


def test_a_number_stands_large_only_where_nothing_else_is_another():
    def swing(before, after, **more):
        return one_number(Change(Deed.MORE, "glute-bridge", "", Dose(**before), Dose(**after), **more))

    eight, nine = {"reps": 8, "hold_s": 5}, {"reps": 9, "hold_s": 5}
    assert swing(eight, nine) == ("8", "9", "times, hold 5 seconds")
    assert swing(eight, nine | {"hold_s": 6}) is None
    assert swing(eight, nine, instead_of="glute-squeeze") is None
    assert swing(eight | {"sets": 2}, nine | {"sets": 2}) is None


def test_an_easy_week_brings_more_and_the_page_names_the_logs(user, client):
    plan = next_week(user)
    assert reps(plan) == {11}
    page = client.get(reverse("plans:changes"))
    assert "Glute bridge, a little more" in page.content.decode()
    assert page.content.decode().count("easy, pain 2") == 2


def test_a_refused_change_is_undone_and_can_be_kept_after_all(user, client):
    plan = next_week(user)
    client.post(reverse("plans:changes"), {"refuse": "glute-bridge"})
    assert reps(plan) == {10}
    assert "Keep the change" in client.get(reverse("plans:changes")).content.decode()
    client.post(reverse("plans:changes"), {"keep": "glute-bridge"})
    assert reps(plan) == {11}


def test_a_refusal_holds_while_the_week_is_planned_anew(user):
    plan = next_week(user)
    refuse_change(user=user, key="glute-bridge", today=NEXT)
    log(user, plan.sessions.first(), easy={"glute-bridge"})
    assert reps(plan) == {10}


def test_pain_still_counts_after_a_refusal_and_is_not_up_for_another(user, client):
    plan = next_week(user)
    first, *others = plan.sessions.order_by("date")
    refuse_change(user=user, key="glute-bridge", today=NEXT)
    log(user, first, pain_after=7)
    assert {item.reps for one in others for item in one.items.filter(exercise_id="glute-bridge")} == {8}
    page = client.get(reverse("plans:changes")).content.decode()
    assert "Glute bridge, a little less" in page
    assert 'name="refuse" value="glute-bridge"' not in page


def test_a_worse_morning_counts_at_once_and_no_more_when_it_is_taken_back(user, monkeypatch):
    plan = next_week(user)
    first, *others = plan.sessions.order_by("date")
    done = log(user, first)
    tomorrow = first.date + datetime.timedelta(days=1)
    at(monkeypatch, tomorrow)
    answer_morning(log=done, answer="worse", today=tomorrow)
    assert {item.reps for one in others for item in one.items.filter(exercise_id="glute-bridge")} == {8}
    assert reps(plan) == {11, 8}
    answer_morning(log=done, answer="usual", today=tomorrow)
    assert {item.reps for one in others for item in one.items.filter(exercise_id="glute-bridge")} == {11}


def test_a_deleted_log_no_longer_speaks(user):
    plan = next_week(user)
    for one in list(SessionLog.objects.of(user).order_by("date")[1:]):
        delete_log(log=one)
    assert reps(plan) == {10}


def test_nothing_is_planned_anew_when_nothing_changes(user):
    plan = next_week(user)
    log(user, plan.sessions.first())
    assert WeeklyPlan.objects.get(pk=plan.pk).revision == 1


def test_a_locked_exercise_keeps_its_amount(user):
    lock_exercise(user=user, slug="glute-bridge", today=NEXT)
    assert reps(next_week(user)) == {10}


def test_the_page_locks_and_unlocks(user, client):
    next_week(user)
    client.post(reverse("plans:changes"), {"lock": "glute-bridge"})
    assert [one["exercise"] for one in Profile.objects.get(user=user).locked] == ["glute-bridge"]
    assert "Locked since" in client.get(reverse("plans:changes")).content.decode()
    client.post(reverse("plans:changes"), {"unlock": "glute-bridge"})
    assert Profile.objects.get(user=user).locked == []


def test_you_tells_what_is_locked_and_unlocks_it(user, client):
    """Also what is in no plan of this week."""
    lock_exercise(user=user, slug="glute-bridge", today=NEXT)
    lock_exercise(user=user, slug="elliptical", today=NEXT)
    page = client.get(reverse("plans:you")).text
    assert page.count('name="unlock"') == 2
    assert "Elliptical" in page
    client.post(reverse("plans:you"), {"unlock": "elliptical"})
    assert [one["exercise"] for one in Profile.objects.get(user=user).locked] == ["glute-bridge"]


@pytest.mark.parametrize(
    "said", [{"refuse": "no-such"}, {"lock": "\x00"}, {"keep": "glute-bridge"}, {"lock": "no-such"}, {}]
)
def test_an_answer_that_fits_nothing_changes_nothing(user, client, said):
    plan = next_week(user)
    assert client.post(reverse("plans:changes"), said).status_code == 302
    assert reps(plan) == {11}
    assert Profile.objects.get(user=user).locked == []


def test_a_stranger_sees_only_their_own(user):
    next_week(user)
    stranger = make_user()
    client = Client()
    client.force_login(stranger)
    assert client.get(reverse("plans:changes")).status_code == 404
    make_profile(stranger)
    assert client.get(reverse("plans:changes")).status_code == 302
    client.post(reverse("plans:changes"), {"refuse": "glute-bridge"})
    assert reps(WeeklyPlan.objects.of(user).first()) == {11}


def test_the_page_asks_to_log_in_and_knows_no_other_method(user, client):
    assert Client().get(reverse("plans:changes")).status_code == 302
    assert client.put(reverse("plans:changes")).status_code == 405


@pytest.mark.parametrize("logs", [1, 300])
def test_the_page_needs_few_queries_whatever_the_history(user, client, logs, django_assert_max_num_queries):
    next_week(user)
    for number in range(logs):
        make_log(user, MONDAY - datetime.timedelta(days=number))
    with django_assert_max_num_queries(8):
        client.get(reverse("plans:changes"))


def test_a_long_break_is_met_with_less_and_a_welcome(user):
    monday = NEXT + datetime.timedelta(weeks=3)
    plan = plan_week(user=user, monday=monday, today=monday)
    bridges = PlannedExercise.objects.filter(session__plan=plan, exercise_id="glute-bridge")
    sizes = {item.sets * item.reps for item in bridges}
    assert max(sizes) <= 20 / 2
    assert "Welcome back" in str(plan.draft["changes"])


def test_a_plan_that_grew_is_made_again_the_same(user):
    plan = next_week(user)
    refuse_change(user=user, key="glute-bridge", today=NEXT)
    keep_change(user=user, key="glute-bridge", today=NEXT)
    said = StringIO()
    call_command("explain_plan", plan.pk, stdout=said)
    assert "Made again: the same." in said.getvalue()
    assert "more glute-bridge" in said.getvalue()

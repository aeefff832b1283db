"""The page of the guided session, and the signs it may report."""

import datetime
import json
import re

import pytest
from django.urls import reverse

from plans.models import SafetyCheck, WeeklyPlan
from plans.queries.play import play_page, sign_rows
from plans.rulebook import rulebook
from plans.services.logs import Entry, log_session
from tests.builders import MONDAY, make_log, make_plan, make_profile, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(on_monday):
    user = make_user()
    make_profile(user)
    return user


@pytest.fixture
def on_monday(monkeypatch):
    morning = datetime.datetime.combine(MONDAY, datetime.time(9), tzinfo=datetime.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: morning)


@pytest.fixture
def session(person):
    return make_plan(person).sessions.order_by("date").first()


def address(session, name="plans:session-play"):
    return reverse(name, args=[session.pk])


def script_of(answer):
    data = re.search(r'<script id="script" type="application/json">(.*?)</script>', answer.content.decode(), re.S)
    return json.loads(data.group(1))


def seconds_of(script):
    leads = sum(item["lead"]["seconds"] for item in script["items"] if item["lead"])
    return leads + sum(step["seconds"] for item in script["items"] for step in item["steps"])


def test_the_player_lasts_as_long_as_the_session(client, person, session):
    client.force_login(person)
    script = script_of(client.get(address(session)))
    assert seconds_of(script) == session.total_minutes * 60
    assert [item["slug"] for item in script["items"]] == list(session.items.values_list("exercise_id", flat=True))


def test_the_page_can_be_read_and_logged_without_javascript(client, person, session):
    client.force_login(person)
    answer = client.get(address(session))
    for item in session.items.select_related("exercise"):
        assert item.exercise.name in answer.content.decode()
    assert reverse("plans:session-log", args=[session.pk]) in answer.content.decode()


def test_another_persons_session_is_not_there(client, session):
    stranger = make_user()
    make_profile(stranger)
    client.force_login(stranger)
    assert client.get(address(session)).status_code == 404
    assert client.post(address(session, "plans:session-signs"), {"signs": "legs"}).status_code == 404


def test_who_is_not_logged_in_is_asked_to(client, session):
    assert client.get(address(session)).status_code == 302


def test_wrong_methods_are_refused(client, person, session):
    client.force_login(person)
    assert client.post(address(session)).status_code == 405
    assert client.get(address(session, "plans:session-signs")).status_code == 405


def test_a_logged_session_leads_to_its_log(client, person, session):
    log = log_session(
        user=person,
        entry=Entry(date=MONDAY, heart_minutes=20, total_minutes=40),
        client_key="0d4f6d3e-0000-4000-8000-000000000001",
        session=session,
    ).log
    client.force_login(person)
    answer = client.get(address(session))
    assert "You have done this one" in answer.content.decode()
    assert log.get_absolute_url() in answer.content.decode()


def test_a_waiting_plan_is_not_played(client, person, session):
    WeeklyPlan.objects.update(outcome="same_day")
    client.force_login(person)
    answer = client.get(address(session))
    assert "Your plan is waiting" in answer.content.decode()
    assert 'id="script"' not in answer.content.decode()


def test_the_page_asks_few_questions_of_the_database(client, person, session, django_assert_max_num_queries):
    client.force_login(person)
    for _number in range(5):
        make_log(person)
    with django_assert_max_num_queries(8):
        client.get(address(session))


def test_an_easier_version_has_passed_the_same_screening(person, on_monday):
    """Nothing the player may offer instead is among what the plan leaves out."""
    profile = make_profile(person, ticked=["knee_problem"])
    plan = make_plan(person)
    left_out = {row["exercise"] for row in plan.draft["left_out"]}
    offered = set()
    for session in plan.sessions.all():
        for item in play_page(session, profile, today=MONDAY).script["items"]:
            if item["easier"]:
                offered.add(item["easier"]["slug"])
                assert (
                    item["easier"]["slug"]
                    in session.items.model.objects.get(
                        session=session, exercise_id=item["slug"], block=item["block"]
                    ).exercise.easier
                )
    assert offered
    assert not offered & left_out


def test_signs_are_the_questions_about_nerves():
    rules = rulebook()
    assert {"numb_saddle", "bladder_bowel", "legs"} <= {row.row for row in sign_rows()}
    assert all(rules.red_flags[flag].outcome == "emergency" for row in sign_rows() for flag in row.ids)


def test_a_sign_stops_the_plan_like_a_safety_check(client, person, session):
    client.force_login(person)
    answer = client.post(
        address(session, "plans:session-signs"), {"signs": ["numb_saddle"]}, headers={"Accept": "application/json"}
    )
    assert answer.json()["saved"] is True
    assert "ces_saddle" in SafetyCheck.objects.of(person).first().red_flags
    assert WeeklyPlan.objects.get(user=person).outcome == "emergency"
    assert client.get(reverse("plans:stop")).status_code == 200


def test_a_sign_adds_to_what_was_ticked_before(client, person, session):
    SafetyCheck.objects.create(user=person, red_flags=["cough_strain_worse"], examined="fine")
    client.force_login(person)
    answer = client.post(address(session, "plans:session-signs"), {"signs": ["legs"]})
    assert answer.url == reverse("plans:stop")
    check = SafetyCheck.objects.of(person).first()
    assert {"cough_strain_worse", "bilateral_leg"} <= set(check.red_flags)
    assert check.examined == "fine"


def test_an_unknown_sign_changes_nothing(client, person, session):
    client.force_login(person)
    answer = client.post(
        address(session, "plans:session-signs"), {"signs": ["tired"]}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 422
    assert SafetyCheck.objects.of(person).count() == 1

"""The morning after: asked once, answered with one tap, and not asked of someone who said so."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from plans.models import Profile
from plans.queries.morning import morning_of
from tests.builders import MONDAY, make_log, make_plan, make_profile, make_user

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def on_tuesday():
    with time_machine.travel(datetime.datetime(2026, 11, 17, 8, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def log(user):
    plan = make_plan(user)
    return make_log(user, session=plan.sessions.first())


def ask(user, log, days):
    morning = morning_of(user.profile, [log], today=log.date + datetime.timedelta(days=days))
    return morning and morning.log


def test_it_is_asked_on_the_two_mornings_after_and_no_other(user, log):
    assert [ask(user, log, days) for days in (0, 1, 2, 3)] == [None, log, log, None]


def test_only_the_newest_session_is_asked_about(user, log):
    later = make_log(user, TUESDAY, session=log.session.plan.sessions.last())
    morning = morning_of(user.profile, [later, log], today=TUESDAY + datetime.timedelta(days=1))
    assert morning.log == later


def test_a_swim_outside_the_plan_is_not_asked_about(user):
    assert ask(user, make_log(user), 1) is None


@pytest.mark.parametrize(("answer", "kept"), [("usual", "your plan carries on"), ("worse", "nothing is added")])
def test_one_tap_on_the_week_is_kept_and_can_be_undone(signed_in, log, answer, kept):
    assert "How is your back after Monday?" in signed_in.get(reverse("plans:week")).text
    page = signed_in.post(reverse("plans:morning", args=[log.pk]), {"am": answer}, follow=True)
    log.refresh_from_db()
    assert log.next_morning == answer
    assert "How is your back after" not in page.text
    assert kept in page.text.lower()
    signed_in.post(reverse("plans:morning", args=[log.pk]), {"am": ""})
    log.refresh_from_db()
    assert log.next_morning == ""


def test_nothing_is_kept_of_an_answer_that_is_none(signed_in, log):
    response = signed_in.post(reverse("plans:morning", args=[log.pk]), {"am": "splendid"})
    log.refresh_from_db()
    assert response.status_code == 422
    assert "Choose one of the three." in response.text
    assert log.next_morning == ""


def test_the_page_says_what_was_answered_and_takes_another(signed_in, log):
    page = reverse("plans:morning", args=[log.pk])
    assert "You said" not in signed_in.get(page).text
    signed_in.post(page, {"am": "sore"})
    assert "You said: A bit sore." in signed_in.get(page).text


def test_todays_session_is_not_answered_today(signed_in, user, log):
    log.date = TUESDAY
    log.save()
    response = signed_in.post(reverse("plans:morning", args=[log.pk]), {"am": "usual"})
    assert response.status_code == 422
    assert "tomorrow morning" in response.text


def test_someone_who_does_not_want_it_is_not_asked_until_they_say_so(signed_in, user, log):
    page = signed_in.post(reverse("plans:morning-asking"), {"ask": "no"}, follow=True)
    assert "How is your back after" not in page.text
    assert Profile.objects.get(user=user).asks_in_morning is False
    assert "Ask me again" in signed_in.get(reverse("plans:you")).text
    signed_in.post(reverse("plans:morning-asking"), {"ask": "yes"})
    assert "How is your back after Monday?" in signed_in.get(reverse("plans:week")).text


def test_the_log_of_someone_else_is_nobodys_business(client, log):
    stranger = make_user()
    make_profile(stranger)
    client.force_login(stranger)
    assert client.post(reverse("plans:morning", args=[log.pk]), {"am": "worse"}).status_code == 404
    assert client.get(reverse("plans:morning-asking")).status_code == 405


def test_the_page_waits_for_a_log_in(client, log):
    assert client.get(reverse("plans:morning", args=[log.pk])).status_code == 302


def test_the_form_can_be_carried_offline(signed_in, log):
    assert "data-outbox" in signed_in.get(reverse("plans:morning", args=[log.pk])).text

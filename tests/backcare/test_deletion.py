"""Leaving for good: what goes is said first, then it is gone."""

import datetime

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.test import Client

from plans.models import Clearance, SessionLog
from tests.builders import MONDAY, PASSWORD, make_log, make_plan, make_profile, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/accounts/delete/"


@pytest.fixture
def ruth(client):
    user = make_user("ruth@example.org")
    make_profile(user, display_name="Ruth", pain_notes="Kneeling hurts.")
    plan = make_plan(user)
    make_log(user, session=plan.sessions.first())
    make_log(user, MONDAY - datetime.timedelta(days=30), activity="Swim")
    Clearance.objects.create(user=user, flag="high_blood_pressure", cleared_on=MONDAY, cleared_by="my doctor")
    client.force_login(user)
    return user


def rows_left():
    """Rows of every table that a person can leave behind; the library and what the site itself keeps stay."""
    site = {"exercises.Exercise", "contenttypes.ContentType", "auth.Permission", "sessions.Session"}
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.label not in site and model._base_manager.exists()
    }


def test_the_page_says_what_goes(client, ruth):
    page = client.get(ADDRESS).content.decode()
    for words in ("ruth@example.org", "2 logs, the first of 17 October 2026", "1 week of plans", "your notes"):
        assert words in page


def test_the_right_password_deletes_every_row_and_every_log_in(client, ruth):
    other = Client()
    other.force_login(ruth)
    answer = client.post(ADDRESS, {"password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert rows_left() == {}
    assert not Session.objects.exists()
    assert other.get("/week/").status_code == 302
    assert "Your account is deleted" in client.get("/").content.decode()


def test_nobody_else_loses_anything(client, ruth):
    other = make_user()
    make_profile(other)
    make_plan(other)
    make_log(other)
    there = Client()
    there.force_login(other)
    client.post(ADDRESS, {"password": PASSWORD})
    assert get_user_model().objects.get() == other
    assert SessionLog.objects.of(other).count() == 1
    assert there.get("/progress/").status_code == 200


def test_a_wrong_password_deletes_nothing_and_too_many_have_to_wait(client, ruth):
    for password in ("", "not-this-one-no"):
        answer = client.post(ADDRESS, {"password": password})
        assert answer.status_code == 422
    assert "not right" in answer.content.decode()
    codes = [client.post(ADDRESS, {"password": "not-this-one-no"}).status_code for _try in range(10)]
    assert codes[-1] == 429
    assert client.post(ADDRESS, {"password": PASSWORD}).status_code == 429
    assert get_user_model().objects.filter(pk=ruth.pk).exists()


def test_only_someone_signed_in_can_ask(client, db):
    assert client.get(ADDRESS).url.startswith("/accounts/login/")
    assert client.post(ADDRESS, {"password": PASSWORD}).url.startswith("/accounts/login/")

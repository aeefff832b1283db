"""The week asks how the back is now when the pain before sessions has left the answer behind."""

import datetime

import pytest
from django.urls import reverse

from plans.queries.pain_again import pain_again
from plans.services.flare import start_flare
from tests.builders import MONDAY, make_log, make_plan, make_profile, make_user

ANSWERED = datetime.datetime.combine(MONDAY - datetime.timedelta(days=30), datetime.time(8), tzinfo=datetime.UTC)
TODAY = MONDAY + datetime.timedelta(days=4)


@pytest.fixture
def user(db):
    return make_user()


def found(user, *before, pain_nrs=3, days=(0, 2), **fields):
    profile = make_profile(user, pain_nrs=pain_nrs, back_saved_at=ANSWERED, **fields)
    dates = [MONDAY + datetime.timedelta(days=day) for day in days]
    logs = [make_log(user, day, pain_before=pain) for day, pain in zip(dates, before, strict=False)]
    return pain_again(profile, logs, today=TODAY)


@pytest.mark.parametrize(
    ("answered", "before"), [(3, (8, 7)), (3, (4, 6)), (8, (3, 2)), (6, (5, 4)), (None, (7, 5)), (5, (7, 8))]
)
def test_two_sessions_in_another_band_ask(user, answered, before):
    assert found(user, *before, pain_nrs=answered).before == before


@pytest.mark.parametrize(
    ("answered", "before"), [(3, (3, 0)), (3, (8, 2)), (5, (2, 8)), (7, (10, 9)), (3, (8,)), (3, (8, None))]
)
def test_what_fits_or_goes_both_ways_or_is_one_session_asks_nothing(user, answered, before):
    assert found(user, *before, pain_nrs=answered) is None


def test_only_the_last_two_count(user):
    assert found(user, 8, 8, 2, days=(0, 1, 2)) is None


def test_what_was_logged_up_to_the_day_of_the_answer_asks_nothing(user):
    answered = datetime.datetime.combine(MONDAY, datetime.time(20), tzinfo=datetime.UTC)
    profile = make_profile(user, back_saved_at=answered)
    logs = [make_log(user, MONDAY + datetime.timedelta(days=day), pain_before=8) for day in (0, 2)]
    assert pain_again(profile, logs, today=TODAY) is None


def test_what_is_long_ago_asks_nothing(user):
    assert found(user, 8, 8, days=(-20, -18)) is None


ASKS = "Your pain was 8 and 7 before your last sessions, and your plan goes by 3. How is it now?"


def test_the_week_asks_until_it_is_answered_anew(client, on_monday, user):
    found(user, 8, 7, days=(-5, -3))
    make_plan(user)
    client.force_login(user)
    week = client.get(reverse("plans:week")).text
    assert f'<a href="{reverse("plans:start-back")}">{ASKS}</a>' in week
    make_profile(user, pain_nrs=7)
    assert "before your last sessions" not in client.get(reverse("plans:week")).text


def test_nobody_is_asked_in_a_flare_up(client, on_monday, user):
    found(user, 8, 7, days=(-5, -3))
    make_plan(user)
    start_flare(user=user, areas=["lower_back"], pain_nrs=6, today=MONDAY)
    client.force_login(user)
    assert "before your last sessions" not in client.get(reverse("plans:week")).text

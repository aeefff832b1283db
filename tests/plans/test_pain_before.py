"""The week shows how pain before a session went, once that can be said."""

import datetime

import pytest
from django.urls import reverse

from plans.queries.pain_before import pain_before
from tests.builders import MONDAY, make_log, make_plan, make_profile, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_monday")]
SCORES = (6, 6, 7, 6, 4, 4, 4, 4)


@pytest.fixture
def user():
    user = make_user()
    make_profile(user)
    make_plan(user)
    return user


def log_each_third_day(user, scores, **fields):
    first = MONDAY - datetime.timedelta(days=3 * len(scores))
    days = [first + datetime.timedelta(days=3 * place) for place in range(len(scores))]
    return [make_log(user, day, pain_before=score, **fields) for day, score in zip(days, scores, strict=True)]


def test_the_first_four_days_stand_against_the_last_four(user):
    pain = pain_before(log_each_third_day(user, SCORES))
    assert (pain.trend.first, pain.trend.last) == (6.25, 4)
    assert pain.since == MONDAY - datetime.timedelta(days=24)


def test_two_logs_of_a_day_are_one_point(user):
    logs = log_each_third_day(user, SCORES)
    logs.append(make_log(user, logs[-1].date, pain_before=6))
    assert pain_before(logs).points[-1] == (logs[-2].date, 5)


@pytest.mark.parametrize("scores", [(), SCORES[:7], (None,) * 8])
def test_nothing_is_shown_while_it_is_too_early(user, scores, signed_in):
    assert pain_before(log_each_third_day(user, scores)) is None
    assert "Pain before a session" not in signed_in.get(reverse("plans:week")).text


def test_the_week_shows_it_within_its_queries(user, signed_in, django_assert_max_num_queries):
    log_each_third_day(user, SCORES, note="slept badly", next_morning="sore")
    with django_assert_max_num_queries(8):
        page = signed_in.get(reverse("plans:week")).text
    assert 'class="btn btn-start' in page  # the fullest week: a session of today stands on it too
    assert all(words in page for words in ("Pain before a session", "6.3", "since October", "Research calls a change"))


def test_what_is_older_than_progress_looks_back_is_left_alone(user, signed_in):
    for log in log_each_third_day(user, SCORES):
        log.date -= datetime.timedelta(weeks=12)
        log.save()
    assert "Pain before a session" not in signed_in.get(reverse("plans:week")).text


def test_a_week_of_the_past_does_not_show_it(user, signed_in):
    make_plan(user, MONDAY - datetime.timedelta(days=7))
    log_each_third_day(user, SCORES)
    assert "Pain before a session" not in signed_in.get("/week/2026-W46/").text

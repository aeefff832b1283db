"""An exercise that hurt too often: shown as that, tried again only after a second yes, and left out again."""

import datetime

import pytest
from django.urls import reverse

from plans.models import PlannedExercise, WeeklyPlan
from plans.services.week import plan_week
from tests.builders import make_profile, make_user
from tests.plans.test_changes import NEXT, at, log, next_week, user  # noqa: F401 a first week that is over

pytestmark = pytest.mark.django_db
BRIDGE = "glute-bridge"
ADDRESS = reverse("plans:putting-back", args=[BRIDGE])


@pytest.fixture
def plan(user, monkeypatch):  # noqa: F811
    """The week after the one in which the bridge hurt three times."""
    for session in list(next_week(user).sessions.order_by("date")):
        at(monkeypatch, session.date)
        log(user, session, hurts=[{"exercise": BRIDGE, "where": "back", "pain_nrs": 7, "then": "easier"}])
    monday = NEXT + datetime.timedelta(days=7)
    at(monkeypatch, monday)
    return plan_week(user=user, monday=monday, today=monday)


def planned(plan):
    return set(PlannedExercise.objects.filter(session__plan=plan).values_list("exercise_id", flat=True))


def test_it_stands_among_what_is_left_out_and_in_the_settings(signed_in, plan):
    assert BRIDGE not in planned(plan)
    for name in ("plans:left-out", "plans:you"):
        page = signed_in.get(reverse(name)).text
        assert "Gave way because they hurt" in page
        assert ADDRESS in page


def test_it_comes_back_only_after_a_second_yes_and_goes_again(signed_in, plan):
    before = planned(plan)
    assert "again?" in signed_in.get(ADDRESS).text
    assert planned(plan) == before
    page = signed_in.post(ADDRESS, follow=True)
    assert "Glute bridge is back" in page.text
    assert BRIDGE in planned(plan)
    assert "try “Glute bridge” again" in WeeklyPlan.objects.get(pk=plan.pk).inputs["revisions"][-1]["why"]
    assert "at its smallest amount" in signed_in.get(reverse("plans:changes")).text
    signed_in.post(ADDRESS, {"again": "1"})
    assert planned(plan) == before


def test_it_stays_back_the_week_after(signed_in, user, plan):  # noqa: F811
    signed_in.post(ADDRESS)
    monday = plan.monday + datetime.timedelta(days=7)
    assert BRIDGE in planned(plan_week(user=user, monday=monday, today=monday))


def test_what_has_not_given_way_is_not_put_back(signed_in, plan):
    other = reverse("plans:putting-back", args=["dead-bug"])
    assert signed_in.get(other).status_code == 404
    assert "not among those" in signed_in.post(other, follow=True).text
    assert WeeklyPlan.objects.get(pk=plan.pk).revision == plan.revision


def test_a_strangers_is_not_there_and_a_strange_method_is_refused(client, plan):
    assert client.get(ADDRESS).url.startswith("/accounts/login/")
    stranger = make_user()
    make_profile(stranger)
    client.force_login(stranger)
    assert client.get(ADDRESS).status_code == 404
    assert client.put(ADDRESS).status_code == 405


def test_the_pages_need_few_queries(signed_in, plan, django_assert_max_num_queries):
    for address in (ADDRESS, reverse("plans:left-out"), reverse("plans:you")):
        with django_assert_max_num_queries(8):
            assert signed_in.get(address).status_code == 200

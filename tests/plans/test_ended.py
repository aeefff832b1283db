"""A clinician's word that something is over: it frees what was left out for it, dated, and can be taken back."""

import datetime

import pytest
from django.urls import reverse

from plans.models import Clearance, WeeklyPlan
from plans.rulebook import rulebook
from plans.services.week import draft_week, load_profile
from tests.builders import MONDAY, make_plan, make_profile, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_monday")]
HIP = "hip_replacement"
ADDRESS = reverse("plans:ended", args=[HIP])
SENT = {"said": "on", "cleared_on": "2026-11-13", "cleared_by": "The surgical team", "answer": "All clear."}
CLEARED = {"cleared_on": "2026-11-02", "cleared_by": "My surgeon", "said": "fine"}


@pytest.fixture
def user():
    """Someone with a new hip and a running plan: their surgeon has said that exercise is fine."""
    user = make_user()
    make_profile(user, ticked=[HIP, "cannot_kneel"])
    Clearance.objects.create(user=user, flag=HIP, **CLEARED)
    make_plan(user)
    return user


def flags(user):
    return draft_week(profile=load_profile(user), monday=MONDAY + datetime.timedelta(days=7), today=MONDAY).flags


def test_it_is_offered_where_the_rule_is_shown(signed_in):
    for name in ("plans:you", "plans:left-out"):
        assert ADDRESS in signed_in.get(reverse(name)).text
    assert rulebook().flags[HIP].change in signed_in.get(ADDRESS).text


def test_the_record_frees_what_was_left_out_from_next_week_and_can_be_taken_back(signed_in, user):
    assert HIP in flags(user)
    page = signed_in.post(ADDRESS, SENT, follow=True).text
    assert "The surgical team" in page
    assert "It has ended" in page
    assert HIP not in flags(user)
    assert WeeklyPlan.objects.get(user=user).revision == 1
    assert signed_in.get(ADDRESS).status_code == 404
    ended = Clearance.objects.get(said="ended")
    signed_in.post(reverse("plans:clearance"), {"undo": ended.pk})
    assert HIP in flags(user)
    assert WeeklyPlan.objects.get(user=user).revision == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"said": ""}, "Tick this if they said so"),
        ({"cleared_on": "2026-11-17"}, "not come yet"),
        ({"cleared_by": ""}, ""),
    ],
)
def test_half_an_answer_is_told_and_kept(signed_in, user, changes, words):
    page = signed_in.post(ADDRESS, {**SENT, **changes})
    assert page.status_code == 422
    assert words in page.text
    assert "All clear." in page.text
    assert HIP in flags(user)


@pytest.mark.parametrize("flag", ["cannot_kneel", "postpartum", "no_such_flag", "heart_condition"])
def test_nothing_else_can_be_ended_so(signed_in, flag):
    """Not one's own, not what is not told, not what no word of a clinician lifts."""
    assert signed_in.post(reverse("plans:ended", args=[flag]), SENT).status_code == 404
    assert not Clearance.objects.filter(said="ended").exists()


def test_a_word_from_before_the_note_of_it_ends_nothing(signed_in, user):
    profile = load_profile(user)
    found = {"label": HIP, "quote": "new hip", "start": 0, "end": 7, "status": "present", "since": "2026-11-15"}
    profile.read = [found]
    profile.save()
    assert "You wrote of it on 15 November" in signed_in.post(ADDRESS, SENT).text
    assert signed_in.post(ADDRESS, {**SENT, "cleared_on": "2026-11-15"}).status_code == 302


def test_only_for_who_is_logged_in_and_by_form(client, user):
    assert client.get(ADDRESS).url.startswith("/accounts/login/")
    client.force_login(make_user())
    assert client.get(ADDRESS).status_code == 404
    client.force_login(user)
    assert client.put(ADDRESS).status_code == 405


def test_few_queries(signed_in, django_assert_max_num_queries):
    for address in (ADDRESS, reverse("plans:you"), reverse("plans:left-out")):
        with django_assert_max_num_queries(8):
            assert signed_in.get(address).status_code == 200

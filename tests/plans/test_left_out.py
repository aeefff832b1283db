"""Left out for you: every exercise once, with its reason, what would bring it back, and what does its job."""

import pytest
from django.urls import reverse

from plans.models import Profile
from plans.queries.left_out import DRAWN_IN_ALL, left_out_page
from plans.services.week import load_profile
from tests.builders import MONDAY, make_plan, make_profile, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_monday")]


@pytest.fixture
def user():
    user = make_user()
    make_profile(user, ticked=["cannot_kneel", "spondylolisthesis"], pain_nrs=3)
    return user


def groups_of(user):
    page = left_out_page(load_profile(user), today=MONDAY)
    return {group.key: group for group in page.groups}, page


def outs(group):
    return [*group.drawn, *group.named]


def test_it_holds_what_the_plan_left_out_each_once(user):
    groups, page = groups_of(user)
    shown = [one.slug for group in groups.values() for one in outs(group)]
    planned = [row["exercise"] for row in make_plan(user).draft["left_out"]]
    assert sorted(shown) == sorted(planned)
    assert page.count == len(shown)
    assert sum(len(group.drawn) for group in groups.values()) <= DRAWN_IN_ALL


def test_what_is_offered_instead_may_be_planned_and_does_the_same_job(user):
    groups, _page = groups_of(user)
    out = {one.slug for group in groups.values() for one in outs(group)}
    instead = [one.instead[0] for group in groups.values() for one in outs(group) if one.instead]
    assert instead
    assert not out & set(instead)


def test_the_reason_tells_what_was_said_and_what_would_change_it(user):
    kneeling = groups_of(user)[0]["cannot_kneel"]
    assert kneeling.why.startswith("Because you told us")
    assert kneeling.change


def test_an_own_rule_is_lifted_with_one_tap_and_a_safety_rule_is_not(signed_in, user):
    page = signed_in.get(reverse("plans:left-out")).text
    assert 'name="lift" value="cannot_kneel"' in page
    assert 'value="spondylolisthesis"' not in page
    signed_in.post(reverse("plans:you"), {"lift": "cannot_kneel"})
    signed_in.post(reverse("plans:you"), {"lift": "spondylolisthesis"})
    groups, _page = groups_of(user)
    assert "cannot_kneel" not in groups
    assert "spondylolisthesis" in groups


def test_what_the_person_left_out_says_why(user):
    profile = Profile.objects.get(user=user)
    profile.never = [{"exercise": "heel-slide", "why": "dislike", "date": "2026-11-16"}]
    profile.save()
    never = groups_of(user)[0]["never"]
    assert [(one.slug, one.note) for one in outs(never)] == [("heel-slide", "I don’t like it.")]


def test_someone_who_must_ask_first_is_sent_there(client):
    user = make_user()
    make_profile(user, red_flags=["rf_fever_infection"])
    client.force_login(user)
    assert client.get(reverse("plans:left-out")).url == reverse("plans:stop")


def test_the_page_is_ones_own_takes_no_post_and_needs_few_queries(signed_in, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        assert signed_in.get(reverse("plans:left-out")).status_code == 200
    assert signed_in.post(reverse("plans:left-out")).status_code == 405
    client.logout()
    assert client.get(reverse("plans:left-out")).status_code == 302


def test_any_exercise_says_whether_it_is_planned_left_out_or_second(signed_in, user):
    plan = make_plan(user)
    planned = {item["exercise"] for session in plan.draft["sessions"] for item in session["items"]}
    out = {row["exercise"] for row in plan.draft["left_out"]}
    from_library = ("glute-bridge", "heel-slide", "standing-hip-abduction", "cat-cow", "brisk-walk")
    said = {}
    for slug in from_library:
        page = signed_in.get(reverse("exercises:exercise", args=[slug])).text
        said[slug] = next(
            words for words in ("In your plan.", "Not in your plan.", "could be, but others come first")
            if words in page
        )  # fmt: skip
    expected = {
        slug: "In your plan."
        if slug in planned
        else "Not in your plan."
        if slug in out
        else "could be, but others come first"
        for slug in from_library
    }
    assert said == expected
    assert "could be, but others come first" in said.values()

"""Try it out: next week under other answers, from the same engine; nothing is kept until it is used."""

import datetime
import re

import pytest
import time_machine
from django.core import serializers
from django.urls import reverse

from exercises.catalogue import catalogue
from plans.models import Clearance, ExerciseSession, PlannedExercise, Profile, SafetyCheck, WeeklyPlan
from plans.services.profile import effective_facts
from plans.services.week import draft_week, load_profile
from tests.builders import MONDAY, make_log, make_plan, make_profile, make_user

NEXT = MONDAY + datetime.timedelta(days=7)
TRY = "/you/try/"
KEPT = {
    "fitness_level": "intermediate", "days_per_week": "3", "weekdays": ["0", "2", "4"], "routine_minutes": "15",
    "equipment": ["mat", "chair"], "known": ["worse_sitting", "cannot_kneel"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def on_tuesday():
    with time_machine.travel(datetime.datetime(2026, 11, 17, 10, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def user(db):
    user = make_user()
    make_profile(user, ticked=["worse_sitting", "cannot_kneel"])
    make_plan(user)
    return user


def rows():
    models = (Profile, SafetyCheck, Clearance, WeeklyPlan, ExerciseSession, PlannedExercise)
    return serializers.serialize("json", [row for model in models for row in model.objects.order_by("pk")])


def ticking(signed_in, flag, **changes):
    """The kept answers with one more thing true, under the name its field has on the page."""
    form = signed_in.get(TRY).context["form"]
    name = next(name for name, (_title, choices) in form.more.items() if flag in dict(choices))
    return {**KEPT, name: [flag], **changes}


def test_it_shows_next_week_as_it_stands_first(signed_in, user):
    page = signed_in.get(TRY)
    draft = draft_week(profile=load_profile(user), monday=NEXT, today=MONDAY)
    shown = [day.now and day.now.minutes for day in page.context["page"].days]
    assert [one for one in shown if one] == [one.total_minutes for one in draft.sessions]
    assert "This is how it stands" in page.text
    assert 'name="use"' not in page.text


def test_what_is_shown_is_what_the_engine_then_plans(signed_in, user):
    sent = {**KEPT, "fitness_level": "beginner", "days_per_week": "4", "weekdays": ["0", "1", "3", "5"],
            "routine_minutes": "25"}  # fmt: skip
    page = signed_in.post(TRY, sent).context["page"]
    signed_in.post(TRY, {**sent, "use": "1"})
    draft = draft_week(profile=load_profile(user), monday=NEXT, today=MONDAY)
    assert [day.then.minutes for day in page.days if day.then] == [one.total_minutes for one in draft.sessions]
    assert page.sums[1].minutes == sum(one.heart_minutes for one in draft.sessions)
    assert "4 days instead of 3" in page.sentence


def test_looking_keeps_nothing(signed_in):
    before = rows()
    signed_in.get(TRY)
    signed_in.post(TRY, ticking(signed_in, "worse_bending_forward", fitness_level="advanced", weekdays=["1", "3", "5"]))
    assert rows() == before


def test_the_same_answers_change_nothing_and_offer_nothing(signed_in):
    page = signed_in.post(TRY, {**KEPT, "use": "1"})
    assert (page.status_code, bool(page.context["tried"])) == (200, False)


def test_what_goes_out_says_why(signed_in):
    page = signed_in.post(TRY, ticking(signed_in, "hip_problem")).context["page"]
    closed = {slug for one in page.closed for slug, _name in one.names}
    assert "figure-4-stretch" in closed | {one.slug for one in page.goes}
    assert all(one.reason for one in (*page.goes, *page.comes, *page.closed))
    tags = catalogue().exercises
    assert not {one.slug for one in page.comes} & closed
    assert {one.slug for one in page.goes} <= set(tags)


def test_something_safer_counts_at_once_and_says_so(signed_in, user):
    sent = ticking(signed_in, "hip_problem")
    assert "also counts for the sessions left this week" in signed_in.post(TRY, sent).text
    assert signed_in.post(TRY, {**sent, "use": "1"}).status_code == 302
    plan = WeeklyPlan.objects.get(user=user)
    assert (plan.revision, "hip_problem" in plan.draft["flags"]) == (2, True)


def test_what_is_no_safer_waits_for_monday(signed_in, user):
    sent = {**KEPT, "fitness_level": "advanced", "known": ["worse_sitting"], "use": "1"}
    assert signed_in.post(TRY, sent).url == reverse("plans:week", args=["2026-W48"])
    profile = Profile.objects.get(user=user)
    assert (profile.fitness_level, WeeklyPlan.objects.get(user=user).revision) == ("advanced", 1)
    assert [entry["flag"] for entry in profile.lifted] == ["cannot_kneel"]
    assert "cannot_kneel" not in draft_week(profile=load_profile(user), monday=NEXT, today=MONDAY).flags


def test_a_safety_fact_goes_only_with_a_second_word(signed_in, user):
    Profile.objects.filter(user=user).update(ticked=["worse_sitting", "cannot_kneel", "osteoporosis"])
    assert "osteoporosis" in signed_in.get(TRY).context["form"].true
    refused = signed_in.post(TRY, {**KEPT, "use": "1"})
    assert refused.status_code == 422
    assert "This is not so" in refused.text
    assert "osteoporosis" in effective_facts(Profile.objects.get(user=user))
    signed_in.post(TRY, {**KEPT, "use": "1", "not_so": ["osteoporosis"]})
    profile = Profile.objects.get(user=user)
    assert "osteoporosis" not in effective_facts(profile)
    assert {"flag": "osteoporosis", "words": "", "date": "2026-11-17"} in profile.removed


def test_a_word_of_the_note_taken_off_stays_off(signed_in, user):
    found = {"label": "worse_bending_forward", "quote": "bending", "start": 0, "end": 7, "status": "present"}
    Profile.objects.filter(user=user).update(read=[found])
    signed_in.post(TRY, {**KEPT, "use": "1"})
    assert "worse_bending_forward" not in draft_week(profile=load_profile(user), monday=NEXT, today=MONDAY).flags


def test_what_needs_a_clinician_is_shown_as_that_and_leads_there(signed_in):
    sent = ticking(signed_in, "heart_condition")
    page = signed_in.post(TRY, sent)
    assert page.context["page"].is_stopped
    assert "Someone should look at this first" in page.text
    assert page.context["page"].stops[0].label in page.text
    assert signed_in.post(TRY, {**sent, "use": "1"}).url == reverse("plans:ask-first")
    assert signed_in.get(TRY).url == reverse("plans:ask-first")


def test_a_flare_up_is_told_on_its_own_page(signed_in, user):
    Profile.objects.filter(user=user).update(added=["flare_up"])
    form = signed_in.get(TRY).context["form"]
    offered = {*form.told, *(flag for _title, choices in form.more.values() for flag, _words in choices)}
    assert not {"flare_up", "flare_return"} & offered


@pytest.mark.parametrize("changes", [{"weekdays": []}, {"days_per_week": "9"}, {"known": ["nothing_like_it"]}])
def test_an_odd_answer_is_told_and_the_rest_is_kept(signed_in, changes):
    page = signed_in.post(TRY, {**KEPT, "fitness_level": "advanced", **changes, "use": "1"})
    assert page.status_code == 422
    assert re.search(r'value="advanced" id="id_fitness_level_2"\s+checked', page.text)
    assert Profile.objects.get().fitness_level == "intermediate"


def test_few_queries_however_many_logs(signed_in, user, django_assert_max_num_queries):
    for days in range(1, 15):
        make_log(user, MONDAY - datetime.timedelta(days=days))
    with django_assert_max_num_queries(8):
        assert signed_in.get(TRY).status_code == 200
    with django_assert_max_num_queries(8):
        assert signed_in.post(TRY, {**KEPT, "days_per_week": "4"}).status_code == 200


def test_only_for_who_is_logged_in_and_only_their_own(client, user):
    assert client.get(TRY).url.startswith("/accounts/login/")
    stranger = make_user()
    make_profile(stranger)
    client.force_login(stranger)
    client.post(TRY, {**KEPT, "known": [], "fitness_level": "advanced", "use": "1"})
    assert Profile.objects.get(user=user).fitness_level == "intermediate"
    assert Profile.objects.get(user=stranger).fitness_level == "advanced"


def test_a_strange_method_is_refused(signed_in):
    assert signed_in.put(TRY).status_code == 405


def test_without_answers_there_is_nothing_to_try(client, db):
    client.force_login(make_user())
    assert client.get(TRY).url == reverse("plans:week")

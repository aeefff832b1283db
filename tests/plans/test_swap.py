"""Swapping one exercise of a session: today, never again, left out, and back."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from exercises.catalogue import catalogue
from plans.engine.draft import Block
from plans.models import ExerciseSession, PlannedExercise, Profile
from plans.queries.week import session_blocks
from plans.services.exchanges import alternatives_for
from plans.services.revising import revise_week
from plans.services.swap import (
    allow_again,
    harder_of,
    leave_out_today,
    never_again,
    swap_today,
    undo_swap,
)
from plans.services.week import plan_week
from tests.builders import MONDAY, make_log, make_plan, make_profile, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_monday")]
NEXT_MONDAY = MONDAY + datetime.timedelta(days=7)


@pytest.fixture
def session(user):
    return make_plan(user).sessions.first()


@pytest.fixture
def item(session):
    return session.items.filter(block=Block.STRENGTH).first()


def rows(session):
    return [
        (one.block, one.exercise_id, one.sets, one.reps, one.minutes, one.reason)
        for one in PlannedExercise.objects.filter(session=session)
    ]


def slugs_of(session):
    return [one.exercise_id for one in PlannedExercise.objects.filter(session=session)]


def choice(session, item, place=0):
    return alternatives_for(session, item.block, item.exercise_id, today=MONDAY)[place].exercise


def asked(session, item, into):
    return {"session": session, "block": item.block, "slug": item.exercise_id, "into": into, "today": MONDAY}


def test_a_swap_changes_this_session_only_and_says_so(session, item):
    into = choice(session, item)
    others = [rows(one) for one in session.plan.sessions.exclude(pk=session.pk)]
    swap_today(**asked(session, item, into))
    new = PlannedExercise.objects.get(session=session, exercise=into)
    assert "today" in new.reason
    assert item.exercise.name in new.reason
    assert item.exercise_id not in slugs_of(session)
    assert [rows(one) for one in session.plan.sessions.exclude(pk=session.pk)] == others


def test_the_library_knows_what_a_swap_brought(signed_in, session, item):
    into = choice(session, item)
    page = reverse("exercises:exercise", args=[into])
    assert "<b>In your plan.</b>" not in signed_in.get(page).text
    swap_today(**asked(session, item, into))
    assert "<b>In your plan.</b>" in signed_in.get(page).text
    assert into in {row.slug for row in signed_in.get("/exercises/", {"plan": "mine"}).context["pages"]}


def test_a_swap_keeps_the_minutes_true(session, item):
    swap_today(**asked(session, item, choice(session, item)))
    session.refresh_from_db()
    assert session.total_minutes == sum(part.minutes for part in session_blocks(session))
    assert session.heart_minutes == 20


def test_another_activity_gives_the_session_its_name(session):
    heart = session.items.filter(block=Block.HEART).first()
    into = choice(session, heart)
    swap_today(**asked(session, heart, into))
    session.refresh_from_db()
    assert session.title.startswith(session.items.get(exercise=into).exercise.name)


def test_undo_gives_the_session_back_as_it_was(session, item):
    before, title = rows(session), session.title
    swap_today(**asked(session, item, choice(session, item)))
    leave_out_today(session=session, block="cool_down", slug=session.items.last().exercise_id, today=MONDAY)
    undo_swap(session=session, today=MONDAY)
    undo_swap(session=session, today=MONDAY)
    session.refresh_from_db()
    assert rows(session) == before
    assert (session.title, session.swaps) == (title, [])


def test_a_logged_session_is_not_swapped(user, session, item):
    into = choice(session, item)
    make_log(user, session=session)
    with pytest.raises(ValidationError, match="logged this session"):
        swap_today(**asked(session, item, into))


def test_what_is_not_offered_is_refused(session, item):
    with pytest.raises(ValidationError, match="not offered"):
        swap_today(**asked(session, item, "side-plank-full"))


def test_never_again_holds_for_the_other_sessions_and_later_weeks(user, session, item):
    into = choice(session, item)
    kept = never_again(**asked(session, item, into), why="dislike")
    assert into in slugs_of(kept)
    for one in ExerciseSession.objects.filter(plan__user=user):
        assert item.exercise_id not in slugs_of(one)
    later = plan_week(user=user, monday=NEXT_MONDAY, today=NEXT_MONDAY)
    assert item.exercise_id not in [slug for one in later.sessions.all() for slug in slugs_of(one)]
    assert Profile.objects.get(user=user).never == [
        {"exercise": item.exercise_id, "why": "dislike", "date": "2026-11-16"}
    ]


def test_never_again_leaves_a_logged_session_as_it_was(user, session, item):
    friday = session.plan.sessions.last()
    make_log(user, session=session)
    before = rows(session)
    other = friday.items.filter(block=Block.STRENGTH).first()
    never_again(**asked(friday, other, ""), why="dislike")
    assert rows(session) == before


def test_what_hurts_leaves_its_harder_versions_out_as_well(user, session):
    item = next(one for one in session.items.filter(block=Block.STRENGTH) if harder_of(one.exercise_id))
    never_again(**asked(session, item, ""), why="hurts")
    never = {entry["exercise"] for entry in Profile.objects.get(user=user).never}
    assert never == {item.exercise_id, *harder_of(item.exercise_id)}
    allow_again(user=user, slug=item.exercise_id, today=MONDAY)
    assert Profile.objects.get(user=user).never == []


def test_never_again_can_be_undone_on_the_session(user, session, item):
    before = rows(session)
    kept = never_again(**asked(session, item, choice(session, item)), why="position")
    undo_swap(session=kept, today=MONDAY)
    assert rows(session) == before
    assert Profile.objects.get(user=user).never == []


def test_the_last_exercise_of_a_session_is_not_left_out(session):
    session.items.exclude(order=0).delete()
    with pytest.raises(ValidationError, match="only exercise"):
        leave_out_today(session=session, block="warm_up", slug=session.items.get().exercise_id, today=MONDAY)


# A week made anew -----------------------------------------------------------------------------------------------------


def test_a_swap_stays_when_the_week_is_made_anew(user, session, item):
    into = choice(session, item)
    swap_today(**asked(session, item, into))
    leave_out_today(session=session, block="cool_down", slug=session.items.last().exercise_id, today=MONDAY)
    before = slugs_of(session)
    plan = revise_week(user=user, today=MONDAY, why="Because.")
    session.refresh_from_db()
    assert slugs_of(session) == before
    assert plan.inputs["revisions"][-1]["why"] == "Because."
    undo_swap(session=session, today=MONDAY)
    undo_swap(session=session, today=MONDAY)
    assert slugs_of(session) == [one["exercise"] for one in plan.draft["sessions"][0]["items"]]


def test_a_swap_that_screening_forbids_now_goes_and_says_so(user, session, item):
    into = choice(session, item)
    swap_today(**asked(session, item, into))
    Profile.objects.filter(user=user).update(never=[{"exercise": into, "why": "hurts", "date": "2026-11-16"}])
    plan = revise_week(user=user, today=MONDAY, why="Because.")
    session.refresh_from_db()
    assert (into in slugs_of(session), session.swaps) == (False, [])
    name = catalogue().exercises[into].name
    assert plan.inputs["revisions"][-1]["why"] == f"Because. “{name}”, which you had chosen, could not stay."


def test_what_was_chosen_in_place_of_never_again_stays_too(user, session, item):
    into = choice(session, item, 1)
    kept = never_again(**asked(session, item, into), why="dislike")
    revise_week(user=user, today=MONDAY, why="")
    kept.refresh_from_db()
    assert into in slugs_of(kept)
    assert [(one["kind"], one["into"]) for one in kept.swaps] == [("never", into)]


# Pages ----------------------------------------------------------------------------------------------------------------


def swap_url(session, item):
    return reverse("plans:swap", args=[session.pk, item.block, item.exercise_id])


def test_the_page_offers_three_and_swaps_with_one_answer(signed_in, session, item):
    page = signed_in.get(swap_url(session, item))
    assert page.text.count('name="to"') == 3
    into = choice(session, item)
    page = signed_in.post(swap_url(session, item), {"to": into, "long": "today"}, follow=True)
    assert "Swapped for today." in page.text
    page = signed_in.post(reverse("plans:swap-undo", args=[session.pk]), follow=True)
    assert "Swapped for today." not in page.text


def test_never_again_asks_why_and_keeps_what_was_chosen(signed_in, session, item):
    into = choice(session, item, 1)
    page = signed_in.post(swap_url(session, item), {"to": into, "long": "never"})
    assert page.status_code == 422
    assert "Say why" in page.text
    assert page.text.count("checked") == 2
    page = signed_in.post(swap_url(session, item), {"to": into, "long": "never", "why": "hurts"}, follow=True)
    assert "Left out from now on." in page.text
    assert "It hurts" in signed_in.get(reverse("plans:you")).text
    signed_in.post(reverse("plans:allow-again"), {"exercise": item.exercise_id})
    assert "Left out by you" not in signed_in.get(reverse("plans:you")).text


def test_with_nothing_chosen_a_summary_leads_to_each_question(signed_in, session, item):
    page = signed_in.post(swap_url(session, item), {"why": ""})
    assert page.status_code == 422
    summary = page.text[page.text.index("data-error-summary") :].split("</div>")[0]
    for name, words in [("to", "Choose one of these."), ("long", "Say for how long.")]:
        assert f'href="#id_{name}_0"' in summary
        assert f'id="id_{name}_0"' in page.text
        assert page.text.count(words) == 2  # on top and at the field


def test_leaving_it_out_today_needs_no_other_answer(signed_in, session, item):
    page = signed_in.post(swap_url(session, item), {"leave": "1"}, follow=True)
    assert "Left out today." in page.text
    assert item.exercise_id not in slugs_of(session)


def test_with_nothing_to_offer_the_page_still_leads_on(signed_in, user, session, item):
    offered = [one.exercise for one in alternatives_for(session, item.block, item.exercise_id, today=MONDAY)]
    while offered:
        profile = Profile.objects.get(user=user)
        profile.never += [{"exercise": slug, "why": "dislike", "date": "2026-11-16"} for slug in offered]
        profile.save()
        offered = [one.exercise for one in alternatives_for(session, item.block, item.exercise_id, today=MONDAY)]
    page = signed_in.get(swap_url(session, item))
    assert "Leave it out today?" in page.text
    assert signed_in.post(swap_url(session, item), {"long": "never", "why": "hurts"}).status_code == 302


def test_nobody_swaps_for_someone_else(client, session, item):
    stranger = make_user()
    make_profile(stranger)
    client.force_login(stranger)
    assert client.get(swap_url(session, item)).status_code == 404
    assert client.post(reverse("plans:swap-undo", args=[session.pk])).status_code == 404
    assert client.get(reverse("plans:swap-undo", args=[session.pk])).status_code == 405


def test_the_swap_page_needs_few_queries(signed_in, session, item, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        signed_in.get(swap_url(session, item))

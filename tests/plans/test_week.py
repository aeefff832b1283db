"""The week: made once, kept, moved, and weighed against the target."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse

from exercises.catalogue import catalogue
from plans.models import WeeklyPlan
from plans.queries.week import session_blocks, week_page
from plans.services import week as week_service
from plans.services.revising import revise_week
from plans.services.start import save_answers, save_safety, use_now
from plans.services.week import move_session, plan_week
from tests.builders import MONDAY, make_log, make_plan, make_profile, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_monday")]
WEDNESDAY = MONDAY + datetime.timedelta(days=2)
SUNDAY = MONDAY + datetime.timedelta(days=6)


def test_a_week_is_made_at_the_first_look_and_shown(signed_in, user):
    response = signed_in.get(reverse("plans:week"), follow=True)
    plan = WeeklyPlan.objects.get(user=user)
    assert response.status_code == 200
    assert plan.monday == MONDAY
    assert [session.date for session in plan.sessions.all()] == [MONDAY, WEDNESDAY, MONDAY + datetime.timedelta(days=4)]
    assert "of 60 heart-raising minutes" in response.text


def test_a_first_week_says_what_will_appear_until_something_is_logged(signed_in, user):
    make_plan(user)
    first = signed_in.get(reverse("plans:week")).text
    make_log(user, MONDAY - datetime.timedelta(days=40))
    assert ("What appears here, and when" in first, "What changed since last week" in first) == (True, False)
    assert "What appears here" not in signed_in.get(reverse("plans:week")).text


def test_each_day_has_twenty_heart_minutes_three_strength_and_one_stretch(user):
    for session in make_plan(user).sessions.all():
        blocks = [item.block for item in session.items.all()]
        assert sum(item.minutes for item in session.items.all() if item.block == "heart") >= 20
        assert blocks.count("strength") == 3
        assert blocks.count("stretch") == 1
        assert all(item.reason for item in session.items.all())


def test_the_blocks_of_a_session_add_up_to_its_minutes(user):
    for session in make_plan(user).sessions.all():
        assert sum(part.minutes for part in session_blocks(session)) == session.total_minutes


def test_a_look_at_a_week_that_has_a_plan_computes_none(signed_in, user, monkeypatch):
    make_plan(user)

    def explode(*args, **kwargs):
        raise AssertionError("a plan was computed")

    monkeypatch.setattr(week_service, "make_plan", explode)
    assert signed_in.get(reverse("plans:week")).status_code == 200


def test_two_first_looks_at_once_make_one_plan(user, monkeypatch):
    winner = make_plan(user)
    first = WeeklyPlan.objects.of(user).filter
    calls = []

    def blind_once(self, **kwargs):
        calls.append(kwargs)
        return self.none() if len(calls) == 1 else first(**kwargs)

    monkeypatch.setattr("plans.models.OwnedQuerySet.filter", blind_once)
    try:
        assert plan_week(user=user, monday=MONDAY, today=MONDAY) == winner
    except IntegrityError:
        pytest.fail("the second look broke")


def test_first_week_begun_on_wednesday_asks_for_the_days_left(user):
    plan = make_plan(user, today=WEDNESDAY)
    assert [session.date for session in plan.sessions.all()] == [WEDNESDAY, MONDAY + datetime.timedelta(days=4)]
    assert plan.target_days == 2


def test_a_first_week_with_no_day_left_asks_for_nothing_and_shows_the_next(signed_in, user):
    with time_machine.travel(datetime.datetime(2026, 11, 21, 10, tzinfo=datetime.UTC)):
        text = signed_in.get(reverse("plans:week"), follow=True).text
    assert "Your plan starts next week" in text
    assert ("No session this week." in text, "No other session" in text) == (True, False)
    assert "2026-W48" in text
    assert WeeklyPlan.objects.get().target_waived


def test_a_first_week_begins_on_another_chosen_day_when_those_of_the_plan_have_gone_by(user):
    make_profile(user, weekdays=[0, 1, 2, 4, 5])
    saturday = MONDAY + datetime.timedelta(days=5)
    plan = plan_week(user=user, monday=MONDAY, today=saturday)
    assert [session.date for session in plan.sessions.all()] == [saturday]
    assert (plan.target_days, plan.target_waived) == (1, False)


def test_a_late_look_at_a_later_week_keeps_the_whole_target(user):
    monday = MONDAY + datetime.timedelta(weeks=4)
    plan = plan_week(user=user, monday=monday, today=monday + datetime.timedelta(days=3))
    assert plan.target_days == 3
    assert plan.sessions.count() == 3


def test_fewer_days_used_now_lower_the_target(user):
    plan = make_plan(user)
    save_answers(user=user, step="week", flags=[], asked=[], weekdays=[2])
    use_now(user=user)
    plan.refresh_from_db()
    assert plan.target_days == 1


def test_two_chosen_days_leave_the_target_at_three_and_say_so(signed_in, user):
    long_ago = datetime.datetime(2026, 10, 5, 10, tzinfo=datetime.UTC)
    make_profile(user, weekdays=[1, 3], week_saved_at=long_ago)
    plan = make_plan(user)
    text = signed_in.get(reverse("plans:week")).text
    assert (plan.target_days, plan.sessions.count()) == (3, 2)
    assert "2 sessions are planned; one more active day of your own completes the week." in text
    assert "of 60 heart-raising minutes" in text
    for day in (1, 3):
        make_log(user, MONDAY + datetime.timedelta(days=day))
    assert "2 of 3 days done" in signed_in.get(reverse("plans:week")).text


def test_the_first_week_asks_only_for_the_chosen_days_that_are_left(signed_in, user):
    make_profile(user, weekdays=[1, 3])
    assert make_plan(user).target_days == 2
    assert "of your own" not in signed_in.get(reverse("plans:week")).text


def test_minutes_of_one_day_stand_on_the_week_once(user):
    plan = make_plan(user)
    first, second, _third = plan.sessions.all()
    make_log(user, WEDNESDAY, session=first)
    make_log(user, WEDNESDAY, session=second)
    make_log(user, SUNDAY, heart_minutes=30)
    segments = week_page(plan, today=WEDNESDAY).segments
    assert [(one.day, one.words) for one in segments] == [
        (WEDNESDAY, "40, done"),
        (MONDAY + datetime.timedelta(days=4), "20"),
        (SUNDAY, "30, done"),
    ]


def test_a_session_done_in_another_week_stands_in_both(signed_in, user, on_a_monday):
    plan = make_plan(user)
    make_plan(user, on_a_monday - datetime.timedelta(days=7))
    session = plan.sessions.order_by("date").first()
    make_log(user, on_a_monday - datetime.timedelta(days=1), session=session, heart_minutes=25)
    this, last = (signed_in.get(address).text for address in ("/week/", "/week/2026-W46/"))
    assert "done in another week" in this
    assert "<b>0</b>" in this
    assert "Extra, 25 min counted" in last
    assert session.title in last


def test_a_swim_on_the_day_of_an_open_session_does_not_call_it_done(user):
    plan = make_plan(user)
    make_log(user, MONDAY, heart_minutes=15)
    assert week_page(plan, today=MONDAY).segments[0].words == "today, 15"


def test_a_fourth_day_completes_a_plan_of_four(signed_in, user):
    make_profile(user, days_per_week=4, weekdays=[0, 2, 4, 6])
    make_plan(user)
    for day in (0, 2, 4):
        make_log(user, MONDAY + datetime.timedelta(days=day))
    assert "Target met: 3 of 3 days. One more completes your plan." in signed_in.get(reverse("plans:week")).text
    make_log(user, SUNDAY)
    assert "All 4 days done" in signed_in.get(reverse("plans:week")).text
    make_log(user, MONDAY + datetime.timedelta(days=1))
    assert "Past your target: 5 days" in signed_in.get(reverse("plans:week")).text


def test_a_missed_session_comes_back_without_what_was_ruled_out_since(user):
    plan = make_plan(user)
    missed = plan.sessions.first()
    tuesday = MONDAY + datetime.timedelta(days=1)
    with time_machine.travel(datetime.datetime(2026, 11, 17, 10, tzinfo=datetime.UTC)):
        save_answers(user=user, step="back", flags=["cannot_get_to_floor"], asked=["cannot_get_to_floor"])
        missed.refresh_from_db()
        missed.plan.refresh_from_db()
        move_session(session=missed, date=tuesday, today=tuesday)
    floor = {slug for slug, one in catalogue().exercises.items() if "floor_transfer" in one.demands}
    assert not floor & {item.exercise_id for item in missed.items.all()}
    assert missed.date == tuesday


def test_a_stopped_plan_shows_and_moves_no_session(signed_in, user):
    plan = make_plan(user)
    missed = plan.sessions.first()
    with time_machine.travel(datetime.datetime(2026, 11, 17, 10, tzinfo=datetime.UTC)):
        save_safety(
            user=user, red_flags={"chest_or_breathless"}, examined="no", birth_year=1970, country="", time_zone="UTC"
        )
        assert signed_in.get(reverse("plans:session", args=[missed.pk])).status_code == 302
        signed_in.post(reverse("plans:session-move", args=[missed.pk]), {"date": SUNDAY})
    missed.refresh_from_db()
    assert missed.date == MONDAY


def test_a_session_moved_back_home_forgets_it_was_away(user):
    session = make_plan(user).sessions.first()
    move_session(session=session, date=SUNDAY, today=MONDAY)
    move_session(session=session, date=MONDAY, today=MONDAY)
    assert session.moved_from is None


def test_a_plan_does_not_change_when_answers_change_without_need(user):
    plan = make_plan(user)
    before = list(plan.sessions.values_list("pk", "title"))
    save_answers(user=user, step="week", flags=[], asked=[], days_per_week=4)
    assert list(plan.sessions.values_list("pk", "title")) == before


def test_a_new_exclusion_remakes_the_sessions_left_and_says_so(user):
    plan = make_plan(user)
    make_log(user, session=plan.sessions.first())
    kept = plan.sessions.first().pk
    save_answers(user=user, step="back", flags=["cannot_kneel"], asked=["cannot_kneel"])
    plan.refresh_from_db()
    assert plan.revision == 2
    assert plan.inputs["revisions"][0]["why"]
    assert plan.sessions.filter(pk=kept).exists()
    kneeling = {"cat-cow", "bird-dog", "bird-dog-leg", "childs-pose", "bottom-to-heel", "front-plank-knees"}
    left = plan.sessions.exclude(pk=kept)
    assert left.count() == 2
    assert not kneeling & {item.exercise_id for session in left for item in session.items.all()}


def test_a_remade_session_keeps_its_address_and_the_day_it_was_moved_to(user):
    plan = make_plan(user)
    session = plan.sessions.first()
    move_session(session=session, date=SUNDAY, today=MONDAY)
    save_answers(user=user, step="back", flags=["cannot_kneel"], asked=["cannot_kneel"])
    session.refresh_from_db()
    assert (session.date, session.revision) == (SUNDAY, 2)
    assert session.items.exists()
    assert plan.sessions.count() == 3


def test_a_session_put_on_new_days_forgets_it_was_moved(user):
    plan = make_plan(user)
    move_session(session=plan.sessions.first(), date=SUNDAY, today=MONDAY)
    save_answers(user=user, step="week", flags=[], asked=[], weekdays=[1, 3, 5])
    use_now(user=user)
    assert [one.moved_from for one in plan.sessions.all()] == [None] * 3


@pytest.mark.parametrize("weekdays", [[1, 3, 5], [2, 4, 6]])
def test_new_days_used_now_move_the_sessions_left(user, weekdays):
    plan = make_plan(user)
    save_answers(user=user, step="week", flags=[], asked=[], weekdays=weekdays)
    use_now(user=user)
    assert [one.date.weekday() for one in plan.sessions.all()] == weekdays


def test_a_new_red_flag_stops_the_week_at_once(signed_in, user):
    make_plan(user)
    save_safety(user=user, red_flags={"ces_saddle"}, examined="no", birth_year=1970, country="GB", time_zone="UTC")
    response = signed_in.get(reverse("plans:week"))
    assert response.status_code == 302
    assert response.url == reverse("plans:stop")
    assert WeeklyPlan.objects.get().sessions.count() == 0


def test_a_session_moves_within_its_week_and_remembers_where_it_was(user):
    session = make_plan(user).sessions.first()
    move_session(session=session, date=SUNDAY, today=MONDAY)
    session.refresh_from_db()
    assert (session.date, session.moved_from) == (SUNDAY, MONDAY)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        (MONDAY - datetime.timedelta(days=1), "same week"),
        (WEDNESDAY, "a session on that day"),
        (MONDAY + datetime.timedelta(days=7), "same week"),
    ],
)
def test_a_session_cannot_move_there(signed_in, user, date, words):
    session = make_plan(user).sessions.first()
    response = signed_in.post(reverse("plans:session-move", args=[session.pk]), {"date": date}, follow=True)
    session.refresh_from_db()
    assert session.date == MONDAY
    assert words in response.text


def test_nothing_moves_into_the_past(user):
    session = make_plan(user).sessions.last()
    with pytest.raises(Exception, match="gone by"):
        move_session(session=session, date=MONDAY + datetime.timedelta(days=1), today=WEDNESDAY)


def test_a_missed_day_is_offered_another_day(signed_in, user):
    make_plan(user)
    with time_machine.travel(datetime.datetime(2026, 11, 17, 10, tzinfo=datetime.UTC)):
        response = signed_in.get(reverse("plans:week"))
    assert "Monday went by" in response.text
    assert "Move it to Tuesday" in response.text


def test_a_day_counts_at_twenty_minutes_and_three_days_meet_the_target(signed_in, user):
    make_plan(user)
    make_log(user, MONDAY, heart_minutes=12)
    make_log(user, MONDAY, heart_minutes=8)
    response = signed_in.get(reverse("plans:week"))
    assert "1 of 3 days done" in response.text
    make_log(user, MONDAY + datetime.timedelta(days=1), heart_minutes=60)
    response = signed_in.get(reverse("plans:week"))
    assert "2 of 3 days done" in response.text
    make_log(user, WEDNESDAY)
    assert "That’s your week" in signed_in.get(reverse("plans:week")).text


def test_minutes_that_let_one_sing_do_not_count(signed_in, user):
    make_plan(user)
    make_log(user, MONDAY, talk_test="sing")
    assert "Nothing logged yet" in signed_in.get(reverse("plans:week")).text


def test_a_week_without_a_target_asks_for_nothing(signed_in, user):
    plan = make_plan(user)
    plan.target_waived = True
    plan.save()
    text = signed_in.get(reverse("plans:week")).text
    assert "minutes, no target" in text
    assert "No minutes are asked of you this week" in text


def test_next_week_is_shown_as_a_draft_and_not_kept(signed_in, user):
    make_plan(user)
    response = signed_in.get(reverse("plans:week", args=["2026-W48"]))
    assert "This is a draft" in response.text
    assert WeeklyPlan.objects.count() == 1


def test_an_old_week_never_looked_at_stays_empty(signed_in, user):
    response = signed_in.get(reverse("plans:week", args=["2026-W40"]))
    assert "Nothing was planned" in response.text
    assert WeeklyPlan.objects.count() == 0


@pytest.mark.parametrize(
    ("monday", "days"),
    [("2026-11-09", "9 to 15 November"), ("2026-10-26", "26 Oct to 1 Nov"), ("2020-12-28", "28 Dec to 3 Jan")],
)
def test_a_week_says_its_days_as_shortly_as_it_can(signed_in, user, monday, days):
    monday = datetime.date.fromisoformat(monday)
    make_plan(user, monday)
    assert days in signed_in.get(f"/week/{monday:%G-W%V}/").text


def test_a_week_that_does_not_exist_is_not_found(signed_in):
    assert signed_in.get("/week/2026-W54/").status_code == 404
    assert signed_in.get("/week/2026-W00/").status_code == 404


def test_a_year_of_53_weeks_has_its_last_week(signed_in, user):
    assert signed_in.get("/week/2026-W53/").status_code == 200


def test_someone_without_answers_is_led_to_the_start(client):
    client.force_login(make_user())
    assert "No plan yet" in client.get(reverse("plans:week")).text


def test_the_week_is_only_for_those_who_log_in(client):
    response = client.get(reverse("plans:week"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_a_session_of_someone_else_is_not_found(client, user):
    session = make_plan(user).sessions.first()
    stranger = make_user()
    make_profile(stranger)
    client.force_login(stranger)
    for name in ("session", "session-log"):
        assert client.get(reverse(f"plans:{name}", args=[session.pk])).status_code == 404
    assert client.post(reverse("plans:session-move", args=[session.pk]), {"date": SUNDAY}).status_code == 404


def test_the_day_is_the_persons_own_across_time_zones(user):
    profile = make_profile(user, time_zone="Pacific/Auckland")
    with time_machine.travel(datetime.datetime(2026, 11, 15, 12, tzinfo=datetime.UTC)):
        assert profile.today() == MONDAY


def test_clocks_going_back_do_not_repeat_a_day(user):
    profile = make_profile(user, time_zone="Europe/London")
    with time_machine.travel(datetime.datetime(2026, 10, 24, 23, 30, tzinfo=datetime.UTC)):
        assert profile.today() == datetime.date(2026, 10, 25)
    with time_machine.travel(datetime.datetime(2026, 10, 25, 23, 30, tzinfo=datetime.UTC)):
        assert profile.today() == datetime.date(2026, 10, 25)


def test_revising_without_a_plan_does_nothing(user):
    assert revise_week(user=user, today=MONDAY, why="") is None


@pytest.mark.parametrize("name", ["week", "progress"])
def test_pages_to_read_take_no_post(signed_in, name):
    assert signed_in.post(reverse(f"plans:{name}")).status_code == 405


def test_a_session_takes_no_post_and_a_move_no_get(signed_in, user):
    session = make_plan(user).sessions.first()
    assert signed_in.post(reverse("plans:session", args=[session.pk])).status_code == 405
    assert signed_in.get(reverse("plans:session-move", args=[session.pk])).status_code == 405


def test_the_session_in_focus_is_shown_in_four_pictures(user):
    page = week_page(make_plan(user), today=MONDAY)
    assert len({item.exercise_id for item in page.strip}) == len(page.strip) == 4
    assert {"heart", "strength", "stretch"} <= {item.block for item in page.strip}
    assert [item.order for item in page.strip] == sorted(item.order for item in page.strip)
    assert {item.session_id for item in page.strip} == {page.focus.session.pk}


def test_the_week_and_the_log_form_hold_pictures(signed_in, user):
    session = make_plan(user).sessions.first()
    assert signed_in.get(reverse("plans:week")).text.count('class="fig fig-') == 4
    form = signed_in.get(reverse("plans:session-log", args=[session.pk]))
    assert form.text.count('class="fig fig-') == len(form.context["form"].rated)


def test_the_week_after_leads_to_the_stop_page_when_there_is_one(signed_in, user):
    make_plan(user)
    assert reverse("plans:stop") not in signed_in.get(reverse("plans:week", args=["2026-W48"])).text
    save_safety(user=user, red_flags={"ces_saddle"}, examined="no", birth_year=1970, country="GB", time_zone="UTC")
    assert reverse("plans:stop") in signed_in.get(reverse("plans:week", args=["2026-W48"])).text


def test_only_the_newest_change_of_a_week_stands_open(signed_in, user):
    make_plan(user)
    for why in ("First.", "Second.", "Third."):
        revise_week(user=user, today=MONDAY, why=why)
    text = signed_in.get(reverse("plans:week")).text
    assert text.count("This week changed.") == 1
    before, _sep, folded = text.partition("Earlier changes of this week")
    assert "Third." in before
    assert folded.index("Second.") < folded.index("First.")


def test_one_day_is_not_called_days(user):
    plan = make_plan(user)
    plan.target_days = 1
    plan.sessions.exclude(pk=plan.sessions.first().pk).delete()
    assert "One day of 20 minutes completes" in week_page(plan, today=MONDAY).sentence
    make_log(user)
    assert week_page(plan, today=MONDAY).sentence == "That’s your week: 1 of 1 day."


def test_a_time_zone_nobody_knows_falls_back_to_utc_and_asks_again(signed_in, user):
    profile = make_profile(user, time_zone="Mars/Olympus")
    assert profile.today() == MONDAY
    assert signed_in.get(reverse("plans:week"), follow=True).status_code == 200
    assert "Choose it again" in signed_in.get(reverse("plans:you")).text


def test_a_met_week_offers_to_move_nothing(signed_in, user):
    with time_machine.travel(datetime.datetime(2026, 11, 19, 10, tzinfo=datetime.UTC)):
        make_plan(user)
        offer = "Move it to"
        before = signed_in.get(reverse("plans:week")).text
        for day in range(3):
            make_log(user, MONDAY + datetime.timedelta(days=day))
        after = signed_in.get(reverse("plans:week")).text
    assert (offer in before, offer in after) == (True, False)


def test_what_was_answered_in_the_morning_stands_below_the_dial(signed_in, user):
    first = make_plan(user).sessions.order_by("date").first()
    log = make_log(user, session=first)
    with time_machine.travel(datetime.datetime(2026, 11, 17, 8, tzinfo=datetime.UTC)):
        asked = signed_in.get(reverse("plans:week")).text
        log.next_morning = "usual"
        log.save()
        answered = signed_in.get(reverse("plans:week")).text
    above = [page.index('class="morning"') < page.index("week-face") for page in (asked, answered)]
    assert above == [True, False]

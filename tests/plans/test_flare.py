"""A flare-up: asked about signs first, seen before it changes anything, gentle at once, and back in steps."""

import datetime
import re

import pytest
import time_machine
from django.db.models import Q
from django.urls import reverse
from hypothesis import given, settings

from plans.engine.draft import Block
from plans.engine.person import Fact
from plans.forms.back import NOTE_LENGTH
from plans.models import FlareUp, Profile, SafetyCheck, WeeklyPlan
from plans.queries.history import planned_weeks
from plans.queries.play import play_page
from plans.queries.progress import progress_page
from plans.queries.report import report_of
from plans.queries.week import week_page
from plans.rulebook import rulebook
from plans.services.flare import open_flare, start_flare, stay_gentle, step_up, undo_flare
from plans.services.profile import effective_facts
from plans.services.week import load_profile, plan_week
from tests.builders import MONDAY, a_person, make_log, make_plan, make_profile, make_user
from tests.plans.engine.test_laws import RULES, items, people, plan_of
from tests.plans.test_start import BACK

WEDNESDAY = MONDAY + datetime.timedelta(days=2)
FRIDAY = MONDAY + datetime.timedelta(days=4)
ANSWERS = {"areas": ["lower_left"], "pain_nrs": "6", "signs": ["none"]}


@settings(max_examples=100, deadline=None)
@given(people())
def test_a_flare_up_never_plans_more_than_an_ordinary_week(person):
    """Heart minutes, the target, and each exercise that stays; each step of the way back asks no less than before."""
    drafts = []
    for flag in (*RULES.flare.steps, None):
        facts = {key: fact for key, fact in person.facts.items() if key not in RULES.flare.steps}
        facts |= {flag: Fact(flag)} if flag else {}
        drafts.append(plan_of(type(person)(**{n: getattr(person, n) for n in person.__slots__} | {"facts": facts})))
    hearts = [max((session.heart_minutes for session in draft.sessions), default=0) for draft in drafts]
    assert hearts == sorted(hearts)
    targets = [draft.target.minutes_per_day for draft in drafts]
    assert targets == sorted(targets)
    if person.routine_minutes == 25:  # with room for all, no dose is cut to fit
        usual = {item.exercise: work(item) for item in items(drafts[-1]) if item.block is Block.STRENGTH}
        for item in items(drafts[0]):
            if item.block is Block.STRENGTH:
                assert work(item) <= usual.get(item.exercise, work(item))


def work(item):
    return item.sets * item.reps * ((item.hold_s or 0) + 1)


def test_gentle_days_go_in_short_goes_and_so_does_the_way_back():
    """10 minutes as 2 × 5, then 15 as 3 × 5: items of one activity, each timed, with changes between them."""
    for flag, goes in (("flare_up", [5, 5]), ("flare_return", [5, 5, 5]), ("", [20])):
        draft = plan_of(a_person(flags=[flag] if flag else []))
        for session in draft.sessions:
            heart = [item for item in session.items if item.block is Block.HEART]
            assert [item.minutes for item in heart] == goes
            assert len({item.exercise for item in heart}) == 1
            assert ("goes of up to 5 minutes" in heart[0].reason) == (len(goes) > 1)


# Stored ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def on_wednesday():
    with time_machine.travel(datetime.datetime(2026, 11, 18, 10, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def user(db):
    user = make_user()
    make_profile(user, pain_areas=["lower_left"])
    return user


@pytest.fixture
def plan(user):
    with time_machine.travel(datetime.datetime(2026, 11, 16, 10, tzinfo=datetime.UTC), tick=False):
        Profile.objects.filter(user=user).update(week_saved_at=datetime.datetime(2026, 11, 2, tzinfo=datetime.UTC))
        plan = make_plan(user)
    make_log(user, MONDAY, session=plan.sessions.first())
    return plan


def flare_up(user, today=WEDNESDAY, areas=("lower_left",), pain_nrs=6):
    return start_flare(user=user, areas=areas, pain_nrs=pain_nrs, today=today)


def minutes_of(plan, day):
    return plan.sessions.get(date=day).heart_minutes


def test_the_days_left_are_gentle_and_what_was_done_still_counts(user, plan):
    flare_up(user)
    plan.refresh_from_db()
    assert (minutes_of(plan, MONDAY), minutes_of(plan, WEDNESDAY), minutes_of(plan, FRIDAY)) == (20, 10, 10)
    page = week_page(plan, today=WEDNESDAY)
    assert page.dial_words == "of 30 gentle minutes"
    assert page.standing.minutes == 20
    assert page.standing.counted_days == (MONDAY,)


def test_a_day_before_it_is_not_made_to_count_by_it(user, plan):
    make_log(user, MONDAY + datetime.timedelta(days=1), heart_minutes=10)
    flare_up(user)
    plan.refresh_from_db()
    assert week_page(plan, today=WEDNESDAY).standing.counted_days == (MONDAY,)


def test_a_gentle_day_still_counts_when_the_flare_up_is_over(user, plan):
    flare_up(user)
    make_log(user, WEDNESDAY, heart_minutes=10)
    step_up(user=user, today=WEDNESDAY)
    step_up(user=user, today=FRIDAY)
    plan.refresh_from_db()
    assert plan.target_minutes == 20
    assert week_page(plan, today=FRIDAY).standing.counted_days == (MONDAY, WEDNESDAY)


def test_the_way_back_has_three_steps_and_ends_as_before(user, plan):
    targets = []
    flare_up(user)
    for _time in range(3):
        plan.refresh_from_db()
        targets.append(plan.target_minutes)
        step_up(user=user, today=FRIDAY)
    profile = Profile.objects.get(user=user)
    assert targets == [10, 15, 20]
    assert open_flare(user) is None
    assert (profile.added, profile.pain_nrs) == ([], 3)
    assert step_up(user=user, today=FRIDAY) is None


def test_next_week_is_gentle_too_while_it_lasts(user, plan):
    flare_up(user)
    monday = MONDAY + datetime.timedelta(days=7)
    assert plan_week(user=user, monday=monday, today=monday).target_minutes == 10


def test_a_week_that_is_gentle_is_not_said_to_be_as_before(signed_in, user, plan):
    flare_up(user, pain_nrs=6)
    page = signed_in.get(reverse("plans:changes")).text
    assert "The same exercises in the same amounts" not in page
    assert "because you told us you have a flare-up" in page
    assert "Your pain is 6 out of 10" in page
    assert "keeps it interesting" not in page


def test_undo_gives_the_usual_plan_back_and_leaves_no_trace(user, plan):
    before = [list(one.items.values_list("exercise_id", "reps")) for one in plan.sessions.all()]
    flare_up(user)
    undo_flare(user=user, today=WEDNESDAY)
    assert [list(one.items.values_list("exercise_id", "reps")) for one in plan.sessions.all()] == before
    assert not FlareUp.objects.exists()
    assert Profile.objects.get(user=user).pain_nrs == 3


def test_two_more_gentle_days_put_the_next_step_off(user, plan):
    until = flare_up(user).until
    assert stay_gentle(user=user, today=WEDNESDAY).until == until + datetime.timedelta(days=rulebook().flare.more_days)


def test_told_again_it_begins_anew_and_still_knows_how_it_was(user, plan):
    flare_up(user)
    step_up(user=user, today=FRIDAY)
    flare_up(user, today=FRIDAY, pain_nrs=8)
    flare = open_flare(user)
    assert FlareUp.objects.count() == 1
    assert flare.steps[-1]["flag"] == rulebook().flare.steps[0]
    assert flare.before["pain_nrs"] == 3


def test_new_pain_down_the_leg_is_known_from_then_on(user, plan):
    flare_up(user, areas=["leg_left"])
    assert "leg_pain" in Profile.objects.get(user=user).added


@pytest.mark.parametrize(("day", "moved"), [(0, False), (3, False), (4, True)])
def test_a_morning_as_usual_steps_up_once_the_gentle_days_are_over(signed_in, user, plan, day, moved):
    flare_up(user)
    today = WEDNESDAY + datetime.timedelta(days=day)
    log = make_log(user, today - datetime.timedelta(days=1), session=plan.sessions.get(date=FRIDAY))
    with time_machine.travel(datetime.datetime.combine(today, datetime.time(8), datetime.UTC), tick=False):
        signed_in.post(reverse("plans:morning", args=[log.pk]), {"am": "usual"})
    assert (len(open_flare(user).steps) == 2) is moved


# Pages ----------------------------------------------------------------------------------------------------------------


def test_the_gentle_days_are_seen_before_anything_changes(signed_in, user, plan):
    page = signed_in.post(reverse("plans:flare"), ANSWERS)
    assert "Nothing has changed yet." in page.text
    assert "10 gentle minutes" in page.text
    assert re.findall(r'<th scope="row">(Mon|Wed|Fri)</th>', page.text) == ["Wed", "Fri"]  # Monday has gone by
    assert not FlareUp.objects.exists()
    assert WeeklyPlan.objects.get(pk=plan.pk).revision == plan.revision
    page = signed_in.post(reverse("plans:flare"), ANSWERS | {"go": "1"}, follow=True)
    assert "Gentle days" in page.text
    assert "Undo: keep my usual plan" in page.text
    signed_in.post(reverse("plans:flare-say"), {"say": "better"})
    assert "Three quarters, on the way back" in signed_in.get(reverse("plans:week")).text
    signed_in.post(reverse("plans:flare-say"), {"say": "undo"})
    assert "I’m having a flare-up" in signed_in.get(reverse("plans:week")).text


@pytest.mark.parametrize("row", [row.row for row in rulebook().safety_rows if row.group in ("emergency", "same_day")])
@pytest.mark.parametrize("rest", [ANSWERS, {}])
def test_every_sign_leads_to_the_stop_page_whatever_else_is_missing(signed_in, user, plan, row, rest):
    response = signed_in.post(reverse("plans:flare"), {**rest, "signs": [row, "none"]})
    assert response.url == reverse("plans:stop")
    assert signed_in.get(response.url).status_code == 200
    assert SafetyCheck.objects.of(user).first().red_flags
    assert not FlareUp.objects.exists()


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(signed_in, plan):
    page = signed_in.post(reverse("plans:flare"), {"areas": ["buttock_left"], "signs": ["none"]})
    assert page.status_code == 422
    assert "Choose a number from 0 to 10." in page.text
    assert re.search(r'value="buttock_left" id="id_areas_4"\s+checked', page.text)


def test_usual_places_are_ticked_already(signed_in, plan):
    page = signed_in.get(reverse("plans:flare")).text
    assert re.search(r'value="lower_left" id="id_areas_1"\s+checked', page)


def test_it_is_worse_leads_to_the_questions_again(signed_in, user, plan):
    flare_up(user)
    assert signed_in.post(reverse("plans:flare-say"), {"say": "worse"}).url == reverse("plans:flare")


def test_after_a_week_we_ask_again(signed_in, user, plan):
    flare_up(user)
    with time_machine.travel(datetime.datetime(2026, 11, 25, 10, tzinfo=datetime.UTC), tick=False):
        page = signed_in.get(reverse("plans:week"), follow=True).text
        assert "It has been a week." in page


def test_a_strangers_flare_up_is_untouched_and_a_look_changes_nothing(client, user, plan):
    flare_up(user)
    stranger = make_user()
    make_profile(stranger)
    client.force_login(stranger)
    client.post(reverse("plans:flare-say"), {"say": "undo"})
    assert open_flare(user)
    assert client.get(reverse("plans:flare-say")).status_code == 405


def test_the_flare_pages_need_few_queries(signed_in, user, plan, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        signed_in.get(reverse("plans:flare"))
    flare_up(user)
    with django_assert_max_num_queries(8):
        signed_in.get(reverse("plans:week"))


def test_undo_keeps_what_was_told_since(user, plan):
    start_flare(user=user, areas=["leg_left"], pain_nrs=6, today=WEDNESDAY)
    profile = Profile.objects.get(user=user)
    profile.added, profile.ticked = [*profile.added, "cannot_kneel"], [*profile.ticked, "osteoporosis"]
    profile.save()
    undo_flare(user=user, today=WEDNESDAY)
    profile.refresh_from_db()
    assert "cannot_kneel" in profile.added
    assert "osteoporosis" in profile.ticked
    assert "leg_pain" not in profile.added


def test_the_player_follows_each_short_go(signed_in, user, plan):
    flare_up(user)
    session = plan.sessions.get(date=WEDNESDAY)
    heart = list(session.items.filter(block=Block.HEART))
    assert [item.minutes for item in heart] == [5, 5]
    script = play_page(session, load_profile(user), today=WEDNESDAY).script
    goes = [item for item in script["items"] if item["slug"] == heart[0].exercise_id]
    assert [sum(step["seconds"] for step in item["steps"]) for item in goes] == [300, 300]
    leads = sum(item["lead"]["seconds"] for item in script["items"] if item["lead"])
    work = sum(step["seconds"] for item in script["items"] for step in item["steps"])
    assert leads + work == session.total_minutes * 60


def test_week_progress_and_report_count_a_gentle_day_alike(signed_in, user, plan):
    """A day of ten minutes counts in a flare-up, and goes on to count when it is over."""
    flare_up(user)
    make_log(user, WEDNESDAY, session=plan.sessions.get(date=WEDNESDAY), heart_minutes=10)
    undone = {"since": MONDAY, "until": FRIDAY, "today": FRIDAY, "shows_quotes": False}
    for moment in (WEDNESDAY, FRIDAY):
        if moment == FRIDAY:
            step_up(user=user, today=FRIDAY)
            step_up(user=user, today=FRIDAY)
        plan.refresh_from_db()
        counted = week_page(plan, today=moment).standing.counted_days
        assert counted == (MONDAY, WEDNESDAY)
        assert progress_page(user, today=moment).weeks[-1].standing.counted_days == counted
        weeks = planned_weeks(user, Q(monday=MONDAY), first=MONDAY, last=FRIDAY)
        assert weeks[0].day_minutes[WEDNESDAY] == 10
    report = report_of(load_profile(user), **undone)
    assert report.adherence.done == 2
    assert len(report.now) == len({one.name for one in report.now})


def test_two_flare_ups_of_one_week_double_nothing_in_the_report(user, plan):
    undone = {"since": MONDAY, "until": FRIDAY, "today": FRIDAY, "shows_quotes": False}
    minutes = []
    for _time in range(2):
        flare_up(user)
        minutes.append([one.minutes for one in report_of(load_profile(user), **undone).now])
        step_up(user=user, today=WEDNESDAY)
        step_up(user=user, today=WEDNESDAY)
    assert minutes[0] == minutes[1]


# The note ------------------------------------------------------------------------------------------------------------

FLARE, READING = "/flare/", "/start/notes/?from=flare"


def test_a_note_is_kept_below_the_one_about_the_back_and_read(signed_in, user, plan):
    Profile.objects.filter(user=user).update(pain_notes="Sitting hurts.")
    page = signed_in.post(FLARE, ANSWERS | {"note": "Bending\r\nkills me now."})
    assert "Nothing has changed yet." in page.text
    assert Profile.objects.get(user=user).pain_notes == "Sitting hurts."
    note = re.search(r'name="note" value="([^"]*)"', page.text)[1]
    for _time in range(2):
        signed_in.post(FLARE, ANSWERS | {"go": "1", "note": note})
    profile = Profile.objects.get(user=user)
    assert profile.pain_notes == "Sitting hurts.\n\n18 November 2026\nBending\nkills me now."
    assert {"worse_sitting", "worse_bending_forward"} <= effective_facts(profile).keys()
    assert "Bending" in signed_in.get("/start/back/").text


@pytest.mark.parametrize("rest", [ANSWERS, {}])
@pytest.mark.parametrize("words", ["My groin has gone numb.", "What if it's cancer?"])
def test_a_sign_of_the_note_is_asked_about_first_whatever_else_is_missing(signed_in, user, plan, words, rest):
    assert signed_in.post(FLARE, {**rest, "note": words}).url == READING
    page = signed_in.get(READING)
    assert 'name="not_so"' in page.text
    assert not FlareUp.objects.exists()
    sign = re.search(r'name="not_so" value="(\w+)"', page.text)[1]
    assert signed_in.post(READING, {"not_so": sign}).url == f"{READING}#signs"
    assert signed_in.post(READING).url == FLARE
    assert "Nothing has changed yet." in signed_in.post(FLARE, ANSWERS | {"note": words}).text


def test_a_sign_that_was_not_so_is_asked_about_when_it_is_told_anew(signed_in, user, plan):
    words = {"note": "My groin has gone numb."}
    signed_in.post(FLARE, ANSWERS | words)
    signed_in.post(READING, {"not_so": "rf_saddle_numbness"})
    assert signed_in.post(FLARE, ANSWERS | words).status_code == 200  # sent again to go on: not told a second time
    with time_machine.travel(datetime.datetime.combine(FRIDAY, datetime.time(10), datetime.UTC), tick=False):
        assert signed_in.post(FLARE, ANSWERS | words).url == READING


def test_a_sign_of_the_note_that_is_so_leads_to_the_stop_page(signed_in, user, plan):
    signed_in.post(FLARE, ANSWERS | {"note": "My groin has gone numb."})
    assert signed_in.post(READING, {"is_so": "rf_saddle_numbness"}).url == reverse("plans:stop")


def test_whoever_comes_back_from_the_question_finds_what_they_typed(signed_in, user, plan):
    signed_in.post(FLARE, ANSWERS | {"pain_nrs": "7", "note": "My groin has gone numb."})
    signed_in.post(READING, {"not_so": "rf_saddle_numbness"})
    form = signed_in.get(FLARE).context["form"]
    assert form["pain_nrs"].value() == "7"
    assert form["areas"].value() == ANSWERS["areas"]
    assert signed_in.get(FLARE).context["form"]["pain_nrs"].value() is None


def test_what_a_note_adds_is_shown_before_it_counts(signed_in, user, plan):
    page = signed_in.post(FLARE, ANSWERS | {"note": "Twisting is awful."}).text
    assert "Worse when twisting" in page
    assert "“Twisting is awful”" in page
    assert "What your words add" not in signed_in.post(FLARE, ANSWERS | {"note": "Still the same."}).text


def test_a_note_too_long_stays_typed(signed_in, user, plan):
    Profile.objects.filter(user=user).update(pain_notes="a " * (NOTE_LENGTH // 2 - 30))
    page = signed_in.post(FLARE, ANSWERS | {"note": "It is worse. " * 50})
    assert page.status_code == 422
    assert "there is room for 500." in page.text
    assert "It is worse. It is worse." in page.text


def test_a_sign_can_be_told_below_a_full_note(signed_in, user, plan):
    full = "a " * (NOTE_LENGTH // 2)
    Profile.objects.filter(user=user).update(pain_notes=full)
    assert signed_in.post(FLARE, ANSWERS | {"note": "My groin has gone numb."}).url == READING
    longer = Profile.objects.get(user=user).pain_notes
    assert signed_in.post("/start/back/", {**BACK, "pain_notes": longer}).status_code == 302
    assert signed_in.post("/start/back/", {**BACK, "pain_notes": f"{longer} more"}).status_code == 422

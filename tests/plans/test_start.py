"""From the safety check to a plan: what is asked, kept, stopped and taken up again."""

import datetime
import re

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse

from plans.engine.notes.facts import Finding, Status
from plans.engine.reading import effective_flags
from plans.models import Clearance, Profile, SafetyCheck, WeeklyPlan
from plans.phrasebook import phrasebook
from plans.queries.left_out import left_out_page
from plans.queries.read_back import Piece, heard_in, pieces_of, read_back
from plans.queries.start import NAMED, known_chips, with_exercises
from plans.rulebook import rulebook
from plans.services.profile import effective_facts, person_of
from plans.services.reminders import save_reminders
from plans.services.start import hear_log, record_clearance, remove_flag, save_answers, save_safety
from plans.services.week import draft_week, load_profile, person_now
from tests.builders import MONDAY, make_log, make_plan, make_profile, make_user

pytestmark = pytest.mark.django_db

SAFETY = {"signs": ["none"], "examined": "fine", "birth_year": "1968", "time_zone": "Europe/London", "country": ""}
BACK = {"pain_nrs": "4", "since": "26", "worse": ["worse_bending_forward"], "better": ["helped_by_walking"]}
WEEK = {
    "fitness_level": "beginner", "days_per_week": "3", "weekdays": ["0", "2", "4"], "routine_minutes": "15",
    "equipment": ["mat", "chair"],
}  # fmt: skip
CLEARED = {"cleared_on": "2026-11-16", "cleared_by": "My doctor", "said": "fine"}


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(datetime.datetime(2026, 11, 16, 10, tzinfo=datetime.UTC)) as clock:
        yield clock


@pytest.fixture
def user():
    return make_user()


def step(name):
    return reverse(f"plans:start-{name}")


def walk(client, *, safety=SAFETY, back=BACK, week=WEEK):
    for name, answers in (("safety", safety), ("back", back), ("notes", {}), ("week", week)):
        response = client.post(step(name), answers)
        assert response.status_code == 302, response.context["form"].errors
    return response


def test_four_steps_lead_to_a_plan(signed_in, user):
    response = walk(signed_in)
    assert response.url == reverse("plans:week")
    page = signed_in.get(response.url, follow=True)
    assert WeeklyPlan.objects.get(user=user).sessions.count() == 3
    assert "you told us bending forward makes it worse" in page.text
    profile = Profile.objects.get(user=user)
    assert (profile.country, profile.time_zone, profile.pain_nrs) == ("GB", "Europe/London", 4)


def test_a_longer_heart_raising_part_is_asked_for_and_taken_back(signed_in, user):
    walk(signed_in, week={**WEEK, "fitness_level": "advanced", "longer_heart": "on"})
    assert person_now(load_profile(user), today=MONDAY).longer_heart
    assert re.search(r'name="longer_heart"[^>]* checked', signed_in.get(step("week")).text)
    signed_in.post(step("week"), WEEK)
    assert not person_now(load_profile(user), today=MONDAY).longer_heart


@pytest.mark.parametrize("name", ["safety", "back", "week"])
def test_what_is_wrong_is_listed_in_the_order_of_the_page(signed_in, user, name):
    if name != "safety":
        make_profile(user)
    page = signed_in.post(step(name), {"sent": "1"}).text
    listed = re.findall(r'<li>\s*<a href="#(\w+)"', page)
    assert len(listed) > 1
    assert listed == sorted(listed, key=lambda anchor: page.index(f'id="{anchor}"'))


@pytest.mark.parametrize("day", range(7))
def test_whoever_comes_has_a_first_session_today_if_they_leave_the_days_as_offered(signed_in, user, on_monday, day):
    on_monday.shift(datetime.timedelta(days=day))
    for name, answers in (("safety", SAFETY), ("back", BACK), ("notes", {})):
        signed_in.post(step(name), answers)
    offered = [str(number) for number in signed_in.get(step("week")).context["form"].initial["weekdays"]]
    signed_in.post(step("week"), {**WEEK, "weekdays": offered})
    assert "Your plan starts next week" not in signed_in.get(reverse("plans:week"), follow=True).text
    assert user.plans.get().sessions.first().date == MONDAY + datetime.timedelta(days=day)


def test_looking_at_a_step_writes_nothing(signed_in):
    signed_in.get(step("safety"))
    assert not Profile.objects.exists()


def test_start_goes_on_at_the_first_step_not_answered(signed_in):
    assert signed_in.get(reverse("plans:start")).url == step("safety")
    signed_in.post(step("safety"), SAFETY)
    assert signed_in.get(reverse("plans:start")).url == step("back")
    assert signed_in.get(step("week")).url == step("back")


def test_a_safety_check_left_half_way_keeps_who_you_are_and_is_asked_again(signed_in, user):
    half = {"birth_year": "1961", "time_zone": "Europe/Dublin", "leave": "1"}
    assert signed_in.post(step("safety"), half).status_code == 302
    profile = load_profile(user)
    assert (profile.birth_year, profile.time_zone, profile.country) == (1961, "Europe/Dublin", "IE")
    assert profile.safety_saved_at is None
    assert not user.safety_checks.exists()
    assert signed_in.get("/start/").headers["Location"] == step("safety")
    assert 'value="1961"' in signed_in.get(step("safety")).content.decode()


def test_whoever_ticks_a_sign_cannot_leave_half_way(signed_in, user):
    sign = next(row.row for row in rulebook().safety_rows)
    response = signed_in.post(step("safety"), {"signs": [sign], "time_zone": "Europe/Dublin", "leave": "1"})
    assert response.status_code == 422
    assert {"birth_year", "examined"} <= response.context["form"].errors.keys()
    assert load_profile(user) is None or load_profile(user).safety_saved_at is None


def test_save_and_leave_keeps_the_step(signed_in, user):
    response = signed_in.post(step("safety"), {**SAFETY, "leave": "1"})
    assert response.url == reverse("plans:week")
    assert Profile.objects.get(user=user).birth_year == 1968
    assert "Go on where you stopped" in signed_in.get(response.url).text


def test_leaving_half_way_keeps_what_was_answered_and_asks_for_the_rest_later(signed_in, user):
    signed_in.post(step("safety"), SAFETY)
    half = {"worse": ["worse_sitting"], "pain_notes": "Since the move.", "leave": "1"}
    assert signed_in.post(step("back"), half).status_code == 302
    profile = Profile.objects.get(user=user)
    assert (profile.pain_notes, profile.ticked, profile.back_saved_at) == ("Since the move.", ["worse_sitting"], None)
    assert signed_in.get(reverse("plans:start")).url == step("back")
    assert (
        signed_in.post(step("back"), {key: value for key, value in half.items() if key != "leave"}).status_code == 422
    )


def test_leaving_the_week_half_way_keeps_it(signed_in, user):
    make_profile(user, week_saved_at=None)
    assert signed_in.post(step("week"), {"weekdays": ["1"], "equipment": ["band"], "leave": "1"}).status_code == 302
    profile = Profile.objects.get(user=user)
    assert (profile.weekdays, profile.equipment, profile.week_saved_at) == ([1], ["band"], None)


def test_an_unanswered_safety_check_is_not_taken_for_a_no(signed_in):
    response = signed_in.post(step("safety"), {**SAFETY, "signs": []})
    assert response.status_code == 422
    assert "None of these" in response.text
    assert not SafetyCheck.objects.exists()


def test_a_sign_beside_none_of_these_counts(signed_in):
    response = signed_in.post(step("safety"), {**SAFETY, "signs": ["none", "bladder_bowel"]})
    assert response.url == reverse("plans:stop")


@pytest.mark.parametrize("row", rulebook().safety_rows, ids=lambda row: row.row)
def test_each_sign_leads_where_its_rule_says(signed_in, row):
    response = signed_in.post(step("safety"), {**SAFETY, "signs": [row.row]})
    if row.group in ("emergency", "same_day"):
        assert response.url == reverse("plans:stop")
        page = signed_in.get(response.url)
        assert rulebook().actions[row.group].title in page.text
        assert 'class="nav"' not in page.text
    else:
        assert response.url == step("back")


def test_someone_stopped_at_the_first_step_is_led_back_to_the_stop_page(signed_in):
    signed_in.post(step("safety"), {**SAFETY, "signs": ["numb_saddle"]})
    assert signed_in.get(reverse("plans:week")).url == reverse("plans:stop")
    assert signed_in.get(reverse("plans:start")).url == reverse("plans:stop")


def test_someone_stopped_gets_no_plan(signed_in, user):
    make_profile(user, red_flags=["ces_saddle"])
    assert signed_in.get(reverse("plans:week")).url == reverse("plans:stop")
    assert not WeeklyPlan.objects.exists()


def test_answering_again_without_the_sign_brings_the_plan_back(signed_in, user):
    make_profile(user, red_flags=["ces_saddle"])
    signed_in.post(step("safety"), {**SAFETY, "not_so": ["ces_saddle"]})
    assert signed_in.get(reverse("plans:week"), follow=True).status_code == 200
    assert WeeklyPlan.objects.get().sessions.exists()


def test_a_clinician_is_asked_first_and_the_answer_opens_the_plan(signed_in, user):
    make_profile(user, ticked=["heart_condition"])
    assert signed_in.get(reverse("plans:week")).url == reverse("plans:ask-first")
    page = signed_in.get(reverse("plans:ask-first"))
    assert "Meanwhile" in page.text
    assert "Take my answers along" in page.text
    signed_in.post(reverse("plans:clearance"), {**CLEARED, "flag": "heart_condition"})
    assert signed_in.get(reverse("plans:week"), follow=True).status_code == 200
    planned = {item.exercise_id for one in WeeklyPlan.objects.get().sessions.all() for item in one.items.all()}
    assert planned
    assert not planned & rulebook().flags["heart_condition"].exclude_slugs


def test_not_yet_keeps_the_page(signed_in, user):
    make_profile(user, ticked=["heart_condition"])
    signed_in.post(reverse("plans:clearance"), {"cleared_on": "2026-11-16", "cleared_by": "My doctor", "said": "no"})
    assert not Clearance.objects.exists()
    assert signed_in.get(reverse("plans:week")).url == reverse("plans:ask-first")


def test_a_clearance_of_tomorrow_is_refused_and_keeps_what_was_typed(signed_in, user):
    make_profile(user, ticked=["heart_condition"])
    sent = {"cleared_on": "2026-11-17", "cleared_by": "Dr Osei", "said": "fine"}
    response = signed_in.post(reverse("plans:clearance"), sent)
    assert response.status_code == 422
    assert "Dr Osei" in response.text
    assert not Clearance.objects.exists()


def test_a_clearance_can_be_taken_back(signed_in, user):
    make_profile(user, ticked=["heart_condition"])
    record_clearance(user=user, flags=["heart_condition"], cleared_on=MONDAY, cleared_by="My doctor", answer="")
    signed_in.get(reverse("plans:week"), follow=True)
    signed_in.post(reverse("plans:clearance"), {"undo": str(Clearance.objects.get().pk)})
    assert signed_in.get(reverse("plans:week")).url == reverse("plans:ask-first")


def test_a_clearance_of_someone_else_is_not_touched(signed_in, user):
    make_profile(user)
    stranger = make_user()
    make_profile(stranger, ticked=["heart_condition"])
    record_clearance(user=stranger, flags=["heart_condition"], cleared_on=MONDAY, cleared_by="x", answer="")
    response = signed_in.post(reverse("plans:clearance"), {"undo": str(Clearance.objects.get().pk)})
    assert response.status_code == 404
    assert Clearance.objects.get().undone_at is None


def test_a_sign_newer_than_its_clearance_stops_again(signed_in, user, on_monday):
    make_profile(user, red_flags=["cancer_history"])
    record_clearance(user=user, flags=["cancer_history"], cleared_on=MONDAY, cleared_by="My doctor", answer="")
    assert signed_in.get(reverse("plans:week"), follow=True).redirect_chain[-1][0] == reverse("plans:week")
    on_monday.shift(60)
    signed_in.post(step("safety"), SAFETY)
    on_monday.shift(60)
    signed_in.post(step("safety"), {**SAFETY, "signs": ["cancer"]})
    profile = load_profile(user)
    person = person_of(profile, profile.user.safety_checks.all(), profile.user.clearances.all(), today=MONDAY)
    assert "cancer_history" in person.red_flags
    assert "cancer_history" not in person.cleared


def cleared_now(user):
    profile = load_profile(user)
    return person_of(profile, profile.user.safety_checks.all(), profile.user.clearances.all(), today=MONDAY).cleared


@pytest.mark.parametrize(("days", "is_cleared"), [(-1, False), (0, True), (1, True)])
def test_a_clearance_counts_only_from_the_day_of_its_sign(user, on_monday, days, is_cleared):
    make_profile(user, red_flags=["cancer_history"])
    on_monday.shift(datetime.timedelta(days=2))
    day = MONDAY + datetime.timedelta(days=days)
    record_clearance(user=user, flags=["cancer_history"], cleared_on=day, cleared_by="My doctor", answer="")
    assert ("cancer_history" in cleared_now(user)) is is_cleared


def test_a_clearance_from_before_its_sign_is_refused_at_the_field(signed_in, user):
    make_profile(user, red_flags=["cancer_history"])
    sent = {**CLEARED, "flag": "cancer_history", "cleared_on": "2026-11-15", "cleared_by": "Dr Osei"}
    response = signed_in.post(reverse("plans:clearance"), sent)
    assert response.status_code == 422
    assert "16 November, after that" in response.context["form"].errors["cleared_on"][0]
    assert "Dr Osei" in response.text
    assert not Clearance.objects.exists()


def test_a_sign_read_in_the_note_is_as_old_as_its_words(signed_in, user, on_monday):
    make_profile(user)
    told = {**BACK, "pain_notes": "I had breast cancer years ago."}
    signed_in.post(step("back"), told)
    (sign,) = load_profile(user).read
    assert (sign["label"], sign["since"]) == ("rf_cancer_history", "2026-11-16")
    on_monday.shift(datetime.timedelta(days=3))
    signed_in.post(step("back"), {**told, "pain_notes": "I had breast cancer years ago. Stairs are fine."})
    assert load_profile(user).read[0]["since"] == "2026-11-16"
    sent = {**CLEARED, "flag": "rf_cancer_history", "cleared_on": "2026-11-15"}
    assert signed_in.post(reverse("plans:clearance"), sent).status_code == 422
    assert signed_in.post(reverse("plans:clearance"), {**sent, "cleared_on": "2026-11-16"}).status_code == 302
    assert "rf_cancer_history" in cleared_now(user)


def test_of_several_signs_only_the_ones_looked_at_are_cleared(signed_in, user):
    make_profile(user, ticked=["heart_condition", "hernia"])
    page = signed_in.get(reverse("plans:ask-first"))
    assert page.text.count('name="flag"') == 2
    assert "checked" not in page.text.split('name="flag"')[1].split(">")[0]
    response = signed_in.post(reverse("plans:clearance"), CLEARED)
    assert response.status_code == 422
    assert "flag" in response.context["form"].errors
    signed_in.post(reverse("plans:clearance"), {**CLEARED, "flag": ["hernia"]})
    assert [one.flag for one in Clearance.objects.all()] == ["hernia"]
    assert signed_in.get(reverse("plans:week")).url == reverse("plans:ask-first")


def test_what_the_clinician_said_is_kept_and_shown(signed_in, user):
    make_profile(user, ticked=["hernia"])
    sent = {**CLEARED, "flag": "hernia", "said": "limits", "answer": "No lifting."}
    assert signed_in.post(reverse("plans:clearance"), sent).url == step("back")
    assert Clearance.objects.get().said == "limits"
    assert "My doctor: Fine, with limits. “No lifting.”" in signed_in.get(reverse("plans:you")).text


def test_not_yet_needs_no_day_and_no_name(signed_in, user):
    make_profile(user, ticked=["hernia"])
    assert signed_in.post(reverse("plans:clearance"), {"said": "no", "flag": "hernia"}).status_code == 302
    assert not Clearance.objects.exists()


@pytest.mark.parametrize(("signs", "driving"), [(["despair"], 0), (["despair", "rf_chest_pain"], 1)])
def test_who_thinks_of_ending_their_life_is_not_told_about_driving(signed_in, user, signs, driving):
    make_profile(user, red_flags=signs)
    page = signed_in.get(reverse("plans:stop")).text
    assert page.count("Do not drive yourself") == driving
    assert page.count("ask them to stay with you") == 1 - driving
    assert "tel:116123" in page


def test_the_country_of_the_stop_page_changes_there(signed_in, user):
    make_profile(user, red_flags=["ces_saddle"], country="GB")
    assert "tel:999" in signed_in.get(reverse("plans:stop")).text
    response = signed_in.post(reverse("plans:country"), {"country": "US"}, follow=True)
    assert "tel:911" in response.text
    signed_in.post(reverse("plans:country"), {"country": "nowhere"})
    assert Profile.objects.get(user=user).country == "US"
    assert SafetyCheck.objects.count() == 1


def test_cancer_with_leg_pain_finds_its_way_back_after_an_examination(signed_in, user, on_monday):
    make_profile(user, red_flags=["cancer_history"], ticked=["leg_pain"])
    assert signed_in.get(reverse("plans:week")).url == reverse("plans:stop")
    sent = {**CLEARED, "flag": "cancer_history"}
    assert signed_in.post(reverse("plans:clearance"), sent).url == step("safety")
    assert signed_in.get(reverse("plans:week")).url == reverse("plans:stop")
    on_monday.shift(60)
    rows = [row.row for row in rulebook().safety_rows if "cancer_history" in row.ids]
    signed_in.post(step("safety"), {**SAFETY, "signs": rows})
    assert signed_in.get(reverse("plans:week"), follow=True).redirect_chain[-1][0] == reverse("plans:week")


def test_a_sign_is_not_taken_off_without_a_second_word(signed_in, user):
    make_profile(user, red_flags=["ces_saddle"])
    response = signed_in.post(step("safety"), {**SAFETY, "birth_year": "1961"})
    assert response.status_code == 422
    assert "This is not so" in response.text
    assert 'value="1961"' in response.text
    assert signed_in.get(reverse("plans:week")).url == reverse("plans:stop")


def test_a_sign_cleared_by_a_clinician_is_taken_off_without_asking(signed_in, user):
    make_profile(user, red_flags=["ces_saddle"])
    assert signed_in.post(reverse("plans:clearance"), {**CLEARED, "flag": "ces_saddle"}).url == step("safety")
    assert signed_in.get(reverse("plans:week")).url == reverse("plans:stop")
    assert signed_in.post(step("safety"), SAFETY).status_code == 302
    assert signed_in.get(reverse("plans:week"), follow=True).redirect_chain[-1][0] == reverse("plans:week")


@pytest.mark.parametrize("newer", [{"red_flags": ["ces_saddle"]}, {"ticked": ["heart_condition", "fatigue_pem"]}])
def test_a_page_left_open_clears_only_what_it_showed(signed_in, user, newer):
    make_profile(user, **{"ticked": ["heart_condition"], **newer})
    signed_in.post(reverse("plans:clearance"), {**CLEARED, "flag": "heart_condition"})
    assert [one.flag for one in Clearance.objects.all()] == ["heart_condition"]
    assert signed_in.get(reverse("plans:week")).url in (reverse("plans:stop"), reverse("plans:ask-first"))


def test_a_clearance_of_nothing_is_not_said_to_be_recorded(signed_in, user):
    make_profile(user)
    response = signed_in.post(reverse("plans:clearance"), {**CLEARED, "flag": "heart_condition"})
    assert [str(one) for one in get_messages(response.wsgi_request)] == [
        "What stood on that page has changed, so nothing was recorded."
    ]
    assert not Clearance.objects.exists()


@pytest.mark.parametrize("number", ["²", "9" * 30, "-1", ""])
def test_a_strange_number_to_take_back_is_not_found(signed_in, user, number):
    make_profile(user)
    assert signed_in.post(reverse("plans:clearance"), {"undo": number}).status_code == 404


def test_under_18_is_refused_kindly_and_nothing_is_kept(signed_in):
    response = signed_in.post(step("safety"), {**SAFETY, "birth_year": "2012"})
    assert response.status_code == 422
    assert "made for adults" in response.text
    assert not Profile.objects.exists()


def test_someone_who_turns_18_this_year_is_asked_for_the_birthday(signed_in, user):
    assert 'name="of_age"' not in signed_in.get(step("safety")).text
    response = signed_in.post(step("safety"), {**SAFETY, "birth_year": "2008"})
    assert response.status_code == 422
    assert 'name="of_age"' in response.text
    assert "18th birthday" in response.context["form"].errors["birth_year"][0]
    assert signed_in.post(step("safety"), {**SAFETY, "birth_year": "2008", "of_age": "on"}).status_code == 302
    assert Profile.objects.get(user=user).birth_year == 2008


def test_leg_pain_taken_off_goes_from_the_body_map_too(signed_in, user):
    make_profile(user, ticked=["leg_pain"], pain_areas=["lower_left", "leg_left"])
    signed_in.post(step("notes"), {"confirm": "leg_pain"})
    profile = Profile.objects.get(user=user)
    assert profile.pain_areas == ["lower_left"]
    assert "leg_pain" not in effective_facts(profile)
    signed_in.post(step("back"), {**BACK, "pain_areas": profile.pain_areas})
    assert "leg_pain" not in effective_facts(Profile.objects.get(user=user))


def test_a_fold_opens_when_something_in_it_is_ticked(signed_in, user):
    profile = make_profile(user)
    folds = signed_in.get(step("back")).text.split('<details class="more"')[1:]
    assert not [fold for fold in folds if fold.startswith(" open")]
    profile.ticked = ["wrist_problem"]
    profile.save()
    (fold,) = [fold for fold in signed_in.get(step("back")).text.split('<details class="more"') if fold[:5] == " open"]
    assert 'value="wrist_problem"' in fold


@pytest.mark.parametrize("year", ["abc", "-5", "99999", "1700", ""])
def test_a_strange_year_is_told_at_its_field(signed_in, year):
    response = signed_in.post(step("safety"), {**SAFETY, "birth_year": year})
    assert response.status_code == 422
    assert "birth_year" in response.context["form"].errors


def test_the_note_is_kept_to_the_letter_with_plain_line_ends(signed_in, user):
    make_profile(user)
    signed_in.post(step("back"), {**BACK, "pain_notes": " Ça pique “là” 💥 <script>\r\nzweite Zeile "})
    assert Profile.objects.get(user=user).pain_notes == " Ça pique “là” 💥 <script>\nzweite Zeile "
    assert "<script>\n" not in signed_in.get(step("notes")).text


def test_a_note_too_long_is_refused_and_kept_in_the_form(signed_in, user):
    make_profile(user)
    response = signed_in.post(step("back"), {**BACK, "pain_notes": "ow " * 1400})
    assert response.status_code == 422
    assert "shorten" in response.text
    assert "ow ow ow" in response.text


def test_pain_without_a_number_is_asked_for(signed_in, user):
    make_profile(user)
    answers = {key: value for key, value in BACK.items() if key != "pain_nrs"}
    response = signed_in.post(step("back"), answers)
    assert response.status_code == 422
    assert "0 to 10" in response.text


@pytest.mark.parametrize(
    ("rule", "comfort", "slug"),
    [("hip_problem", "clamshell_comfortable", "clamshell"), ("knee_replacement", "kneeling_comfortable", "bird-dog")],
)
def test_what_is_comfortable_all_the_same_comes_back(signed_in, user, rule, comfort, slug):
    make_profile(user, fitness_level="advanced")
    told = {**BACK, "limits": [rule] if rule == "hip_problem" else [], "surgery": [rule] * (rule != "hip_problem")}
    record_clearance(user=user, flags=[rule], cleared_on=MONDAY, cleared_by="x", answer="")

    def left_out():
        profile = load_profile(user)
        return {row.exercise for row in draft_week(profile=profile, monday=MONDAY, today=MONDAY).left_out}

    assert signed_in.post(step("back"), told).status_code == 302
    assert slug in left_out()
    assert signed_in.post(step("back"), {**told, comfort: "on"}).status_code == 302
    assert slug not in left_out()
    assert f'name="{comfort}" class="form-check-input" id="id_{comfort}" checked' in signed_in.get(step("back")).text


def test_pain_down_a_leg_counts_as_leg_pain(signed_in, user):
    make_profile(user)
    signed_in.post(step("back"), {**BACK, "pain_areas": ["leg_left"]})
    assert "leg_pain" in effective_facts(Profile.objects.get(user=user))


def test_weeks_of_pregnancy_go_on_counting(user):
    profile = make_profile(
        user, ticked=["pregnancy"], details={"pregnancy_weeks": 10, "pregnancy_told_on": "2026-11-02"}
    )
    person = person_of(profile, [], [], today=MONDAY)
    assert person.details.pregnancy_weeks == 12


def test_saving_other_answers_keeps_what_is_not_true_any_more(signed_in, user):
    profile = make_profile(user, ticked=["worse_sitting", "worse_bending_forward"])
    signed_in.post(reverse("plans:you"), {"lift": "worse_sitting"})
    page = signed_in.get(step("back")).content.decode()
    ticked = [tag for tag in page.split("<input")[1:] if "checked" in tag.split(">")[0]]
    assert not any('value="worse_sitting"' in tag for tag in ticked)
    signed_in.post(step("back"), BACK)
    profile.refresh_from_db()
    assert "worse_sitting" not in effective_flags(person_of(profile, [], [], today=MONDAY), rulebook())
    signed_in.post(reverse("plans:you"), {"hold": "worse_sitting"})
    profile.refresh_from_db()
    assert "worse_sitting" in effective_flags(person_of(profile, [], [], today=MONDAY), rulebook())


def test_what_is_assumed_while_a_question_is_open_is_not_said_to_be_known(user):
    profile = make_profile(user, ticked=["worse_lying"])
    chips = [chip.flag for group in known_chips(profile, today=MONDAY) for chip in group.chips]
    assert chips == ["worse_lying"]


def test_saving_again_keeps_the_weeks_counting(signed_in, user):
    told = {"pregnancy_weeks": 10, "pregnancy_told_on": "2026-10-12"}
    profile = make_profile(user, ticked=["pregnancy"], details=told)
    assert 'value="15"' in signed_in.get(step("back")).text
    signed_in.post(step("back"), {**BACK, "life": ["pregnancy"], "pregnancy_weeks": "15"})
    profile.refresh_from_db()
    assert profile.details["pregnancy_weeks"] == 10
    assert profile.details["pregnancy_told_on"] == "2026-10-12"


def test_a_safety_fact_is_unticked_only_with_a_second_word(signed_in, user):
    profile = make_profile(user, ticked=["osteoporosis"])
    assert signed_in.post(step("back"), BACK).status_code == 422
    profile.refresh_from_db()
    assert profile.ticked == ["osteoporosis"]
    assert signed_in.post(step("back"), {**BACK, "not_so": ["osteoporosis"]}).status_code == 302
    profile.refresh_from_db()
    assert "osteoporosis" not in effective_facts(profile)
    assert {"flag": "osteoporosis", "words": "", "date": "2026-11-16"} in profile.removed


FREED = {"ticked": ["disc_herniation", "helped_by_bending_forward"]}


@pytest.mark.parametrize(
    ("told", "name", "sent"),
    [
        (FREED, "start-back", {**BACK, "better": [], "worse": [], "diagnosis": ["disc_herniation"]}),
        (FREED, "you", {"lift": "helped_by_bending_forward"}),
        (FREED, "start-notes", {"remove": "helped_by_bending_forward"}),
        (
            {"ticked": ["cannot_get_to_floor"], "details": {"firm_bed": True}},
            "start-back",
            {**BACK, "better": [], "worse": [], "limits": ["cannot_get_to_floor"]},
        ),
    ],
)
def test_taking_back_what_freed_an_exercise_counts_at_once(signed_in, user, told, name, sent):
    make_profile(user, episode_started=datetime.date(2026, 5, 18), **told)
    plan = make_plan(user)
    assert signed_in.post(reverse(f"plans:{name}"), sent).status_code == 302
    plan.refresh_from_db()
    assert plan.revision == 2


def test_lifting_what_ruled_out_waits_for_next_week(signed_in, user):
    make_profile(user, ticked=["cannot_kneel"])
    plan = make_plan(user)
    signed_in.post(reverse("plans:you"), {"lift": "cannot_kneel"})
    plan.refresh_from_db()
    assert plan.revision == 1


def test_something_can_be_added_and_taken_off(signed_in, user):
    make_profile(user)
    signed_in.post(step("notes"), {"add": "1", "flag": "cannot_kneel"})
    assert "cannot_kneel" in effective_facts(Profile.objects.get(user=user))
    signed_in.post(step("notes"), {"remove": "cannot_kneel"})
    assert "cannot_kneel" not in effective_facts(Profile.objects.get(user=user))


def test_a_safety_fact_is_taken_off_only_after_a_second_yes(signed_in, user):
    make_profile(user, ticked=["osteoporosis"])
    page = signed_in.post(step("notes"), {"remove": "osteoporosis"})
    assert "This is not so" in page.text
    assert "osteoporosis" in effective_facts(Profile.objects.get(user=user))
    signed_in.post(step("notes"), {"confirm": "osteoporosis"})
    profile = Profile.objects.get(user=user)
    assert "osteoporosis" not in effective_facts(profile)
    assert profile.removed == [{"flag": "osteoporosis", "words": "", "date": "2026-11-16"}]


def place_of(page, place):
    """The page from where this id stands."""
    return page[page.index(f'id="{place}"') :]


def test_what_came_of_an_answer_is_said_where_it_was_given_and_the_address_is_kept(signed_in, user):
    make_profile(user, ticked=["worse_sitting", "cannot_kneel"])
    address = step("notes") + "?from=you"
    response = signed_in.post(address, {"remove": "worse_sitting"})
    assert response.url == f"{address}#group-movement"
    page = signed_in.get(response.url).text
    words = "Taken off: Worse when sitting."
    assert page.count(words) == 1
    assert page.index('id="group-movement"') < page.index(words) < page.index('id="group-psychological"')

    response = signed_in.post(address, {"add": "1", "flag": "worse_sitting"})
    assert response.url == f"{address}#add"
    assert "Added: Worse when sitting." in place_of(signed_in.get(response.url).text, "add")


def test_the_second_question_stands_at_its_group_before_what_it_is_about(signed_in, user):
    make_profile(user, ticked=["osteoporosis", "worse_sitting"])
    address = step("notes") + "?from=you"
    assert 'action="#confirm"' in place_of(signed_in.get(address).text, "group-diagnosis")
    page = signed_in.post(address, {"remove": "osteoporosis"}).text
    group = place_of(page, "group-diagnosis")
    group = group[: group.index('id="group-life_stage"')]
    assert 'id="confirm"' in group
    assert f'href="{address}#group-diagnosis"' in group
    response = signed_in.post(address, {"confirm": "osteoporosis"})
    assert response.url == f"{address}#group-diagnosis"


def test_an_answer_leads_to_the_question_that_followed(signed_in, user):
    make_profile(user)
    note = "Sitting and standing kill me. My job is on the tills."
    signed_in.post(step("back"), {**BACK, "pain_notes": note})
    hear_log(user=user, log=1, note="leg went numb halfway")
    first, *_others, last = (one.flag for one in read_back(load_profile(user)).questions)
    page = signed_in.get(step("notes")).text
    assert f'id="ask-{last}"' in page
    response = signed_in.post(step("notes"), {"no": first})
    assert response.url == f"{step('notes')}#ask-{last}"
    label = rulebook().flags[first].label
    assert f"Not counted: {label}." in place_of(signed_in.get(response.url).text, f"ask-{last}")
    response = signed_in.post(step("notes"), {"add": last})
    assert response.url == f"{step('notes')}#questions"
    label = rulebook().flags[last].label
    assert f"Added: {label}." in place_of(signed_in.get(response.url).text, "questions")


def test_adding_nothing_is_told_at_the_field(signed_in, user):
    make_profile(user)
    response = signed_in.post(step("notes"), {"add": "1", "flag": ""})
    assert response.status_code == 422
    field = re.search(r'<select[^>]*name="flag"[^>]*>', response.text)[0]
    assert 'aria-invalid="true"' in field
    assert "id_flag_error" in field
    assert "Choose from the list what to add." in place_of(response.text, "id_flag_error")
    assert "Choose from the list" not in signed_in.get(step("notes")).text


def test_a_sign_is_answered_in_its_place_though_no_note_is_left(signed_in, user):
    make_profile(user)
    hear_log(user=user, log=1, note="I have gone numb between my legs.")
    assert 'action="#signs"' in place_of(signed_in.get(step("notes")).text, "signs")
    unanswered = signed_in.post(step("notes"), {})
    assert unanswered.url == f"{step('notes')}#signs"
    assert "answer about the warning sign" in place_of(signed_in.get(unanswered.url).text, "signs")
    response = signed_in.post(step("notes"), {"not_so": "rf_saddle_numbness"})
    assert response.url == f"{step('notes')}#signs"
    assert "that is not so" in place_of(signed_in.get(response.url).text, "signs")


def test_what_was_said_elsewhere_stands_on_top(signed_in, user):
    make_profile(user, notes_saved_at=None, week_saved_at=None, birth_year=None)
    signed_in.post(step("safety"), {**SAFETY, "leave": "1"})
    page = signed_in.get(step("notes")).text
    assert page.index("Saved. Go on whenever you like.") < page.index("<h1")


def test_a_question_of_the_note_takes_a_no_that_stays(signed_in, user):
    make_profile(user)
    hear_log(user=user, log=1, note="leg went numb halfway")
    page = signed_in.get(step("notes")).text
    assert "Does pain, tingling or numbness go down your leg?" in page
    assert "No, leave it out" in page
    signed_in.post(step("notes"), {"flag": "leg_pain", "no": "leg_pain"})
    hear_log(user=user, log=1, note="Again: leg went numb.")
    assert "numbness go down your leg?" not in signed_in.get(step("notes")).text
    assert "leg_pain" not in effective_facts(Profile.objects.get(user=user))
    hear_log(user=user, log=1, note="It goes numb down to the left foot.")
    assert "numbness go down your leg?" in signed_in.get(step("notes")).text


def test_a_question_of_the_note_takes_a_yes(signed_in, user):
    make_profile(user)
    hear_log(user=user, log=1, note="leg went numb halfway")
    assert 'name="add" value="leg_pain"' in signed_in.get(step("notes")).text
    signed_in.post(step("notes"), {"add": "leg_pain"})
    assert "leg_pain" in effective_facts(Profile.objects.get(user=user))


def test_what_two_notes_make_us_ask_is_asked_once(user):
    make_profile(user)
    save_answers(user=user, step="back", flags=(), asked=(), pain_notes="Sitting in the van.")
    hear_log(user=user, log=1, note="sitting hurts")
    assert [one.flag for one in read_back(load_profile(user)).questions] == ["worse_sitting"]


def test_whatever_is_asked_of_a_note_can_be_answered_there():
    rules = rulebook()
    asked = {name for name, label in phrasebook().labels.items() if label.ask} - rules.red_flags.keys()
    assert asked
    assert all(rules.flags[name].is_asked for name in asked)


def test_an_unknown_flag_changes_nothing(signed_in, user):
    make_profile(user)
    for sent in ({"add": "1", "flag": "evil"}, {"remove": "evil"}, {"confirm": "evil"}, {"no": "evil"}, {"no": ""}):
        assert signed_in.post(step("notes"), sent).status_code in (200, 302)
    assert effective_facts(Profile.objects.get(user=user)) == {}


def test_read_words_stay_removed_while_they_are_unchanged():
    finding = {"label": "worse_sitting", "quote": "sitting kills me", "status": "present"}
    profile = Profile(read=[finding], removed=[{"flag": "worse_sitting", "words": "sitting kills me"}])
    assert effective_facts(profile) == {}
    profile.read = [{**finding, "quote": "sitting is agony"}]
    assert effective_facts(profile)["worse_sitting"].quote == "sitting is agony"


def test_denied_words_do_not_count():
    finding = {"label": "worse_sitting", "quote": "sitting is fine", "status": "denied"}
    assert effective_facts(Profile(read=[finding])) == {}


def test_an_edit_from_you_comes_back_to_you(signed_in, user):
    make_profile(user)
    response = signed_in.post(step("week") + "?from=you", {**WEEK, "days_per_week": "4"})
    assert response.url == reverse("plans:you")
    assert Profile.objects.get(user=user).days_per_week == 4


def test_someone_who_travels_is_told_what_their_days_and_reminders_follow(signed_in, user):
    make_profile(user, time_zone="Europe/London")
    save_reminders(user=user, is_on=True, days=[0], time=datetime.time(17, 30))
    sent = {**SAFETY, "time_zone": "Asia/Kathmandu"}
    page = signed_in.post(step("safety") + "?from=you", sent, follow=True).text
    assert "Your days now follow Asia/Kathmandu. Reminders come when it is 17:30 there." in page
    assert "Your days now follow" not in signed_in.post(step("safety") + "?from=you", sent, follow=True).text


def test_not_true_any_more_lifts_ones_own_and_comes_back(signed_in, user):
    make_profile(user, ticked=["worse_sitting", "osteoporosis"])
    signed_in.post(reverse("plans:you"), {"lift": "worse_sitting"})
    signed_in.post(reverse("plans:you"), {"lift": "osteoporosis"})
    assert [entry["flag"] for entry in Profile.objects.get(user=user).lifted] == ["worse_sitting"]
    assert "It is true again" in signed_in.get(reverse("plans:you")).text
    signed_in.post(reverse("plans:you"), {"hold": "worse_sitting"})
    assert Profile.objects.get(user=user).lifted == []


def test_use_now_plans_the_rest_of_the_week_anew(signed_in, user):
    make_profile(user)
    plan = make_plan(user)
    signed_in.post(reverse("plans:you"), {"use_now": "1"})
    plan.refresh_from_db()
    assert plan.revision == 2
    assert plan.sessions.count() == 3


def test_you_before_any_answer_shows_the_way(signed_in):
    assert "Go on where you stopped" in signed_in.get(reverse("plans:you")).text


@pytest.mark.parametrize(
    "name", ["start", "start-safety", "start-back", "start-notes", "start-week", "stop", "ask-first", "you"]
)
def test_the_pages_are_only_for_those_who_log_in(client, name):
    response = client.get(reverse(f"plans:{name}"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_a_get_records_no_clearance(signed_in, user):
    make_profile(user)
    assert signed_in.get(reverse("plans:clearance")).status_code == 405


@pytest.mark.parametrize("name", ["stop", "ask-first"])
def test_nobody_is_stopped_without_a_reason(signed_in, user, name):
    make_profile(user)
    assert signed_in.get(reverse(f"plans:{name}")).url == reverse("plans:week")


def test_a_wizard_page_needs_few_queries(signed_in, user, django_assert_max_num_queries):
    make_profile(user, ticked=["heart_condition"])
    for _number in range(30):
        save_safety(user=user, red_flags=[], examined="fine", birth_year=1970, country="GB", time_zone="UTC")
    for name in ("safety", "back", "notes", "week"):
        with django_assert_max_num_queries(8):
            signed_in.get(step(name))
    for name in ("ask-first", "you"):
        with django_assert_max_num_queries(8):
            signed_in.get(reverse(f"plans:{name}"))


def test_what_the_note_says_counts_with_its_words(signed_in, user):
    make_profile(user)
    note = "Sitting kills me. My mum had osteoporosis. I can't kneel."
    assert signed_in.post(step("back"), {**BACK, "pain_notes": note}).status_code == 302
    facts = effective_facts(Profile.objects.get(user=user))
    assert "itting" in facts["worse_sitting"].quote
    assert "osteoporosis" not in facts
    page = signed_in.get(step("notes")).text
    assert "<mark" in page
    assert "Not counted" in page
    plan = make_plan(user)
    assert "you wrote" in str(plan.draft["left_out"])


def test_what_counts_is_not_marked_as_unsure_beside_it():
    note = "Heat, so does heat."
    findings = [
        Finding("helped_by_heat", "so does heat", 6, 18, Status.UNSURE, ""),
        Finding("helped_by_heat", "heat", 14, 18, Status.PRESENT, ""),
        Finding("worse_sitting", "Heat", 0, 4, Status.UNSURE, ""),
    ]
    marked = [one for one in pieces_of(note, findings) if one.mark]
    assert marked == [Piece("Heat", "q"), Piece("heat", "b")]


def test_a_group_names_what_it_leaves_out_and_puts_first(signed_in, user):
    profile = make_profile(user, ticked=["worse_sitting", "helped_by_walking"])
    [sitting] = [one for one in left_out_page(profile, today=MONDAY).groups if one.key == "worse_sitting"]
    worse, eases = with_exercises(known_chips(profile, today=MONDAY), profile, today=MONDAY)
    *named, more = worse.left_out
    assert len(named) == NAMED
    assert {*named} < {one.name for one in (*sitting.drawn, *sitting.named)}
    assert more == f"and {sitting.count - NAMED} more"
    assert eases.left_out == ()
    assert eases.put_first
    page = signed_in.get(step("notes")).text
    assert f"Left out: {'; '.join(worse.left_out)}." in page
    assert f"Put first: {'; '.join(eases.put_first)}." in page


def test_what_is_left_out_while_a_question_is_open_is_named_too(user):
    profile = make_profile(user, ticked=["pregnancy"])
    [pregnancy] = with_exercises(known_chips(profile, today=MONDAY), profile, today=MONDAY)
    assert pregnancy.left_out


def test_words_taken_off_stay_off_when_the_note_is_read_again(signed_in, user):
    make_profile(user)
    sent = {**BACK, "pain_notes": "Sitting kills me and sitting at work is agony."}
    signed_in.post(step("back"), sent)
    signed_in.post(step("notes"), {"remove": "worse_sitting"})
    signed_in.post(step("back"), sent)
    assert "worse_sitting" not in effective_facts(Profile.objects.get(user=user))
    signed_in.post(step("back"), {**BACK, "pain_notes": "Driving is murder, and sitting hurts badly."})
    assert "worse_sitting" in effective_facts(Profile.objects.get(user=user))


def marked_in(note):
    return [piece.text for piece in note.pieces if piece.mark]


def test_words_taken_off_are_not_underlined_and_are_listed_with_the_day(signed_in, user):
    make_profile(user)
    signed_in.post(step("back"), {**BACK, "pain_notes": "Sitting kills me. I can't kneel."})
    assert marked_in(read_back(load_profile(user))) == ["Sitting kills me", "can't kneel"]
    signed_in.post(step("notes"), {"remove": "worse_sitting"})
    note = read_back(load_profile(user))
    assert marked_in(note) == ["can't kneel"]
    (row,) = note.not_counted
    assert (row.flag, row.quote) == ("worse_sitting", "Sitting kills me")
    page = signed_in.get(step("notes")).text
    assert "You said on 16 November that this is not so." in page
    assert "It is so after all: add it" in page
    signed_in.post(step("notes"), {"add": "worse_sitting"})
    note = read_back(load_profile(user))
    assert (marked_in(note), note.not_counted) == (["Sitting kills me", "can't kneel"], ())


def test_what_was_taken_off_is_listed_and_its_words_underlined_only_for_what_else_they_say(signed_in, user):
    make_profile(user)
    signed_in.post(step("back"), {**BACK, "pain_notes": "Sitting and standing kill me."})
    before = read_back(load_profile(user))
    assert [piece for piece in before.pieces if piece.mark] == [Piece("Sitting and standing kill", "w")]
    signed_in.post(step("notes"), {"remove": "worse_sitting"})
    after = read_back(load_profile(user))
    assert [piece for piece in after.pieces if piece.mark] == [Piece("standing kill", "w")]
    assert after.questions == ()
    (row,) = after.not_counted
    assert (row.flag, row.quote) == ("worse_sitting", "Sitting and standing kill")
    assert row.because == "You said on 16 November that this is not so."


def test_a_no_takes_its_underline_from_the_note_of_a_session_too(signed_in, user):
    profile = make_profile(user)
    log = make_log(user, note="leg went numb halfway")
    hear_log(user=user, log=log.pk, note=log.note)
    assert marked_in(heard_in(load_profile(user), log)) == ["leg went numb"]
    remove_flag(user=user, flag="leg_pain", today=profile.today())
    assert marked_in(heard_in(load_profile(user), log)) == []


def test_a_sign_said_not_to_be_so_leads_back_to_the_safety_check(signed_in, user):
    make_profile(user)
    signed_in.post(step("back"), {**BACK, "pain_notes": "I have numbness between my legs."})
    assert read_back(load_profile(user)).not_counted == ()
    signed_in.post(step("notes"), {"not_so": "rf_saddle_numbness"})
    (row,) = read_back(load_profile(user)).not_counted
    assert (row.flag, row.is_sign) == ("rf_saddle_numbness", True)
    page = signed_in.get(step("notes") + "?from=you").text
    assert 'value="rf_saddle_numbness"' not in page
    assert f'href="{step("safety")}?from=you"' in page
    signed_in.post(step("safety"), {**SAFETY, "signs": ["numb_saddle"]})
    assert read_back(load_profile(user)).not_counted == ()


def test_what_is_not_counted_names_what_would_be_added_and_repeats_no_heading(signed_in, user):
    make_profile(user)
    signed_in.post(step("back"), {**BACK, "pain_notes": "My mum had osteoporosis."})
    (row,) = read_back(load_profile(user)).not_counted
    assert (row.label, row.because) == (rulebook().flags["osteoporosis"].label, "This is about someone else.")
    page = signed_in.get(step("notes")).text
    assert f"<b>{row.label}</b>" in page
    assert "Not counted:" not in page
    signed_in.post(step("notes"), {"add": "osteoporosis"})
    assert "osteoporosis" in effective_facts(load_profile(user))


UNREAD = "We could not find anything in your note that we know"
NOTHING_YET = "Nothing is listed yet."


@pytest.mark.parametrize(
    ("note", "ticked", "is_unread", "is_empty"),
    [
        ("Mein Rücken tut weh.", [], True, False),
        ("Mein Rücken tut weh.", ["worse_sitting"], True, False),
        ("No fever, no numbness.", [], False, True),
        ("Sitting kills me.", [], False, False),
        ("", [], False, True),
    ],
)
def test_a_note_of_which_nothing_was_understood_is_said_to_be_so(signed_in, user, note, ticked, is_unread, is_empty):
    make_profile(user, ticked=ticked)
    save_answers(user=user, step="back", flags=(), asked=(), pain_notes=note)
    page = signed_in.get(step("notes")).text
    assert (UNREAD in page, NOTHING_YET in page) == (is_unread, is_empty)


def test_back_from_step_3_keeps_where_one_came_from(signed_in, user):
    make_profile(user)
    for asked in ("", "?from=you", "?from=flare"):
        assert f'href="{step("back")}{asked}"' in signed_in.get(step("notes") + asked).text


def test_a_warning_sign_in_the_note_stops_until_it_is_answered(signed_in, user):
    make_profile(user)
    note = "I have numbness between my legs."
    assert signed_in.post(step("back"), {**BACK, "pain_notes": note}).url == step("notes")
    page = signed_in.get(step("notes")).text
    assert "numbness between my legs" in page
    assert "Is that so, today?" in page
    assert signed_in.get(reverse("plans:week")).url == reverse("plans:stop")
    assert "answer about the warning sign" in signed_in.post(step("notes"), {}, follow=True).text
    assert signed_in.post(step("notes"), {"is_so": "rf_saddle_numbness"}).url == reverse("plans:stop")
    page = signed_in.get(reverse("plans:stop")).text
    assert "You wrote: “I have numbness between my legs”" in page
    assert "numbness between my legs, around my genitals or bottom." in page.split("<h2>Say this")[1]
    assert "is meant otherwise" in page
    assert "by mistake" not in page
    signed_in.post(step("notes"), {"not_so": "rf_saddle_numbness"})
    assert Profile.objects.get(user=user).removed[-1]["date"] == "2026-11-16"
    assert signed_in.get(reverse("plans:week"), follow=True).redirect_chain[-1][0] == reverse("plans:week")


@pytest.mark.parametrize("note", ["My mum had cancer.", "The numbness between my legs has cleared up."])
def test_a_sign_that_may_be_misread_is_asked_about_and_changes_nothing_by_itself(signed_in, user, note):
    make_profile(user)
    assert signed_in.post(step("back"), {**BACK, "pain_notes": note}).url == step("notes")
    page = signed_in.get(step("notes"))
    (sign,) = page.context["note"].signs
    assert "We are not sure what it means for you." in page.text
    assert sign.ask in page.text
    assert "Is that so, today?" not in page.text
    signed_in.post(step("notes"), {"not_so": sign.flag})
    assert signed_in.post(step("notes"), {}).url == step("week")
    assert signed_in.get(reverse("plans:week"), follow=True).redirect_chain[-1][0] == reverse("plans:week")


def test_a_yes_to_what_the_note_may_mean_counts_as_if_it_were_ticked(signed_in, user):
    make_profile(user)
    signed_in.post(step("back"), {**BACK, "pain_notes": "The numbness between my legs has cleared up."})
    assert signed_in.post(step("notes"), {"is_so": "rf_saddle_numbness"}).url == reverse("plans:stop")
    assert signed_in.get(reverse("plans:week")).url == reverse("plans:stop")
    assert signed_in.get(step("safety")).context["form"]["signs"].value() == ["numb_saddle"]
    sent = {**SAFETY, "signs": ["none"]}
    assert "Say below that it is not so" in signed_in.post(step("safety"), sent).text
    signed_in.post(step("safety"), {**sent, "not_so": ["rf_saddle_numbness"]})
    assert signed_in.get(reverse("plans:week"), follow=True).redirect_chain[-1][0] == reverse("plans:week")


def test_a_stop_by_the_note_alone_quotes_it_and_leads_to_where_it_is_corrected(signed_in, user):
    make_profile(user)
    signed_in.post(step("back"), {**BACK, "pain_notes": "I get breathless on the stairs."})
    page = signed_in.get(reverse("plans:ask-first")).text
    assert re.search("You wrote: “[^”]*breathless", page)
    assert f'href="{step("notes")}?from=you"' in page
    signed_in.post(f"{step('notes')}?from=you", {"confirm": "breathlessness"})
    assert signed_in.get(reverse("plans:week"), follow=True).redirect_chain[-1][0] == reverse("plans:week")


def test_a_note_changed_from_you_is_read_back(signed_in, user):
    make_profile(user)
    back, notes = f"{step('back')}?from=you", f"{step('notes')}?from=you"
    assert signed_in.post(back, {**BACK, "pain_notes": "Sitting hurts."}).url == notes
    assert signed_in.post(notes).url == reverse("plans:you")
    assert signed_in.post(back, {**BACK, "pain_notes": "Sitting hurts."}).url == reverse("plans:you")
    assert signed_in.post(back, {**BACK, "pain_notes": ""}).url == reverse("plans:you")


def test_a_sign_confirmed_in_the_note_is_kept_by_its_row_of_the_safety_check(signed_in, user):
    make_profile(user)
    signed_in.post(step("back"), {**BACK, "pain_notes": "The numbness between my legs has cleared up."})
    signed_in.post(step("notes"), {"is_so": "rf_saddle_numbness"})
    assert signed_in.post(step("safety"), {**SAFETY, "signs": ["numb_saddle"]}).url == reverse("plans:stop")


def test_the_plainest_words_are_quoted(signed_in, user):
    make_profile(user)
    signed_in.post(step("back"), {**BACK, "pain_notes": "foot drops. lost a stone without trying."})
    (quote,) = [one.quote for one in signed_in.get(step("notes")).context["note"].signs if one.flag == "rf_weight_loss"]
    assert quote == "lost a stone without trying"
    note = "I have been numb between my legs. My bladder was odd last year, sorted now."
    signed_in.post(step("back"), {**BACK, "pain_notes": note})
    quotes = {one.flag: one.quote for one in signed_in.get(step("notes")).context["note"].signs}
    assert "bladder" in quotes["rf_bladder_bowel"]


def test_a_no_to_some_words_leaves_others_that_say_the_same_sign(signed_in, user):
    make_profile(user)
    note = "I have numbness between my legs. My privates have been numb since Monday."
    signed_in.post(step("back"), {**BACK, "pain_notes": note})
    signed_in.post(step("notes"), {"not_so": "rf_saddle_numbness"})
    assert signed_in.get(reverse("plans:week")).url == reverse("plans:stop")
    assert "privates" in signed_in.get(step("notes")).context["note"].signs[0].quote


@pytest.mark.parametrize(
    ("field", "value", "flag"),
    [
        ("pregnancy_weeks", "20", "pregnancy"),
        ("surgery_where", "spine", "recent_surgery"),
        ("bp_controlled", "no", "high_blood_pressure"),
        ("joints", "both", "osteoarthritis"),
    ],
)
def test_an_answered_follow_up_counts_without_its_tick(signed_in, user, field, value, flag):
    make_profile(user)
    signed_in.post(step("back"), {**BACK, field: value})
    assert flag in effective_facts(Profile.objects.get(user=user))


def test_a_stop_that_is_resolved_mid_week_brings_the_week_back(signed_in, user, on_monday):
    make_profile(user)
    plan = make_plan(user)
    signed_in.post(step("safety"), {**SAFETY, "signs": ["unwell"]})
    assert signed_in.get(reverse("plans:week")).url == reverse("plans:stop")
    flags = ["fever_unwell", "uti_kidney"]
    record_clearance(user=user, flags=flags, cleared_on=MONDAY, cleared_by="My doctor", answer="")
    on_monday.shift(60)
    signed_in.post(step("safety"), SAFETY)
    assert signed_in.get(reverse("plans:week")).url == reverse("plans:week")
    assert signed_in.get(reverse("plans:week")).status_code == 200
    assert plan.sessions.count() == 3


def test_severe_pain_cannot_be_wished_away(signed_in, user):
    make_profile(user, pain_nrs=8, lifted=[{"flag": "severe_pain", "date": "2026-11-01"}])
    assert make_plan(user).target_minutes == 10
    assert 'name="lift" value="severe_pain"' not in signed_in.get(reverse("plans:you")).text


def test_side_and_duration_stand_beside_what_was_understood(signed_in, user):
    make_profile(user)
    save_answers(user=user, step="back", flags=(), asked=(), pain_notes="My left knee has been bad for ten years.")
    assert "<small>(left, ten years)</small>" in signed_in.get("/start/notes/").text


def test_each_chip_shows_its_words_clipped_for_the_eye_only(signed_in, user):
    make_profile(user, ticked=["cannot_kneel"])
    quote = "Twisting to look over my shoulder while I am reversing the van hurts"
    finding = {"label": "worse_twisting", "quote": quote, "status": "present"}
    Profile.objects.filter(user=user).update(read=[finding], pain_notes=f"{quote} a lot.")
    page = signed_in.get(step("notes")).text
    (shown,) = re.findall(r'<small class="chip-words" aria-hidden="true">(.*)</small>', page)
    assert shown == f"“{quote[:59]}…”"
    assert f"from your words “{quote}”" in page


def test_what_was_ticked_stays_ticked_though_the_note_says_it_too(signed_in, user):
    walk(signed_in, back={**BACK, "pain_notes": "Bending forward is worse."})
    page = signed_in.get(step("back")).text
    ticked = re.findall(r'name="worse"\s+value="(\w+)"[^>]*?checked', page)
    assert ticked == ["worse_bending_forward"]


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("back", {"since": "z"}),
        ("back", {"note": "x"}),
        ("back", {"pain_notes": "a\0b"}),
        ("week", {"weekdays": ["9"]}),
        ("safety", {"signs": ["zz"]}),
    ],
)
def test_a_step_says_what_is_wrong_in_our_words(signed_in, user, name, wrong):
    make_profile(user)
    page = signed_in.post(step(name), wrong).text
    assert "aria-invalid" in page
    assert not re.search("This field is required|Select a valid|Enter a|Null char", page)

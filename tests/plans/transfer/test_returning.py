"""The same person back from the file that holds everything of them."""

import datetime
import io
import re

import pytest

from plans.models import (
    Clearance,
    FlareUp,
    LessonRead,
    PlannedExercise,
    Profile,
    ReminderSettings,
    SafetyCheck,
    SessionLog,
    WeeklyPlan,
    monday_of,
)
from plans.services.flare import start_flare, step_up, undo_flare
from plans.services.profile import note_signs
from plans.services.reminders import save_reminders
from plans.services.start import deny_words, hear_log
from plans.transfer import export_person
from plans.transfer.leaving import everything_of
from tests.builders import make_log, make_plan, make_profile, make_user
from tests.plans.transfer.bringing import bring, packed, today

pytestmark = pytest.mark.django_db
PAGES = (
    "/you/", "/you/reminders/", "/progress/", "/progress/logs/", "/progress/activities/", "/report/", "/log/",
    "/week/", "/week/changes/", "/left-out/", "/lessons/",
)  # fmt: skip


def pages(client, user):
    """What a person sees, without what is the row's alone: numbers in addresses, tokens, the address."""
    client.force_login(user)
    week = monday_of(today())
    earlier = [(week - datetime.timedelta(weeks=weeks)).isocalendar() for weeks in (0, 1, 2)]
    seen = []
    weeks = [f"/week/{one[0]}-W{one[1]:02d}/" for one in earlier]
    for address in [*PAGES, *weeks, *(f"{week}print/" for week in weeks)]:
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|name="owner" content="\w+"', "", answer.content.decode())
        page = re.sub(r"/(sessions|logs)/\d+/", r"/\1/n/", page).replace(user.email, "")
        page = re.sub(r'name="(undo|stop)" value="\d+"|(?<=score_)\d+', "", page)
        seen.append(re.sub(r'name="client_key" value="[^"]+"', "", page))
    return seen


def test_a_person_comes_back_the_same_after_export_delete_and_import(client, ruth):
    before, kept = pages(client, ruth), everything_of(ruth)["tables"]
    file = io.BytesIO(export_person(ruth))
    ruth.delete()
    assert not SessionLog.objects.exists()
    again = make_user("ruth@elsewhere.example")
    brought = bring(again, file)
    assert brought.has_answers
    assert (brought.plans, brought.logs) == (3, len(kept["logs"]))
    assert everything_of(again)["tables"] == kept
    assert pages(client, again) == before


def test_a_second_import_doubles_nothing(ruth):
    file = io.BytesIO(export_person(ruth))
    kept = everything_of(ruth)["tables"]
    assert bring(ruth, file).logs == 0
    assert everything_of(ruth)["tables"] == kept
    other = make_user()
    bring(other, file)
    brought = bring(other, file)
    assert (brought.logs, brought.plans, brought.has_answers) == (0, 0, False)
    assert everything_of(other)["tables"] == kept


def test_what_was_logged_here_stays_beside_what_is_brought(ruth):
    file = io.BytesIO(export_person(ruth))
    other = make_user()
    bring(other, file)
    make_log(other, today(), activity="Walk")
    SessionLog.objects.of(other).filter(activity="Swim").delete()
    assert bring(other, file).logs == 1
    assert set(SessionLog.objects.of(other).exclude(activity="").values_list("activity", flat=True)) == {"Walk", "Swim"}


def test_reminders_come_along_and_are_not_put_over_those_chosen_here(ruth):
    file = io.BytesIO(export_person(ruth))
    fresh, settled = make_user(), make_user()
    save_reminders(user=fresh, is_on=False, days=[1], time=datetime.time(9))  # half-way through the questions here
    make_profile(settled)
    save_reminders(user=settled, is_on=False, days=[1], time=datetime.time(9))
    for user, chosen in ((fresh, (True, [0, 2, 4], datetime.time(7, 15))), (settled, (False, [1], datetime.time(9)))):
        bring(user, file)
        wants = ReminderSettings.objects.get(user=user)
        assert (wants.is_on, wants.days, wants.time) == chosen
        assert wants.key != ruth.reminders.key


def test_a_flare_up_goes_on_where_it_is_brought_and_ends_as_it_would_have(ruth):
    FlareUp.objects.all().delete()
    start_flare(user=ruth, areas=["lower_back", "leg_left"], pain_nrs=7, today=today())
    file = io.BytesIO(export_person(ruth))
    other = make_user()
    bring(other, file)
    bring(other, file)  # nothing doubles
    brought = FlareUp.objects.get(user=other)
    assert "flare_up" in Profile.objects.get(user=other).added
    step_up(user=other, today=today())
    assert FlareUp.objects.get(user=other).steps[-1]["flag"] == "flare_return"
    undo_flare(user=other, today=today())
    profile = Profile.objects.get(user=other)
    assert (profile.pain_nrs, profile.added) == (3, [])
    assert (brought.started_on, brought.pain_nrs) == (today(), 7)


def test_where_other_answers_stay_only_a_flare_up_that_is_over_comes_along(ruth):
    start_flare(user=ruth, areas=["lower_back"], pain_nrs=7, today=today())
    other = make_user()
    make_profile(other)
    make_plan(other, monday_of(today()))
    start_flare(user=other, areas=["lower_back"], pain_nrs=5, today=today())
    bring(other, io.BytesIO(export_person(ruth)))
    assert list(FlareUp.objects.of(other).values_list("pain_nrs", flat=True)) == [5, 6]


def test_lessons_read_come_along_once(ruth):
    other = make_user()
    LessonRead.objects.create(user=other, lesson="what-water-does")
    bring(other, io.BytesIO(export_person(ruth)))
    assert LessonRead.objects.of(other).count() == 1


def test_answers_given_here_are_not_put_over(ruth):
    file = io.BytesIO(export_person(ruth))
    other = make_user()
    make_profile(other, ticked=["knee_problem"])
    assert not bring(other, file).has_answers
    assert Profile.objects.get(user=other).ticked == ["knee_problem"]
    assert not Clearance.objects.of(other).exists()
    assert SessionLog.objects.of(other).exists()


def test_what_was_ticked_here_before_the_questions_were_finished_counts_on(ruth):
    file = io.BytesIO(export_person(ruth))
    other = make_user()
    make_profile(other, ticked=["cannot_kneel"], week_saved_at=None, red_flags=["rf_fever_infection"])
    assert bring(other, file).has_answers
    profile = Profile.objects.get(user=other)
    assert "cannot_kneel" in profile.ticked
    assert "cannot_kneel" not in {entry["flag"] for entry in profile.removed}
    assert "rf_fever_infection" in SafetyCheck.objects.of(other).first().red_flags


@pytest.mark.parametrize("position", ["supine", "no-such-position"])
def test_a_week_from_a_file_goes_through_the_screening_of_today(ruth, position):
    """A file that says its week may hold what the person may not do is not believed."""
    content = everything_of(ruth)
    for row in content["tables"]["planned_exercises"]:
        if row["block"] == "strength":
            row["exercise"], row["position"] = "knee-to-chest", position
    content["tables"]["profile"][0] |= {"never": [], "lifted": [], "ticked": ["worse_bending_forward"]}
    other = make_user()
    bring(other, packed(content))
    upcoming = PlannedExercise.objects.filter(session__plan__user=other, session__date__gte=today(), session__log=None)
    assert upcoming.exists()
    assert not upcoming.filter(exercise="knee-to-chest").exists()


def test_a_week_from_a_file_stops_where_the_answers_say_stop(ruth):
    content = everything_of(ruth)
    content["tables"]["safety_checks"][0]["red_flags"] = ["rf_fever_infection"]
    other = make_user()
    bring(other, packed(content))
    assert WeeklyPlan.objects.of(other).first().outcome == "same_day"
    assert not PlannedExercise.objects.filter(session__plan__user=other, session__date__gte=today()).exists()


def test_the_note_is_read_again_whatever_the_file_says_of_it(ruth):
    content = everything_of(ruth)
    content["tables"]["profile"][0] |= {"pain_notes": "I have no feeling between my legs.", "read": []}
    other = make_user()
    bring(other, packed(content))
    labels = {one["label"] for one in Profile.objects.get(user=other).read}
    assert "rf_saddle_numbness" in labels


def test_a_no_to_what_the_note_of_a_log_said_comes_along(ruth):
    make_log(make_user(), pk=900)  # the numbers of logs here are not those of the file
    dive = make_log(ruth, pk=901, activity="Dive", note="Since the dive my private parts are numb.")
    hear_log(user=ruth, log=dive.pk, note=dive.note)
    deny_words(user=ruth, flag="rf_saddle_numbness", today=today(), log=dive.pk)
    again = make_user()
    bring(again, io.BytesIO(export_person(ruth)))
    profile, log = Profile.objects.get(user=again), SessionLog.objects.get(user=again, activity="Dive")
    assert [one["log"] for one in profile.removed if "log" in one] == [log.pk]
    assert note_signs(profile) == {}


def test_what_notes_of_logs_said_comes_along_and_is_read_again(ruth):
    swim = SessionLog.objects.get(activity="Swim")
    swim.note = "Since the swim my private parts are numb. Sitting kills me."
    swim.save()
    hear_log(user=ruth, log=swim.pk, note=swim.note)
    before = Profile.objects.get(user=ruth).read
    assert [one["label"] for one in before if one.get("log") == swim.pk] != []
    hear_log(user=ruth, log=swim.pk, note="")  # a sign that was read once counts on without its words
    signs = [one["label"] for one in Profile.objects.get(user=ruth).read if "log" in one]
    assert signs == ["rf_saddle_numbness"]
    for note in (swim.note, ""):
        SessionLog.objects.filter(pk=swim.pk).update(note=note)
        again = make_user()
        bring(again, io.BytesIO(export_person(ruth)))
        log = SessionLog.objects.get(user=again, activity="Swim")
        here = [one for one in Profile.objects.get(user=again).read if "log" in one]
        assert {one["log"] for one in here} == {log.pk}
        assert "rf_saddle_numbness" in [one["label"] for one in here]

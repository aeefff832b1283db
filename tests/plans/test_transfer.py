"""Everything of a person out as one file, and the same person back from it."""

import copy
import datetime
import io
import json
import re
import uuid
import zipfile

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.models import (
    Clearance,
    ExerciseSession,
    FlareUp,
    LessonRead,
    PersonalActivity,
    PlannedExercise,
    Profile,
    ReminderSettings,
    SafetyCheck,
    SessionLog,
    WeeklyPlan,
    monday_of,
)
from plans.services.contents import contents_of
from plans.services.exchanges import note_exchange
from plans.services.flare import start_flare, step_up, undo_flare
from plans.services.logs import Entry, log_session
from plans.services.profile import read_words
from plans.services.reminders import save_reminders
from plans.services.start import hear_log
from plans.transfer import Refused, export_person, import_person
from plans.transfer.archive import MOST_MEMBERS, unpack
from plans.transfer.leaving import everything_of
from plans.transfer.reading import read_tables
from plans.transfer.shapes import SHAPES
from plans.transfer.tables import LEFT_BEHIND, TABLES, VERSION, columns
from tests.builders import make_log, make_plan, make_profile, make_user

pytestmark = pytest.mark.django_db
NOTE = "Bending forward to put on socks is the worst. Walking makes it easier. I can’t kneel."
PAGES = (
    "/you/", "/you/reminders/", "/progress/", "/progress/logs/", "/progress/activities/", "/report/", "/log/",
    "/week/", "/week/changes/", "/left-out/", "/lessons/",
)  # fmt: skip


def today():
    return timezone.now().date()


def a_while_ago(days):
    return today() - datetime.timedelta(days=days)


@pytest.fixture
def ruth():
    """Three weeks of someone with a note, a clinician's word, ratings, pain on the way and a swim."""
    user = make_user("ruth@example.org")
    make_profile(
        user,
        display_name="Ruth",
        pain_notes=NOTE,
        read=read_words(NOTE, on=today()),
        ticked=["worse_sitting", "high_blood_pressure"],
        details={"bp_controlled": True},
        removed=[{"flag": "cannot_kneel", "words": "can’t kneel", "date": today().isoformat()}],
        lifted=[{"flag": "worse_sitting", "date": today().isoformat()}],
        never=[{"exercise": "knee-to-chest", "why": "dislike", "date": today().isoformat()}],
        weekdays=sorted((today().weekday() + days) % 7 for days in (0, 2, 4)),
        week_saved_at=timezone.now() - datetime.timedelta(days=21),
        when_where="after breakfast",
        if_not="if it rains, the bike",
    )
    save_reminders(user=user, is_on=True, days=[0, 2, 4], time=datetime.time(7, 15))
    Clearance.objects.create(
        user=user, flag="high_blood_pressure", cleared_on=today(), cleared_by="my doctor", said="fine", answer="Go on."
    )
    for weeks in (2, 1, 0):
        plan = make_plan(user, monday_of(today()) - datetime.timedelta(weeks=weeks))
        for session in plan.sessions.filter(date__lt=today())[:2]:
            entry = Entry(
                session.date, 20, 40, "talk", pain_before=4, pain_after=3, note="=Fine, “really”.",
                ratings=dict.fromkeys(session.items.values_list("exercise_id", flat=True), "right"),
                hurts=[{"exercise": "bird-dog", "where": "back", "pain_nrs": 5, "then": "easier"}],
            )  # fmt: skip
            log_session(user=user, entry=entry, client_key=uuid.uuid4(), session=session)
    session = ExerciseSession.objects.filter(plan__user=user, log=None).first()
    note_exchange(session, "left_out", "bird-dog", "", today(), contents_of(session))
    note_exchange(session, "extra", "", "", today(), {})
    session.save()
    activity = PersonalActivity.objects.create(user=user, words="Put on socks")
    activity.scores.create(date=today(), score=4)
    FlareUp.objects.create(
        user=user, started_on=a_while_ago(20), until=a_while_ago(16), ended_on=a_while_ago(14), areas=["lower_back"],
        pain_nrs=6, before={"added": [], "ticked": ["worse_sitting"], "pain_nrs": 3, "minutes": 20},
        steps=[{"flag": "flare_up", "minutes": 10, "on": a_while_ago(20).isoformat()}],
    )  # fmt: skip
    LessonRead.objects.create(user=user, lesson="what-water-does")
    make_log(user, today() - datetime.timedelta(days=3), activity="Swim", heart_minutes=30, next_morning="sore")
    return user


_LEFT = []


@pytest.fixture
def left_by_ruth(request):
    """What Ruth takes along, as JSON. Her weeks are lived once for all tests, not once for each."""
    if not _LEFT:
        _LEFT.append(json.dumps(everything_of(request.getfixturevalue("ruth"))))
    return _LEFT[0]


def packed(content, name="backcare.json", **others):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content if isinstance(content, (str, bytes)) else json.dumps(content))
        for other, text in others.items():
            archive.writestr(other, text)
    file.seek(0)
    return file


def bring(user, file):
    return import_person(user, file, size=file.getbuffer().nbytes)


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


@pytest.mark.parametrize("log", ["1", [], {}, 1.5])
def test_a_log_that_is_no_number_is_refused(ruth, log):
    content = everything_of(ruth)
    content["tables"]["profile"][0]["read"][0]["log"] = log
    with pytest.raises(Refused):
        bring(make_user(), packed(content))


def test_no_secret_and_nobody_else_leaves_with_an_export(ruth):
    other = make_user("someone@else.example")
    make_profile(other, display_name="Someone Else")
    make_log(other, today(), note="not yours")
    with zipfile.ZipFile(io.BytesIO(export_person(ruth))) as archive:
        assert set(archive.namelist()) == {"README.txt", "backcare.json", "logs.csv"}
        text = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "not yours" not in text
    assert "Someone Else" not in text
    assert ruth.password not in text


def test_the_file_explains_itself(ruth):
    with zipfile.ZipFile(io.BytesIO(export_person(ruth))) as archive:
        about = archive.read("README.txt").decode()
    assert f"version {VERSION}" in about
    assert "How pages look and how big their text is" in about
    for table in TABLES:
        assert table.name in about
        assert all(field.name in about for field in columns(table.model))


def belongs_to_a_person(model, seen=()):
    users = get_user_model()
    links = [field.related_model for field in model._meta.concrete_fields if field.is_relation]
    return users in links or any(
        belongs_to_a_person(one, (*seen, model)) for one in links if one not in seen and one is not model and one
    )


def test_every_table_of_a_person_leaves_or_is_left_behind_on_purpose():
    """A new table that belongs to a person goes into `TABLES`, or into `LEFT_BEHIND` with the reason."""
    known = {table.model._meta.label for table in TABLES} | LEFT_BEHIND.keys()
    mine = {model._meta.label for model in apps.get_models() if belongs_to_a_person(model)}
    assert mine - known == set()


def test_every_json_column_says_what_may_stand_in_it():
    found = {str(field) for table in TABLES for field in columns(table.model) if isinstance(field, models.JSONField)}
    assert found - SHAPES.keys() == set()


WITH_ODD_DAY = {
    "person": {"fitness_level": "beginner"}, "made_on": "2026-01-05", "put_back": {"bird-dog": "soon"},
}  # fmt: skip
HOSTILE = [
    (("profile", 0, "ticked"), ["no_such_flag"], "no_such_flag"),
    (("profile", 0, "ticked"), "worse_sitting", "wrong kind"),
    (("profile", 0, "ticked"), [["worse_sitting"]], "wrong kind"),
    (("profile", 0, "never"), [{"exercise": "no-such", "date": "2026-01-01"}], "no-such"),
    (("profile", 0, "never"), [{"exercise": "bird-dog"}], "missing"),
    (("profile", 0, "lifted"), [{"flag": "worse_sitting", "date": "2126-01-01"}], "not come yet"),
    (("profile", 0, "time_zone"), "../../etc/passwd", "not known here"),
    (("profile", 0, "time_zone"), 5, "not known here"),
    (("profile", 0, "birth_year"), 2020, "adults"),
    (("profile", 0, "birth_year"), True, "wrong kind"),
    (("profile", 0, "pain_nrs"), 11, "pain_nrs"),
    (("profile", 0, "pain_nrs"), "3", "wrong kind"),
    (("profile", 0, "weekdays"), [7], "wrong kind"),
    (("profile", 0, "equipment"), ["trampoline"], "trampoline"),
    (("profile", 0, "days_per_week"), 9, "days_per_week"),
    (("profile", 0, "fitness_level"), "olympic", "fitness_level"),
    (("profile", 0, "details"), {"surgery": "brain"}, "brain"),
    (("profile", 0, "is_staff"), True, "is_staff"),
    (("profile", 0, "user"), 1, "user"),
    (("flare_ups", 0, "steps"), [], "wrong kind"),
    (("flare_ups", 0, "steps"), [{"flag": "worse_sitting", "minutes": 10, "on": "2026-01-01"}], "worse_sitting"),
    (("flare_ups", 0, "steps"), [{"flag": "flare_up", "minutes": None, "on": "2026-01-01"}], "wrong kind"),
    (("flare_ups", 0, "steps"), [{"flag": "flare_up", "minutes": 0, "on": "2026-01-01"}], "wrong kind"),
    (("flare_ups", 0, "steps"), [{"flag": "flare_up", "minutes": 10, "on": "2126-01-01"}], "not come yet"),
    (("flare_ups", 0, "steps"), [{"flag": "flare_up", "minutes": 10}], "missing"),
    (("flare_ups", 0, "before"), {}, "missing"),
    (("flare_ups", 0, "before"), {"added": [], "ticked": [], "pain_nrs": 11, "minutes": 20}, "wrong kind"),
    (("flare_ups", 0, "before"), {"added": ["no_such"], "ticked": [], "pain_nrs": 1, "minutes": 20}, "no_such"),
    (("flare_ups", 0, "started_on"), "2020-01-01", "wrong kind"),
    (("flare_ups", 0, "started_on"), "2126-01-01", "wrong kind"),
    (("flare_ups", 0, "ended_on"), "2126-01-01", "wrong kind"),
    (("flare_ups", 0, "until"), "2126-01-01", "wrong kind"),
    (("lessons_read", 0, "lesson"), "../x", "lesson"),
    (("reminders", 0, "days"), [7], "wrong kind"),
    (("reminders", 0, "time"), "07:15:00+02:00", "wrong kind"),
    (("reminders", 0, "time"), "24:15:00", "wrong kind"),
    (("reminders", 0, "since"), "2126-01-01T00:00:00+00:00", "not come yet"),
    (("reminders", 0, "key"), "6f0d3c1e-6b39-5c5b-9a2e-0f3f5d1c7a44", "key"),
    (("safety_checks", 0, "red_flags"), ["worse_sitting"], "worse_sitting"),
    (("safety_checks", 0, "answered_at"), "2126-01-01T00:00:00+00:00", "not come yet"),
    (("safety_checks", 0, "answered_at"), "2026-01-01T00:00:00", "wrong kind"),
    (("clearances", 0, "cleared_on"), "2126-01-01", "not come yet"),
    (("plans", 0, "monday"), "2026-01-06", "wrong kind"),
    (("plans", 0, "monday"), "2126-01-07", "not come yet"),
    (("plans", 0, "draft"), {}, "missing"),
    (("plans", 0, "draft"), [], "wrong kind"),
    (("plans", 0, "inputs"), {"person": {"fitness_level": "olympic"}, "made_on": "2026-01-05"}, "wrong kind"),
    (("plans", 0, "inputs"), WITH_ODD_DAY, "not a day"),
    (("sessions", 0, "plan"), 99, "points at nothing"),
    (("sessions", 0, "plan"), None, "wrong kind"),
    (("sessions", 0, "date"), "2026-01-05", "wrong kind"),
    (("sessions", 0, "swaps"), [{"kind": "today", "on": "2126-01-01"}], "not come yet"),
    (("sessions", 0, "swaps"), [{"kind": "today", "on": "2026-01-01", "before": {"items": []}}], "missing"),
    (("planned_exercises", 0, "exercise"), "no-such", "no-such"),
    (("planned_exercises", 0, "reps"), -1, "reps"),
    (("planned_exercises", 0, "reps"), 40_000, "reps"),
    (("logs", 0, "heart_minutes"), 601, "heart_minutes"),
    (("logs", 0, "date"), "0001-01-01", "wrong kind"),
    (("planned_exercises", 0, "block"), "dance", "block"),
    (("logs", 0, "date"), "2126-01-01", "not come yet"),
    (("logs", 0, "client_key"), "not a key", "wrong kind"),
    (("logs", 0, "heart_minutes"), 1.5, "wrong kind"),
    (("logs", 0, "activity"), "x" * 81, "activity"),
    (("logs", 0, "hurts"), [{"exercise": "bird-dog"}], "missing"),
    (("logs", 0, "id"), 2, "stands twice"),
    (("logs", 0, "session"), -1, "points at nothing"),
    (("logged_exercises", 0, "rating"), "superb", "rating"),
    (("logged_exercises", 0, "log"), "1", "points at nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "value", "words"), HOSTILE, ids=lambda one: ascii(str(one))[:40])
def test_a_wrong_value_is_refused_by_name_and_nothing_is_taken(left_by_ruth, place, value, words):
    content = json.loads(left_by_ruth)
    table, row, column = place
    content["tables"][table][row][column] = value
    other = make_user()
    with pytest.raises(Refused, match=re.escape(words)) as refused:
        bring(other, packed(content))
    assert table in str(refused.value)
    assert not Profile.objects.filter(user=other).exists()
    assert not WeeklyPlan.objects.of(other).exists()


def test_two_rows_for_one_place_are_refused_and_nothing_is_taken(ruth):
    content = everything_of(ruth)
    content["tables"]["logs"].append({**content["tables"]["logs"][0], "id": 99})
    other = make_user()
    with pytest.raises(Refused, match="twice"):
        bring(other, packed(content))
    assert not SessionLog.objects.of(other).exists()
    assert not Profile.objects.filter(user=other).exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ([], "not a Backcare export"),
        ({"format": "other"}, "not a Backcare export"),
        ({"format": "backcare-export", "version": VERSION + 1, "tables": {}}, "another version"),
        ({"format": "backcare-export", "version": str(VERSION), "tables": {}}, "another version"),
        ({"format": "backcare-export", "version": VERSION}, "no tables"),
        ({"format": "backcare-export", "version": VERSION, "tables": {"logs": 3}}, "no tables"),
        ({"format": "backcare-export", "version": VERSION, "tables": {"users": []}}, "users"),
        ({"format": "backcare-export", "version": VERSION, "tables": {"profile": [{}, {}]}}, "more than one"),
        ({"format": "backcare-export", "version": VERSION, "tables": {"logs": [3]}}, "wrong kind"),
        ("[" * 100_000, "can’t be read"),
        ('{"format": NaN}', "can’t be read"),
        ('{"format": 1e999}', "can’t be read"),
        ('{"format": ' + "9" * 10_000 + "}", "can’t be read"),
        ('{"format": ' + "9" * 10 + "}", "can’t be read"),
        ('{"format": "\\u0000"}', "can’t be read"),
        ('{"format": "\\ud800"}', "can’t be read"),
        (json.dumps({"format": "x" * 30_000}), "can’t be read"),
        (b"\xff\xfe\x00", "can’t be read"),
        ("", "can’t be read"),
    ],
    ids=lambda one: ascii(str(one))[:30],
)
def test_content_of_another_kind_is_refused(content, words):
    with pytest.raises(Refused, match=words):
        read_tables(unpack(packed(content), size=1))


def a_bomb():
    return packed(b" " * 130_000_000)


def many_parts():
    """Small as text, and not once it is read."""
    return packed(b"[" + b"{}," * 1_600_000 + b"{}]")


def packed_tightly():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("backcare.json", "{}")
    return file


def locked():
    file = packed("{}")
    data = bytearray(file.getvalue())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return io.BytesIO(bytes(data))


def a_liar():
    """A zip that says its member is small."""
    file = packed(b" " * 130_000_000)
    data = bytearray(file.getvalue())
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(mark) + place
        data[start : start + 4] = (100).to_bytes(4, "little")
    return io.BytesIO(bytes(data))


def doubled():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("backcare.json", "{}")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("backcare.json", "[]")
    return file


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (a_bomb, "far too big"),
        (many_parts, "far too big"),
        (packed_tightly, "packed in a way"),
        (a_liar, "far too big|not a whole"),
        (locked, "locked or broken"),
        (doubled, "twice"),
        (lambda: packed("{}", name="../../backcare.json"), "folders"),
        (lambda: packed("{}", **{"/etc/passwd": ""}), "folders"),
        (lambda: packed("{}", **{"C:\\windows": ""}), "folders"),
        (lambda: packed("{}", name="other.json"), "no backcare.json"),
        (lambda: packed("{}", **{f"f{n}": "" for n in range(MOST_MEMBERS)}), "too many files"),
        (lambda: io.BytesIO(b"PK\x03\x04 not a zip"), "not a whole zip"),
        (lambda: io.BytesIO(b""), "not a whole zip"),
        (lambda: io.BytesIO(packed("{}").getvalue()[:-30]), "not a whole zip"),
        (lambda: io.BytesIO(packed("x" * 5000).getvalue().replace(b"K", b"L")), "not a whole zip"),
    ],
)
def test_a_hostile_zip_is_refused_with_words(make, words):
    file = make()
    with pytest.raises(Refused, match=words):
        unpack(file, size=file.getbuffer().nbytes)


def test_a_file_over_the_limit_is_not_even_opened():
    with pytest.raises(Refused, match="20 MB"):
        unpack(None, size=20_000_001)


_odd = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def test_any_value_anywhere_is_read_or_refused_never_broken(ruth):
    whole = json.loads(json.dumps(everything_of(ruth)))
    refused = []
    places = [(name, column) for name, rows in whole["tables"].items() if rows for column in rows[0]]

    @settings(max_examples=300, deadline=None, database=None, derandomize=True)
    @given(st.sampled_from(places), _odd)
    def check(place, value):
        content = copy.deepcopy(whole)
        name, column = place
        content["tables"][name][0][column] = value
        try:
            read_tables(content)
        except Refused:
            refused.append(place)

    check()
    assert len(refused) > len(places)


# The pages


def test_the_export_is_a_private_download(client, ruth):
    client.force_login(ruth)
    answer = client.get("/you/data/export/")
    assert answer["Content-Type"] == "application/zip"
    assert re.fullmatch(r'attachment; filename="backcare-\d{4}-\d\d-\d\d.zip"', answer["Content-Disposition"])
    assert answer["Cache-Control"] == "no-store"
    assert client.post("/you/data/export/").status_code == 405
    client.logout()
    assert client.get("/you/data/export/").status_code == 302


def test_an_export_is_brought_in_through_the_page(client, ruth):
    file = io.BytesIO(export_person(ruth))
    file.name = "backcare.zip"
    other = make_user()
    client.force_login(other)
    assert "answers of the file are taken" in client.get("/you/data/import/").content.decode()
    page = client.post("/you/data/import/", {"archive": file}, follow=True)
    assert page.redirect_chain == [("/you/", 302)]
    assert "Brought in:" in page.content.decode()
    file.seek(0)
    again = client.post("/you/data/import/", {"archive": file}, follow=True).content.decode()
    assert "Nothing was added twice" in again
    assert "your answers stay" in client.get("/you/data/import/").content.decode()


def test_a_refused_file_says_why_at_its_field(client, ruth):
    client.force_login(make_user())
    file = io.BytesIO(b"nonsense")
    file.name = "x.zip"
    answer = client.post("/you/data/import/", {"archive": file})
    assert answer.status_code == 422
    assert "not a whole zip file" in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()
    assert client.post("/you/data/import/").status_code == 422
